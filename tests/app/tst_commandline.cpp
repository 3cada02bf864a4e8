// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "auth/authconfig.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void picksTheCommand_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("index");
        const auto row = [](const char *name, const QStringList &arguments, qsizetype index) {
            QTest::newRow(name) << arguments << int(index);
        };
        row("nothing opens a window", {}, 0);
        row("a link opens a window", {u"mailto:a@b.example"_s}, 0);
        row("a link in capitals too", {u"MAILTO:a@b.example"_s}, 0);
        row("--send", {u"--send"_s, u"--to"_s, u"a@b.example"_s}, 1);
        row("--print", {u"--print"_s, u"graph"_s}, 2);
        row("account add", {u"account"_s, u"add"_s}, 3);
        row("account list", {u"account"_s, u"list"_s, u"--json"_s}, 4);
        row("account remove", {u"account"_s, u"remove"_s, u"a@b.example"_s}, 5);
        row("account check", {u"account"_s, u"check"_s}, 11);
        row("account check of one", {u"account"_s, u"check"_s, u"a@b.example"_s}, 11);
        row("account check in practice", {u"--practice"_s, u"account"_s, u"check"_s}, 11);
        row("explain", {u"explain"_s, u"550"_s, u"5.7.501"_s}, 12);
        row("explain after common options", {u"--verbose"_s, u"explain"_s, u"AADSTS50011"_s}, 12);
        row("account after common options",
            {u"--profile"_s, u"/p"_s, u"--verbose"_s, u"account"_s, u"list"_s, u"--json"_s}, 4);
        row("outbox", {u"outbox"_s}, 8);
        row("outbox --json", {u"outbox"_s, u"--json"_s}, 8);
        row("outbox after common options", {u"--profile"_s, u"/p"_s, u"--practice"_s, u"outbox"_s, u"--json"_s}, 8);
        row("outbox before common options", {u"outbox"_s, u"--json"_s, u"--practice"_s, u"--profile"_s, u"/p"_s}, 8);
        row("outbox flush", {u"outbox"_s, u"flush"_s}, 9);
        row("outbox flush with an option between", {u"outbox"_s, u"--practice"_s, u"flush"_s}, 9);
        row("outbox retry", {u"outbox"_s, u"retry"_s, u"0a1b"_s}, 10);
        row("outbox --help", {u"outbox"_s, u"retry"_s, u"x"_s, u"--help"_s}, 6);
        row("a file named outbox", {u"./outbox"_s}, 0);
        row("a profile named account", {u"--profile"_s, u"account"_s}, 0);
        row("--help", {u"--help"_s}, 6);
        row("--help wins over --send", {u"--send"_s, u"--help"_s}, 6);
        row("account add --help", {u"account"_s, u"add"_s, u"--help"_s}, 6);
        row("--version", {u"--version"_s}, 7);
    }
    void picksTheCommand()
    {
        QFETCH(QStringList, arguments);
        const auto read = readCommandLine(arguments);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text));
        QTEST(int(read.value().command.index()), "index");
    }

    void aSavedMailAloneIsAMail()
    {
        const auto compose = [](const QStringList &arguments) {
            return std::get<OpenWindow>(readCommandLine(arguments).value().command).compose;
        };
        QCOMPARE(compose({u"a.eml"_s}).mailFile, u"a.eml"_s);
        QVERIFY(compose({u"a.eml"_s}).attachments.isEmpty());
        QCOMPARE(compose({u"A.EML"_s, u"--cc"_s, u"x@y"_s}).mailFile, u"A.EML"_s);
        // Among others, or by name, it is a file to attach.
        QVERIFY(compose({u"a.eml"_s, u"b.pdf"_s}).mailFile.isEmpty());
        QCOMPARE(compose({u"a.eml"_s, u"b.eml"_s}).attachments.size(), 2);
        QVERIFY(compose({u"--attach"_s, u"a.eml"_s}).mailFile.isEmpty());
        const auto send = readCommandLine({u"--send"_s, u"a.eml"_s, u"--account"_s, u"x@y"_s});
        QCOMPARE(std::get<SendNow>(send.value().command).compose.mailFile, u"a.eml"_s);
        const auto print = readCommandLine({u"--print"_s, u"eml"_s, u"a.eml"_s});
        QCOMPARE(std::get<Print>(print.value().command).format, PrintFormat::Eml);
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word"); ///< the sentence must name it
        const auto row = [](const char *name, const QStringList &arguments, const QString &word) {
            QTest::newRow(name) << arguments << word;
        };
        row("an unknown option", {u"--sned"_s}, u"sned"_s);
        row("an option of Qt's", {u"--platform"_s, u"xcb"_s}, u"platform"_s);
        row("a missing value", {u"--to"_s}, u"--to"_s);
        row("an unknown importance", {u"--importance"_s, u"urgent"_s}, u"urgent"_s);
        row("an unknown format", {u"--print"_s, u"xml"_s}, u"xml"_s);
        row("--send and --print", {u"--send"_s, u"--print"_s, u"graph"_s}, u"--print"_s);
        row("a time without an hour", {u"--send-at"_s, u"2026-03-31"_s}, u"2026-03-31"_s);
        row("a time in words", {u"--send-at"_s, u"tomorrow: morning"_s}, u"tomorrow"_s);
        row("two times", {u"--send-at"_s, u"2026-03-31T08:00"_s, u"--send-at"_s, u"2026-03-31T09:00"_s},
            u"--send-at"_s);
        row("two bodies", {u"--body"_s, u"a"_s, u"--body-file"_s, u"b"_s}, u"--body-file"_s);
        row("two subjects", {u"--subject"_s, u"a"_s, u"--subject"_s, u"b"_s}, u"--subject"_s);
        row("two links", {u"mailto:a@b.example"_s, u"mailto:c@d.example"_s}, u"mailto"_s);
        row("a saved mail that would change", {u"--send"_s, u"a.eml"_s, u"--cc"_s, u"x@y"_s}, u"--cc"_s);
        row("a saved mail that would print otherwise", {u"--print"_s, u"eml"_s, u"a.EML"_s, u"--html"_s}, u"--html"_s);
        row("check of two", {u"account"_s, u"check"_s, u"a@b"_s, u"c@d"_s}, u"c@d"_s);
        row("explain nothing", {u"explain"_s}, u"code"_s);
        row("a link that sends", {u"--send"_s, u"mailto:a@b.example"_s}, u"--send"_s);
        row("an empty file name", {QString()}, u"empty"_s);
        row("account without a verb", {u"account"_s}, u"add"_s);
        row("account with another verb", {u"account"_s, u"steal"_s}, u"add"_s);
        row("account remove of nobody", {u"account"_s, u"remove"_s}, u"remove"_s);
        row("account remove of two", {u"account"_s, u"remove"_s, u"a@b.example"_s, u"c@d.example"_s}, u"c@d.example"_s);
        row("account add of a word", {u"account"_s, u"add"_s, u"me"_s}, u"me"_s);
        row("two kinds of account", {u"account"_s, u"add"_s, u"--work"_s, u"--personal"_s}, u"--work"_s);
        row("an authority without custom", {u"account"_s, u"add"_s, u"--authority"_s, u"https://a.example"_s},
            u"custom"_s);
        row("compose options with account", {u"account"_s, u"add"_s, u"--to"_s, u"a@b.example"_s}, u"to"_s);
        row("an unknown right", {u"account"_s, u"add"_s, u"--right"_s, u"Mail.Read"_s}, u"Mail.Read"_s);
        row("app without a tenant",
            {u"account"_s, u"add"_s, u"--app"_s, u"--client-id"_s, u"i"_s, u"--mailbox"_s, u"a@b.example"_s},
            u"--tenant"_s);
        row("app without a mailbox",
            {u"account"_s, u"add"_s, u"--app"_s, u"--client-id"_s, u"i"_s, u"--tenant"_s, u"t"_s}, u"--mailbox"_s);
        row("a mailbox without app", {u"account"_s, u"add"_s, u"--mailbox"_s, u"a@b.example"_s}, u"--app"_s);
        row("a key without a certificate",
            {u"account"_s, u"add"_s, u"--app"_s, u"--client-id"_s, u"i"_s, u"--tenant"_s, u"t"_s, u"--mailbox"_s,
             u"a@b.example"_s, u"--key"_s, u"k.pem"_s},
            u"--certificate"_s);
        row("a right for shared mailboxes with app",
            {u"account"_s, u"add"_s, u"--app"_s, u"--client-id"_s, u"i"_s, u"--tenant"_s, u"t"_s, u"--mailbox"_s,
             u"a@b.example"_s, u"--right"_s, u"Mail.Send.Shared"_s},
            u"Mail.ReadWrite"_s);
        row("practice with account", {u"account"_s, u"list"_s, u"--practice"_s}, u"--practice"_s);
        row("outbox with another verb", {u"outbox"_s, u"burn"_s}, u"flush"_s);
        row("outbox retry of nothing", {u"outbox"_s, u"retry"_s}, u"ID"_s);
        row("outbox retry of an empty word", {u"outbox"_s, u"retry"_s, QString()}, u"ID"_s);
        row("outbox cancel of two", {u"outbox"_s, u"cancel"_s, u"a"_s, u"b"_s}, u"\"b\""_s);
        row("outbox flush of one", {u"outbox"_s, u"flush"_s, u"a"_s}, u"\"a\""_s);
        row("outbox flush as JSON", {u"outbox"_s, u"flush"_s, u"--json"_s}, u"--json"_s);
        row("compose options with outbox", {u"outbox"_s, u"--send"_s}, u"send"_s);
        row("a profile without a folder", {u"--profile"_s, QString()}, u"--profile"_s);
    }
    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        const auto read = readCommandLine(arguments);
        QVERIFY(!read);
        QVERIFY2(read.error().text.contains(word), qPrintable(read.error().text));
    }

    void keepsWhatWasTyped()
    {
        const auto read = readCommandLine({u"--to"_s,
                                           u"a@b.example; c@d.example"_s,
                                           u"--to"_s,
                                           u"e@f.example"_s,
                                           u"--cc"_s,
                                           u"g@h.example"_s,
                                           u"--bcc"_s,
                                           u"i@j.example"_s,
                                           u"--reply-to"_s,
                                           u"k@l.example"_s,
                                           u"--subject"_s,
                                           u"-- leading dashes"_s,
                                           u"--body"_s,
                                           u""_s,
                                           u"--attach"_s,
                                           u"one.pdf"_s,
                                           u"two.pdf"_s,
                                           u"--importance"_s,
                                           u"high"_s,
                                           u"--read-receipt"_s,
                                           u"--delivery-receipt"_s,
                                           u"--no-save-to-sent"_s,
                                           u"--html"_s,
                                           u"--from"_s,
                                           u"team@b.example"_s,
                                           u"--account"_s,
                                           u"me@b.example"_s,
                                           u"--profile"_s,
                                           u"/p"_s,
                                           u"--client-id"_s,
                                           u"id"_s,
                                           u"--practice"_s,
                                           u"--verbose"_s});
        QVERIFY2(read, read ? "" : qPrintable(read.error().text));
        const Invocation &invocation = read.value();
        QCOMPARE(invocation.profileFolder, u"/p"_s);
        QCOMPARE(invocation.clientId, u"id"_s);
        QVERIFY(invocation.isPractice);
        QVERIFY(invocation.isVerbose);
        const auto *command = std::get_if<OpenWindow>(&invocation.command);
        QVERIFY(command);
        const ComposeOptions &options = command->compose;
        QCOMPARE(options.to, QStringList({u"a@b.example; c@d.example"_s, u"e@f.example"_s}));
        QCOMPARE(options.cc, QStringList(u"g@h.example"_s));
        QCOMPARE(options.bcc, QStringList(u"i@j.example"_s));
        QCOMPARE(options.replyTo, QStringList(u"k@l.example"_s));
        QCOMPARE(options.subject, u"-- leading dashes"_s);
        QVERIFY(options.body && options.body->isEmpty());
        QCOMPARE(options.attachments, QStringList({u"one.pdf"_s, u"two.pdf"_s}));
        QCOMPARE(options.importance, Importance::High);
        QVERIFY(options.readReceipt && options.deliveryReceipt && !options.saveToSent && options.isHtml);
        QCOMPARE(options.from, u"team@b.example"_s);
        QCOMPARE(options.account, u"me@b.example"_s);
    }

    void readsWhenItIsToLeave_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QDateTime>("when");
        const QDateTime local(QDate(2026, 3, 31), QTime(8, 0));
        QTest::newRow("local time") << u"2026-03-31T08:00"_s << local;
        QTest::newRow("with a space") << u"2026-03-31 08:00"_s << local;
        QTest::newRow("seconds") << u"2026-03-31T08:00:30"_s << local.addSecs(30);
        QTest::newRow("UTC") << u"2026-03-31T08:00Z"_s << QDateTime(QDate(2026, 3, 31), QTime(8, 0), Qt::UTC);
        QTest::newRow("an offset") << u"2026-03-31T08:00+02:00"_s
                                   << QDateTime(QDate(2026, 3, 31), QTime(6, 0), Qt::UTC);
    }
    void readsWhenItIsToLeave()
    {
        QFETCH(QString, word);
        QFETCH(QDateTime, when);
        const auto read = readCommandLine({u"--send"_s, u"--to"_s, u"a@b.example"_s, u"--send-at"_s, word});
        QVERIFY2(read, read ? "" : qPrintable(read.error().text));
        const auto *send = std::get_if<SendNow>(&read.value().command);
        QVERIFY(send);
        QCOMPARE(send->compose.sendAt, when);
        QCOMPARE(send->compose.sendAt.timeSpec(), Qt::UTC);
    }

    void afterTwoDashesEverythingIsAFile()
    {
        const auto read = readCommandLine({u"--"_s, u"--send"_s, u"-rf"_s});
        QVERIFY(read);
        const auto *command = std::get_if<OpenWindow>(&read.value().command);
        QVERIFY(command);
        QCOMPARE(command->compose.attachments, QStringList({u"--send"_s, u"-rf"_s}));
    }

    void readsWhomToSignIn()
    {
        const auto read
            = readCommandLine({u"account"_s, u"add"_s, u"--tenant"_s, u"contoso.example"_s, u"--cloud"_s, u"custom"_s,
                               u"--authority"_s, u"https://login.example"_s, u"--graph"_s, u"https://graph.example"_s,
                               u"--login-hint"_s, u"a@contoso.example"_s, u"--client-id"_s, u"id"_s});
        QVERIFY(read);
        const auto *add = std::get_if<AccountAdd>(&read.value().command);
        QVERIFY(add);
        QCOMPARE(add->tenant, u"contoso.example"_s);
        QCOMPARE(add->authority, QUrl(u"https://login.example"_s));
        QCOMPARE(add->graph, QUrl(u"https://graph.example"_s));
        QCOMPARE(add->loginHint, u"a@contoso.example"_s);
        QCOMPARE(add->cloud, u"custom"_s);
        QCOMPARE(read.value().clientId, u"id"_s);
    }

    void readsWhatIsDecidedAboutAMail_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<int>("kind");
        QTest::newRow("retry") << u"retry"_s << int(OutboxDecision::Kind::Retry);
        QTest::newRow("cancel") << u"cancel"_s << int(OutboxDecision::Kind::Cancel);
        QTest::newRow("sent") << u"sent"_s << int(OutboxDecision::Kind::Sent);
    }
    void readsWhatIsDecidedAboutAMail()
    {
        QFETCH(QString, verb);
        const auto read = readCommandLine({u"outbox"_s, verb, u"0a1b"_s});
        QVERIFY(read);
        const auto *decision = std::get_if<OutboxDecision>(&read.value().command);
        QVERIFY(decision);
        QTEST(int(decision->kind), "kind");
        QCOMPARE(decision->id, u"0a1b"_s);
    }

    void theOutboxIsShownAsJsonOnlyWhereAsked()
    {
        QVERIFY(!std::get<OutboxList>(readCommandLine({u"outbox"_s}).value().command).isJson);
        QVERIFY(std::get<OutboxList>(readCommandLine({u"outbox"_s, u"--json"_s}).value().command).isJson);
    }

    void personalAndWorkAreTenants()
    {
        const auto tenant = [](const QStringList &arguments) {
            return std::get<AccountAdd>(
                       readCommandLine(QStringList{u"account"_s, u"add"_s} + arguments).value().command)
                .tenant;
        };
        QCOMPARE(tenant({}), Auth::Tenant::work);
        QCOMPARE(tenant({u"--work"_s}), Auth::Tenant::work);
        QCOMPARE(tenant({u"--personal"_s}), Auth::Tenant::personal);
    }

    void theHelpNamesEveryOption()
    {
        const QString help = helpText();
        for (const char *option : {"--to",
                                   "--cc",
                                   "--bcc",
                                   "--reply-to",
                                   "--subject",
                                   "--body",
                                   "--body-file",
                                   "--html",
                                   "--attach",
                                   "--importance",
                                   "--read-receipt",
                                   "--delivery-receipt",
                                   "--no-save-to-sent",
                                   "--from",
                                   "--account",
                                   "--send",
                                   "--print",
                                   "--practice",
                                   "--profile",
                                   "--verbose",
                                   "--version",
                                   "--help",
                                   "--client-id",
                                   "--cloud",
                                   "--authority",
                                   "--graph",
                                   "--login-hint",
                                   "--personal",
                                   "--work",
                                   "--tenant",
                                   "--json",
                                   "outbox",
                                   "flush",
                                   "retry",
                                   "cancel"})
            QVERIFY2(help.contains(QLatin1StringView(option)), option);
        for (const QString &line : help.split(u'\n'))
            QVERIFY2(line.size() <= 110, qPrintable(line));
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
