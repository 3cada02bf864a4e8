// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/accountwording.h"
#include "gui/button.h"
#include "gui/consentsheet.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;

class ConsentSheetTest : public QObject
{
    Q_OBJECT

private:
    static RightNeed need()
    {
        RightNeed need;
        need.right = u"Mail.ReadWrite"_s;
        need.account.address = u"ana@contoso.example"_s;
        need.account.tenantId = u"72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
        need.account.config.clientId = u"client-1"_s;
        need.account.config.cloud = Auth::cloudNamed(u"global"_s, {}, {}).value();
        need.ways = {RightNeed::WayOut::SmallerPictures, RightNeed::WayOut::FewerFiles};
        return need;
    }

    static Button *button(const QWidget &sheet, const QString &text)
    {
        for (Button *each : sheet.findChildren<Button *>()) {
            if (each->text() == text && each->isVisibleTo(&sheet))
                return each;
        }
        return nullptr;
    }

    static ConsentPage refused(Auth::AuthErrorKind kind)
    {
        Auth::AuthError error;
        error.kind = kind;
        return ConsentRefused{error};
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void saysWhyAndOffersTheWaysOut()
    {
        QWidget host;
        ConsentSheet sheet(need(), &host);
        host.show();
        QVERIFY(sheet.accessibleDescription().contains(u"Mail.ReadWrite"));
        const QSignalSpy asked(&sheet, &ConsentSheet::allowAsked);
        const QSignalSpy chosen(&sheet, &ConsentSheet::wayChosen);
        const QSignalSpy cancelled(&sheet, &ConsentSheet::cancelled);
        QVERIFY(button(sheet, u"Allow…"_s));
        button(sheet, u"Allow…"_s)->click();
        QCOMPARE(asked.value(0).value(0).toString(), u"Mail.ReadWrite"_s);
        button(sheet, buttonFor(RightNeed::WayOut::FewerFiles))->click();
        QCOMPARE(chosen.value(0).value(0).value<RightNeed::WayOut>(), RightNeed::WayOut::FewerFiles);
        QVERIFY(!button(sheet, buttonFor(RightNeed::WayOut::Link)));
        button(sheet, u"Not now"_s)->click();
        QCOMPARE(cancelled.size(), 1);
        QTest::keyClick(&sheet, Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 2);
    }

    void waitsForTheBrowser()
    {
        QWidget host;
        ConsentSheet sheet(need(), &host);
        host.show();
        sheet.showPage(ConsentInBrowser{QUrl(u"https://login.example/?a=b%20c"_s)});
        const QSignalSpy givenUp(&sheet, &ConsentSheet::waitGivenUp);
        button(sheet, u"Copy the link"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"https://login.example/?a=b%20c"_s);
        QVERIFY(button(sheet, u"Copied"_s));
        QTest::keyClick(&sheet, Qt::Key_Escape);
        QCOMPARE(givenUp.size(), 1);
        sheet.showPage(ConsentExchanging{});
        button(sheet, u"Cancel"_s)->click();
        QCOMPARE(givenUp.size(), 2);
    }

    void givesTheAdministratorATextWithTheLink()
    {
        QWidget host;
        ConsentSheet sheet(need(), &host);
        host.show();
        sheet.showPage(refused(Auth::AuthErrorKind::AdminConsentNeeded));
        button(sheet, u"Copy text for administrator"_s)->click();
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY(text.contains(u"client-1"_s));
        QVERIFY(text.contains(u"Mail.ReadWrite"_s));
        QVERIFY(text.contains(
            u"https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0/adminconsent?client_id=client-1"_s));
        QCOMPARE(sheet.findChild<QPlainTextEdit *>()->toPlainText(), text);
        QVERIFY(button(sheet, buttonFor(RightNeed::WayOut::SmallerPictures)));
    }

    void asksNoAdministratorOfAPersonalAccount()
    {
        RightNeed mine = need();
        mine.account.tenantId = Auth::personalTenantId;
        ConsentSheet sheet(mine);
        sheet.showPage(refused(Auth::AuthErrorKind::Denied));
        QVERIFY(!sheet.findChild<QPlainTextEdit *>());
        QVERIFY(button(sheet, u"Allow…"_s));
    }

    void hasWordsForEveryRightAndCloud()
    {
        for (const QString &right : askableRights()) {
            QVERIFY(rightTitle(right) != right);
            QVERIFY(!rightPurpose(right).isEmpty());
        }
        for (const Auth::Cloud &cloud : Auth::knownClouds())
            QVERIFY2(cloudTitle(cloud.name) != cloud.name, qPrintable(cloud.name));
        QVERIFY(!isForAdministrators(u"Mail.Send.Shared"_s));
        QVERIFY(isForAdministrators(u"Mail.ReadWrite"_s));
    }
};

QTEST_MAIN(ConsentSheetTest)
#include "tst_consentsheet.moc"
