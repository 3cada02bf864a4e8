// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Accounts, rights, the network, checks and requests.
#include "gallerylists.h"
#include "graph/rights.h"
#include "gui/accountswindow.h"
#include "gui/accountwording.h"
#include "gui/checkwindow.h"
#include "gui/errorcatalogue.h"
#include "gui/proxydialog.h"
#include "gui/requestwindow.h"
#include "gui/wording.h"
#include "samples.h"

#include <QComboBox>
#include <QPushButton>
#include <QTabBar>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using namespace Samples;
using Make = std::function<QWidget *(Dialogs &)>;
using Scenes = QList<std::pair<QString, Make>>;

Auth::Account program()
{
    Auth::Account account = work();
    account.id = u"app.1"_s;
    account.name.clear();
    account.address = u"newsletter@contoso.com"_s;
    account.isAppOnly = true;
    account.config.extraRights = {u"Mail.ReadWrite"_s};
    account.config.cloud = Auth::cloudNamed(u"global"_s, {}, {}).value();
    return account;
}

QList<AccountFacts> allAccounts()
{
    AccountFacts adele;
    adele.account = work();
    adele.account.config.cloud = Auth::cloudNamed(u"global"_s, {}, {}).value();
    adele.account.senders
        = {{u"sales@contoso.com"_s, u"Sales"_s, true}, {u"lidia.holloway@contoso.com"_s, u"Lidia Holloway"_s, false}};
    adele.rights = {u"Mail.Send"_s, u"Mail.ReadWrite"_s};
    adele.isDefault = true;
    AccountFacts mine;
    mine.account = personal();
    mine.account.config.cloud = adele.account.config.cloud;
    mine.rights = {u"Mail.Send"_s};
    AccountFacts over;
    over.account = work();
    over.account.id = u"5.6"_s;
    over.account.name = u"Adele Vance (Ministry of Agriculture, Fisheries and Food)"_s;
    over.account.address = u"adele.vance.external@agriculture.ministry.example.gov"_s;
    over.account.config.cloud = Auth::cloudNamed(u"usgov"_s, {}, {}).value();
    over.rights = {u"Mail.Send"_s};
    over.state = Auth::SessionState::SignInNeeded;
    over.waiting = 3;
    over.unsettled = 1;
    AccountFacts news;
    news.account = program();
    news.rights = {u"Mail.Send"_s, u"Mail.ReadWrite"_s};
    return {adele, mine, over, news};
}

AccountsWindow *accounts(Dialogs &dialogs, const QString &id = {})
{
    auto *window = new AccountsWindow(dialogs);
    window->setAccounts(allAccounts());
    if (!id.isEmpty())
        window->choose(id);
    return window;
}

Auth::AuthError error(Auth::AuthErrorKind kind, const QString &code = {})
{
    Auth::AuthError made;
    made.kind = kind;
    made.code = code;
    return made;
}

Make consent(const QString &right, const ConsentPage &page)
{
    return [right, page](Dialogs &dialogs) {
        AccountsWindow *window = accounts(dialogs);
        window->showConsent(work().id, right, page);
        return window;
    };
}

