// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountcheck.h"
#include "practice/client.h"
#include "support/practiceserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;
using namespace Sendoff::Testing;

using Kind = CheckStep::Kind;
using End = CheckStep::End;

/// What "Check account" says, with the practice service well, with faults, and gone.
class AccountCheckTest : public QObject
{
    Q_OBJECT

private:
    struct Seen
    {
        QList<CheckStep> steps;
        ExitStatus status = ExitStatus::Usage;

        CheckStep of(Kind kind) const
        {
            for (const CheckStep &step : steps) {
                if (step.kind == kind)
                    return step;
            }
            return {};
        }
    };

    Seen check()
    {
        Seen seen;
        AccountCheck check(*m_engine, m_engine->defaultAccountId());
        connect(&check, &AccountCheck::stepEnded, this, [&seen](const CheckStep &step) { seen.steps.append(step); });
        connect(&check, &AccountCheck::finished, this, [&seen](ExitStatus status) { seen.status = status; });
        const QSignalSpy finished(&check, &AccountCheck::finished);
        check.start();
        if (!QTest::qWaitFor([&finished] { return !finished.isEmpty(); }, 30'000))
            qWarning("the check does not end");
        return seen;
    }

    void switchOn(const QJsonObject &match, const QJsonObject &action)
    {
        const QJsonArray rules{QJsonObject{{u"match"_s, match}, {u"action"_s, action}}};
        Client client(m_server->origin());
        QCOMPARE(client.send("PUT", u"/faults"_s, QJsonDocument(rules).toJson()).status / 100, 2);
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
        const Profile profile = Profile::at(m_home->path()).forPractice();
        QVERIFY(m_server->start() && makePrivateFolder(profile.data));
        QFile ready(profile.data + u"/service.json"_s);
        QVERIFY(ready.open(QIODevice::WriteOnly) && ready.write(m_server->readyLine().trimmed() + '\n') > 0);
        ready.close();
        m_engine = std::make_unique<Engine>(profile, QString());
        const QSignalSpy signedIn(m_engine.get(), &Engine::practiceReady);
        m_engine->startPractice();
        QTRY_VERIFY_WITH_TIMEOUT(!signedIn.isEmpty(), 20'000);
    }
    void cleanup()
    {
        m_engine.reset();
        m_server.reset();
    }

    void allIsWell()
    {
        const Seen seen = check();
        QCOMPARE(seen.status, ExitStatus::Done);
        QCOMPARE(seen.steps.size(), 6);
        for (const CheckStep &step : seen.steps)
            QVERIFY2(step.end == End::Good, qUtf8Printable(lineFor(step)));
        QCOMPARE(seen.of(Kind::Mailbox).fact, u"adele@practice.example"_s);
        QVERIFY(seen.of(Kind::Rights).fact.contains(u"Mail.Send"));
        // It only asks.
        QVERIFY(m_server->ledger().isEmpty());
    }

    void aStoppedServiceIsToldAtTheConnection()
    {
        QVERIFY(m_server->stop());
        const Seen seen = check();
        QCOMPARE(seen.status, ExitStatus::Queued);
        QCOMPARE(seen.of(Kind::Name).end, End::Good);
        QCOMPARE(seen.of(Kind::Connection).end, End::Bad);
        QVERIFY(!seen.of(Kind::Connection).wording.title.isEmpty());
        QCOMPARE(seen.of(Kind::SignIn).end, End::Skipped);
        QCOMPARE(seen.of(Kind::Mailbox).end, End::Skipped);
        QVERIFY(lineFor(seen.of(Kind::Connection)).contains(u"mend"));
    }

    void aServiceInTroubleIsMicrosofts()
    {
        switchOn({{u"path"_s, u"/v1.0/"_s}}, {{u"status"_s, 503}, {u"code"_s, u"ErrorServerBusy"_s}});
        const Seen seen = check();
        QCOMPARE(seen.status, ExitStatus::Queued);
        QCOMPARE(seen.of(Kind::Connection).end, End::Bad);
        QCOMPARE(seen.of(Kind::Connection).wording.fixer, Gui::Fixer::Microsoft);
    }

    void aStrangerInBetweenIsNoticed()
    {
        switchOn({{u"path"_s, u"/v1.0/"_s}},
                 {{u"status"_s, 200}, {u"body"_s, u"<html>Welcome to our hotel"_s}, {u"bare"_s, true}});
        const Seen seen = check();
        QVERIFY(seen.status != ExitStatus::Done);
    }

    void aRefusedMailboxIsTold_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<ExitStatus>("end");
        QTest::newRow("none") << 404 << u"MailboxNotEnabledForRESTAPI"_s << ExitStatus::SignInNeeded;
        QTest::newRow("no organization") << 401 << u"OrganizationFromTenantGuidNotFound"_s << ExitStatus::SignInNeeded;
        QTest::newRow("not allowed") << 403 << u"Authorization_RequestDenied"_s << ExitStatus::SignInNeeded;
        QTest::newRow("busy") << 429 << u"TooManyRequests"_s << ExitStatus::Queued;
    }
    void aRefusedMailboxIsTold()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        // The first asks without a token; the second is the one that looks for the mailbox.
        switchOn({{u"path"_s, u"/v1.0/me"_s}, {u"nth"_s, 2}}, {{u"status"_s, status}, {u"code"_s, code}});
        const Seen seen = check();
        QTEST(seen.status, "end");
        const CheckStep mailbox = seen.of(Kind::Mailbox);
        QCOMPARE(mailbox.end, End::Bad);
        QVERIFY2(mailbox.details.contains(code), qUtf8Printable(mailbox.details));
        QVERIFY(!mailbox.details.contains(u"Bearer"));
    }

    void anAccountWithoutALicenceHasNoAddress()
    {
        switchOn({{u"path"_s, u"/v1.0/me"_s}, {u"nth"_s, 2}},
                 {{u"status"_s, 200},
                  {u"body"_s,
                   QJsonObject{{u"id"_s, u"1"_s},
                               {u"displayName"_s, u"A"_s},
                               {u"mail"_s, QJsonValue::Null},
                               {u"userPrincipalName"_s, u"a_outlook.com#EXT#@aoutlook.onmicrosoft.com"_s}}}});
        const Seen seen = check();
        QCOMPARE(seen.status, ExitStatus::SignInNeeded);
        QCOMPARE(seen.of(Kind::Mailbox).end, End::Bad);
        QVERIFY(seen.of(Kind::Mailbox).wording.cause.contains(u"Azure"));
    }

    void aWrongClockIsToldAndDoesNotStop()
    {
        const QString yesterday
            = QLocale::c().toString(QDateTime::currentDateTimeUtc().addDays(-1), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
        switchOn({{u"path"_s, u"/v1.0/me"_s}, {u"nth"_s, 1}},
                 {{u"status"_s, 401},
                  {u"code"_s, u"InvalidAuthenticationToken"_s},
                  {u"headers"_s, QJsonObject{{u"Date"_s, yesterday}}}});
        const Seen seen = check();
        QCOMPARE(seen.status, ExitStatus::Done);
        QCOMPARE(seen.of(Kind::Clock).end, End::Odd);
        QVERIFY(seen.of(Kind::Clock).wording.cause.contains(u"fast"));
    }

    void anUnknownAccountHasNoSignIn()
    {
        AccountCheck check(*m_engine, u"nobody"_s);
        QList<CheckStep> steps;
        connect(&check, &AccountCheck::stepEnded, this, [&steps](const CheckStep &step) { steps.append(step); });
        const QSignalSpy finished(&check, &AccountCheck::finished);
        check.start();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(steps.first().kind, Kind::SignIn);
        QCOMPARE(steps.first().end, End::Bad);
    }

    void aCancelledCheckIsSilent()
    {
        auto check = std::make_unique<AccountCheck>(*m_engine, m_engine->defaultAccountId());
        const QSignalSpy finished(check.get(), &AccountCheck::finished);
        check->start();
        check->cancel();
        check.reset();
        QTest::qWait(50);
        QCOMPARE(finished.size(), 0);
    }

    void everyStepHasATitle()
    {
        QSet<QString> titles;
        for (int kind = 0; kind <= int(Kind::Mailbox); ++kind)
            titles.insert(titleOf(Kind(kind)));
        titles.remove(QString());
        QCOMPARE(titles.size(), int(Kind::Mailbox) + 1);
    }
};

QTEST_GUILESS_MAIN(AccountCheckTest)
#include "tst_accountcheck.moc"
