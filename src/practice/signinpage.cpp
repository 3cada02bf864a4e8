// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/signinpage.h"

#include "practice/page.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

QByteArray hidden(const QString &name, const QString &value)
{
    return "<input type=\"hidden\" name=\"" + escapeHtml(name) + "\" value=\"" + escapeHtml(value) + "\">";
}

QByteArray masthead()
{
    return "<div class=\"top\">" + logo()
        + "<h1>Practice sign-in</h1><span class=\"grow\"></span><span class=\"pill\">Practice</span></div>";
}

QByteArray accountChoice(const AuthorizeRequest &request, const Account *chosen)
{
    QByteArray html = "<fieldset class=\"people\"><legend>Who are you?</legend>";
    bool first = true;
    for (const Account &account : readyMadeAccounts()) {
        if (!request.tenant.takes(account))
            continue;
        const bool checked = chosen ? chosen == &account : first;
        first = false;
        html += "<label><input type=\"radio\" name=\"account\" value=\"" + escapeHtml(account.address) + '"'
            + (checked ? " checked" : "") + "><span class=\"face\" aria-hidden=\"true\">"
            + escapeHtml(account.givenName.left(1)) + "</span><span class=\"what\">" + escapeHtml(account.name)
            + "</span><span class=\"kind\">" + (account.personal ? "personal" : "work") + "</span><span class=\"who\">"
            + escapeHtml(account.address) + "</span></label>";
    }
    return html + "</fieldset>";
}

QByteArray rightsAsked(const AuthorizeRequest &request)
{
    QByteArray html;
    for (const QString &scope : request.scopes.asked) {
        if (const QString words = explainPermission(permissionName(scope)); !words.isEmpty())
            html += "<li>" + escapeHtml(words) + "</li>";
    }
    if (html.isEmpty())
        return {};
    return "<p class=\"ask lead\">The program would like to</p><ul class=\"rights\">" + html + "</ul>";
}

} // namespace

Answer signInPage(const AuthorizeRequest &request, const Account *chosen, const QString &ticket)
{
    const QByteArray content = "<main class=\"card\">" + masthead()
        + "<h2>Let a program send mail?</h2><p class=\"soft small\">Nothing here is real: two made-up people, and "
          "every "
          "mail stays on this computer. No password is needed.</p><form method=\"post\" action=\"/"
        + escapeHtml(request.tenant.name) + "/practice/decide\">" + hidden(u"ticket"_s, ticket)
        + accountChoice(request, chosen) + rightsAsked(request) + "<p class=\"soft small ask\">Program <code>"
        + escapeHtml(request.clientId.left(100))
        + "</code></p><div class=\"row\">"
          "<button name=\"decision\" value=\"cancel\">Cancel</button>"
          "<button class=\"main\" name=\"decision\" value=\"accept\">Accept</button></div></form></main>";
    // The answer to this form sends the browser on to the program, which form-action covers too.
    return htmlAnswer(200, page(u"Practice sign-in"_s, content, "sign"),
                      pagePolicy("form-action 'self' " + request.redirectUri.toLatin1()));
}

Answer formPostPage(const QByteArray &target, const QList<std::pair<QString, QString>> &fields)
{
    static const QByteArray script = "document.forms[0].submit()";
    const QByteArray scriptHash = QCryptographicHash::hash(script, QCryptographicHash::Sha256).toBase64();
    QByteArray inputs;
    for (const auto &[name, value] : fields)
        inputs += hidden(name, value);
    const QByteArray content = "<main class=\"card\">" + masthead()
        + "<h2>Going back to the program …</h2><form method=\"post\" action=\"" + target + "\">" + inputs
        + "<noscript><p class=\"soft small\">One more click brings you back.</p><div class=\"row\">"
          "<button class=\"main\">Continue</button></div></noscript></form></main><script>"
        + script + "</script>";
    Answer answer = htmlAnswer(200, page(u"Practice sign-in"_s, content, "sign"),
                               pagePolicy("script-src 'sha256-" + scriptHash + "'; form-action " + target));
    // With no-referrer the browser would say "Origin: null"; Microsoft's page lets it name the authority.
    answer.headers.removeIf([](const Header &header) { return header.name == "Referrer-Policy"; });
    answer.headers.append(Header{"Referrer-Policy", "strict-origin"});
    return answer;
}

} // namespace Sendoff::Practice
