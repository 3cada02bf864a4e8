// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/keychainvault.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Auth;

namespace {

const QString key = u"oid.tid"_s;
const QByteArray canary = "0.AXsA-canary_refresh.token~1";

Result<Secret, VaultError> load(KeychainVault &vault, const QString &name = key)
{
    QObject context;
    std::optional<Result<Secret, VaultError>> result;
    vault.load(name, &context, [&result](const Result<Secret, VaultError> &answer) { result = answer; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 40'000))
        return Failure{VaultError{VaultFault::Failed, u"test: no answer"_s}};
    return *result;
}

Result<Done, VaultError>
effect(const std::function<void(QObject *, std::function<void(const Result<Done, VaultError> &)>)> &act)
{
    QObject context;
    std::optional<Result<Done, VaultError>> result;
    act(&context, [&result](const Result<Done, VaultError> &answer) { result = answer; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 40'000))
        return Failure{VaultError{VaultFault::Failed, u"test: no answer"_s}};
    return *result;
}

Result<Done, VaultError> store(KeychainVault &vault, const QByteArray &value)
{
    return effect([&](QObject *context, auto answer) { vault.store(key, Secret(value), context, answer); });
}

Result<Done, VaultError> removeEntry(KeychainVault &vault)
{
    return effect([&](QObject *context, auto answer) { vault.remove(key, context, answer); });
}

template <typename T>
std::optional<VaultFault> faultOf(const Result<T, VaultError> &result)
{
    return result ? std::nullopt : std::optional(result.error().fault);
}

QDBusMessage callService(const QString &method, const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                                       u"org.freedesktop.Secret.Service"_s, method);
    call.setArguments(arguments);
    return QDBusConnection::sessionBus().call(call);
}

bool lockKeyring()
{
    const QDBusMessage alias = callService(u"ReadAlias"_s, {u"default"_s});
    const auto collection = alias.arguments().value(0).value<QDBusObjectPath>();
    const QDBusMessage locked = callService(u"Lock"_s, {QVariant::fromValue(QList<QDBusObjectPath>{collection})});
    return locked.type() == QDBusMessage::ReplyMessage;
}

bool isReadableUnder(const QString &folder, const QByteArray &secret)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
            return true;
    }
    return false;
}

} // namespace

/// Runs inside a session bus of its own with an unlocked keyring of its own.
class InsideKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyAtFirst();
    void keepsAndGivesBack();
    void replacesInPlace();
    void hasOtherEntriesForAnotherProfile();
    void writesNothingReadable();
    void forgets();
    void tellsLockedFromEmpty();
};

void InsideKeyring::isEmptyAtFirst()
{
    KeychainVault vault;
    const auto result = load(vault);
    QVERIFY(!result);
    QCOMPARE(result.error().fault, VaultFault::Empty);
    QVERIFY(removeEntry(vault));
    QVERIFY(vault.lasts());
}

void InsideKeyring::keepsAndGivesBack()
{
    KeychainVault vault;
    QVERIFY(store(vault, canary));
    const auto result = load(vault);
    QVERIFY(result);
    QCOMPARE(result.value().reveal(), canary);
}

void InsideKeyring::replacesInPlace()
{
    KeychainVault vault;
    const QByteArray longer = canary + QByteArray(6000, 'x');
    QVERIFY(store(vault, longer));
    QCOMPARE(load(vault).value().reveal(), longer);
    QVERIFY(store(vault, canary));
    QCOMPARE(load(vault).value().reveal(), canary);
}

void InsideKeyring::hasOtherEntriesForAnotherProfile()
{
    KeychainVault other(u"another"_s);
    QCOMPARE(faultOf(load(other)), VaultFault::Empty);
    QCOMPARE(other.service(), u"io.github.sendoff.Sendoff/another"_s);
    QCOMPARE(KeychainVault().service(), u"io.github.sendoff.Sendoff"_s);
}

void InsideKeyring::writesNothingReadable()
{
    const QString home = qEnvironmentVariable("HOME");
    QVERIFY(home.startsWith(QDir::tempPath()));
    QVERIFY(!isReadableUnder(home, canary));
    QVERIFY(!isReadableUnder(home, canary.toBase64()));
    // The search does find what lies open.
    QFile planted(home + u"/planted"_s);
    QVERIFY(planted.open(QIODevice::WriteOnly));
    planted.write("before" + canary + "after");
    planted.close();
    QVERIFY(isReadableUnder(home, canary));
    QVERIFY(planted.remove());
}

void InsideKeyring::forgets()
{
    KeychainVault vault;
    QVERIFY(store(vault, canary));
    QVERIFY(removeEntry(vault));
    QCOMPARE(faultOf(load(vault)), VaultFault::Empty);
}

