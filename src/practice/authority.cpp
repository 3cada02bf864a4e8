// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/authority.h"

#include "base/overloaded.h"
#include "practice/signinpage.h"
#include "practice/tokenendpoint.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

constexpr std::chrono::minutes pageLifetime{30};

Answer wrongMethod(const QByteArray &allowed)
{
    Answer answer = plainAnswer(405, "This address takes " + allowed + " only.");
    answer.headers.append({"Allow", allowed});
    return answer;
}

} // namespace

QStringList Site::graphRoots() const
{
    return {u"https://graph.microsoft.com"_s, u"http://localhost:%1"_s.arg(port), u"http://127.0.0.1:%1"_s.arg(port)};
}

Authority::Authority(const Site &site, TokenBook &tokens, const Settings &settings, const Clock &clock, Dice &dice)
    : m_site(site)
    , m_tokens(tokens)
    , m_settings(settings)
    , m_clock(clock)
    , m_dice(dice)
{
}

std::optional<Answer> Authority::answer(const QString &tenant, const QString &rest, const Request &request)
{
    if (rest == "/oauth2/v2.0/authorize"_L1) {
        if (request.method != "GET")
            return wrongMethod("GET");
        return authorize(tenant, parseForm(request.query));
    }
    if (rest == "/practice/decide"_L1) {
        if (request.method != "POST")
            return wrongMethod("POST");
        return decide(parseForm(request.body));
    }
    if (rest == "/oauth2/v2.0/token"_L1) {
        if (request.method != "POST")
            return wrongMethod("POST");
        return exchange(tenant, request);
    }
    if (request.method != "GET")
        return std::nullopt;
    if (rest == "/v2.0/.well-known/openid-configuration"_L1 && Tenant::isValid(tenant.toLower()))
        return configuration(tenant.toLower());
    if (rest == "/discovery/v2.0/keys"_L1)
        return jsonAnswer(200, R"({"keys":[]})");
    return std::nullopt;
}

Answer Authority::authorize(const QString &tenant, const Form &form)
{
    return std::visit(
        Overloaded{[&](const RefusedOnPage &refused) { return refusalPage(refused.error, trace()); },
                   [&](const RefusedByRedirect &refused) { return refuse(refused.request, refused.error); },
                   [&](const AuthorizeRequest &request) {
                       const Account *hinted = accountOf(request.loginHint);
                       if (hinted && !request.tenant.takes(*hinted))
                           hinted = nullptr;
                       if (request.prompt == "none"_L1) {
                           // Ready-made accounts are always signed in and have consented to everything.
                           return hinted ? grant(request, *hinted)
                                         : refuse(request,
                                                  {u"login_required"_s,
                                                   50058,
                                                   u"A silent sign-in was asked for but nobody is signed in."_s,
                                                   {}});
                       }
                       const QString ticket = QString::fromLatin1(m_dice.urlSafe(24));
                       const auto now = m_clock.monotonic();
                       std::erase_if(m_pending, [&](const auto &at) { return now > at.second.expires; });
                       m_pending.insert_or_assign(ticket, Pending{request, now + pageLifetime});
                       return signInPage(request, hinted, ticket);
                   }},
        readAuthorizeRequest(tenant, form, m_site.graphRoots()));
}

Answer Authority::decide(const Form &form)
{
    const auto at = m_pending.find(form.value(u"ticket"_s));
    if (at == m_pending.end() || m_clock.monotonic() > at->second.expires) {
        return refusalPage(
            {u"invalid_request"_s, 165900, u"This page is out of date. Start again from the program."_s, {}}, trace());
    }
    const AuthorizeRequest request = at->second.request;
    const Account *account = accountOf(form.value(u"account"_s));
    const bool accepted = form.value(u"decision"_s) == "accept"_L1;
    if (accepted && (!account || !request.tenant.takes(*account)))
        return refusalPage({u"invalid_request"_s, 50020, u"This account cannot sign in here."_s, {}}, trace());
    m_pending.erase(at);
    if (!accepted)
        return refuse(request, {u"access_denied"_s, 65004, u"User declined to consent to access the app."_s, {}});
    return grant(request, *account);
}

OAuthError Authority::checkConsent(const AuthorizeRequest &request, const Account &account) const
{
    if (m_settings.consent == Consent::Refused)
        return {u"access_denied"_s, 65004, u"User declined to consent to access the app."_s, {}};
    // Microsoft's default policy keeps people from agreeing to these by themselves; personal accounts have no policy.
    if (m_settings.consent == Consent::ByAdministrator && !account.personal) {
        for (const QString &scope : request.scopes.asked) {
            if (permissionName(scope).startsWith("Mail.Read"_L1) || permissionName(scope) == "People.Read"_L1)
                return {u"access_denied"_s,
                        90094,
                        u"An administrator of the organisation has set a policy that prevents you from granting the "
                        "program the permissions it asks for."_s,
                        {}};
        }
    }
    return {};
}

