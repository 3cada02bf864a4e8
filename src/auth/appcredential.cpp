// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/appcredential.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

constexpr int assertionSeconds = 300;
constexpr int leastBits = 2048;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

Bio reading(const QByteArray &text)
{
    return {BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())), &BIO_free_all};
}

Certificate certificateIn(const QByteArray &pem)
{
    const Bio bio = reading(pem);
    return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free};
}

// Without this OpenSSL would ask for the passphrase on the terminal.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Key keyIn(const Secret &pem)
{
    const Bio bio = reading(pem.reveal());
    return {PEM_read_bio_PrivateKey(bio.get(), nullptr, &noPassphrase, nullptr), &EVP_PKEY_free};
}

bool isOver(const X509 *certificate, const QDateTime &now)
{
    std::tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1)
        return true;
    const QDate date(end.tm_year + 1900, end.tm_mon + 1, end.tm_mday);
    return QDateTime(date, QTime(end.tm_hour, end.tm_min, end.tm_sec), Qt::UTC) <= now;
}

QByteArray base64Url(const QByteArray &octets)
{
    return octets.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray base64Url(const QJsonObject &object)
{
    return base64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QByteArray thumbprint(const X509 *certificate)
{
    QByteArray digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), reinterpret_cast<unsigned char *>(digest.data()), &size) != 1)
        return {};
    return digest.first(size);
}

// RSASSA-PSS with SHA-256 and a salt as long as the digest (RFC 7518 3.5).
QByteArray signature(EVP_PKEY *key, const QByteArray &text)
{
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_PKEY_CTX *options = nullptr; // the context's own
    const auto *octets = reinterpret_cast<const unsigned char *>(text.constData());
    const auto count = static_cast<std::size_t>(text.size());
    std::size_t size = 0;
    if (EVP_DigestSignInit(context.get(), &options, EVP_sha256(), nullptr, key) != 1
        || EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1
        || EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) != 1
        || EVP_DigestSign(context.get(), nullptr, &size, octets, count) != 1)
        return {};
    QByteArray made(static_cast<qsizetype>(size), '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(made.data()), &size, octets, count) != 1)
        return {};
    return made.first(static_cast<qsizetype>(size));
}

} // namespace

Secret toSecret(const AppCredential &credential)
{
    const QJsonObject json = credential.isCertificate()
        ? QJsonObject{{u"certificate"_s, QString::fromLatin1(credential.certificate)},
                      {u"key"_s, QString::fromLatin1(credential.key.reveal())}}
        : QJsonObject{{u"secret"_s, QString::fromUtf8(credential.secret.reveal())}};
    return Secret(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

AppCredential credentialIn(const Secret &stored)
{
    const QJsonObject json = QJsonDocument::fromJson(stored.reveal()).object();
    return {Secret(json.value(u"secret"_s).toString().toUtf8()), json.value(u"certificate"_s).toString().toLatin1(),
            Secret(json.value(u"key"_s).toString().toLatin1())};
}

Result<Done, CredentialFault> check(const AppCredential &credential, const QDateTime &now)
{
    if (!credential.isCertificate())
        return credential.secret.isEmpty() ? Result<Done, CredentialFault>(Failure{CredentialFault::Empty}) : Done{};
    const Certificate certificate = certificateIn(credential.certificate);
    if (!certificate)
        return Failure{CredentialFault::NoCertificate};
    const Key key = keyIn(credential.key);
    if (!key)
        return Failure{credential.key.reveal().contains("ENCRYPTED") ? CredentialFault::KeyEncrypted
                                                                     : CredentialFault::NoKey};
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < leastBits)
        return Failure{CredentialFault::KeyNotRsa};
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return Failure{CredentialFault::NoMatch};
    if (isOver(certificate.get(), now))
        return Failure{CredentialFault::Expired};
    return Done{};
}

Result<Secret, CredentialFault> signedAssertion(const AppCredential &credential, const QString &clientId,
                                                const QUrl &audience, const QString &id, const QDateTime &now)
{
    if (const auto good = check(credential, now); !good)
        return Failure{good.error()};
    if (!credential.isCertificate())
        return Failure{CredentialFault::NoCertificate};
    const Certificate certificate = certificateIn(credential.certificate);
    const qint64 second = now.toSecsSinceEpoch();
    const QJsonObject header{{u"alg"_s, u"PS256"_s},
                             {u"typ"_s, u"JWT"_s},
                             {u"x5t#S256"_s, QString::fromLatin1(base64Url(thumbprint(certificate.get())))}};
    const QJsonObject claims{{u"aud"_s, audience.toString(QUrl::FullyEncoded)},
                             {u"iss"_s, clientId},
                             {u"sub"_s, clientId},
                             {u"jti"_s, id},
                             {u"iat"_s, second},
                             {u"nbf"_s, second},
                             {u"exp"_s, second + assertionSeconds}};
    const QByteArray text = base64Url(header) + '.' + base64Url(claims);
    const QByteArray made = signature(keyIn(credential.key).get(), text);
    if (made.isEmpty())
        return Failure{CredentialFault::NotSigned};
    return Secret(text + '.' + base64Url(made));
}

} // namespace Sendoff::Auth
