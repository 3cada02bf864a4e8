// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;

class SettingsTest : public QObject
{
    Q_OBJECT

private:
    static Auth::Account account(const QString &id, const QString &address)
    {
        Auth::Account account;
        account.id = id;
        account.name = u"Ana, \"the\" Möra"_s;
        account.address = address;
        account.tenantId = u"t"_s;
        account.config.clientId = u"client"_s;
        account.config.tenant = u"contoso.example"_s;
        account.config.loginHint = address;
        account.config.cloud = Auth::cloudNamed(u"global"_s, {}, {}).value();
        return account;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void accountsComeBack()
    {
        const QTemporaryDir folder;
        const Profile profile = Profile::at(folder.path());
        const Auth::Account ana = account(u"1.t"_s, u"ana@contoso.example"_s);
        QVERIFY(Settings(profile).keepAccount(ana));
        QVERIFY(Settings(profile).keepAccount(account(u"2.t"_s, u"ben@contoso.example"_s)));
        const Settings settings(profile);
        QCOMPARE(settings.accounts().size(), 2);
        QCOMPARE(settings.accounts().first(), ana);
        QCOMPARE(settings.defaultAccountId(), u"1.t"_s);
        QCOMPARE(settings.accountByAddress(u" BEN@contoso.example"_s).value_or(Auth::Account{}).id, u"2.t"_s);
    }

    void rightsAndSendersComeBack()
    {
        const QTemporaryDir folder;
        Auth::Account ana = account(u"1.t"_s, u"ana@contoso.example"_s);
        ana.config.extraRights = {u"Mail.ReadWrite"_s, u"Mail.Send.Shared"_s};
        ana.senders = {{u"sales@contoso.example"_s, u"Sales"_s, true}, {u"ana.m@contoso.example"_s, {}, false}};
        ana.isAppOnly = true;
        Settings settings(Profile::at(folder.path()));
        QVERIFY(settings.keepAccount(ana));
        QCOMPARE(settings.accounts(), QList<Auth::Account>{ana});
    }

    void anEditedFileAsksForNothingStrange()
    {
        const QTemporaryDir folder;
        Auth::Account ana = account(u"1.t"_s, u"ana@contoso.example"_s);
        ana.config.extraRights = {u"Mail.ReadWrite openid"_s, u"https://x.example/Mail.Send"_s, u"Mail.Read\n"_s, u"x"_s,
                                  u"Mail.ReadBasic"_s};
        Settings settings(Profile::at(folder.path()));
        QVERIFY(settings.keepAccount(ana));
        QCOMPARE(settings.accounts().first().config.extraRights, QStringList(u"Mail.ReadBasic"_s));
    }

    void aPersonalAccountIsHeldAtTheConsumersEnd()
    {
        const QTemporaryDir folder;
        Auth::Account ana = account(u"1.p"_s, u"ana@outlook.com"_s);
        ana.tenantId = Auth::personalTenantId;
        ana.config.tenant = u"common"_s;
        Settings settings(Profile::at(folder.path()));
        QVERIFY(settings.keepAccount(ana));
        QCOMPARE(settings.accounts().first().config.tenant, Auth::Tenant::personal);
    }

    void aNewSignInReplacesTheOldEntry()
    {
        const QTemporaryDir folder;
        Settings settings(Profile::at(folder.path()));
        QVERIFY(settings.keepAccount(account(u"1.t"_s, u"old@contoso.example"_s)));
        QVERIFY(settings.keepAccount(account(u"1.t"_s, u"new@contoso.example"_s)));
        QCOMPARE(settings.accounts().size(), 1);
        QCOMPARE(settings.accounts().first().address, u"new@contoso.example"_s);
    }

    void droppingTheDefaultMakesAnotherOne()
    {
        const QTemporaryDir folder;
        Settings settings(Profile::at(folder.path()));
        QVERIFY(settings.keepAccount(account(u"1.t"_s, u"a@contoso.example"_s)));
        QVERIFY(settings.keepAccount(account(u"2.t"_s, u"b@contoso.example"_s)));
        QVERIFY(settings.dropAccount(u"1.t"_s));
        QCOMPARE(settings.defaultAccountId(), u"2.t"_s);
        QVERIFY(settings.dropAccount(u"2.t"_s));
        QVERIFY(settings.accounts().isEmpty());
    }

    void anEditedFileCannotSendTokensElsewhere()
    {
        const QTemporaryDir folder;
        Settings settings(Profile::at(folder.path()));
        Auth::Account custom = account(u"1.t"_s, u"a@contoso.example"_s);
        custom.config.cloud
            = Auth::cloudNamed(u"custom"_s, QUrl(u"https://login.example"_s), QUrl(u"https://graph.example"_s)).value();
        QVERIFY(settings.keepAccount(custom));
        QFile file(Profile::at(folder.path()).settingsFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        file.close();
        QVERIFY(text.contains("https://graph.example"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(text).replace("https://graph.example", "http://graph.example"));
        file.close();
        QVERIFY(Settings(Profile::at(folder.path())).accounts().isEmpty());
    }

    void rubbishInTheFileIsNoAccount_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("binary") << QByteArray("\0\xff\xfe[General]", 12);
        QTest::newRow("not JSON") << QByteArray("[General]\naccounts=hello\n");
        QTest::newRow("wrong types") << QByteArray("[General]\naccounts=\"[1,null,\\\"x\\\",{\\\"id\\\":5}]\"\n");
    }
    void rubbishInTheFileIsNoAccount()
    {
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        QFile file(Profile::at(folder.path()).settingsFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const Settings settings(Profile::at(folder.path()));
        QVERIFY(settings.accounts().isEmpty());
        QVERIFY(settings.closesAfterSending());
    }

    void theClientIdHasAnOrder()
    {
        const QTemporaryDir folder;
        Settings settings(Profile::at(folder.path()));
        qputenv("SENDOFF_CLIENT_ID", "from-environment");
        QCOMPARE(settings.clientId({}), u"from-environment"_s);
        QVERIFY(settings.setClientId(u" from-settings "_s));
        QCOMPARE(settings.clientId({}), u"from-settings"_s);
        QCOMPARE(settings.clientId(u"from-command-line"_s), u"from-command-line"_s);
        qunsetenv("SENDOFF_CLIENT_ID");
    }

    void theFileIsThePersonsAlone()
    {
        const mode_t before = ::umask(0077);
        const QTemporaryDir folder;
        const Profile profile = Profile::at(folder.path() + u"/a/b"_s);
        QVERIFY(Settings(profile).setClientId(u"x"_s));
        ::umask(before);
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(profile.settingsFile()).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
        QCOMPARE(::stat(QFile::encodeName(profile.config).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0700));
    }

    void aFolderThatCannotBeMadeIsSaid()
    {
        const QTemporaryDir folder;
        QFile blocker(folder.filePath(u"file"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        Settings settings(Profile::at(folder.filePath(u"file/inside"_s)));
        QVERIFY(!settings.setClientId(u"x"_s));
    }

    void practiceIsApart()
    {
        const QTemporaryDir folder;
        const Profile real = Profile::at(folder.path());
        const Profile practice = real.forPractice();
        QVERIFY(practice.isPractice);
        QVERIFY(practice.data != real.data);
        QVERIFY(practice.runtime != real.runtime);
    }

    void namedProfilesHaveKeychainEntriesOfTheirOwn()
    {
        QVERIFY(Profile::at({}).vaultSuffix.isEmpty());
        QVERIFY(Profile::at(u"/a"_s).vaultSuffix != Profile::at(u"/b"_s).vaultSuffix);
        QCOMPARE(Profile::at(u"/a"_s).vaultSuffix, Profile::at(u"/a/"_s).vaultSuffix);
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
