// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/accountpage.h"
#include "gui/accountswindow.h"
#include "gui/accountwording.h"
#include "gui/button.h"
#include "gui/dialogs.h"
#include "gui/proxydialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;

namespace {

class Answers final : public Dialogs
{
public:
    void chooseFiles(QWidget *, std::function<void(const QStringList &)> answer) override { answer({}); }
    void confirm(QWidget *, const QString &question, const QString &more, const QString &,
                 std::function<void(bool)> answer) override
    {
        asked = question + u' ' + more;
        answer(says);
    }
    void askQuit(QWidget *, const QuitFacts &, std::function<void(QuitChoice)> answer) override
    {
        answer(QuitChoice::Stay);
    }
    bool openUrl(const QUrl &) override { return true; }

    bool says = true;
    QString asked;
};

AccountFacts facts(const QString &address, bool isDefault = false)
{
    AccountFacts facts;
    facts.account.id = u"id-"_s + address;
    facts.account.address = address;
    facts.account.name = u"Ana"_s;
    facts.account.tenantId = u"t"_s;
    facts.account.config.cloud = Auth::knownClouds().first();
    facts.rights = {u"User.Read"_s, u"Mail.Send"_s};
    facts.isDefault = isDefault;
    return facts;
}

template <typename Widget>
Widget *named(const QWidget &window, const QString &name)
{
    for (Widget *each : window.findChildren<Widget *>()) {
        if (each->accessibleName() == name && each->isVisibleTo(&window))
            return each;
    }
    return nullptr;
}

bool says(const QWidget &window, const QString &words)
{
    for (const QLabel *each : window.findChildren<QLabel *>()) {
        if (each->isVisibleTo(&window) && each->text().contains(words))
            return true;
    }
    return false;
}

} // namespace

