// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"
#include "gui/messagebar.h"
#include "gui/signinpanel.h"
#include "samples.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestSignInPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_panel.reset(); }
    void aChoiceCarriesWhatWasTyped_data();
    void aChoiceCarriesWhatWasTyped();
    void practiceIsOfferedWhereItMakesSense();
    void withoutAClientIdTheStepsComeFirst();
    void aClientIdOfOnesOwnNeedsNoSteps();
    void theLinkCanBeCopied();
    void theWaitCanBeCancelled();
    void whoSignedInIsShownBeforeItCounts();
    void aGuestIsWarned();
    void aFailureHasWordsAndAWayBack();
    void everyFieldAndButtonHasAName();
    void foreignTextIsPlain();

private:
    Button *button(const char *name) const { return m_panel->findChild<Button *>(QString::fromLatin1(name)); }
    QLineEdit *field(const char *name) const { return m_panel->findChild<QLineEdit *>(QString::fromLatin1(name)); }
    bool isShown(const QString &words) const;

    std::unique_ptr<SignInPanel> m_panel;
};

void TestSignInPanel::init()
{
    QTest::failOnWarning(anyWarning());
    m_panel = std::make_unique<SignInPanel>();
    m_panel->resize(420, 500);
}

bool TestSignInPanel::isShown(const QString &words) const
{
    const QList<QLabel *> labels = m_panel->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](QLabel *each) { return each->isVisible() && each->text().contains(words); });
}

void TestSignInPanel::aChoiceCarriesWhatWasTyped_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<SignInChoice>("expected");
    using Kind = SignInChoice::Kind;
    QTest::newRow("work") << QByteArray("work") << SignInChoice{Kind::Work, u"a@b.org"_s, u"contoso.com"_s, u"id"_s};
    QTest::newRow("personal") << QByteArray("personal") << SignInChoice{Kind::Personal, u"a@b.org"_s, {}, u"id"_s};
    QTest::newRow("practice") << QByteArray("practice") << SignInChoice{Kind::Practice, u"a@b.org"_s, {}, u"id"_s};
}

void TestSignInPanel::aChoiceCarriesWhatWasTyped()
{
    QFETCH(QByteArray, name);
    QFETCH(SignInChoice, expected);
    QList<SignInChoice> chosen;
    connect(m_panel.get(), &SignInPanel::chosen, this,
            [&chosen](const SignInChoice &choice) { chosen.append(choice); });
    m_panel->showPage(SignInChoosing{});
    QVERIFY(!field("tenant")->isVisible());
    QTest::mouseClick(button("advanced"), Qt::LeftButton);
    QVERIFY(field("tenant")->isVisible());
    field("address")->setText(u" a@b.org "_s);
    field("tenant")->setText(u"contoso.com"_s);
    field("clientId")->setText(u"id"_s);
    button(name.constData())->click();
    QCOMPARE(chosen, QList<SignInChoice>{expected});
}

void TestSignInPanel::practiceIsOfferedWhereItMakesSense()
{
    m_panel->showPage(SignInChoosing{true, false, {}});
    QVERIFY(!button("practice")->isVisible());
    m_panel->showPage(SignInChoosing{true, true, u"a@b.org"_s});
    QVERIFY(button("practice")->isVisible());
    QCOMPARE(field("address")->text(), u"a@b.org"_s);
}

void TestSignInPanel::withoutAClientIdTheStepsComeFirst()
{
    QList<SignInChoice> chosen;
    connect(m_panel.get(), &SignInPanel::chosen, this,
            [&chosen](const SignInChoice &choice) { chosen.append(choice); });
    QSignalSpy pages(m_panel.get(), &SignInPanel::urlWanted);
    m_panel->showPage(SignInChoosing{false, true, {}});
    button("personal")->click();
    QVERIFY(chosen.isEmpty());
    QVERIFY(isShown(u"http://localhost"_s));
    QVERIFY(isShown(u"Mail.Send"_s));
    QTest::mouseClick(button("portal"), Qt::LeftButton);
    QCOMPARE(pages.front().front().toUrl(), QUrl(u"https://entra.microsoft.com/"_s));
    QVERIFY(!button("useId")->isEnabled());
    QTest::keyClicks(field("newId"), u" 5e0d3a3c-0000-4000-8000-000000000001 "_s);
    button("useId")->click();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front(),
             (SignInChoice{SignInChoice::Kind::Personal, {}, {}, u"5e0d3a3c-0000-4000-8000-000000000001"_s}));
    // Practice needs none.
    m_panel->showPage(SignInChoosing{false, true, {}});
    button("practice")->click();
    QCOMPARE(chosen.size(), 2);
}

