// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An account that is a program: what its administrator gave it decides how its mail leaves.
#include "app/appaccount.h"
#include "app/engine.h"
#include "gui/wording.h"
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;
using namespace Sendoff::Testing;

class ProgramTest : public QObject
{
    Q_OBJECT

private:
    Auth::Account add(const QStringList &rights)
    {
        AccountAdd options;
        options.isApp = true;
        options.tenant = u"practice.example"_s;
        options.mailbox = u"adele@practice.example"_s;
        options.rights = rights;
        Auth::Cloud cloud;
        cloud.authority = m_server->origin();
        cloud.graph = m_server->origin();
        const Auth::Account account = programAccount(options, u"5e0d3a3c-0000-4000-8000-000000000001"_s, cloud);
        bool isKept = false;
        Auth::AppCredential credential;
        credential.secret = Secret("practice~secret");
        m_engine->keepProgram(account, credential, this, [&](const Result<Done, Auth::AuthError> &kept) {
            isKept = bool(kept);
            if (!kept)
                qWarning("%s", qUtf8Printable(kept.error().code + u' ' + kept.error().text));
        });
        if (!QTest::qWaitFor([&isKept] { return isKept; }, 10'000))
            qWarning("the program is not let in");
        return account;
    }

    QString submit(const Auth::Account &account, qint64 size)
    {
        Message message;
        message.recipients.to = readRecipients(u"ben@practice.example"_s);
        message.subject = u"Report"_s;
        message.body.content = u"It is attached.\n"_s;
        QFile file(m_home->filePath(u"report.bin"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(size, 'r')) != size)
            qFatal("no file");
        file.close();
        Attachment attachment;
        attachment.id = u"1"_s;
        attachment.file = file.fileName();
        attachment.name = u"report.bin"_s;
        attachment.contentType = u"application/octet-stream"_s;
        attachment.size = size;
        attachment.print = Store::lookAt(file.fileName()).value();
        message.attachments = {attachment};
        return m_engine->queue().value()->submit(message, account.id);
    }

    template <typename State>
    bool holds(const QString &id)
    {
        const auto item = m_engine->queue().value()->item(id);
        return item && std::holds_alternative<State>(item->state);
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<PracticeServer> m_server;
    std::unique_ptr<Engine> m_engine;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_home = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<PracticeServer>();
        QVERIFY2(m_server->start(), m_server->complaint().constData());
        m_engine = std::make_unique<Engine>(Profile::at(m_home->path()).forPractice(), QString());
    }
    void cleanup()
    {
        m_engine.reset();
        m_server.reset();
    }

    void withoutTheRightOnlySmallMailGoes()
    {
        const Auth::Account program = add({});
        const QString small = submit(program, 1000);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(small), 20'000);
        const QString big = submit(program, 5'000'000);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::NeedsUser>(big), 20'000);
        QCOMPARE(m_server->ledger().size(), 1);
        // The administrator gave it, and somebody says so: the mail needs no more than "again".
        m_engine->setProgramRights(program.id, {u"Mail.ReadWrite"_s});
        QCOMPARE(m_engine->account(program.id)->config.extraRights, QStringList(u"Mail.ReadWrite"_s));
        m_engine->queue().value()->retry(big);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(big), 30'000);
        const QJsonArray files = m_server->ledger().last().value(u"attachments"_s).toArray();
        QCOMPARE(m_server->ledger().size(), 2);
        QCOMPARE(files.first().toObject().value(u"size"_s).toInteger(), 5'000'000);
    }

    void withTheRightBigFilesGoThroughItsMailbox()
    {
        const Auth::Account program = add({u"Mail.ReadWrite"_s});
        const QString big = submit(program, 5'000'000);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(big), 30'000);
        QCOMPARE(m_server->ledger().size(), 1);
        QCOMPARE(m_server->ledger().first().value(u"attachments"_s).toArray().size(), 1);
        // It went as a draft, whose id is known.
        QVERIFY(m_engine->queue().value()->item(big)->message.internetMessageId.endsWith(u"@practice.example>"_s));
    }

    void aRightThatWasNotGivenAfterAllIsTheAdministrators()
    {
        const Auth::Account program = add({u"Mail.ReadWrite"_s});
        Client client(m_server->origin());
        const QByteArray denied = R"({"match":{"call":"create"},"action":{"status":403,"code":"ErrorAccessDenied"}})";
        QCOMPARE(client.send("PUT", u"/faults"_s, denied).status / 100, 2);
        const QString big = submit(program, 5'000'000);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::NeedsUser>(big), 20'000);
        QVERIFY(m_server->ledger().isEmpty());
        const auto needs = std::get<Outbox::NeedsUser>(m_engine->queue().value()->item(big)->state);
        QCOMPARE(needs.error.kind, Graph::ErrorKind::PermissionMissing);
        const auto account = m_engine->account(program.id);
        const Gui::Wording words = Gui::wordingFor(needs, &*account);
        QCOMPARE(words.fixer, Gui::Fixer::Administrator);
        QVERIFY(words.cause.contains(u"Mail.ReadWrite") && words.cause.contains(program.address));
        QVERIFY(words.action != Gui::Action::SignInAgain);
        // Not accepted is not sent: it goes once when it may.
        QCOMPARE(client.send("PUT", u"/faults"_s, "[]").status / 100, 2);
        m_engine->queue().value()->retry(big);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(big), 30'000);
        QCOMPARE(m_server->ledger().size(), 1);
    }
};

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
