// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/writing.h"
#include "gui/dialogs.h"
#include "support/hungmount.h"
#include "support/practiceserver.h"
#include "support/watchdog.h"

#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::App;
using namespace Sendoff::Testing;

namespace {

class NoDialogs final : public Gui::Dialogs
{
public:
    void chooseFiles(QWidget *, std::function<void(const QStringList &)> answer) override { answer({}); }
    void confirm(QWidget *, const QString &, const QString &, const QString &,
                 std::function<void(bool)> answer) override
    {
        answer(false);
    }
    void askQuit(QWidget *, const Gui::QuitFacts &, std::function<void(Gui::QuitChoice)> answer) override
    {
        answer(Gui::QuitChoice::Stay);
    }
    bool openUrl(const QUrl &) override { return false; }
};

QList<Gui::ComposeWindow *> composeWindows()
{
    QList<Gui::ComposeWindow *> found;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<Gui::ComposeWindow *>(widget); window && window->isVisible())
            found.append(window);
    }
    return found;
}

} // namespace

/// What is written stays, whatever happens, and nobody waits for it.
class KeepingTest : public QObject
{
    Q_OBJECT

private:
    Profile profile() const { return Profile::at(m_home->path()).forPractice(); }

    std::unique_ptr<Engine> engine() const { return std::make_unique<Engine>(profile(), QString()); }

