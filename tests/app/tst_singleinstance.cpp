// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QJsonObject>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff::App;

class SingleInstanceTest : public QObject
{
    Q_OBJECT

private:
    /// handOver() waits for the other program, which here lives in this thread: so it gets one of its own.
    static bool handOver(const Profile &profile, const QJsonObject &note)
    {
        bool taken = false;
        std::unique_ptr<QThread> thread(QThread::create([&] { taken = SingleInstance(profile).handOver(note); }));
        thread->start();
        while (!thread->wait(1))
            QCoreApplication::processEvents();
        return taken;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_runtime = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime->path()));
        m_profile = Profile::at({});
    }

    void nobodyTakesItWhenNobodyRuns() { QVERIFY(!SingleInstance(m_profile).handOver({{u"a"_s, 1}})); }

    void theRunningOneTakesTheNote()
    {
        SingleInstance running(m_profile);
        running.listen();
        const QSignalSpy spy(&running, &SingleInstance::handedOver);
        const QJsonObject note{{u"subject"_s, QString(100'000, u'ß')}};
        QVERIFY(handOver(m_profile, note));
        QTRY_COMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toJsonObject(), note);
    }

    void aSocketLeftByAKilledProgramIsReplaced()
    {
        {
            SingleInstance killed(m_profile);
            killed.listen();
            // A link to the socket's file survives its server: what kill -9 leaves behind.
            QVERIFY(::link(qPrintable(m_profile.runtime + u"/window"_s), qPrintable(m_profile.runtime + u"/kept"_s))
                    == 0);
        }
        QVERIFY(::rename(qPrintable(m_profile.runtime + u"/kept"_s), qPrintable(m_profile.runtime + u"/window"_s))
                == 0);
        QVERIFY(!SingleInstance(m_profile).handOver({{u"a"_s, 1}}));
        SingleInstance next(m_profile);
        next.listen();
        const QSignalSpy spy(&next, &SingleInstance::handedOver);
        QVERIFY(handOver(m_profile, {{u"a"_s, 1}}));
        QTRY_COMPARE(spy.size(), 1);
    }

    void rubbishIsNotTaken_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("not JSON") << QByteArray("hello\n");
        QTest::newRow("an array") << QByteArray("[1]\n");
        QTest::newRow("an empty line") << QByteArray("\n");
    }
    void rubbishIsNotTaken()
    {
        QFETCH(QByteArray, octets);
        SingleInstance running(m_profile);
        running.listen();
        const QSignalSpy spy(&running, &SingleInstance::handedOver);
        QLocalSocket socket;
        socket.connectToServer(m_profile.runtime + u"/window"_s);
        socket.write(octets);
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(spy.size(), 0);
    }

    void theFolderIsThePersonsAlone()
    {
        SingleInstance running(m_profile);
        running.listen();
        struct stat status = {};
        QCOMPARE(::stat(qPrintable(m_profile.runtime), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0700));
    }

private:
    std::unique_ptr<QTemporaryDir> m_runtime;
    Profile m_profile;
};

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "tst_singleinstance.moc"
