// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

namespace Sendoff::Net {

/// Why there is no token.
struct NoToken
{
    enum class Kind {
        SignInNeeded, ///< a person must sign in (again); nothing will mend it by waiting
        VaultLocked, ///< the keychain must be unlocked first
        Offline, ///< sign-in service not reached; the sign-in itself is as good as before
        ServiceTrouble, ///< reached, but it cannot now; wait
    };
    Kind kind = Kind::SignInNeeded;
    QString code; ///< OAuth `error` or our own word, for "Details"
    QString detail;
};

/// Where a fresh bearer token comes from. The plug is auth/session.h; app pushes it in.
class TokenSource
{
public:
    virtual ~TokenSource() = default;

    using Answer = std::function<void(const Result<Secret, NoToken> &)>;
    /// Gives a token that should still be good for some minutes; asks the service if need be, once for all who wait.
    /// The answer comes later from the event loop, and not at all if `context` dies first.
    virtual void token(QObject *context, Answer answer) = 0;
    /// The service refused this token: the next token() must fetch another.
    virtual void refused(const Secret &token) = 0;
    /// The service wants more than this token proves (RFC 9470; Microsoft: claims challenge): another one got in
    /// silence would be refused too. `claims`, JSON or empty, belongs into the next sign-in, and nowhere on the disk.
    virtual void challenged(const Secret &token, const QString &claims) = 0;
    /// What the last token may be used for, as its answer said; empty before there was one.
    virtual QStringList scopes() const { return {}; }
};

} // namespace Sendoff::Net
