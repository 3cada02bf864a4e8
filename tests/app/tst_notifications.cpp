// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QVariantMap>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;

/// A desktop's notification service, as the program sees it.
class FakeDesktop : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown
    {
        QString name;
        uint replaces = 0;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
        uint number = 0;
    };
    QStringList abilities{u"body"_s, u"body-markup"_s, u"actions"_s};
    QList<Shown> shown;
    QList<uint> closed;
    bool isSlow = false; ///< answers to Notify wait for answerAll()
    QList<std::pair<QDBusMessage, uint>> waiting;

    void answerAll()
    {
        isSlow = false;
        for (const auto &[call, number] : std::exchange(waiting, {}))
            m_bus.send(call.createReply(number));
    }
    void useBus(const QDBusConnection &bus) { m_bus = bus; }

public Q_SLOTS:
    QStringList GetCapabilities() { return abilities; } // NOLINT: names of the specification
    uint Notify(const QString &name, uint replaces, const QString &, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &hints, int)
    {
        const uint number = replaces != 0 ? replaces : ++m_last;
        shown.append({name, replaces, title, body, actions, hints, number});
        if (isSlow) {
            setDelayedReply(true);
            waiting.append({message(), number});
        }
        return number;
    }
    void CloseNotification(uint number) { closed.append(number); }

Q_SIGNALS:
    void ActionInvoked(uint number, const QString &action);
    void NotificationClosed(uint number, uint reason);

private:
    QDBusConnection m_bus{QString()};
    uint m_last = 40;
};

class NotificationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            QSKIP("there is no dbus-daemon");
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address=1"_s});
        QVERIFY(QTest::qWaitFor([this] { return m_daemon.canReadLine(); }, 10'000));
        m_address = QString::fromLatin1(m_daemon.readLine().trimmed());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toLatin1());
    }
    void cleanupTestCase()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_notifications = std::make_unique<Notifications>();
        m_desktop = std::make_unique<FakeDesktop>();
        begin();
    }
    void cleanup()
    {
        m_notifications.reset();
        end();
        m_desktop.reset();
    }

    void tellsTheDesktop()
    {
        m_notifications->tell(u"a"_s, {u"It was not sent"_s, u"“Minutes”"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        const FakeDesktop::Shown &shown = m_desktop->shown.first();
        QCOMPARE(shown.name, u"Sendoff"_s);
        QCOMPARE(shown.title, u"It was not sent"_s);
        QCOMPARE(shown.body, u"“Minutes”"_s);
        QCOMPARE(shown.actions.first(), u"default"_s);
        QCOMPARE(shown.hints.value(u"desktop-entry"_s).toString(), u"io.github.sendoff.Sendoff"_s);
    }

    void foreignTextIsNoMarkup_data()
    {
        QTest::addColumn<QStringList>("abilities");
        QTest::addColumn<QString>("body");
        QTest::newRow("where there is markup")
            << QStringList{u"body-markup"_s} << u"&lt;a href=&quot;x&quot;&gt;Click&lt;/a&gt; &amp;amp; .[2J"_s;
        QTest::newRow("where there is none") << QStringList{} << u"<a href=\"x\">Click</a> &amp; .[2J"_s;
    }
    void foreignTextIsNoMarkup()
    {
        QFETCH(const QStringList, abilities);
        m_desktop->abilities = abilities;
        m_notifications->tell(u"a"_s, {u"<b>T</b>"_s, u"<a href=\"x\">Click</a> &amp; \x1b[2J"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        QTEST(m_desktop->shown.first().body, "body");
        QCOMPARE(m_desktop->shown.first().title, u"<b>T</b>"_s); // a summary is plain text
        QVERIFY(m_desktop->shown.first().actions.isEmpty());
    }

    void aNewerOneTakesThePlaceOfTheOlder()
    {
        m_notifications->tell(u"a"_s, {u"One"_s, u"first"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        m_notifications->tell(u"b"_s, {u"Two"_s, u"second"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 2);
        QCOMPARE(m_desktop->shown.at(1).replaces, m_desktop->shown.at(0).number);
        QVERIFY2(m_desktop->shown.at(1).body.contains(u"1 more"), qUtf8Printable(m_desktop->shown.at(1).body));
        // The same item again is no other.
        m_notifications->tell(u"b"_s, {u"Two"_s, u"again"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 3);
        QVERIFY(m_desktop->shown.at(2).body.contains(u"1 more"));
    }

    void aSlowDesktopIsNotWaitedForNorFlooded()
    {
        m_desktop->isSlow = true;
        m_notifications->tell(u"0"_s, {u"T"_s, u"b"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        for (int number = 1; number <= 50; ++number)
            m_notifications->tell(QString::number(number), {u"T"_s, u"b"_s});
        QTest::qWait(50);
        QCOMPARE(m_desktop->shown.size(), 1);
        m_desktop->answerAll();
        QTRY_COMPARE(m_desktop->shown.size(), 2);
        QVERIFY(m_desktop->shown.at(1).body.contains(u"50 more"));
        QTest::qWait(50);
        QCOMPARE(m_desktop->shown.size(), 2);
    }

    void aClickOpensTheItem()
    {
        const QSignalSpy activated(m_notifications.get(), &Notifications::activated);
        m_notifications->tell(u"a"_s, {u"T"_s, u"b"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        settle();
        Q_EMIT m_desktop->ActionInvoked(m_desktop->shown.first().number, u"default"_s);
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toString(), u"a"_s);
        QTRY_COMPARE(m_desktop->closed, QList<uint>{m_desktop->shown.first().number});
    }

    void aClickOnSeveralOpensTheOutbox()
    {
        const QSignalSpy activated(m_notifications.get(), &Notifications::activated);
        m_notifications->tell(u"a"_s, {u"T"_s, u"b"_s});
        m_notifications->tell(u"b"_s, {u"T"_s, u"b"_s});
        QTRY_VERIFY(!m_desktop->shown.isEmpty() && m_desktop->shown.last().body.contains(u"1 more"));
        settle();
        Q_EMIT m_desktop->ActionInvoked(m_desktop->shown.last().number, u"default"_s);
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toString(), QString());
    }

    void othersClicksAreNotOurs()
    {
        const QSignalSpy activated(m_notifications.get(), &Notifications::activated);
        m_notifications->tell(u"a"_s, {u"T"_s, u"b"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        settle();
        const uint number = m_desktop->shown.first().number;
        Q_EMIT m_desktop->ActionInvoked(number + 1, u"default"_s);
        // Another program that says the same of our number.
        {
            QDBusConnection other = QDBusConnection::connectToBus(m_address, u"other"_s);
            QDBusMessage signal = QDBusMessage::createSignal(u"/org/freedesktop/Notifications"_s,
                                                             u"org.freedesktop.Notifications"_s, u"ActionInvoked"_s);
            signal << number << u"default"_s;
            QVERIFY(other.send(signal));
            QTest::qWait(100);
        }
        QDBusConnection::disconnectFromBus(u"other"_s);
        QCOMPARE(activated.size(), 0);
    }

    void whatWasClosedIsNotCountedAnyMore()
    {
        m_notifications->tell(u"a"_s, {u"T"_s, u"b"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        settle();
        Q_EMIT m_desktop->NotificationClosed(m_desktop->shown.first().number, 2);
        QTest::qWait(50);
        m_notifications->tell(u"b"_s, {u"T"_s, u"b"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 2);
        QCOMPARE(m_desktop->shown.last().replaces, 0U);
        QVERIFY(!m_desktop->shown.last().body.contains(u"more"));
    }

    void whatIsSettledIsWithdrawn()
    {
        m_notifications->tell(u"a"_s, {u"T"_s, u"first"_s});
        m_notifications->tell(u"b"_s, {u"T"_s, u"second"_s});
        QTRY_VERIFY(!m_desktop->shown.isEmpty() && m_desktop->shown.last().body.contains(u"1 more"));
        m_notifications->withdraw(u"b"_s);
        QTRY_COMPARE(m_desktop->shown.last().body, u"first"_s);
        m_notifications->withdraw(u"a"_s);
        QTRY_COMPARE(m_desktop->closed.size(), 1);
        m_notifications->withdraw(u"a"_s);
        QTest::qWait(50);
        QCOMPARE(m_desktop->closed.size(), 1);
    }

    void withoutAServiceNothingHappens()
    {
        end();
        m_notifications->tell(u"a"_s, {u"T"_s, u"b"_s});
        m_notifications->withdraw(u"a"_s);
        m_notifications->tell(u"b"_s, {u"T"_s, u"b"_s});
        QTest::qWait(200);
        QVERIFY(m_desktop->shown.isEmpty());
        // It may be started later.
        begin();
        m_notifications->tell(u"c"_s, {u"T"_s, u"b"_s});
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        QVERIFY(!m_desktop->shown.first().body.contains(u"more"));
    }

private:
    void begin()
    {
        QDBusConnection bus = QDBusConnection::connectToBus(m_address, u"desktop"_s);
        m_desktop->useBus(bus);
        QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, m_desktop.get(),
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(bus.registerService(u"org.freedesktop.Notifications"_s));
    }
    void end()
    {
        QDBusConnection::disconnectFromBus(u"desktop"_s);
        m_desktop->useBus(QDBusConnection(QString()));
    }
    /// Until the answer to the last Notify has come.
    static void settle() { QTest::qWait(50); }

    QProcess m_daemon;
    QString m_address;
    std::unique_ptr<Notifications> m_notifications;
    std::unique_ptr<FakeDesktop> m_desktop;
};

QTEST_GUILESS_MAIN(NotificationsTest)
#include "tst_notifications.moc"
