// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"
#include "gui/composewindow.h"
#include "gui/sendlaterdialog.h"
#include "gui/sendstrip.h"
#include "samples.h"

#include <QAction>
#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestSendLater : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_window = std::make_unique<ComposeWindow>(m_dialogs);
        m_window->setAttribute(Qt::WA_DeleteOnClose, false);
        m_window->setAccounts({work()}, work().id);
        m_window->show();
    }
    void cleanup() { m_window.reset(); }

    void offersTimesThatPeopleMean_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QStringList>("titles");
        const auto at = [](const char *text) { return QDateTime::fromString(QLatin1String(text), Qt::ISODate); };
        const QStringList usual{u"In an hour"_s, u"This evening"_s, u"Tomorrow morning"_s, u"Monday morning"_s};
        QTest::newRow("a Wednesday noon") << at("2026-03-04T12:10:20") << usual;
        QTest::newRow("early") << at("2026-03-04T05:10:20")
                               << QStringList{u"In an hour"_s, u"This morning"_s, u"This evening"_s,
                                              u"Tomorrow morning"_s, u"Monday morning"_s};
        QTest::newRow("just before the evening")
            << at("2026-03-04T17:40:00") << QStringList{u"In an hour"_s, u"Tomorrow morning"_s, u"Monday morning"_s};
        QTest::newRow("a Sunday: tomorrow is Monday")
            << at("2026-03-08T12:00:00") << QStringList{u"In an hour"_s, u"This evening"_s, u"Tomorrow morning"_s};
        QTest::newRow("a Monday") << at("2026-03-09T12:00:00") << usual;
    }
    void offersTimesThatPeopleMean()
    {
        QFETCH(const QDateTime, now);
        QStringList titles;
        QDateTime last = now;
        for (const LaterChoice &choice : laterChoices(now)) {
            titles.append(choice.title);
            QVERIFY(now.secsTo(choice.when) >= 30 * 60);
            QCOMPARE(choice.when.time().second(), 0);
            if (choice.title.startsWith(u"Monday")) {
                QCOMPARE(choice.when.date().dayOfWeek(), 1);
                QVERIFY(now.daysTo(choice.when) <= 7);
            }
        }
        QTEST(titles, "titles");
    }

    void theChosenTimeIsSentOffWithTheMail()
    {
        m_window->showSendLater(Keeper::ThisComputer);
        const QSignalSpy sent(m_window.get(), &ComposeWindow::sendRequested);
        SendLaterDialog *dialog = open();
        QVERIFY(dialog);
        const QDateTime when = dialog->when();
        QVERIFY(when > QDateTime::currentDateTimeUtc().addSecs(50 * 60));
        button(dialog, u"Send later"_s)->click();
        QCOMPARE(sent.size(), 1);
        QVERIFY(m_window->isLocked());
        QCOMPARE(m_window->message().sendAt, when);
        QVERIFY(shown().contains(u"To leave on"_s));
    }

    void aTimeOfOnesOwnIsTakenWhenItIsTouched()
    {
        m_window->showSendLater(Keeper::Service);
        SendLaterDialog *dialog = open();
        const QDateTime own(QDate::currentDate().addDays(40), QTime(9, 30));
        dialog->findChild<QDateTimeEdit *>()->setDateTime(own);
        QCOMPARE(dialog->when(), own.toUTC());
        button(dialog, u"Send later"_s)->click();
        QCOMPARE(m_window->message().sendAt, own.toUTC());
    }

    void aTimeThatIsOverIsRefused()
    {
        m_window->showSendLater(Keeper::Service);
        SendLaterDialog *dialog = open();
        dialog->findChild<QDateTimeEdit *>()->setDateTime(QDateTime(QDate::currentDate(), QTime(0, 0)));
        QVERIFY(!button(dialog, u"Send later"_s)->isEnabled());
        QVERIFY(said(dialog).contains(u"over already"_s));
    }

    void saysWhoKeepsIt_data()
    {
        QTest::addColumn<Keeper>("keeper");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("asks");
        QTest::newRow("the mailbox") << Keeper::Service << u"may be off"_s << false;
        QTest::newRow("this computer") << Keeper::ThisComputer << u"must be on"_s << false;
        QTest::newRow("could be asked") << Keeper::ThisComputerUnlessAllowed << u"must be on"_s << true;
    }
    void saysWhoKeepsIt()
    {
        QFETCH(const Keeper, keeper);
        QFETCH(const QString, words);
        m_window->showSendLater(keeper);
        SendLaterDialog *dialog = open();
        QVERIFY(dialog->findChild<QLabel *>(u"keeper"_s)->text().contains(words));
        const bool asks = dialog->findChild<QPushButton *>(u"ask"_s) != nullptr;
        QTEST(asks, "asks");
        dialog->reject();
        QVERIFY(!m_window->message().sendAt.isValid());
        QVERIFY(!m_window->isLocked());
    }

    void whoeverLetsTheMailboxKeepItIsAskedForTheRight()
    {
        m_window->showSendLater(Keeper::ThisComputerUnlessAllowed);
        const QSignalSpy asked(m_window.get(), &ComposeWindow::keepingAsked);
        const QSignalSpy sent(m_window.get(), &ComposeWindow::sendRequested);
        SendLaterDialog *dialog = open();
        const QDateTime when = dialog->when();
        dialog->findChild<QPushButton *>(u"ask"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(sent.size(), 0);
        QCOMPARE(m_window->message().sendAt, when);
    }

    void aTimeCanBeTakenAway()
    {
        Message later;
        later.sendAt = QDateTime::currentDateTimeUtc().addDays(2);
        m_window->setMessage(later);
        QVERIFY(shown().contains(u"To leave on"_s));
        m_window->showSendLater(Keeper::Service);
        SendLaterDialog *dialog = open();
        QCOMPARE(dialog->when().toSecsSinceEpoch(), later.sendAt.toSecsSinceEpoch());
        button(dialog, u"No time"_s)->click();
        QVERIFY(!m_window->message().sendAt.isValid());
        QVERIFY(!shown().contains(u"To leave on"_s));
    }

    void whatWaitsHereSaysSoAndGoesOutOfTheWay()
    {
        m_window->setClosesWhenAccepted(true);
        const QDateTime when = QDateTime::currentDateTimeUtc().addDays(1);
        m_window->showState(Outbox::Waiting{when, Outbox::WaitReason::Scheduled, 0, 0, {}});
        QVERIFY(m_window->findChild<SendStrip *>()->status().contains(u"if this computer is on"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 10'000);
    }

    void whatTheMailboxKeepsSaysUntilWhen()
    {
        const QDateTime when = QDateTime::currentDateTimeUtc().addDays(1);
        m_window->setClosesWhenAccepted(false);
        m_window->showState(Outbox::Accepted{QDateTime::currentDateTimeUtc(), {}, false, 1, {}, when});
        QVERIFY(m_window->findChild<SendStrip *>()->status().contains(u"sends it on"_s));
    }

private:
    SendLaterDialog *open() const { return m_window->findChild<SendLaterDialog *>(); }
    static QPushButton *button(QWidget *within, const QString &text)
    {
        const QList<QPushButton *> all = within->findChildren<QPushButton *>();
        for (QPushButton *each : all) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    static QString said(const QWidget *within)
    {
        QStringList words;
        const QList<QLabel *> all = within->findChildren<QLabel *>();
        for (const QLabel *each : all) {
            if (each->isVisibleTo(within))
                words.append(each->text());
        }
        return words.join(u'\n');
    }
    QString shown() const { return said(m_window.get()); }

    FakeDialogs m_dialogs;
    std::unique_ptr<ComposeWindow> m_window;
};

QTEST_MAIN(TestSendLater)
#include "tst_sendlater.moc"
