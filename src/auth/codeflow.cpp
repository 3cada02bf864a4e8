// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/codeflow.h"

#include "net/urlsafety.h"

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

// Qt puts values into the query as they are where they look encoded already, so that '%' and '+' in a code or a token
// would change on the way. Encoded here, they arrive as they were on every version.
QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString encoded(const Secret &secret)
{
    return QString::fromLatin1(secret.reveal().toPercentEncoding());
}

AuthError plainError(AuthErrorKind kind, const QString &code)
{
    AuthError error;
    error.kind = kind;
    error.code = code;
    return error;
}

} // namespace

CodeFlow::CodeFlow(const AuthConfig &config, Dice &dice, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_pkce(freshPkce(dice))
    , m_state(dice.urlSafe(24))
    , m_nonce(dice.urlSafe(24))
    , m_flow(&m_network)
{
    setUpFlow();
    connectUp();
}

CodeFlow::~CodeFlow()
{
    stop();
}

void CodeFlow::setUpFlow()
{
    m_flow.setAuthorizationUrl(m_config.authorizeUrl());
    m_flow.setClientIdentifier(m_config.clientId);
    m_flow.setState(QString::fromLatin1(m_state));
#if QT_VERSION >= QT_VERSION_CHECK(6, 9, 0)
    QSet<QByteArray> scopes;
    for (const QString &scope : m_config.scopes())
        scopes.insert(scope.toLatin1());
    m_flow.setRequestedScopeTokens(scopes);
    m_flow.setTokenUrl(m_config.tokenUrl());
    m_flow.setNonceMode(QAbstractOAuth2::NonceMode::Disabled); // ours, alike on every version
#else
    m_flow.setScope(m_config.scopes().join(u' '));
    m_flow.setAccessTokenUrl(m_config.tokenUrl());
#endif
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    m_flow.setPkceMethod(QOAuth2AuthorizationCodeFlow::PkceMethod::None); // as above
#endif
    m_flow.setReplyHandler(&m_handler);
    m_handler.expect(m_config, m_state);
    m_flow.setModifyParametersFunction(
        [this](QAbstractOAuth::Stage stage, Parameters *parameters) { modify(stage, *parameters); });
}

void CodeFlow::connectUp()
{
    connect(&m_flow, &QAbstractOAuth::authorizeWithBrowser, this, &CodeFlow::browserWanted);
    connect(&m_handler, &LoopbackHandler::answered, this, &CodeFlow::readAnswer);
    connect(&m_handler, &LoopbackHandler::refused, this, &CodeFlow::refused);
    connect(&m_handler, &LoopbackHandler::replied, this, &CodeFlow::readReply);
}

void CodeFlow::signIn()
{
    if (m_config.clientId.isEmpty())
        return finish(Failure{plainError(AuthErrorKind::NoClientId, u"no_client_id"_s)});
    if (!Net::maySendSecretsTo(m_config.authorizeUrl()))
        return finish(Failure{plainError(AuthErrorKind::UnsafeAddress, u"unsafe_address"_s)});
    if (!m_handler.listen())
        return finish(Failure{plainError(AuthErrorKind::PortBusy, u"port_busy"_s)});
    m_flow.grant();
}

void CodeFlow::refresh(const Secret &refreshToken)
{
    if (!Net::maySendSecretsTo(m_config.tokenUrl()))
        return finish(Failure{plainError(AuthErrorKind::UnsafeAddress, u"unsafe_address"_s)});
    m_refreshToken = refreshToken;
    m_flow.setRefreshToken(QString::fromLatin1(refreshToken.reveal()));
#if QT_VERSION >= QT_VERSION_CHECK(6, 9, 0)
    m_flow.refreshTokens();
#else
    m_flow.refreshAccessToken();
#endif
}

void CodeFlow::stop()
{
    m_isOver = true;
    m_handler.close();
    m_network.silence();
}

void CodeFlow::modify(QAbstractOAuth::Stage stage, Parameters &parameters) const
{
    const QString redirect = encoded(m_handler.callback());
    switch (stage) {
    case QAbstractOAuth::Stage::RequestingAuthorization:
        modifyAuthorization(parameters);
        parameters.replace(u"redirect_uri"_s, redirect);
        break;
    case QAbstractOAuth::Stage::RequestingAccessToken:
        parameters.replace(u"code"_s, encoded(m_handler.code()));
        parameters.replace(u"redirect_uri"_s, redirect);
        parameters.replace(u"code_verifier"_s, QString::fromLatin1(m_pkce.verifier.reveal()));
        parameters.remove(u"client_secret"_s);
        break;
    case QAbstractOAuth::Stage::RefreshingAccessToken:
        parameters.replace(u"client_id"_s, encoded(m_config.clientId));
        parameters.replace(u"refresh_token"_s, encoded(m_refreshToken));
        parameters.replace(u"scope"_s, encoded(m_config.scopes().join(u' ')));
        // Qt sends an empty secret, which a public client must not, and an address that has nothing to do with it.
        parameters.remove(u"client_secret"_s);
        parameters.remove(u"redirect_uri"_s);
        break;
    default:
        break;
    }
}

void CodeFlow::modifyAuthorization(Parameters &parameters) const
{
    parameters.replace(u"scope"_s, encoded(m_config.scopes().join(u' ')));
    parameters.replace(u"code_challenge"_s, QString::fromLatin1(m_pkce.challenge));
    parameters.replace(u"code_challenge_method"_s, u"S256"_s);
    parameters.replace(u"nonce"_s, QString::fromLatin1(m_nonce));
    parameters.replace(u"response_mode"_s,
                       m_config.responseMode == ResponseMode::FormPost ? u"form_post"_s : u"query"_s);
    if (!m_config.prompt.isEmpty())
        parameters.replace(u"prompt"_s, encoded(m_config.prompt));
    if (!m_config.claims.isEmpty())
        parameters.replace(u"claims"_s, encoded(m_config.claims));
    if (!m_config.loginHint.isEmpty())
        parameters.replace(u"login_hint"_s, encoded(m_config.loginHint));
}

void CodeFlow::readAnswer(const RedirectAnswer &answer)
{
    if (answer.error.isEmpty())
        Q_EMIT exchanging();
    else
        finish(Failure{oauthError(answer.error, answer.suberror, answer.description)});
}

void CodeFlow::readReply(Net::HttpReply reply)
{
    if (m_network.hasTimedOut())
        reply.outcome = Net::Outcome::TimedOut;
    if (reply.outcome == Net::Outcome::TlsFailed && !m_network.tlsTroubles().isEmpty())
        reply.detail += u": "_s + m_network.tlsTroubles().join(u"; "_s);
    finish(readTokenAnswer(reply, m_config.scopes(), QDateTime::currentDateTimeUtc()));
}

void CodeFlow::finish(const Result<TokenAnswer, AuthError> &result)
{
    if (m_isOver)
        return;
    m_isOver = true;
    m_handler.close();
    Q_EMIT finished(result);
}

} // namespace Sendoff::Auth