void InsideKeyring::tellsLockedFromEmpty()
{
    KeychainVault vault;
    QVERIFY(store(vault, canary));
    QVERIFY(lockKeyring());
    vault.setPatience(std::chrono::seconds(5));
    QCOMPARE(faultOf(load(vault)), VaultFault::Locked);
    QCOMPARE(faultOf(load(vault, u"never-stored"_s)), VaultFault::Locked);
    QCOMPARE(faultOf(store(vault, canary)), VaultFault::Locked);
    QCOMPARE(faultOf(removeEntry(vault)), VaultFault::Locked);
}

/// Runs inside a session bus on which nobody keeps secrets.
class InsideNoKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAbsent();
};

void InsideNoKeyring::isAbsent()
{
    KeychainVault vault;
    vault.setPatience(std::chrono::seconds(5));
    QCOMPARE(faultOf(load(vault)), VaultFault::Absent);
    QCOMPARE(faultOf(store(vault, canary)), VaultFault::Absent);
    QCOMPARE(faultOf(removeEntry(vault)), VaultFault::Absent);
}

/// Starts the ones above where they belong: the person's own keyring is never touched.
class TestKeychainVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void keepsTokensInARealKeyring();
    void saysWhenThereIsNoKeyring();
    void saysWhenThereIsNoBus();
    void answersNobodyWhoHasGone();

private:
    static QStringList missing(const QStringList &programs);
    static QProcessEnvironment ownHome(const QTemporaryDir &home);
    static void runInside(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment);
};

QStringList TestKeychainVault::missing(const QStringList &programs)
{
    QStringList absent;
    for (const QString &program : programs) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            absent << program;
    }
    return absent;
}

QProcessEnvironment TestKeychainVault::ownHome(const QTemporaryDir &home)
{
    QDir(home.path()).mkdir(u"run"_s);
    QFile::setPermissions(home.filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"HOME"_s, home.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, home.filePath(u"run"_s));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (const QString &name : {u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s})
        environment.insert(name, qEnvironmentVariable(name.toLatin1().constData()));
    return environment;
}

void TestKeychainVault::runInside(const QString &program, const QStringList &arguments,
                                  const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    QVERIFY2(process.waitForFinished(100'000), qPrintable(process.errorString()));
    const QByteArray output = process.readAll();
    const bool isGood = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0
        && output.contains(" 0 failed, 0 skipped");
    if (!isGood)
        fprintf(stderr, "%s\n", output.constData());
    QVERIFY2(isGood, "what ran inside did not pass; see above");
}

void TestKeychainVault::keepsTokensInARealKeyring()
{
    const QStringList absent = missing({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"sh"_s});
    if (!absent.isEmpty())
        QSKIP(qPrintable(u"not installed: "_s + absent.join(u", "_s)));
    const QTemporaryDir home;
    const QString script
        = u"printf password | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1; exec \"$0\" inside-keyring"_s;
    runInside(u"dbus-run-session"_s, {u"--"_s, u"sh"_s, u"-c"_s, script, QCoreApplication::applicationFilePath()},
              ownHome(home));
}

void TestKeychainVault::saysWhenThereIsNoKeyring()
{
    const QStringList absent = missing({u"dbus-run-session"_s});
    if (!absent.isEmpty())
        QSKIP(qPrintable(u"not installed: "_s + absent.join(u", "_s)));
    const QTemporaryDir home;
    QFile config(home.filePath(u"bus.conf"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    // No folders with services: nothing can be started by being asked.
    config.write("<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\""
                 " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>"
                 "<listen>unix:tmpdir=/tmp</listen><policy context=\"default\"><allow send_destination=\"*\" "
                 "eavesdrop=\"true\"/>"
                 "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    config.close();
    runInside(u"dbus-run-session"_s,
              {u"--config-file="_s + config.fileName(), u"--"_s, QCoreApplication::applicationFilePath(),
               u"inside-no-keyring"_s},
              ownHome(home));
}

void TestKeychainVault::saysWhenThereIsNoBus()
{
    const QTemporaryDir home;
    QProcessEnvironment environment = ownHome(home);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + home.filePath(u"nowhere"_s));
    runInside(QCoreApplication::applicationFilePath(), {u"inside-no-keyring"_s}, environment);
}

void TestKeychainVault::answersNobodyWhoHasGone()
{
    const QTemporaryDir home;
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + QFile::encodeName(home.filePath(u"nowhere"_s)));
    KeychainVault vault;
    auto context = std::make_unique<QObject>();
    vault.load(key, context.get(), [](const Result<Secret, VaultError> &) { QFAIL("it has gone"); });
    context.reset();
    QTest::qWait(500);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QString role = app.arguments().value(1);
    if (role == u"inside-keyring") {
        InsideKeyring test;
        return QTest::qExec(&test, {app.applicationFilePath()});
    }
    if (role == u"inside-no-keyring") {
        InsideNoKeyring test;
        return QTest::qExec(&test, {app.applicationFilePath()});
    }
    TestKeychainVault test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychainvault.moc"
