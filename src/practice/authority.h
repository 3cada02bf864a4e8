// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/authorizerequest.h"
#include "practice/clientcredentials.h"
#include "practice/settings.h"
#include "practice/tokenbook.h"

#include <map>

namespace Sendoff::Practice {

/// Where the service is reached, and what clients may call it.
struct Site
{
    QString origin; ///< "http://localhost:8617"
    quint16 port = 0;

    /// What may stand before a permission in a scope.
    QStringList graphRoots() const;
};

/// The sign-in side: authorize, the account page, token (Microsoft identity platform, v2.0 endpoints).
class Authority
{
public:
    Authority(const Site &site, TokenBook &tokens, const Settings &settings, const Clock &clock, Dice &dice);

    /// `rest` is what stands after "/{tenant}". Empty when there is no such place.
    std::optional<Answer> answer(const QString &tenant, const QString &rest, const Request &request);

private:
    Answer authorize(const QString &tenant, const Form &form);
    Answer decide(const Form &form);
    Answer exchange(const QString &tenant, const Request &request);
    Answer configuration(const QString &tenant) const;
    /// What speaks against the scopes this account is asked to agree to.
    OAuthError checkConsent(const AuthorizeRequest &request, const Account &account) const;
    Answer grant(const AuthorizeRequest &request, const Account &account);
    Answer answerWith(const AuthorizeRequest &request, QList<std::pair<QString, QString>> fields);
    Answer refuse(const AuthorizeRequest &request, const OAuthError &error);
    Trace trace(const QByteArray &correlationId = {});

    struct Pending
    {
        AuthorizeRequest request;
        std::chrono::milliseconds expires{0};
    };

    const Site &m_site;
    TokenBook &m_tokens;
    const Settings &m_settings;
    const Clock &m_clock;
    Dice &m_dice;
    ClientCredentials m_programs;
    std::map<QString, Pending> m_pending; ///< pages people have open, by their secret ticket
};

} // namespace Sendoff::Practice
