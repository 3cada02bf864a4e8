// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, engine, sign-in and outbox against the practice service: what a person does, and what is then true.
#include "app/accountsview.h"
#include "app/application.h"
#include "app/rightrequest.h"
#include "app/writing.h"
#include "gui/accountswindow.h"
#include "support/practiceserver.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;
using Sendoff::Testing::PracticeServer;

namespace {

/// Opens nothing and answers every question with no.
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
    bool openUrl(const QUrl &) override { return true; }
};

} // namespace

class WritingToSentTest : public QObject
{
    Q_OBJECT

private:
    /// A profile that finds the service of this test running, as a second command would.
    std::unique_ptr<Engine> signedInEngine()
    {
        const Profile profile = Profile::at(m_home->path()).forPractice();
        if (!makePrivateFolder(profile.data))
            qFatal("no folder");
        QFile ready(profile.data + u"/service.json"_s);
        if (!ready.open(QIODevice::WriteOnly) || ready.write(m_server->readyLine()) < 0)
            qFatal("no ready line");
        if (!m_server->readyLine().endsWith('\n'))
            ready.write("\n");
        ready.close();
        auto engine = std::make_unique<Engine>(profile, QString());
        const QSignalSpy signedIn(engine.get(), &Engine::practiceReady);
        engine->startPractice();
        if (!QTest::qWaitFor([&signedIn] { return !signedIn.isEmpty(); }, 20'000))
            qFatal("no practice sign-in");
        engine->settings().setUndoSpan(std::chrono::seconds(0));
        return engine;
    }

    void setFaults(const QByteArray &rules) { put(u"/faults"_s, rules); }

    void put(const QString &path, const QByteArray &rules)
    {
        QNetworkAccessManager network;
        QNetworkRequest request(QUrl(m_server->origin().toString() + path));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        QNetworkReply *reply = network.put(request, rules);
        const QSignalSpy finished(reply, &QNetworkReply::finished);
        QVERIFY(QTest::qWaitFor([&finished] { return !finished.isEmpty(); }));
        QVERIFY2(reply->error() == QNetworkReply::NoError, reply->readAll().constData());
        delete reply;
    }

    QString write(const QString &name, const QByteArray &octets)
    {
        QFile file(m_home->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(octets) != octets.size())
            qFatal("no file");
        return file.fileName();
    }

    static ComposeInput input(const QString &subject)
    {
        ComposeInput input;
        input.message.recipients.to = readRecipients(u"Ben <ben@practice.example>"_s);
        input.message.subject = subject;
        input.message.body.content = u"Dear Ben,\n\nall is well. äöü ✓\n"_s;
        return input;
    }

    static void pressSend(Writing &writing)
    {
        QVERIFY(QTest::qWaitForWindowActive(writing.window()));
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : writing.window(), Qt::Key_Return,
                        Qt::ControlModifier);
    }

    template <typename State>
    static bool holds(Engine &engine)
    {
        const auto queue = engine.queue();
        if (!queue || queue.value()->items().isEmpty())
            return false;
        return std::holds_alternative<State>(queue.value()->items().constLast().state);
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<PracticeServer> m_server;
    NoDialogs m_dialogs;

private Q_SLOTS:
    void init()
    {
        // The offscreen platform says this of every window; anything else fails.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support (propagateSizeHints|raise))"_s));
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_home->path()));
        m_server = std::make_unique<PracticeServer>();
        QVERIFY2(m_server->start(), m_server->complaint().constData());
    }
    void cleanup() { m_server.reset(); }