    /// With the service of this test running, as a second command would find it.
    std::unique_ptr<Engine> signedInEngine()
    {
        m_server = std::make_unique<PracticeServer>();
        if (!m_server->start() || !makePrivateFolder(profile().data))
            qFatal("no service");
        QFile ready(profile().data + u"/service.json"_s);
        if (!ready.open(QIODevice::WriteOnly) || ready.write(m_server->readyLine().trimmed() + '\n') < 0)
            qFatal("no ready line");
        ready.close();
        auto made = engine();
        const QSignalSpy signedIn(made.get(), &Engine::practiceReady);
        made->startPractice();
        if (!QTest::qWaitFor([&signedIn] { return !signedIn.isEmpty(); }, 20'000))
            qFatal("no practice sign-in");
        return made;
    }

    static ComposeInput input(const QString &subject)
    {
        ComposeInput input;
        input.message.recipients.to = readRecipients(u"Ben <ben@practice.example>"_s);
        input.message.subject = subject;
        input.message.body.content = u"Dear Ben,\n"_s;
        return input;
    }
    static void type(const Writing &writing, const QString &subject)
    {
        writing.window()->setMessage(input(subject).message);
        Q_EMIT writing.window()->messageChanged();
    }
    /// As another program sees it.
    QStringList subjectsOnDisk() const
    {
        QStringList subjects;
        const auto other = engine();
        if (const auto drafts = other->drafts()) {
            for (const Compose::Draft &draft : drafts.value()->all())
                subjects.append(draft.message.subject);
        }
        return subjects;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<PracticeServer> m_server;
    NoDialogs m_dialogs;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support (propagateSizeHints|raise))"_s));
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_home->path()));
    }
    void cleanup() { m_server.reset(); }

    void whatIsTypedIsSavedByItself()
    {
        const auto program = engine();
        Writing writing(*program, m_dialogs, {});
        writing.window()->show();
        type(writing, u"typed"_s);
        QTRY_COMPARE_WITH_TIMEOUT(subjectsOnDisk(), QStringList{u"typed"_s}, 20'000);
    }

    void fiftyChangesAreSavedAtOnce()
    {
        const auto program = engine();
        Writing writing(*program, m_dialogs, {});
        writing.window()->show();
        writing.window()->setMessage(input(u"fast"_s).message);
        const QSignalSpy saved(&writing, &Writing::draftSaved);
        for (int stroke = 0; stroke < 49; ++stroke)
            Q_EMIT writing.window()->messageChanged();
        QVERIFY(!program->hasStore());
        Q_EMIT writing.window()->messageChanged();
        QVERIFY(program->hasStore());
        QTRY_COMPARE(saved.size(), 1);
    }

    void goingElsewhereSaves()
    {
        const auto program = engine();
        Writing writing(*program, m_dialogs, {});
        writing.window()->show();
        QVERIFY(QTest::qWaitForWindowActive(writing.window()));
        type(writing, u"left"_s);
        QVERIFY(!program->hasStore());
        QWidget other;
        other.show();
        other.activateWindow();
        QTRY_VERIFY(program->hasStore());
        QTRY_COMPARE(subjectsOnDisk(), QStringList{u"left"_s});
    }

    void windowsThatWereOpenComeBack()
    {
        {
            const auto program = engine();
            Writing first(*program, m_dialogs, {});
            Writing second(*program, m_dialogs, {});
            Writing third(*program, m_dialogs, {});
            for (const Writing *writing : {&first, &second, &third})
                writing->window()->show();
            type(first, u"one"_s);
            type(second, u"two"_s);
            type(third, u"closed"_s);
            for (Writing *writing : {&first, &second, &third})
                writing->save();
            QTRY_COMPARE(subjectsOnDisk().size(), 3);
            third.window()->close();
            QTRY_VERIFY(!program->store().isBusy());
            // As when the program is killed: nothing is closed.
        }
        const auto program = engine();
        Application application(*program);
        application.start({}, {});
        QTRY_COMPARE(composeWindows().size(), 2);
        QStringList subjects;
        for (const Gui::ComposeWindow *window : composeWindows())
            subjects.append(window->message().subject);
        subjects.sort();
        QCOMPARE(subjects, QStringList({u"one"_s, u"two"_s}));
        QCOMPARE(composeWindows().first()->message().recipients, input({}).message.recipients);
    }

    void aWindowGoesOnlyWhenItsTextIsSafe()
    {
        const auto program = engine();
        Writing writing(*program, m_dialogs, {});
        writing.window()->show();
        type(writing, u"precious"_s);
        // No folder can be made here, not even by root.
        QFile obstacle(profile().data);
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        obstacle.close();
        const QSignalSpy closed(&writing, &Writing::closed);
        writing.window()->close();
        QTRY_VERIFY(!program->store().isBusy());
        QTRY_VERIFY(writing.window()->isVisible());
        QCOMPARE(writing.window()->message().subject, u"precious"_s);
        QVERIFY(closed.isEmpty());
        QVERIFY(obstacle.remove());
        writing.window()->close();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(subjectsOnDisk(), QStringList{u"precious"_s});
    }

    void undoGivesTheVeryWindowBack()
    {
        const auto program = signedInEngine();
        QVERIFY(program->settings().setUndoSpan(60s));
        Writing writing(*program, m_dialogs, input(u"oops"_s));
        const Gui::ComposeWindow *window = writing.window();
        writing.window()->show();
        Q_EMIT writing.window()->sendRequested();
        QTRY_VERIFY(program->desk().state(writing.item()));
        Q_EMIT writing.window()->cancelRequested();
        QTRY_VERIFY(writing.item().isEmpty());
        QCOMPARE(writing.window(), window);
        QVERIFY(!window->isLocked());
        QCOMPARE(window->message().subject, u"oops"_s);
        QTRY_COMPARE(subjectsOnDisk(), QStringList{u"oops"_s});
        QVERIFY(m_server->ledger().isEmpty());
        // And it can be sent after all, once.
        QVERIFY(program->settings().setUndoSpan(0s));
        Q_EMIT writing.window()->sendRequested();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->ledger().size(), 1, 20'000);
        QTRY_VERIFY(subjectsOnDisk().isEmpty());
    }

    void sendNowDoesNotWait()
    {
        const auto program = signedInEngine();
        QVERIFY(program->settings().setUndoSpan(60s));
        Writing writing(*program, m_dialogs, input(u"now"_s));
        writing.window()->show();
        Q_EMIT writing.window()->sendRequested();
        QTRY_VERIFY(program->desk().state(writing.item()));
        QVERIFY(m_server->ledger().isEmpty());
        Q_EMIT writing.window()->retryRequested();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->ledger().size(), 1, 20'000);
    }

    void aSentMailIsNotADraftAnyMore()
    {
        const auto program = signedInEngine();
        QVERIFY(program->settings().setUndoSpan(60s));
        Writing writing(*program, m_dialogs, {});
        writing.window()->show();
        type(writing, u"moving"_s);
        writing.save();
        QTRY_COMPARE(subjectsOnDisk(), QStringList{u"moving"_s});
        Q_EMIT writing.window()->sendRequested();
        QTRY_VERIFY(program->desk().state(writing.item()));
        QVERIFY(subjectsOnDisk().isEmpty());
    }

    void nobodyWaitsForABigCopyOrForTheDisk()
    {
        const auto program = engine();
        QFile big(m_home->filePath(u"big.bin"_s));
        QVERIFY(big.open(QIODevice::WriteOnly));
        QVERIFY(big.resize(150LL * 1024 * 1024));
        big.close();
        Writing writing(*program, m_dialogs, {});
        writing.window()->show();
        writing.attach({big.fileName()});
        QTRY_COMPARE(writing.window()->message().attachments.size(), 1);
        const Message message = writing.window()->message();
        const QSignalSpy queued(&program->desk(), &Outbox::Desk::queued);
        const Watchdog watchdog;
        program->desk().submit({message, u"me"_s, {}, 60s});
        for (int stroke = 0; queued.isEmpty() && stroke < 10'000; ++stroke) {
            // Typing goes on meanwhile, and is saved.
            Q_EMIT writing.window()->messageChanged();
            QTest::qWait(10);
        }
        QCOMPARE(queued.size(), 1);
        QVERIFY(watchdog.beats() > 10);
        QVERIFY2(watchdog.stall() < 50, QByteArray::number(watchdog.stall()).constData());
    }

    void nobodyWaitsForAFileServerThatIsGone()
    {
        HungMount hung;
        if (!hung.isMounted())
            QSKIP(qPrintable(u"No mounts here: "_s + hung.why()));
        const auto program = engine();
        Writing writing(*program, m_dialogs, {});
        writing.window()->show();
        QTest::qWait(100);
        {
            const Watchdog watchdog;
            writing.attach({hung.file()});
            type(writing, u"meanwhile"_s);
            QTRY_COMPARE_WITH_TIMEOUT(subjectsOnDisk(), QStringList{u"meanwhile"_s}, 20'000);
            QVERIFY(watchdog.beats() > 10);
        }
        QVERIFY(writing.window()->message().attachments.isEmpty());
        hung.letGo();
    }
};

QTEST_MAIN(KeepingTest)
#include "tst_keeping.moc"