class AccountsWindowTest : public QObject
{
    Q_OBJECT

private:
    Answers m_dialogs;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_dialogs = {};
    }

    void showsEachAccountAsItIs()
    {
        AccountsWindow window(m_dialogs);
        AccountFacts ana = facts(u"ana@contoso.example"_s, true);
        ana.rights.append(u"Mail.ReadWrite"_s);
        AccountFacts old = facts(u"old@contoso.example"_s);
        old.state = Auth::SessionState::SignInNeeded;
        old.waiting = 3;
        AccountFacts news = facts(u"news@contoso.example"_s);
        news.account.isAppOnly = true;
        AccountFacts mine = facts(u"ana@outlook.com"_s);
        mine.account.tenantId = Auth::personalTenantId;
        window.setAccounts({ana, old, news, mine});
        window.show();
        QCOMPARE(window.chosen(), ana.account.id);
        QVERIFY(says(window, u"Work or school · Microsoft 365"_s));
        QVERIFY(named<QLabel>(window, u"Mail.ReadWrite is granted"_s));
        QVERIFY(!named<Button>(window, u"Ask for Mail.ReadWrite"_s));
        QVERIFY(named<Button>(window, u"Ask for Mail.ReadBasic"_s));
        QVERIFY(!named<Button>(window, u"Use by default"_s));
        window.choose(old.account.id);
        QVERIFY(says(window, u"Must sign in again"_s));
        QVERIFY(says(window, u"3 mail"_s));
        window.choose(news.account.id);
        QVERIFY(says(window, u"no person signs in"_s));
        QVERIFY(!named<Button>(window, u"Ask for Mail.ReadWrite"_s));
        QVERIFY(!named<Button>(window, u"Sign in again…"_s));
        // Nobody can ask for more there; what an administrator gave is said.
        const QSignalSpy said(&window, &AccountsWindow::programRightsChanged);
        QVERIFY(!named<QCheckBox>(window, u"Mail.Send.Shared was given"_s));
        named<QCheckBox>(window, u"Mail.ReadWrite was given"_s)->click();
        QCOMPARE(said.value(0), (QVariantList{news.account.id, QStringList{u"Mail.ReadWrite"_s}}));
        news.account.config.extraRights = {u"Mail.ReadWrite"_s};
        window.setAccounts({ana, old, news, mine});
        QVERIFY(named<QCheckBox>(window, u"Mail.ReadWrite was given"_s)->isChecked());
        named<QCheckBox>(window, u"Mail.ReadWrite was given"_s)->click();
        QCOMPARE(said.value(1), (QVariantList{news.account.id, QStringList{}}));
        window.choose(mine.account.id);
        QVERIFY(!named<Button>(window, u"Ask for Mail.Send.Shared"_s));
        QVERIFY(named<Button>(window, u"Ask for Mail.ReadWrite"_s));
    }

    void asksForARight()
    {
        AccountsWindow window(m_dialogs);
        const AccountFacts ana = facts(u"ana@contoso.example"_s, true);
        window.setAccounts({ana});
        window.show();
        const QSignalSpy asked(&window, &AccountsWindow::rightAsked);
        const QSignalSpy givenUp(&window, &AccountsWindow::waitGivenUp);
        named<Button>(window, u"Ask for Mail.ReadWrite"_s)->click();
        QCOMPARE(asked.value(0), (QVariantList{ana.account.id, u"Mail.ReadWrite"_s}));
        window.showConsent(ana.account.id, u"Mail.ReadWrite"_s, ConsentInBrowser{QUrl(u"https://a.example"_s)});
        QVERIFY(says(window, u"Your browser is open"_s));
        named<Button>(window, u"Cancel"_s)->click();
        QCOMPARE(givenUp.size(), 1);
        Auth::AuthError error;
        error.kind = Auth::AuthErrorKind::AdminConsentNeeded;
        window.showConsent(ana.account.id, u"Mail.ReadWrite"_s, ConsentRefused{error});
        QVERIFY(named<Button>(window, u"Copy text for administrator"_s));
        AccountFacts wider = ana;
        wider.rights.append(u"Mail.ReadWrite"_s);
        window.hideConsent();
        window.setAccounts({wider});
        QVERIFY(named<QLabel>(window, u"Mail.ReadWrite is granted"_s));
    }

    void saysWhatRemovingMeans()
    {
        AccountsWindow window(m_dialogs);
        AccountFacts ana = facts(u"ana@contoso.example"_s, true);
        ana.waiting = 2;
        ana.unsettled = 1;
        window.setAccounts({ana});
        window.show();
        const QSignalSpy removed(&window, &AccountsWindow::removeRequested);
        m_dialogs.says = false;
        named<Button>(window, u"Remove…"_s)->click();
        QVERIFY(removed.isEmpty());
        QVERIFY(m_dialogs.asked.contains(u"ana@contoso.example"_s));
        QVERIFY(m_dialogs.asked.contains(u"2 mail"_s));
        QVERIFY(m_dialogs.asked.contains(u"drafts"_s));
        QVERIFY(m_dialogs.asked.contains(u"keychain"_s));
        m_dialogs.says = true;
        named<Button>(window, u"Remove…"_s)->click();
        QCOMPARE(removed.value(0).value(0).toString(), ana.account.id);
    }

    void listsSenders()
    {
        AccountsWindow window(m_dialogs);
        AccountFacts ana = facts(u"ana@contoso.example"_s, true);
        ana.account.senders = {{u"old@contoso.example"_s, {}, false}};
        window.setAccounts({ana});
        window.show();
        const QSignalSpy changed(&window, &AccountsWindow::sendersChanged);
        const auto last = [&changed] { return changed.constLast().at(1).value<QList<Auth::OwnSender>>(); };
        named<QLineEdit>(window, u"Address of the sender"_s)->setText(u"not an address"_s);
        named<Button>(window, u"Add sender"_s)->click();
        QVERIFY(changed.isEmpty());
        QVERIFY(says(window, u"not one mail address"_s));
        named<QLineEdit>(window, u"Address of the sender"_s)->setText(u"Sales <sales@contoso.example>"_s);
        named<QComboBox>(window, u"How it is sent for"_s)->setCurrentIndex(1);
        named<Button>(window, u"Add sender"_s)->click();
        QCOMPARE(last(),
                 (QList<Auth::OwnSender>{{u"old@contoso.example"_s, {}, false},
                                         {u"sales@contoso.example"_s, u"Sales"_s, true}}));
        named<Button>(window, u"Take old@contoso.example off the list"_s)->click();
        QVERIFY(last().isEmpty());
    }

    void offersANewAccountWhereThereIsNone()
    {
        AccountsWindow window(m_dialogs);
        const QSignalSpy opened(&window, &AccountsWindow::addOpened);
        window.show();
        window.setAccounts({});
        QCOMPARE(opened.size(), 1);
        window.showSignIn(SignInChoosing{});
        const QSignalSpy wanted(&window, &AccountsWindow::signInRequested);
        named<Button>(window, u"Work or school"_s)->click();
        QCOMPARE(wanted.value(0).value(0).value<SignInChoice>().cloud, u"global"_s);
    }

    void everyControlHasANameAndThePageKeepsItsTyping()
    {
        AccountsWindow window(m_dialogs);
        const AccountFacts ana = facts(u"ana@contoso.example"_s, true);
        window.setAccounts({ana});
        window.show();
        auto *address = named<QLineEdit>(window, u"Address of the sender"_s);
        address->setText(u"half"_s);
        window.setAccounts({ana});
        QCOMPARE(named<QLineEdit>(window, u"Address of the sender"_s)->text(), u"half"_s);
        const auto widgets = window.findChildren<QWidget *>();
        for (const QWidget *each : widgets) {
            if (each->focusPolicy() != Qt::NoFocus && each->isVisibleTo(&window) && !qobject_cast<const QLabel *>(each)
                && each->inherits("Sendoff::Gui::Button"))
                QVERIFY2(!each->accessibleName().isEmpty(), each->metaObject()->className());
        }
    }

    void setsTheProxy()
    {
        QWidget host;
        NetworkPage page(&host);
        host.show();
        const QSignalSpy chosen(&page, &NetworkPage::chosen);
        named<QLineEdit>(page, u"Proxy host"_s)->setFocus();
        QTest::keyClicks(named<QLineEdit>(page, u"Proxy host"_s), u"proxy.example"_s);
        named<Button>(page, u"Use this"_s)->click();
        QVERIFY(chosen.isEmpty());
        QVERIFY(says(page, u"a host and a port"_s));
        QTest::keyClicks(named<QLineEdit>(page, u"Proxy port"_s), u"3128"_s);
        named<Button>(page, u"Use this"_s)->click();
        QCOMPARE(chosen.value(0).value(0).value<ProxyChoice>(),
                 (ProxyChoice{ProxyChoice::Mode::Manual, u"proxy.example"_s, 3128}));
    }

    void asksForALogin()
    {
        ProxyDialog dialog(u"proxy.example:3128"_s, QString(), true);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(says(dialog, u"refused"_s));
        QString user;
        Secret password;
        bool isKept = false;
        connect(&dialog, &ProxyDialog::given, this, [&](const QString &name, const Secret &secret, bool keep) {
            user = name;
            password = secret;
            isKept = keep;
        });
        named<QLineEdit>(dialog, u"User name"_s)->setText(u"ana"_s);
        auto *field = named<QLineEdit>(dialog, u"Password"_s);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        field->setText(u"geheim"_s);
        named<Button>(dialog, u"Use them"_s)->click();
        QCOMPARE(user, u"ana"_s);
        QCOMPARE(password.reveal(), QByteArray("geheim"));
        QVERIFY(isKept);
    }
};

QTEST_MAIN(AccountsWindowTest)
#include "tst_accountswindow.moc"
