// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/clientcredentials.h"
#include "support/fakeclock.h"
#include "support/fakeidentity.h"
#include "support/fakevault.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Auth;

using TokenResult = Result<Secret, Net::NoToken>;
using Script = FakeIdentity::Script;

namespace {

/// Certificates and keys made by the openssl program, and what it thinks of our signatures.
struct Workshop
{
    bool run(const QStringList &words)
    {
        QProcess openssl;
        openssl.setWorkingDirectory(folder.path());
        openssl.start(u"openssl"_s, words);
        return openssl.waitForFinished() && openssl.exitCode() == 0;
    }
    bool makeCertificate(const QString &name, const QStringList &kind = {u"rsa:2048"_s}, const QString &days = u"2"_s)
    {
        return run(QStringList{u"req"_s, u"-x509"_s, u"-newkey"_s} + kind
                   + QStringList{u"-nodes"_s, u"-subj"_s, u"/CN=sendoff"_s, u"-days"_s, days, u"-keyout"_s,
                                 name + u".key"_s, u"-out"_s, name + u".crt"_s});
    }
    QByteArray content(const QString &name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &name, const QByteArray &octets) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(octets) != octets.size())
            qFatal("no file");
    }
    AppCredential credential(const QString &name) const
    {
        return {{}, content(name + u".crt"_s), Secret(content(name + u".key"_s))};
    }

    QTemporaryDir folder;
};

QByteArray decoded(const QByteArray &part)
{
    return QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A program that was let in with a secret.
struct Stage
{
    explicit Stage(const AppCredential &credential = {Secret("s%ecr+et&"), {}, {}})
    {
        account.id = u"app.1"_s;
        account.isAppOnly = true;
        account.address = u"news@contoso.example"_s;
        account.config = identity.config();
        account.config.tenant = u"contoso.example"_s;
        vault.values.insert(account.id, toSecret(credential));
        program = std::make_unique<ClientCredentials>(account, vault, clock, dice);
    }
    TokenResult ask()
    {
        std::optional<TokenResult> result;
        program->token(&context, [&result](const TokenResult &answer) { result = answer; });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 10'000))
            return Failure{Net::NoToken{Net::NoToken::Kind::ServiceTrouble, u"test: no answer"_s, {}}};
        return *result;
    }

    FakeIdentity identity;
    Account account;
    FakeVault vault;
    FakeClock clock;
    SystemDice dice;
    QObject context;
    std::unique_ptr<ClientCredentials> program;
};

Script refusal(int status, const QByteArray &body)
{
    Script script;
    script.status = status;
    script.body = body;
    return script;
}

} // namespace

