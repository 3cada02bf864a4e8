// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tokensource.h"

#include <QByteArray>
#include <QList>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace Sendoff::Testing {

/// Hands out "token-1", and after each refused() the next number, unless it was told to fail. Answers come from the
/// event loop; with `isHeld` they wait for letGo().
class FakeTokenSource final : public Net::TokenSource
{
public:
    std::optional<Net::NoToken> failure;
    bool isHeld = false;
    int asked = 0;
    QList<QByteArray> refusedTokens;
    QList<std::pair<QByteArray, QString>> challengedTokens; ///< with the claims; none is handed out after the first
    QStringList granted; ///< what scopes() says once a token was asked for

    QByteArray current() const { return "token-" + QByteArray::number(m_number); }

    void token(QObject *context, Answer answer) override
    {
        ++asked;
        if (isHeld)
            m_waiting.append({context, std::move(answer)});
        else
            reply(context, std::move(answer));
    }

    void refused(const Secret &token) override
    {
        refusedTokens.append(token.reveal());
        if (token.reveal() == current())
            ++m_number;
    }

    void challenged(const Secret &token, const QString &claims) override
    {
        challengedTokens.append({token.reveal(), claims});
        failure = Net::NoToken{Net::NoToken::Kind::SignInNeeded, QStringLiteral("insufficient_claims"), {}};
    }

    /// As a person does.
    void signIn()
    {
        ++m_number;
        failure.reset();
    }

    QStringList scopes() const override { return asked > 0 ? granted : QStringList(); }

    void letGo()
    {
        isHeld = false;
        for (auto &[context, answer] : std::exchange(m_waiting, {})) {
            if (context)
                reply(context, std::move(answer));
        }
    }

private:
    void reply(QObject *context, Answer answer)
    {
        QTimer::singleShot(0, context, [this, answer = std::move(answer)] {
            if (failure)
                answer(Failure{*failure});
            else
                answer(Secret(current()));
        });
    }

    QList<std::pair<QPointer<QObject>, Answer>> m_waiting;
    int m_number = 1;
};

} // namespace Sendoff::Testing