Scenes accountScenes()
{
    return {
        {u"accounts"_s, [](Dialogs &dialogs) { return accounts(dialogs); }},
        {u"accounts-personal"_s, [](Dialogs &dialogs) { return accounts(dialogs, personal().id); }},
        {u"accounts-sign-in-needed"_s, [](Dialogs &dialogs) { return accounts(dialogs, u"5.6"_s); }},
        {u"accounts-program"_s, [](Dialogs &dialogs) { return accounts(dialogs, program().id); }},
        {u"accounts-practice"_s,
         [](Dialogs &dialogs) {
             AccountsWindow *window = accounts(dialogs);
             window->setPractice(QUrl(u"http://localhost:1/mailbox"_s));
             return window;
         }},
        {u"accounts-none"_s,
         [](Dialogs &dialogs) {
             auto *window = new AccountsWindow(dialogs);
             window->setAccounts({});
             window->showSignIn(SignInChoosing{});
             return window;
         }},
        {u"accounts-add"_s,
         [](Dialogs &dialogs) {
             AccountsWindow *window = accounts(dialogs);
             window->showSignIn(SignInChoosing{false, true, {}});
             return window;
         }},
        {u"accounts-add-cloud"_s,
         [](Dialogs &dialogs) {
             AccountsWindow *window = accounts(dialogs);
             window->showSignIn(SignInChoosing{true, false, {}});
             QTimer::singleShot(10, window, [window] {
                 window->findChild<QPushButton *>(u"advanced"_s)->click();
                 for (QComboBox *box : window->findChildren<QComboBox *>()) {
                     if (box->accessibleName() == u"Cloud")
                         box->setCurrentIndex(box->count() - 1);
                 }
             });
             return window;
         }},
        {u"accounts-add-failed"_s,
         [](Dialogs &dialogs) {
             AccountsWindow *window = accounts(dialogs);
             window->showSignIn(SignInFailed{error(Auth::AuthErrorKind::AdminConsentNeeded, u"access_denied"_s),
                                             QDateTime::currentDateTimeUtc()});
             return window;
         }},
        {u"accounts-right-browser"_s,
         consent(u"Mail.ReadBasic"_s, ConsentInBrowser{QUrl(u"https://login.example/"_s)})},
        {u"accounts-right-denied"_s,
         consent(u"Mail.ReadBasic"_s, ConsentRefused{error(Auth::AuthErrorKind::Denied, u"access_denied"_s)})},
        {u"accounts-right-administrator"_s,
         consent(u"Mail.ReadBasic"_s, ConsentRefused{error(Auth::AuthErrorKind::AdminConsentNeeded)})},
        {u"accounts-signing-in"_s, consent({}, ConsentInBrowser{QUrl(u"https://login.example/"_s)})},
        {u"accounts-other-person"_s,
         consent({}, ConsentRefused{error(Auth::AuthErrorKind::OtherAccount, u"other_account"_s)})},
    };
}

Scenes networkScenes()
{
    const auto network = [](const ProxyChoice &choice, const QString &words, bool isTrouble) -> Make {
        return [=](Dialogs &dialogs) {
            AccountsWindow *window = accounts(dialogs);
            window->networkPage()->setChoice(choice);
            window->networkPage()->showState(words, isTrouble);
            window->showNetwork();
            return window;
        };
    };
    const ProxyChoice manual{ProxyChoice::Mode::Manual, u"proxy.contoso.com"_s, 3128};
    return {
        {u"network"_s, network({}, {}, false)},
        {u"network-manual"_s, network(manual, u"From now on it is used."_s, false)},
        {u"network-refused"_s,
         network(manual, u"The proxy proxy.contoso.com:3128 wants a user name and a password."_s, true)},
        {u"proxy-login"_s, [](Dialogs &) { return new ProxyDialog(u"proxy.contoso.com:3128"_s, {}, false); }},
        {u"proxy-refused"_s,
         [](Dialogs &) { return new ProxyDialog(u"proxy.contoso.com:3128"_s, u"CONTOSO\\adele"_s, true); }},
    };
}

QList<CheckRow> checked(const QList<CheckRow> &ends)
{
    const QStringList titles{u"Name of the service"_s, u"Connection"_s, u"This computer's clock"_s, u"Sign-in"_s,
                             u"Permissions"_s,         u"Mailbox"_s};
    QList<CheckRow> rows;
    for (qsizetype i = 0; i < titles.size(); ++i) {
        CheckRow row = ends.value(i, {{}, CheckRow::Look::Skipped, u"not checked"_s});
        row.title = titles.at(i);
        rows.append(row);
    }
    return rows;
}

Make check(const QList<CheckRow> &ends, const QString &sentence)
{
    return [ends, sentence](Dialogs &) {
        auto *window = new CheckWindow;
        window->setAccount(work().address);
        window->setRows(checked(ends));
        window->conclude(sentence, sentence);
        return window;
    };
}

