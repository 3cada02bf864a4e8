// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/appaccount.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

constexpr qint64 longestFile = 256 * 1024;
constexpr qint64 longestSecret = 4096;

QString tr(const char *text)
{
    return QCoreApplication::translate("AppAccount", text);
}

Result<QByteArray, CredentialTrouble> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{CredentialTrouble{tr("%1 cannot be read: %2").arg(path, file.errorString()), true}};
    return file.read(longestFile);
}

} // namespace

Auth::Account programAccount(const AccountAdd &options, const QString &clientId, const Auth::Cloud &cloud)
{
    Auth::Account account;
    account.isAppOnly = true;
    account.address = options.mailbox;
    account.tenantId = options.tenant;
    account.id = u"app.%1.%2"_s.arg(clientId, options.mailbox.toLower());
    account.config.clientId = clientId;
    account.config.tenant = options.tenant;
    account.config.cloud = cloud;
    account.config.loginHint = options.mailbox;
    account.config.extraRights = options.rights;
    return account;
}

Result<Auth::AppCredential, CredentialTrouble> readCredential(const AccountAdd &options, QIODevice &input,
                                                              const QDateTime &now)
{
    Auth::AppCredential credential;
    if (options.certificateFile.isEmpty()) {
        credential.secret = Secret(input.readLine(longestSecret).trimmed());
    } else {
        const auto certificate = contentOf(options.certificateFile);
        if (!certificate)
            return Failure{certificate.error()};
        credential.certificate = certificate.value();
        credential.key = Secret(certificate.value());
    }
    if (!options.keyFile.isEmpty()) {
        const auto key = contentOf(options.keyFile);
        if (!key)
            return Failure{key.error()};
        credential.key = Secret(key.value());
    }
    if (const auto good = Auth::check(credential, now); !good)
        return Failure{CredentialTrouble{wordsFor(good.error()), false}};
    return credential;
}

QString wordsFor(Auth::CredentialFault fault)
{
    using Fault = Auth::CredentialFault;
    switch (fault) {
    case Fault::Empty:
        return tr("No secret came on standard input. Give it there, for example from a password manager, or use "
                  "--certificate FILE.");
    case Fault::NoCertificate:
        return tr("There is no certificate in that file. It must be PEM text that begins with BEGIN CERTIFICATE.");
    case Fault::NoKey:
        return tr("There is no private key in that file. Give its PEM file with --key FILE.");
    case Fault::KeyEncrypted:
        return tr("The private key has a passphrase. Give one without; the keychain keeps it safe.");
    case Fault::KeyNotRsa:
        return tr("Microsoft takes RSA keys of 2048 bits or more only.");
    case Fault::NoMatch:
        return tr("The private key does not belong to the certificate.");
    case Fault::Expired:
        return tr("The certificate has expired. Make a new one and upload it to the app registration.");
    case Fault::NotSigned:
        break;
    }
    return tr("Nothing could be signed with this key.");
}

} // namespace Sendoff::App
