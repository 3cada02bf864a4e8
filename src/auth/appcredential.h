// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QUrl>

namespace Sendoff::Auth {

/// What lets a program in where no person signs in: a client secret, or a certificate with its private key. Rests in
/// the keychain as a whole.
struct AppCredential
{
    Secret secret;
    QByteArray certificate; ///< PEM
    Secret key; ///< PEM, not encrypted

    bool isCertificate() const { return !certificate.isEmpty(); }
    friend bool operator==(const AppCredential &, const AppCredential &) = default;
};

enum class CredentialFault {
    Empty, ///< neither a secret nor a certificate
    NoCertificate, ///< not PEM, or not X.509
    NoKey, ///< not PEM, or no private key in it
    KeyEncrypted, ///< it would need a passphrase each time
    KeyNotRsa, ///< Microsoft takes RSA keys of 2048 bits and more
    NoMatch, ///< the key is not the certificate's
    Expired,
    NotSigned, ///< OpenSSL would not
};

/// As one text for the keychain, and back; what is not ours gives an empty credential.
Secret toSecret(const AppCredential &credential);
AppCredential credentialIn(const Secret &stored);

/// Whether it can be used now. `now`: UTC.
Result<Done, CredentialFault> check(const AppCredential &credential, const QDateTime &now);

/// A client assertion (RFC 7523, Microsoft: certificate-credentials): PS256, x5t#S256, good for five minutes and for
/// this token endpoint only. `id`: never used before.
Result<Secret, CredentialFault> signedAssertion(const AppCredential &credential, const QString &clientId,
                                                const QUrl &audience, const QString &id, const QDateTime &now);

} // namespace Sendoff::Auth
