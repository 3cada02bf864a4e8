// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/authorizerequest.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

OAuthError invalidRequest(int number, const QString &text)
{
    return {u"invalid_request"_s, number, text, {}};
}

OAuthError checkPlace(const QString &tenant, const Form &form)
{
    if (!Tenant::isValid(tenant))
        return invalidRequest(90002, u"Tenant '%1' was not found."_s.arg(tenant));
    if (const QString name = form.repeatedName(); !name.isEmpty())
        return invalidRequest(90013, u"The parameter '%1' is there more than once."_s.arg(name));
    if (form.value(u"client_id"_s).isEmpty())
        return missingParameter(u"client_id"_s);
    if (form.value(u"redirect_uri"_s).isEmpty())
        return missingParameter(u"redirect_uri"_s);
    if (!isLoopbackRedirect(form.value(u"redirect_uri"_s))) {
        return invalidRequest(50011,
                              u"The redirect URI '%1' does not match one of the registered ones; for a desktop "
                              "program these are http://localhost and http://127.0.0.1, any port, no path."_s.arg(
                                  form.value(u"redirect_uri"_s)));
    }
    return {};
}

OAuthError checkProof(const Form &form)
{
    static const QRegularExpression sha256(u"^[A-Za-z0-9_-]{43}$"_s);
    const QString challenge = form.value(u"code_challenge"_s);
    if (challenge.isEmpty())
        return invalidRequest(9002325, u"Proof Key for Code Exchange is required."_s);
    if (form.value(u"code_challenge_method"_s) != "S256"_L1)
        return invalidRequest(501491, u"The code_challenge_method must be S256."_s);
    if (!sha256.match(challenge).hasMatch())
        return invalidRequest(501491, u"The size of the code_challenge is wrong."_s);
    return {};
}

OAuthError checkWish(const Form &form, const ScopeList &scopes)
{
    static const QStringList prompts = {QString(), u"none"_s, u"login"_s, u"select_account"_s, u"consent"_s};
    const QString type = form.value(u"response_type"_s);
    if (type.isEmpty())
        return missingParameter(u"response_type"_s);
    if (type != "code"_L1)
        return {u"unsupported_response_type"_s, 700054, u"response_type '%1' is not enabled."_s.arg(type), {}};
    if (scopes.asked.isEmpty())
        return missingParameter(u"scope"_s);
    if (!scopes.unknown.isEmpty())
        return {u"invalid_scope"_s, 70011, u"The scope '%1' is not valid."_s.arg(scopes.unknown), {}};
    if (form.has(u"claims"_s) && !QJsonDocument::fromJson(form.value(u"claims"_s).toUtf8()).isObject())
        return invalidRequest(900236, u"The claims are not JSON."_s);
    if (!prompts.contains(form.value(u"prompt"_s)))
        return invalidRequest(90023, u"The prompt '%1' is not supported."_s.arg(form.value(u"prompt"_s)));
    return checkProof(form);
}

} // namespace

bool isLoopbackRedirect(const QString &uri)
{
    static const QRegularExpression loopback(u"^http://(?:localhost|127\\.0\\.0\\.1):([1-9][0-9]{0,4})$"_s);
    const auto match = loopback.match(uri);
    return match.hasMatch() && match.captured(1).toUInt() <= 65535 && !uri.endsWith(u'\n');
}

Reading readAuthorizeRequest(const QString &tenant, const Form &form, const QStringList &graphRoots)
{
    if (const OAuthError error = checkPlace(tenant.toLower(), form); error.isSet())
        return RefusedOnPage{error};

    AuthorizeRequest request;
    request.tenant = {tenant.toLower()};
    request.clientId = form.value(u"client_id"_s);
    request.redirectUri = form.value(u"redirect_uri"_s);
    request.state = form.value(u"state"_s);
    request.nonce = form.value(u"nonce"_s);
    request.loginHint = form.value(u"login_hint"_s);
    request.prompt = form.value(u"prompt"_s);
    request.claims = form.value(u"claims"_s);
    request.challenge = form.value(u"code_challenge"_s).toLatin1();
    request.scopes = readScopes(form.value(u"scope"_s), graphRoots);

    const QString mode = form.value(u"response_mode"_s);
    if (mode == "form_post"_L1)
        request.responseMode = ResponseMode::FormPost;
    else if (mode == "fragment"_L1)
        request.responseMode = ResponseMode::Fragment;
    else if (!mode.isEmpty() && mode != "query"_L1)
        return RefusedByRedirect{invalidRequest(70007, u"The response_mode '%1' is not supported."_s.arg(mode)),
                                 request};

    if (const OAuthError error = checkWish(form, request.scopes); error.isSet())
        return RefusedByRedirect{error, request};
    return request;
}

} // namespace Sendoff::Practice