class TestClientCredentials : public QObject
{
    Q_OBJECT

private:
    Workshop m_shop;
    bool m_hasOpenSsl = false;

private Q_SLOTS:
    void initTestCase()
    {
        m_hasOpenSsl = !QStandardPaths::findExecutable(u"openssl"_s).isEmpty() && m_shop.makeCertificate(u"good"_s)
            && m_shop.makeCertificate(u"other"_s);
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void asksWithItsSecret()
    {
        Stage stage;
        stage.identity.fields.insert(u"scope"_s, QJsonValue::Null);
        stage.identity.fields.insert(u"refresh_token"_s, QJsonValue::Null);
        stage.identity.fields.insert(u"id_token"_s, QJsonValue::Null);
        const TokenResult token = stage.ask();
        QVERIFY(token);
        QCOMPARE(token.value().reveal(), QByteArray("access-1"));
        const auto &request = stage.identity.requests.at(0);
        QVERIFY(request.line.startsWith("POST /contoso.example/oauth2/v2.0/token "));
        QCOMPARE(request.value("grant_type"), QByteArray("client_credentials"));
        QCOMPARE(request.value("client_id"), stage.account.config.clientId.toUtf8());
        QCOMPARE(request.value("client_secret"), QByteArray("s%ecr+et&"));
        QCOMPARE(request.value("scope"), stage.account.config.cloud.graph.toString().toUtf8() + "/.default");
        QVERIFY(!request.has("client_assertion"));
        QCOMPARE(stage.program->scopes(), QStringList(u"Mail.Send"_s));
    }

    void usesATokenUntilShortlyBeforeItsEnd()
    {
        Stage stage;
        QVERIFY(stage.ask());
        stage.clock.advance(54min);
        QVERIFY(stage.ask());
        QCOMPARE(stage.identity.requests.size(), 1);
        stage.clock.advance(1min);
        QCOMPARE(stage.ask().value().reveal(), QByteArray("access-2"));
        QCOMPARE(stage.identity.requests.size(), 2);
    }

    void asksOnceForAllWhoWait()
    {
        Stage stage;
        int answers = 0;
        for (int i = 0; i < 20; ++i)
            stage.program->token(&stage.context, [&answers](const TokenResult &) { ++answers; });
        QTRY_COMPARE(answers, 20);
        QCOMPARE(stage.identity.requests.size(), 1);
    }

    void signsWithItsCertificate()
    {
        if (!m_hasOpenSsl)
            QSKIP("there is no openssl program");
        Stage stage(m_shop.credential(u"good"_s));
        stage.clock.setNow(QDateTime::currentDateTimeUtc());
        QVERIFY(stage.ask());
        const auto &request = stage.identity.requests.at(0);
        QVERIFY(!request.has("client_secret"));
        QCOMPARE(request.value("client_assertion_type"),
                 QByteArray("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        const QByteArrayList parts = request.value("client_assertion").split('.');
        QCOMPARE(parts.size(), 3);
        const QJsonObject header = QJsonDocument::fromJson(decoded(parts.at(0))).object();
        const QJsonObject claims = QJsonDocument::fromJson(decoded(parts.at(1))).object();
        QCOMPARE(header.value(u"alg"_s).toString(), u"PS256"_s);
        QCOMPARE(claims.value(u"aud"_s).toString(), stage.account.config.tokenUrl().toString());
        QCOMPARE(claims.value(u"iss"_s).toString(), stage.account.config.clientId);
        QCOMPARE(claims.value(u"sub"_s).toString(), stage.account.config.clientId);
        QCOMPARE(claims.value(u"exp"_s).toInteger() - claims.value(u"nbf"_s).toInteger(), 300);
        QVERIFY(!claims.value(u"jti"_s).toString().isEmpty());
        // The openssl program says whose signature it is, and which certificate is meant.
        m_shop.write(u"text"_s, parts.at(0) + '.' + parts.at(1));
        m_shop.write(u"sig"_s, decoded(parts.at(2)));
        QVERIFY(m_shop.run({u"x509"_s, u"-in"_s, u"good.crt"_s, u"-pubkey"_s, u"-noout"_s, u"-out"_s, u"pub"_s}));
        const QStringList verify{u"dgst"_s,       u"-sha256"_s,
                                 u"-sigopt"_s,    u"rsa_padding_mode:pss"_s,
                                 u"-sigopt"_s,    u"rsa_pss_saltlen:digest"_s,
                                 u"-verify"_s,    u"pub"_s,
                                 u"-signature"_s, u"sig"_s,
                                 u"text"_s};
        QVERIFY(m_shop.run(verify));
        m_shop.write(u"text"_s, parts.at(0) + '.' + parts.at(1) + 'x');
        QVERIFY(!m_shop.run(verify));
        QVERIFY(m_shop.run({u"x509"_s, u"-in"_s, u"good.crt"_s, u"-outform"_s, u"DER"_s, u"-out"_s, u"der"_s}));
        QCOMPARE(decoded(header.value(u"x5t#S256"_s).toString().toLatin1()),
                 QCryptographicHash::hash(m_shop.content(u"der"_s), QCryptographicHash::Sha256));
        // No assertion is used twice.
        stage.clock.advance(1h);
        QVERIFY(stage.ask());
        QVERIFY(stage.identity.requests.at(1).value("client_assertion") != request.value("client_assertion"));
    }

    void knowsWhatCannotBeUsed()
    {
        if (!m_hasOpenSsl)
            QSKIP("there is no openssl program");
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const AppCredential good = m_shop.credential(u"good"_s);
        QVERIFY(check(good, now));
        QCOMPARE(credentialIn(toSecret(good)), good);
        QCOMPARE(check({}, now).error(), CredentialFault::Empty);
        QCOMPARE(check({{}, "no pem", good.key}, now).error(), CredentialFault::NoCertificate);
        QCOMPARE(check({{}, good.certificate, Secret("no pem")}, now).error(), CredentialFault::NoKey);
        QCOMPARE(check({{}, good.certificate, m_shop.credential(u"other"_s).key}, now).error(),
                 CredentialFault::NoMatch);
        QCOMPARE(check(good, now.addDays(3)).error(), CredentialFault::Expired);
        QVERIFY(m_shop.run(
            {u"rsa"_s, u"-in"_s, u"good.key"_s, u"-aes256"_s, u"-passout"_s, u"pass:x"_s, u"-out"_s, u"locked.key"_s}));
        QCOMPARE(check({{}, good.certificate, Secret(m_shop.content(u"locked.key"_s))}, now).error(),
                 CredentialFault::KeyEncrypted);
        QVERIFY(m_shop.makeCertificate(u"curve"_s, {u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s}));
        QCOMPARE(check(m_shop.credential(u"curve"_s), now).error(), CredentialFault::KeyNotRsa);
        QVERIFY(m_shop.makeCertificate(u"short"_s, {u"rsa:1024"_s}));
        QCOMPARE(check(m_shop.credential(u"short"_s), now).error(), CredentialFault::KeyNotRsa);
    }

    void tellsWhatAPersonMustMend_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Net::NoToken::Kind>("kind");
        using Kind = Net::NoToken::Kind;
        QTest::newRow("wrong secret") << 401 << QByteArray(R"({"error":"invalid_client","error_codes":[7000215]})")
                                      << Kind::SignInNeeded;
        QTest::newRow("unknown program") << 400 << QByteArray(R"({"error":"unauthorized_client"})")
                                         << Kind::SignInNeeded;
        QTest::newRow("no consent") << 400 << QByteArray(R"({"error":"invalid_grant"})") << Kind::SignInNeeded;
        QTest::newRow("busy") << 503 << QByteArray("{}") << Kind::ServiceTrouble;
    }

    void tellsWhatAPersonMustMend()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Net::NoToken::Kind, kind);
        Stage stage;
        stage.identity.scripts = {refusal(status, body)};
        QCOMPARE(stage.ask().error().kind, kind);
        // Not asked in a loop; a while later once more.
        QCOMPARE(stage.ask().error().kind, kind);
        QCOMPARE(stage.identity.requests.size(), 1);
        QVERIFY(!stage.vault.values.value(stage.account.id).isEmpty());
        stage.clock.advance(61s);
        QVERIFY(stage.ask());
        QCOMPARE(stage.program->state(), SessionState::Ready);
    }

