// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A proxy that wants a login, and who is asked for it how often.
#include "app/engine.h"
#include "support/fakeproxy.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;
using Sendoff::Testing::FakeProxy;

class ProxyLoginTest : public QObject
{
    Q_OBJECT

private:
    static Net::Outcome ask(Engine &engine)
    {
        Net::HttpRequest request;
        request.method = Net::HttpRequest::Method::Get;
        request.url = QUrl(u"https://graph.example/"_s);
        request.isSigned = false;
        std::optional<Net::Outcome> outcome;
        Net::Call *call = engine.transport().send(request, Secret());
        connect(call, &Net::Call::finished, call, [&outcome](const Net::HttpReply &end) { outcome = end.outcome; });
        if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 10'000))
            qFatal("no end");
        QTest::qWait(50); // for what may come after
        return *outcome;
    }

    static Net::ProxySettings through(const FakeProxy &proxy)
    {
        return {Net::ProxySettings::Mode::Manual, u"127.0.0.1"_s, proxy.serverPort()};
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void cleanup() { Net::useProxy({Net::ProxySettings::Mode::None, {}, 0}); }

    void asksOnceHoweverManyRequestsFail()
    {
        FakeProxy proxy("ana:secret");
        const QTemporaryDir home;
        Engine engine(Profile::at(home.path()).forPractice(), QString());
        engine.chooseProxy(through(proxy));
        const QSignalSpy wanted(&engine, &Engine::proxyLoginWanted);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(ask(engine), Net::Outcome::ProxyFailed);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(1).toBool(), false);
        QVERIFY(engine.proxyTrouble().contains(QString::number(proxy.serverPort())));
        engine.loginToProxy(u"ana"_s, Secret("secret"), false);
        QVERIFY(engine.proxyTrouble().isEmpty());
        QVERIFY(ask(engine) != Net::Outcome::ProxyFailed);
        QCOMPARE(proxy.right, 1);
        QCOMPARE(wanted.size(), 1);
    }

    void aWrongPasswordGoesOutOnceAndIsAskedForAgain()
    {
        FakeProxy proxy("ana:secret");
        const QTemporaryDir home;
        Engine engine(Profile::at(home.path()).forPractice(), QString());
        engine.chooseProxy(through(proxy));
        const QSignalSpy wanted(&engine, &Engine::proxyLoginWanted);
        ask(engine);
        engine.loginToProxy(u"ana"_s, Secret("wrong"), true);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(ask(engine), Net::Outcome::ProxyFailed);
        QCOMPARE(proxy.wrong, 1);
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(wanted.at(1).at(1).toBool(), true);
        QVERIFY(engine.proxyTrouble().contains(u"refused"_s));
    }

    void theLoginIsKeptInTheKeychainOnly()
    {
        FakeProxy proxy("ana:proxy-password-canary");
        const QTemporaryDir home;
        Engine engine(Profile::at(home.path()).forPractice(), QString());
        engine.chooseProxy(through(proxy));
        ask(engine);
        engine.loginToProxy(u"ana"_s, Secret("proxy-password-canary"), true);
        QCOMPARE(engine.settings().rememberedProxy(), u"127.0.0.1:%1"_s.arg(proxy.serverPort()));
        QFile settings(engine.profile().settingsFile());
        QVERIFY(settings.open(QIODevice::ReadOnly));
        QVERIFY(!settings.readAll().contains("canary"));
        // As after a new start: the first refusal is answered out of the keychain, and nobody is asked.
        engine.chooseProxy(through(proxy));
        const QSignalSpy wanted(&engine, &Engine::proxyLoginWanted);
        QCOMPARE(ask(engine), Net::Outcome::ProxyFailed);
        QVERIFY(ask(engine) != Net::Outcome::ProxyFailed);
        QVERIFY(wanted.isEmpty());
        engine.forgetProxyLogin();
        QVERIFY(engine.settings().rememberedProxy().isEmpty());
        QCOMPARE(ask(engine), Net::Outcome::ProxyFailed);
        QCOMPARE(wanted.size(), 1);
    }
};

QTEST_GUILESS_MAIN(ProxyLoginTest)
#include "tst_proxylogin.moc"