    void aMailArrivesOctetForOctet()
    {
        const auto engine = signedInEngine();
        const QByteArray picture = QByteArray::fromHex("89504e470d0a1a0a00ff00ff") + QByteArray(100'000, '\xa5');
        const QString first = write(u"Größe 📎.bin"_s, picture);
        const QString empty = write(u"empty.txt"_s, {});
        Writing writing(*engine, m_dialogs, input(u"Grüße 🎉"_s));
        writing.window()->show();
        writing.attach({first, empty});
        QTRY_COMPARE(writing.window()->message().attachments.size(), 2);
        const QSignalSpy closed(&writing, &Writing::closed);
        pressSend(writing);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->ledger().size(), 1, 20'000);
        QTRY_VERIFY(holds<Outbox::Accepted>(*engine));
        const QJsonObject mail = m_server->ledger().first();
        QCOMPARE(mail.value(u"subject"_s).toString(), u"Grüße 🎉"_s);
        QCOMPARE(mail.value(u"to"_s).toArray(), QJsonArray({u"ben@practice.example"_s}));
        const QByteArray body = u"Dear Ben,\n\nall is well. äöü ✓\n"_s.toUtf8();
        QCOMPARE(mail.value(u"bodySha256"_s).toString().toLatin1(),
                 QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
        const QJsonArray attachments = mail.value(u"attachments"_s).toArray();
        QCOMPARE(attachments.size(), 2);
        for (const QJsonValue &value : attachments) {
            const QJsonObject attachment = value.toObject();
            const bool isEmpty = attachment.value(u"name"_s).toString() == u"empty.txt"_s;
            QVERIFY(isEmpty || attachment.value(u"name"_s).toString() == u"Größe 📎.bin"_s);
            QCOMPARE(attachment.value(u"sha256"_s).toString().toLatin1(),
                     QCryptographicHash::hash(isEmpty ? QByteArray() : picture, QCryptographicHash::Sha256).toHex());
        }
        // It closes by itself, and nothing is left behind as a draft.
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 10'000);
        QVERIFY(engine->drafts().value()->all().isEmpty());
    }

    void twoPressesAreOneMail()
    {
        const auto engine = signedInEngine();
        Writing writing(*engine, m_dialogs, input(u"once"_s));
        writing.window()->show();
        pressSend(writing);
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(*engine), 20'000);
        QCOMPARE(engine->queue().value()->items().size(), 1);
        QCOMPARE(m_server->ledger().size(), 1);
    }

    void aWarningIsSaidBeforeItLeavesAndOnlyOnce()
    {
        const auto engine = signedInEngine();
        const QString own = engine->account(engine->defaultAccountId())->address;
        ComposeInput mail = input(u"warned"_s);
        mail.message.recipients.to
            = readRecipients(u"colleague@"_s + own.section(u'@', 1) + u", somebody@elsewhere.example"_s);
        mail.message.body.content = u"Good morning,\n\nthe plan is attached.\n"_s;
        Writing writing(*engine, m_dialogs, mail);
        writing.window()->show();
        pressSend(writing);
        const auto button = [&writing](const QString &text) -> QAbstractButton * {
            const auto all = writing.window()->findChildren<QAbstractButton *>();
            const auto found = std::find_if(all.begin(), all.end(), [&text](const QAbstractButton *each) {
                return each->text() == text && each->isVisible();
            });
            return found == all.end() ? nullptr : *found;
        };
        QVERIFY(button(u"Attach files…"_s));
        QVERIFY(button(u"Send anyway"_s));
        QVERIFY(!writing.window()->isLocked());
        QVERIFY(engine->queue().value()->items().isEmpty());
        // With the file, only the stranger among the colleagues is left to be said.
        writing.attach({write(u"plan.txt"_s, "plan")});
        QTRY_COMPARE(writing.window()->message().attachments.size(), 1);
        pressSend(writing);
        QVERIFY(!button(u"Attach files…"_s));
        QVERIFY(button(u"Remove this recipient"_s));
        QVERIFY(engine->queue().value()->items().isEmpty());

        // Answered, taken back by Undo, and sent again as it was: it is not asked again.
        engine->settings().setUndoSpan(std::chrono::seconds(60));
        button(u"Send anyway"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Waiting>(*engine), 20'000);
        Q_EMIT writing.window()->cancelRequested();
        QTRY_VERIFY(!writing.window()->isLocked());
        engine->settings().setUndoSpan(std::chrono::seconds(0));
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(*engine), 20'000);
        QCOMPARE(m_server->ledger().size(), 1);
    }

    void aLostAnswerIsUncertainAndStaysOneMail_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::newRow("accepted, then the connection ends") << QByteArray(R"({"closeAfterAccept":true})");
        QTest::newRow("accepted, then a gateway error") << QByteArray(R"({"accept":true,"status":504,"bare":true})");
        QTest::newRow("accepted, told as busy")
            << QByteArray(R"({"accept":true,"status":503,"code":"ErrorServerBusy"})");
    }
    void aLostAnswerIsUncertainAndStaysOneMail()
    {
        QFETCH(QByteArray, action);
        setFaults(R"({"match":{"method":"POST","path":"/v1.0/me/sendMail"},"action":)" + action + "}");
        const auto engine = signedInEngine();
        Writing writing(*engine, m_dialogs, input(u"perhaps"_s));
        writing.window()->show();
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Uncertain>(*engine), 20'000);
        setFaults("[]");
        // Nothing is repeated by itself, also not when the program begins anew.
        QCOMPARE(m_server->ledger().size(), 1);
        QVERIFY(writing.window()->isLocked());
        QTest::qWait(500);
        QCOMPARE(m_server->ledger().size(), 1);
        // The person writes on: the mail is a draft again, and the outbox has let go of it.
        Q_EMIT writing.window()->backToDraftRequested();
        QVERIFY(!writing.window()->isLocked());
        QTRY_VERIFY(holds<Outbox::Cancelled>(*engine));
        QTRY_COMPARE(engine->drafts().value()->all().size(), 1);
        QCOMPARE(m_server->ledger().size(), 1);
    }

    void aRefusalKeepsTheTextEditable()
    {
        setFaults(R"({"match":{"path":"/v1.0/me/sendMail"},"action":{"status":403,"code":"ErrorSendAsDenied"}})");
        const auto engine = signedInEngine();
        Writing writing(*engine, m_dialogs, input(u"refused"_s));
        writing.window()->show();
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::NeedsUser>(*engine), 20'000);
        QTRY_VERIFY(!writing.window()->isLocked());
        QCOMPARE(writing.window()->message().subject, u"refused"_s);
        QVERIFY(m_server->ledger().isEmpty());
        // Sent again after the cure, it is one mail, and the refused one is out of the way.
        setFaults("[]");
        Q_EMIT writing.window()->sendRequested();
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(*engine), 20'000);
        QCOMPARE(m_server->ledger().size(), 1);
    }

    void anExpiredTokenIsRenewedOnce()
    {
        const auto engine = signedInEngine();
        setFaults(R"({"expire":"access"})");
        Writing writing(*engine, m_dialogs, input(u"renewed"_s));
        writing.window()->show();
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(*engine), 20'000);
        QCOMPARE(m_server->ledger().size(), 1);
        QCOMPARE(engine->queue().value()->items().constLast().requestIds.size(), 2);
    }

    void aChallengeWaitsForASignInThatAnswersIt()
    {
        const auto engine = signedInEngine();
        const QString account = engine->defaultAccountId();
        put(u"/settings"_s, R"({"demandsClaims":true})");
        Writing writing(*engine, m_dialogs, input(u"challenged"_s));
        writing.window()->show();
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::NeedsUser>(*engine), 20'000);
        const auto item = engine->queue().value()->items().constLast();
        QCOMPARE(std::get<Outbox::NeedsUser>(item.state).why, Outbox::NeedsUser::Why::SignIn);
        QTRY_COMPARE(engine->state(account), Auth::SessionState::SignInNeeded);
        QVERIFY(engine->trouble(account).claims.contains(u"\"nbf\""_s));
        QVERIFY(m_server->ledger().isEmpty());
        // The claims are nowhere on the disk.
        QDirIterator files(m_home->path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("\"nbf"));
        }

        RightRequest request(*engine, *engine->account(account), {});
        QUrl page;
        connect(&request, &RightRequest::browserWanted, this, [&](const QUrl &url) {
            page = url;
            Practice::visit(engine->transport(), url, &request, [](const PracticeError &) {});
        });
        const QSignalSpy finished(&request, &RightRequest::finished);
        request.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        const QString claims = QUrlQuery(page).queryItemValue(u"claims"_s, QUrl::FullyDecoded);
        QVERIFY(QJsonDocument::fromJson(claims.toUtf8())[u"access_token"_s][u"nbf"_s].isObject());
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(*engine), 20'000);
        QCOMPARE(m_server->ledger().size(), 1);
        QCOMPARE(engine->state(account), Auth::SessionState::Ready);
    }

    void signedOutMailWaitsAndSaysSo()
    {
        const auto engine = signedInEngine();
        const Auth::Account account = *engine->account(engine->defaultAccountId());
        Writing writing(*engine, m_dialogs, input(u"waits"_s));
        writing.window()->show();
        auto *from = writing.window()->findChild<QAbstractButton *>(u"account"_s);
        QVERIFY(from && from->text().contains(account.address));
        Q_EMIT writing.window()->signOutRequested(account.id);
        QTRY_COMPARE(engine->state(account.id), Auth::SessionState::SignInNeeded);
        // The account is still there, and says what it needs.
        QVERIFY(engine->account(account.id));
        QTRY_VERIFY(from->text().contains(u"must sign in again"));
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::NeedsUser>(*engine), 20'000);
        const auto needs = std::get<Outbox::NeedsUser>(engine->queue().value()->items().constLast().state);
        QCOMPARE(needs.why, Outbox::NeedsUser::Why::SignIn);
        QCOMPARE(Gui::wordingFor(needs, &account).title, u"It waits until you sign in"_s);
        QVERIFY(Gui::wordingFor(needs, &account).cause.contains(u"signed out"));
        QVERIFY(m_server->ledger().isEmpty());

        RightRequest request(*engine, account, {});
        connect(&request, &RightRequest::browserWanted, this, [&](const QUrl &url) {
            Practice::visit(engine->transport(), url, &request, [](const PracticeError &) {});
        });
        request.start();
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Accepted>(*engine), 20'000);
        QCOMPARE(m_server->ledger().size(), 1);
        QVERIFY(!from->text().contains(u"must sign in again"));
    }

    void removingAnAccountGivesItsMailBack()
    {
        setFaults(R"({"match":{"path":"/v1.0/me/sendMail"},"action":{"status":503,"code":"ErrorServerBusy"}})");
        const auto engine = signedInEngine();
        const QString account = engine->defaultAccountId();
        Writing writing(*engine, m_dialogs, input(u"given back"_s));
        writing.window()->show();
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(holds<Outbox::Waiting>(*engine), 20'000);
        AccountsView accounts(*engine, m_dialogs);
        accounts.show(account);
        Gui::AccountsWindow *window = nullptr;
        for (QWidget *each : QApplication::topLevelWidgets()) {
            if (auto *found = qobject_cast<Gui::AccountsWindow *>(each))
                window = found;
        }
        QVERIFY(window);
        Q_EMIT window->removeRequested(account);
        QTRY_VERIFY(!engine->account(account));
        QTRY_VERIFY(holds<Outbox::Cancelled>(*engine));
        QTRY_COMPARE(engine->drafts().value()->all().size(), 1);
        QCOMPARE(engine->drafts().value()->all().first().message.subject, u"given back"_s);
        QVERIFY(m_server->ledger().isEmpty());
        QTRY_VERIFY(!engine->tokens(account));
    }

    void aFileThatChangedIsNotSent()
    {
        const auto engine = signedInEngine();
        const QString file = write(u"report.txt"_s, "first");
        Writing writing(*engine, m_dialogs, input(u"changed"_s));
        writing.window()->show();
        writing.attach({file});
        QTRY_COMPARE(writing.window()->message().attachments.size(), 1);
        write(u"report.txt"_s, "second, and longer");
        pressSend(writing);
        QTRY_VERIFY_WITH_TIMEOUT(!writing.window()->isLocked(), 20'000);
        QVERIFY(m_server->ledger().isEmpty());
        QVERIFY(engine->queue().value()->items().isEmpty());
        QCOMPARE(writing.window()->message().subject, u"changed"_s);
    }

    void whatIsTypedBecomesADraftWhenTheWindowCloses()
    {
        const auto engine = signedInEngine();
        {
            Writing writing(*engine, m_dialogs, {});
            writing.window()->show();
            writing.window()->setMessage(input(u"kept"_s).message);
            Q_EMIT writing.window()->messageChanged();
            const QSignalSpy closed(&writing, &Writing::closed);
            writing.window()->close();
            QTRY_COMPARE(closed.size(), 1);
        }
        const QList<Compose::Draft> drafts = engine->drafts().value()->all();
        QCOMPARE(drafts.size(), 1);
        QCOMPARE(drafts.first().message.subject, u"kept"_s);
        QCOMPARE(drafts.first().message.body.content, input({}).message.body.content);
    }

    void anEmptyWindowLeavesNothingBehind()
    {
        const auto engine = signedInEngine();
        Writing writing(*engine, m_dialogs, {});
        writing.window()->show();
        const QSignalSpy closed(&writing, &Writing::closed);
        writing.window()->close();
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!engine->hasDatabase());
    }
};

QTEST_MAIN(WritingToSentTest)
#include "tst_writingtosent.moc"