    void stopsWhenYoungTokensAreRefused()
    {
        Stage stage;
        for (int round = 0; round < 2; ++round) {
            const TokenResult token = stage.ask();
            QVERIFY(token);
            stage.program->refused(token.value());
        }
        QCOMPARE(stage.ask().error().code, u"token_refused"_s);
        QCOMPARE(stage.identity.requests.size(), 2);
    }

    void forgetsEverything()
    {
        Stage stage;
        QVERIFY(stage.ask());
        bool isForgotten = false;
        stage.program->forget(&stage.context, [&isForgotten](const auto &result) { isForgotten = bool(result); });
        QTRY_VERIFY(isForgotten);
        QVERIFY(stage.vault.values.isEmpty());
        QCOMPARE(stage.ask().error().kind, Net::NoToken::Kind::SignInNeeded);
        QCOMPARE(stage.identity.requests.size(), 1);
    }

    void theClaimsOfAChallengeGoWithTheNextRequest()
    {
        Stage stage;
        const Secret token = stage.ask().value();
        QVERIFY(!stage.identity.requests[0].has("claims"));
        stage.program->challenged(token, u"{\"a\":1}"_s);
        QVERIFY(stage.ask());
        QCOMPARE(stage.identity.requests.size(), 2);
        QCOMPARE(stage.identity.requests[1].value("claims"), QByteArray("{\"a\":1}"));
    }
};

QTEST_GUILESS_MAIN(TestClientCredentials)
#include "tst_clientcredentials.moc"
