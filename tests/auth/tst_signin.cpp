// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/signin.h"
#include "support/fakebrowser.h"
#include "support/fakeidentity.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

namespace {

// A sign-in under way, and what came of it.
struct Trial
{
    explicit Trial(const AuthConfig &config)
        : signIn(config, dice)
    {
        QObject::connect(&signIn, &SignIn::browserWanted, &signIn, [this](const QUrl &wanted) { url = wanted; });
        QObject::connect(&signIn, &SignIn::finished, &signIn, [this](const Result<SignedIn, AuthError> &ended) {
            result = ended;
            ++endings;
        });
    }
    Errand start(FakeIdentity &identity)
    {
        signIn.start();
        const Errand errand(url);
        identity.nonce = errand.nonce();
        return errand;
    }

    SystemDice dice;
    SignIn signIn;
    QUrl url;
    std::optional<Result<SignedIn, AuthError>> result;
    int endings = 0;
};

QByteArray answerWith(const Errand &errand, const QByteArray &code = "the-code")
{
    return postOf(errand.port, encodedForm({{"code", code}, {"state", errand.state()}}));
}

} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void givesAnAccountAndTokens();
};

void TestSignIn::givesAnAccountAndTokens()
{
    FakeIdentity identity;
    Trial trial(identity.config());
    const Errand errand = trial.start(identity);
    RawConnection browser(errand.port, answerWith(errand));
    QTRY_VERIFY(trial.result);
    QVERIFY(*trial.result);
    QCOMPARE(trial.result->value().account.address, u"adele@contoso.example"_s);
    QCOMPARE(trial.result->value().tokens.access.reveal(), QByteArray("access-1"));
    QTRY_VERIFY(browser.isClosed);
    QCOMPARE(browser.status(), 200);
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