Answer Authority::grant(const AuthorizeRequest &request, const Account &account)
{
    if (const OAuthError error = checkConsent(request, account); error.isSet())
        return refuse(request, error);
    const QString code = m_tokens.issueCode({{request.clientId, request.tenant, &account, request.scopes.asked,
                                              request.scopes.asked, request.nonce, request.claims},
                                             request.redirectUri,
                                             request.challenge});
    return answerWith(request, {{u"code"_s, code}});
}

Answer Authority::refuse(const AuthorizeRequest &request, const OAuthError &error)
{
    QList<std::pair<QString, QString>> fields
        = {{u"error"_s, error.error}, {u"error_description"_s, describe(error, trace())}};
    if (error.number == 65004)
        fields.append({u"error_subcode"_s, u"cancel"_s});
    return answerWith(request, fields);
}

Answer Authority::answerWith(const AuthorizeRequest &request, QList<std::pair<QString, QString>> fields)
{
    if (!request.state.isEmpty())
        fields.append({u"state"_s, request.state});
    if (fields.first().first == "code"_L1)
        fields.append({u"session_state"_s, m_dice.uuid()});
    // Without a path the browser asks for "/", and that is what Microsoft's Location says as well.
    const QByteArray target = request.redirectUri.toLatin1() + '/';
    switch (request.responseMode) {
    case ResponseMode::FormPost:
        return formPostPage(target, fields);
    case ResponseMode::Fragment:
        return redirectTo(target + '#' + encodeForm(fields));
    case ResponseMode::Query:
        break;
    }
    return redirectTo(target + '?' + encodeForm(fields));
}

Answer Authority::exchange(const QString &tenant, const Request &request)
{
    const Trace marks = trace(request.header("client-request-id"));
    if (!Tenant::isValid(tenant.toLower()))
        return tokenRefusal({u"invalid_request"_s, 90002, u"Tenant '%1' was not found."_s.arg(tenant), {}}, marks);
    const Form form = parseForm(request.body);
    if (form.value(u"grant_type"_s) == "client_credentials"_L1 && request.header("origin").isEmpty()
        && form.repeatedName().isEmpty() && !form.value(u"client_id"_s).isEmpty()) {
        const QString rest = u'/' + tenant.toLower() + "/oauth2/v2.0/token"_L1;
        const QStringList addresses{m_site.origin + rest, u"http://127.0.0.1:%1"_s.arg(m_site.port) + rest};
        const auto program = m_programs.redeem({tenant.toLower()}, form, m_site.graphRoots(), addresses, m_clock);
        if (const auto *refused = std::get_if<OAuthError>(&program))
            return tokenRefusal(*refused, marks);
        return applicationTokenAnswer(std::get<Grant>(program), m_tokens, m_dice);
    }
    const auto granted = redeemGrant({tenant.toLower()}, request, m_tokens, m_site.graphRoots());
    if (const auto *refused = std::get_if<OAuthError>(&granted))
        return tokenRefusal(*refused, marks);
    return tokenAnswer(std::get<Grant>(granted), m_site.origin, m_tokens, m_clock, m_dice);
}

Answer Authority::configuration(const QString &tenant) const
{
    const QString base = m_site.origin + u'/' + tenant;
    const QString issuer = tenant == "consumers"_L1             ? QString::fromUtf16(personalTenant)
        : tenant == "common"_L1 || tenant == "organizations"_L1 ? u"{tenantid}"_s
                                                                : tenant;
    const QJsonObject object{
        {u"issuer"_s, m_site.origin + u'/' + issuer + "/v2.0"_L1},
        {u"authorization_endpoint"_s, base + "/oauth2/v2.0/authorize"_L1},
        {u"token_endpoint"_s, base + "/oauth2/v2.0/token"_L1},
        {u"jwks_uri"_s, base + "/discovery/v2.0/keys"_L1},
        {u"token_endpoint_auth_methods_supported"_s, QJsonArray{u"none"_s}},
        {u"response_modes_supported"_s, QJsonArray{u"query"_s, u"fragment"_s, u"form_post"_s}},
        {u"response_types_supported"_s, QJsonArray{u"code"_s}},
        {u"subject_types_supported"_s, QJsonArray{u"pairwise"_s}},
        {u"id_token_signing_alg_values_supported"_s, QJsonArray{u"RS256"_s}},
        {u"code_challenge_methods_supported"_s, QJsonArray{u"S256"_s}},
        {u"scopes_supported"_s, QJsonArray{u"openid"_s, u"profile"_s, u"email"_s, u"offline_access"_s}},
        {u"msgraph_host"_s, m_site.origin.mid(m_site.origin.indexOf("//"_L1) + 2)}};
    return jsonAnswer(200, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Trace Authority::trace(const QByteArray &correlationId)
{
    static const qsizetype guidLength = 36;
    return {m_dice.uuid(), correlationId.size() == guidLength ? QString::fromLatin1(correlationId) : m_dice.uuid(),
            m_clock.now()};
}

} // namespace Sendoff::Practice