Scenes checkScenes()
{
    using Look = CheckRow::Look;
    const CheckRow name{{}, Look::Good, u"graph.microsoft.com"_s};
    const CheckRow safe{{}, Look::Good, u"safe"_s};
    const CheckRow right{{}, Look::Good, u"right"_s};
    const CheckRow who{{}, Look::Good, work().address};
    const CheckRow rights{{}, Look::Good, u"User.Read, Mail.Send, Mail.ReadWrite"_s};
    const CheckRow slow{{}, Look::Odd, inFull(wordingForClock(std::chrono::minutes(47)))};
    const auto bad = [](const Wording &words) { return CheckRow{{}, Look::Bad, inFull(words)}; };
    const Auth::Account guestly = guest();
    const QString no = u"This account cannot send before that is mended."_s;
    return {
        {u"check-running"_s,
         check({name,
                {{}, Look::Running, {}},
                {{}, Look::Waiting, {}},
                {{}, Look::Waiting, {}},
                {{}, Look::Waiting, {}},
                {{}, Look::Waiting, {}}},
               {})},
        {u"check-good"_s, check({name, safe, right, who, rights, who}, u"This account can send."_s)},
        {u"check-clock"_s, check({name, safe, slow, who, rights, who}, u"This account can send."_s)},
        {u"check-offline"_s,
         check({bad(wordingFor(Graph::ErrorKind::Offline))}, u"Mail waits until that is mended."_s)},
        {u"check-tls"_s,
         check({name, bad(wordingFor(Graph::ErrorKind::TlsTrouble))}, u"Mail waits until that is mended."_s)},
        {u"check-sign-in"_s, check({name, safe, right, bad(wordingFor(Auth::AuthErrorKind::SignInNeeded))}, no)},
        {u"check-rights"_s, check({name, safe, right, who, bad(wordingFor(Graph::ErrorKind::PermissionMissing))}, no)},
        {u"check-mailbox"_s,
         check({name, safe, right, who, rights, bad(wordingFor(graphError(Graph::ErrorKind::NoMailbox), &guestly))},
               no)},
    };
}

Make request(int tab)
{
    return [tab](Dialogs &) {
        auto *window = new RequestWindow;
        const QString http
            = u"POST /v1.0/me/sendMail HTTP/1.1\nHost: graph.microsoft.com\nAuthorization: Bearer $TOKEN\n"
              "Content-Type: application/json\nclient-request-id: 0f3ad0f5-8b8f-4a5e-8a57-0f62f3b3a8a2\n"
              "return-client-request-id: true\nContent-Length: 1712\n\n"
              "{\"message\":{\"attachments\":[{\"@odata.type\":\"#microsoft.graph.fileAttachment\",\"contentBytes\":"
              "\"iVBORw0KGgo… 2.3 MB more "
              "…\",\"contentType\":\"image/png\",\"name\":\"plan.png\"}],\"body\":{\"content\":"
              "\"Dear Ben,\\r\\n\\r\\nthe offer is attached.\",\"contentType\":\"text\"},\"subject\":\"Offer for June\"}}\n"_s;
        const QString plan
            = u"A draft is made in the mailbox, and sent when it is complete. 2 files go up in parts. This "
              "needs Mail.Send, Mail.ReadWrite.\n\n1. POST https://graph.microsoft.com/v1.0/me/messages\n"
              "   the draft, 2,012 bytes\n   permission: Mail.ReadWrite\n"_s;
        window->setRequest(
            u"Offer for June"_s,
            {{u"In words"_s, plan, plan, false},
             {u"HTTP"_s, http, http + u"x"_s, true},
             {u"curl"_s,
              u"# For bash. Put an access token with Mail.Send into TOKEN first.\ncurl --fail-with-body \\\n"
              "  --header \"Authorization: Bearer $TOKEN\" \\\n  --data @mail.json \\\n"
              "  https://graph.microsoft.com/v1.0/me/sendMail\n"_s,
              {},
              true},
             {u"PowerShell"_s,
              u"# Connect-MgGraph -Scopes Mail.Send\n$user = (Get-MgContext).Account\n"
              "Send-MgUserMail -UserId $user -BodyParameter $mail\n"_s,
              {},
              true},
             {u"CLI for Microsoft 365"_s,
              u"# m365 login\nm365 outlook mail send \\\n  --to 'ben@example.org' \\\n  --subject 'Offer for June'\n"_s,
              {},
              true}});
        window->findChild<QTabBar *>()->setCurrentIndex(tab);
        return window;
    };
}

Scenes requestScenes()
{
    return {{u"request-words"_s, request(0)},
            {u"request-http"_s, request(1)},
            {u"request-curl"_s, request(2)},
            {u"request-powershell"_s, request(3)},
            {u"request-m365"_s, request(4)}};
}

} // namespace

Scenes accountsScenes()
{
    return accountScenes() + networkScenes() + checkScenes() + requestScenes();
}

} // namespace Sendoff::Gui