void TestSignInPanel::aClientIdOfOnesOwnNeedsNoSteps()
{
    QSignalSpy chosen(m_panel.get(), &SignInPanel::chosen);
    m_panel->showPage(SignInChoosing{false, true, {}});
    field("clientId")->setText(u"id"_s);
    button("work")->click();
    QCOMPARE(chosen.size(), 1);
}

void TestSignInPanel::theLinkCanBeCopied()
{
    const QUrl link(u"https://login.example/authorize?state=a%2Bb&x=1"_s);
    m_panel->showPage(SignInInBrowser{link, QDateTime::currentDateTimeUtc().addSecs(90)});
    QVERIFY(isShown(u"Your browser is open"_s));
    QVERIFY(isShown(u"Time left"_s));
    QTest::mouseClick(button("copyLink"), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QString::fromLatin1(link.toEncoded()));
}

void TestSignInPanel::theWaitCanBeCancelled()
{
    QSignalSpy cancelled(m_panel.get(), &SignInPanel::cancelled);
    QSignalSpy closed(m_panel.get(), &SignInPanel::closed);
    m_panel->showPage(SignInInBrowser{QUrl(u"https://login.example/"_s), {}});
    QTest::mouseClick(button("cancelWait"), Qt::LeftButton);
    QCOMPARE(cancelled.size(), 1);
    m_panel->showPage(SignInExchanging{});
    QVERIFY(!button("copyLink")->isVisible());
    QTest::keyClick(m_panel.get(), Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
}

void TestSignInPanel::whoSignedInIsShownBeforeItCounts()
{
    QSignalSpy confirmed(m_panel.get(), &SignInPanel::confirmed);
    QSignalSpy declined(m_panel.get(), &SignInPanel::declined);
    m_panel->showPage(SignInToConfirm{work(), true});
    QVERIFY(isShown(work().name));
    QVERIFY(isShown(work().address));
    QCOMPARE(confirmed.size() + declined.size(), 0);
    QTest::mouseClick(button("useAccount"), Qt::LeftButton);
    QCOMPARE(confirmed.size(), 1);
    QTest::mouseClick(button("notMe"), Qt::LeftButton);
    QCOMPARE(declined.size(), 1);
}

void TestSignInPanel::aGuestIsWarned()
{
    m_panel->showPage(SignInToConfirm{guest(), false});
    QVERIFY(isShown(u"guest"_s));
    QVERIFY(isShown(u"forget"_s));
}

void TestSignInPanel::aFailureHasWordsAndAWayBack()
{
    Auth::AuthError error;
    error.kind = Auth::AuthErrorKind::AdminConsentNeeded;
    error.code = u"access_denied"_s;
    QList<Action> actions;
    connect(m_panel.get(), &SignInPanel::actionPressed, this, [&actions](Action action) { actions.append(action); });
    m_panel->showPage(SignInFailed{error, QDateTime::currentDateTimeUtc()});
    const Wording words = wordingFor(error);
    QVERIFY(isShown(words.title));
    QVERIFY(!isShown(u"access_denied"_s));
    auto *bar = m_panel->findChild<MessageBar *>();
    const QList<Button *> buttons = bar->findChildren<Button *>();
    buttons.front()->click();
    QCOMPARE(actions, QList<Action>{Action::CopyForAdministrator});
    button("back")->click();
    QVERIFY(button("work")->isVisible());
}

void TestSignInPanel::everyFieldAndButtonHasAName()
{
    const QList<QWidget *> all = m_panel->findChildren<QWidget *>();
    for (const QWidget *each : all) {
        if (each->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!each->accessibleName().isEmpty(), qUtf8Printable(each->objectName()));
    }
}

void TestSignInPanel::foreignTextIsPlain()
{
    Auth::Account account = work();
    account.name = u"<b>Adele</b>"_s;
    m_panel->showPage(SignInToConfirm{account, true});
    const QList<QLabel *> labels = m_panel->findChildren<QLabel *>();
    for (const QLabel *each : labels)
        QCOMPARE(each->textFormat(), Qt::PlainText);
    QVERIFY(isShown(u"<b>Adele</b>"_s));
}

QTEST_MAIN(TestSignInPanel)
#include "tst_signinpanel.moc"
