// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Asking for a right later, with a sign-in service that does as it is told.
#include "app/engine.h"
#include "app/rightrequest.h"
#include "support/fakebrowser.h"
#include "support/fakeidentity.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;
using Sendoff::Auth::AuthErrorKind;

namespace {

const QString readWrite = u"Mail.ReadWrite"_s;

/// An engine whose keychain forgets, and one account that may send and nothing else.
struct Stage
{
    Stage()
        : engine(Profile::at(home.path()).forPractice(), QString())
    {
        account.id = u"00000000-0000-0000-66f3-3332eca7ea81.72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
        account.tenantId = u"72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
        account.address = u"adele.v@contoso.example"_s;
        account.name = u"Adele"_s;
        account.senders = {{u"sales@contoso.example"_s, u"Sales"_s, true}};
        account.config = identity.config();
        std::optional<bool> kept;
        engine.keep(
            {account, {Secret("access-0"), Secret("refresh-0"), account.config.scopes(), std::chrono::hours(1)}},
            &engine, [&kept](const auto &result) { kept = bool(result); });
        if (!QTest::qWaitFor([&kept] { return kept.has_value(); }))
            qFatal("not kept");
    }

    /// Asks for the right; the browser comes back with `answer`.
    Result<Done, Auth::AuthError> ask(const Auth::Form &answer)
    {
        std::unique_ptr<RightRequest> request(engine.askRight(account.id, readWrite, nullptr));
        std::optional<Result<Done, Auth::AuthError>> result;
        std::unique_ptr<Auth::RawConnection> browser;
        QObject::connect(request.get(), &RightRequest::browserWanted, &engine, [&](const QUrl &url) {
            const Auth::Errand errand(url);
            asked = errand.query;
            identity.nonce = errand.nonce();
            browser = std::make_unique<Auth::RawConnection>(
                errand.port,
                Auth::postOf(errand.port, Auth::encodedForm(answer + Auth::Form{{"state", errand.state()}})));
        });
        QObject::connect(request.get(), &RightRequest::finished, &engine,
                         [&](const Result<Done, Auth::AuthError> &end) { result = end; });
        request->start();
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 10'000))
            qFatal("no end");
        return *result;
    }

    bool stillSends()
    {
        std::optional<bool> isThere;
        engine.session(account.id)->token(&engine, [&isThere](const auto &token) { isThere = bool(token); });
        return QTest::qWaitFor([&isThere] { return isThere.has_value(); }) && *isThere;
    }

    QTemporaryDir home;
    Auth::FakeIdentity identity;
    Engine engine;
    Auth::Account account;
    QUrlQuery asked;
};

} // namespace

class RightsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void theSessionHasTheRightAfterwards()
    {
        Stage stage;
        QVERIFY(!stage.engine.rights(stage.account.id).contains(readWrite));
        const QSignalSpy changes(&stage.engine, &Engine::accountsChanged);
        stage.identity.fields.insert(u"scope"_s, u"openid User.Read Mail.Send Mail.ReadWrite"_s);
        QVERIFY(stage.ask({{"code", "c"}}));
        QCOMPARE(stage.asked.queryItemValue(u"login_hint"_s, QUrl::FullyDecoded), stage.account.address);
        QVERIFY(stage.asked.queryItemValue(u"scope"_s, QUrl::FullyDecoded).endsWith(u"/Mail.ReadWrite"));
        QVERIFY(stage.engine.rights(stage.account.id).contains(readWrite));
        QCOMPARE(changes.size(), 1);
        // It is the same account, with all that was known of it.
        Auth::Account wider = stage.account;
        wider.config.extraRights = {readWrite};
        QCOMPARE(stage.engine.accounts(), QList<Auth::Account>{wider});
        QVERIFY(stage.stillSends());
    }

    void aRefusalLeavesTheAccountAsItWas_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<AuthErrorKind>("kind");
        QTest::newRow("declined") << QByteArray("access_denied") << QByteArray("AADSTS65004: declined")
                                  << AuthErrorKind::Denied;
        QTest::newRow("administrator") << QByteArray("access_denied") << QByteArray("AADSTS90094: admin")
                                       << AuthErrorKind::AdminConsentNeeded;
    }

    void aRefusalLeavesTheAccountAsItWas()
    {
        QFETCH(QByteArray, error);
        QFETCH(QByteArray, description);
        QFETCH(AuthErrorKind, kind);
        Stage stage;
        const auto result = stage.ask({{"error", error}, {"error_description", description}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, kind);
        QCOMPARE(stage.engine.accounts(), QList<Auth::Account>{stage.account});
        QVERIFY(!stage.engine.rights(stage.account.id).contains(readWrite));
        QVERIFY(stage.stillSends());
        QCOMPARE(stage.identity.requests.size(), 0);
    }

    void aTokenWithoutTheRightIsNoticed()
    {
        Stage stage;
        stage.identity.fields.insert(u"scope"_s, u"openid User.Read Mail.Send"_s);
        const auto result = stage.ask({{"code", "c"}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, AuthErrorKind::ConsentNeeded);
        QCOMPARE(result.error().code, u"right_missing"_s);
        QCOMPARE(stage.engine.accounts(), QList<Auth::Account>{stage.account});
        QVERIFY(stage.stillSends());
    }

    void somebodyElseIsRefused()
    {
        Stage stage;
        stage.identity.claims = {{u"oid"_s, u"00000000-0000-0000-0000-00000000beef"_s}};
        const auto result = stage.ask({{"code", "c"}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, AuthErrorKind::OtherAccount);
        QCOMPARE(stage.engine.accounts(), QList<Auth::Account>{stage.account});
        QVERIFY(stage.stillSends());
    }

    void aRequestCanBeGivenUp()
    {
        Stage stage;
        const std::unique_ptr<RightRequest> request(stage.engine.askRight(stage.account.id, readWrite, nullptr));
        std::optional<AuthErrorKind> end;
        connect(request.get(), &RightRequest::finished, this,
                [&end](const Result<Done, Auth::AuthError> &result) { end = result.error().kind; });
        request->start();
        request->cancel();
        QTRY_COMPARE(end, std::optional(AuthErrorKind::Cancelled));
    }

    void nobodyCanBeAskedForAProgram()
    {
        Stage stage;
        QVERIFY(!stage.engine.askRight(u"nobody"_s, readWrite, nullptr));
        QVERIFY(stage.engine.rights(u"nobody"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(RightsTest)
#include "tst_rights.moc"
