// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/loopbackhandler.h"
#include "auth/oneshotnetwork.h"
#include "auth/pkce.h"
#include "auth/tokenanswer.h"

#include <QOAuth2AuthorizationCodeFlow>

namespace Sendoff::Auth {

/// One use of Qt's authorization code flow: either a sign-in by the browser or one refresh. Delete it later, never from
/// within its signals: Qt's flow is on the stack then.
class CodeFlow : public QObject
{
    Q_OBJECT
public:
    CodeFlow(const AuthConfig &config, Dice &dice, QObject *parent = nullptr);
    ~CodeFlow() override;

    void setPatience(std::chrono::milliseconds patience) { m_network.setPatience(patience); }
    void setWords(const PageWords &words) { m_handler.setWords(words); }
    const QByteArray &nonce() const { return m_nonce; }

    void signIn();
    void refresh(const Secret &refreshToken);
    /// Closes the port and drops what is under way; no signal comes any more.
    void stop();

Q_SIGNALS:
    void browserWanted(const QUrl &url);
    void exchanging();
    void refused(const QByteArray &why);
    /// Once, at the end.
    void finished(const Sendoff::Result<Sendoff::Auth::TokenAnswer, Sendoff::Auth::AuthError> &result);

private:
    using Parameters = QMultiMap<QString, QVariant>;

    void setUpFlow();
    void connectUp();
    void modify(QAbstractOAuth::Stage stage, Parameters &parameters) const;
    void modifyAuthorization(Parameters &parameters) const;
    void readAnswer(const RedirectAnswer &answer);
    void readReply(Net::HttpReply reply);
    void finish(const Result<TokenAnswer, AuthError> &result);

    const AuthConfig m_config;
    const Pkce m_pkce;
    const QByteArray m_state;
    const QByteArray m_nonce;
    Secret m_refreshToken;
    bool m_isOver = false;
    // In this order: the flow goes first, then the handler it points to, then the network both use.
    OneShotNetwork m_network;
    LoopbackHandler m_handler;
    QOAuth2AuthorizationCodeFlow m_flow;
};

} // namespace Sendoff::Auth
