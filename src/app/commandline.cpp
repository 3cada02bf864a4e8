// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "auth/authconfig.h"
#include "gui/accountwording.h"

#include <QCommandLineParser>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

QCommandLineOption valued(const QString &name)
{
    return QCommandLineOption(name, QString(), u"value"_s);
}

void addCommonOptions(QCommandLineParser &parser)
{
    parser.addOptions({valued(u"profile"_s), valued(u"client-id"_s), QCommandLineOption(u"practice"_s),
                       QCommandLineOption(u"verbose"_s), QCommandLineOption(QStringList{u"h"_s, u"help"_s}),
                       QCommandLineOption(QStringList{u"v"_s, u"version"_s})});
}

void addComposeOptions(QCommandLineParser &parser)
{
    for (const QString &name : {u"to"_s, u"cc"_s, u"bcc"_s, u"reply-to"_s, u"subject"_s, u"body"_s, u"body-file"_s,
                                u"attach"_s, u"importance"_s, u"from"_s, u"account"_s, u"print"_s, u"send-at"_s})
        parser.addOption(valued(name));
    for (const QString &name : {u"html"_s, u"read-receipt"_s, u"delivery-receipt"_s, u"no-save-to-sent"_s, u"send"_s})
        parser.addOption(QCommandLineOption(name));
}

Failure<UsageError> wrong(const QString &text)
{
    return Failure{UsageError{text}};
}

/// Options that make sense once only; the parser itself would silently take the last.
std::optional<QString> repeated(const QCommandLineParser &parser)
{
    for (const QString &name : {u"subject"_s, u"body"_s, u"body-file"_s, u"importance"_s, u"from"_s, u"account"_s,
                                u"print"_s, u"profile"_s, u"client-id"_s, u"send-at"_s}) {
        if (parser.optionNames().count(name) > 1)
            return name;
    }
    return std::nullopt;
}

Result<Importance, UsageError> readImportance(const QString &word)
{
    if (word.isEmpty() || word == u"normal")
        return Importance::Normal;
    if (word == u"low")
        return Importance::Low;
    if (word == u"high")
        return Importance::High;
    return wrong(tr("--importance takes low, normal or high, not \"%1\".").arg(word));
}

/// ISO 8601 with date and hour; without an offset it is this place's time.
Result<QDateTime, UsageError> readMoment(const QString &word)
{
    const QDateTime when = QDateTime::fromString(QString(word).replace(u' ', u'T'), Qt::ISODate);
    if (!when.isValid() || !word.contains(u':'))
        return wrong(tr("--send-at takes a date and a time such as 2026-03-31T08:00, not \"%1\".").arg(word));
    return when.toUTC();
}

Result<PrintFormat, UsageError> readFormat(const QString &word)
{
    static const QList<std::pair<QString, PrintFormat>> formats{
        {u"message"_s, PrintFormat::Message},       {u"plan"_s, PrintFormat::Plan},
        {u"graph"_s, PrintFormat::Graph},           {u"curl"_s, PrintFormat::Curl},
        {u"powershell"_s, PrintFormat::PowerShell}, {u"eml"_s, PrintFormat::Eml}};
    for (const auto &[name, format] : formats) {
        if (word == name)
            return format;
    }
    return wrong(tr("--print takes message, plan, graph, curl, powershell or eml, not \"%1\".").arg(word));
}

Result<ComposeOptions, UsageError> readCompose(const QCommandLineParser &parser)
{
    ComposeOptions options;
    options.to = parser.values(u"to"_s);
    options.cc = parser.values(u"cc"_s);
    options.bcc = parser.values(u"bcc"_s);
    options.replyTo = parser.values(u"reply-to"_s);
    options.subject = parser.value(u"subject"_s);
    if (parser.isSet(u"body"_s))
        options.body = parser.value(u"body"_s);
    options.bodyFile = parser.value(u"body-file"_s);
    if (options.body && parser.isSet(u"body-file"_s))
        return wrong(tr("Use either --body or --body-file, not both."));
    options.isHtml = parser.isSet(u"html"_s);
    options.attachments = parser.values(u"attach"_s);
    options.readReceipt = parser.isSet(u"read-receipt"_s);
    options.deliveryReceipt = parser.isSet(u"delivery-receipt"_s);
    options.saveToSent = !parser.isSet(u"no-save-to-sent"_s);
    options.from = parser.value(u"from"_s);
    options.account = parser.value(u"account"_s);
    const auto importance = readImportance(parser.value(u"importance"_s));
    if (!importance)
        return Failure{importance.error()};
    options.importance = importance.value();
    if (parser.isSet(u"send-at"_s)) {
        const auto when = readMoment(parser.value(u"send-at"_s));
        if (!when)
            return Failure{when.error()};
        options.sendAt = when.value();
    }

    for (const QString &argument : parser.positionalArguments()) {
        if (argument.startsWith(u"mailto:", Qt::CaseInsensitive)) {
            if (!options.link.isEmpty())
                return wrong(tr("Only one mailto: link can be opened at a time."));
            options.link = argument;
        } else if (argument.isEmpty()) {
            return wrong(tr("An empty word was given where a file or a mailto: link belongs."));
        } else {
            options.attachments.append(argument);
        }
    }
    // A saved mail is gone on with, or sent as it is; among other files it is one of them.
    const QStringList words = parser.positionalArguments();
    if (words.size() == 1 && words.first().endsWith(u".eml", Qt::CaseInsensitive)) {
        options.mailFile = words.first();
        options.attachments.removeLast();
    }
    return options;
}

/// Options that would change the mail; a saved one is sent as it is.
QString changingOption(const QCommandLineParser &parser)
{
    for (const QString &name :
         {u"to"_s, u"cc"_s, u"bcc"_s, u"reply-to"_s, u"subject"_s, u"body"_s, u"body-file"_s, u"attach"_s,
          u"importance"_s, u"from"_s, u"html"_s, u"read-receipt"_s, u"delivery-receipt"_s, u"no-save-to-sent"_s}) {
        if (parser.isSet(name))
            return name;
    }
    return {};
}

Result<Command, UsageError> readComposeCommand(const QCommandLineParser &parser)
{
    auto compose = readCompose(parser);
    if (!compose)
        return Failure{compose.error()};
    const bool opensWindow = !parser.isSet(u"print"_s) && !parser.isSet(u"send"_s);
    if (const QString name = changingOption(parser);
        !opensWindow && !compose.value().mailFile.isEmpty() && !name.isEmpty())
        return wrong(
            tr("A saved mail goes out as it is, so --%1 does not fit. Leave out --send to change it in a window, or "
               "attach it with --attach.")
                .arg(name));
    if (parser.isSet(u"print"_s)) {
        if (parser.isSet(u"send"_s))
            return wrong(tr("Use either --send or --print, not both."));
        const auto format = readFormat(parser.value(u"print"_s));
        if (!format)
            return Failure{format.error()};
        return Command{Print{std::move(compose).value(), format.value()}};
    }
    if (!parser.isSet(u"send"_s))
        return Command{OpenWindow{std::move(compose).value()}};
    // A link is a stranger's words. It may fill a window that a person looks at; it never sends.
    if (!compose.value().link.isEmpty())
        return wrong(tr("A mailto: link is never sent without being looked at. Leave out --send."));
    return Command{SendNow{std::move(compose).value()}};
}

Result<Command, UsageError> readAccountAdd(const QCommandLineParser &parser)
{
    AccountAdd add;
    const int kinds = int(parser.isSet(u"personal"_s)) + int(parser.isSet(u"work"_s)) + int(parser.isSet(u"tenant"_s));
    if (kinds > 1)
        return wrong(tr("Use only one of --personal, --work and --tenant."));
    add.tenant = parser.isSet(u"personal"_s) ? Auth::Tenant::personal
        : parser.isSet(u"tenant"_s)          ? parser.value(u"tenant"_s)
                                             : Auth::Tenant::work;
    add.clientId = parser.value(u"client-id"_s);
    add.cloud = parser.isSet(u"cloud"_s) ? parser.value(u"cloud"_s) : u"global"_s;
    add.authority = QUrl(parser.value(u"authority"_s), QUrl::StrictMode);
    add.graph = QUrl(parser.value(u"graph"_s), QUrl::StrictMode);
    add.loginHint = parser.value(u"login-hint"_s);
    add.rights = parser.values(u"right"_s);
    for (const QString &right : std::as_const(add.rights)) {
        if (!Gui::askableRights().contains(right))
            return wrong(tr("--right takes %1, not \"%2\".").arg(Gui::askableRights().join(u", "_s), right));
    }
    add.isApp = parser.isSet(u"app"_s);
    add.mailbox = parser.value(u"mailbox"_s).trimmed();
    add.certificateFile = parser.value(u"certificate"_s);
    add.keyFile = parser.value(u"key"_s);
    if (!add.isApp && (parser.isSet(u"mailbox"_s) || parser.isSet(u"certificate"_s) || parser.isSet(u"key"_s)))
        return wrong(tr("--mailbox, --certificate and --key belong to --app."));
    if (add.isApp && (!parser.isSet(u"tenant"_s) || add.clientId.isEmpty() || add.mailbox.isEmpty()))
        return wrong(tr("--app needs --tenant T, --client-id ID and --mailbox ADDRESS."));
    for (const QString &right : std::as_const(add.rights)) {
        // An application permission is for all mailboxes, so those for shared ones are none.
        if (add.isApp && !Gui::programRights().contains(right))
            return wrong(tr("With --app, --right takes %1.").arg(Gui::programRights().join(u", "_s)));
    }
    if (add.isApp && parser.isSet(u"login-hint"_s))
        return wrong(tr("Nobody signs in with --app, so --login-hint does not go with it."));
    if (!add.keyFile.isEmpty() && add.certificateFile.isEmpty())
        return wrong(tr("--key belongs to --certificate."));
    if (add.cloud != u"custom" && (parser.isSet(u"authority"_s) || parser.isSet(u"graph"_s)))
        return wrong(tr("--authority and --graph belong to --cloud custom."));
    return Command{add};
}

Result<Command, UsageError> readAccountCommand(QCommandLineParser &parser, const QStringList &arguments)
{
    const QString verb = arguments.value(1);
    if (verb == u"add") {
        parser.addOptions(
            {QCommandLineOption(u"personal"_s), QCommandLineOption(u"work"_s), QCommandLineOption(u"app"_s)});
        for (const QString &name : {u"tenant"_s, u"cloud"_s, u"authority"_s, u"graph"_s, u"login-hint"_s, u"mailbox"_s,
                                    u"certificate"_s, u"key"_s, u"right"_s})
            parser.addOption(valued(name));
    } else if (verb == u"list") {
        parser.addOption(QCommandLineOption(u"json"_s));
    } else if (verb != u"remove" && verb != u"check") {
        return wrong(tr("After \"account\" comes add, list, check or remove."));
    }
    if (!parser.parse(QStringList{u"sendoff"_s} + arguments))
        return wrong(parser.errorText());
    const QStringList rest = parser.positionalArguments().mid(2);
    const qsizetype expected = verb == u"remove" ? 1 : 0;
    if (rest.size() > std::max<qsizetype>(expected, verb == u"check"))
        return wrong(tr("\"%1\" is one word too many.").arg(rest.last()));
    if (rest.size() < expected)
        return wrong(tr("Say which account: sendoff account remove ADDRESS"));
    if (verb == u"add")
        return readAccountAdd(parser);
    if (verb == u"list")
        return Command{AccountList{parser.isSet(u"json"_s)}};
    if (verb == u"check")
        return Command{AccountCheckup{rest.value(0)}};
    return Command{AccountRemove{rest.first()}};
}

Result<Command, UsageError> readExplain(QCommandLineParser &parser, const QStringList &arguments)
{
    if (!parser.parse(QStringList{u"sendoff"_s} + arguments))
        return wrong(parser.errorText());
    const QString code = parser.positionalArguments().mid(1).join(u' ');
    if (code.isEmpty())
        return wrong(tr("Say which code: sendoff explain AADSTS50011"));
    return Command{ExplainCode{code}};
}

Result<Command, UsageError> readOutboxCommand(QCommandLineParser &parser, const QStringList &arguments)
{
    using Kind = OutboxDecision::Kind;
    static const QList<std::pair<QString, Kind>> decisions{
        {u"retry"_s, Kind::Retry}, {u"cancel"_s, Kind::Cancel}, {u"sent"_s, Kind::Sent}};
    parser.addOption(QCommandLineOption(u"json"_s));
    if (!parser.parse(QStringList{u"sendoff"_s} + arguments))
        return wrong(parser.errorText());
    const QStringList words = parser.positionalArguments().mid(1);
    const bool isJson = parser.isSet(u"json"_s);
    if (words.isEmpty())
        return Command{OutboxList{isJson}};
    if (isJson)
        return wrong(tr("--json belongs to \"sendoff outbox\" alone."));
    if (words.first() == u"flush") {
        if (words.size() > 1)
            return wrong(tr("\"%1\" is one word too many.").arg(words.last()));
        return Command{OutboxFlush{}};
    }
    for (const auto &[verb, kind] : decisions) {
        if (words.first() != verb)
            continue;
        if (words.size() > 2)
            return wrong(tr("\"%1\" is one word too many.").arg(words.last()));
        if (words.value(1).isEmpty())
            return wrong(tr("Say which mail: sendoff outbox %1 ID. \"sendoff outbox\" shows the ids.").arg(verb));
        return Command{OutboxDecision{kind, words.at(1)}};
    }
    return wrong(tr("After \"outbox\" comes nothing, or flush, retry, cancel or sent."));
}

/// "account VERB" or "outbox VERB" in front, whatever common options stood before it: the options that may follow
/// depend on it.
QStringList withCommandFirst(const QStringList &arguments)
{
    qsizetype at = 0;
    while (at < arguments.size() && arguments.at(at).startsWith(u'-') && arguments.at(at) != u"--") {
        const bool takesNext = arguments.at(at) == u"--profile" || arguments.at(at) == u"--client-id";
        at += takesNext ? 2 : 1;
    }
    static const QStringList commands{u"account"_s, u"outbox"_s, u"explain"_s};
    if (!commands.contains(arguments.value(at)))
        return arguments;
    return arguments.mid(at, 2) + arguments.first(at) + arguments.mid(at + 2);
}

} // namespace

Result<Invocation, UsageError> readCommandLine(const QStringList &given)
{
    QCommandLineParser parser;
    addCommonOptions(parser);
    const QStringList arguments = withCommandFirst(given);
    const bool isAccount = arguments.value(0) == u"account";
    std::optional<Command> command;
    if (isAccount) {
        auto account = readAccountCommand(parser, arguments);
        if (!account)
            return Failure{account.error()};
        command = std::move(account).value();
    } else if (arguments.value(0) == u"outbox") {
        auto outbox = readOutboxCommand(parser, arguments);
        if (!outbox)
            return Failure{outbox.error()};
        command = std::move(outbox).value();
    } else if (arguments.value(0) == u"explain") {
        auto explain = readExplain(parser, arguments);
        if (!explain)
            return Failure{explain.error()};
        command = std::move(explain).value();
    } else {
        addComposeOptions(parser);
        if (!parser.parse(QStringList{u"sendoff"_s} + arguments))
            return wrong(parser.errorText());
    }
    if (const auto name = repeated(parser))
        return wrong(tr("--%1 can be given only once.").arg(*name));

    Invocation invocation;
    invocation.profileFolder = parser.value(u"profile"_s);
    invocation.clientId = parser.value(u"client-id"_s);
    invocation.isPractice = parser.isSet(u"practice"_s);
    invocation.isVerbose = parser.isSet(u"verbose"_s);
    if (parser.isSet(u"profile"_s) && invocation.profileFolder.isEmpty())
        return wrong(tr("--profile needs a folder."));
    const bool onlyLooks = command && std::holds_alternative<AccountCheckup>(*command);
    if (isAccount && invocation.isPractice && !onlyLooks)
        return wrong(tr("The practice account is ready made: \"account\" and --practice do not go together."));
    if (parser.isSet(u"help"_s)) {
        invocation.command = ShowHelp{};
    } else if (parser.isSet(u"version"_s)) {
        invocation.command = ShowVersion{};
    } else if (command) {
        invocation.command = *command;
    } else {
        auto compose = readComposeCommand(parser);
        if (!compose)
            return Failure{compose.error()};
        invocation.command = std::move(compose).value();
    }
    return invocation;
}

QString helpText()
{
    return tr(R"(Usage: sendoff [options] [mailto:… | FILE.eml | FILE …]
       sendoff account add [--personal | --work | --tenant T] [--login-hint ADDRESS] [--client-id ID]
                           [--right NAME] [--cloud NAME | --cloud custom --authority URL --graph URL]
       sendoff account add --app --tenant T --client-id ID --mailbox ADDRESS [--certificate FILE [--key FILE]]
                           [--right NAME]
       sendoff account list [--json]
       sendoff account check [ADDRESS]
       sendoff account remove ADDRESS
       sendoff outbox [--json]
       sendoff outbox flush
       sendoff outbox retry|cancel|sent ID
       sendoff explain CODE

Writes a mail and sends it through Microsoft Graph. Without --send or --print a window opens.
A FILE is attached; a mailto: link fills the fields and does nothing else. A saved mail, FILE.eml, alone is
opened to go on with; with --send it is sent as it is, octet for octet.

The message
  --to, --cc, --bcc, --reply-to ADDRESSES   as you type them; repeatable, they add up
  --subject TEXT
  --body TEXT | --body-file FILE            "-" reads standard input
  --html                                    the body is HTML
  --attach FILE                             repeatable
  --importance low|normal|high
  --read-receipt, --delivery-receipt
  --no-save-to-sent                         keep no copy in Sent Items
  --send-at TIME                            not before that, such as 2026-03-31T08:00. Work accounts with
                                            Mail.ReadWrite: the mailbox keeps it. Otherwise it waits in the
                                            outbox, and leaves when Sendoff runs then ("outbox flush")
  --account ADDRESS                         whose sign-in is used
  --from ADDRESS                            the mailbox named as sender

The outbox
  outbox                one line an item: id, state, subject, recipients, reason, next attempt
  outbox flush          send what is due, until nothing is
  outbox retry ID       send again; of an uncertain mail there may be two then, and that is your decision
  outbox cancel ID      take it back while it is certain that it was not sent
  outbox sent ID        of an uncertain mail: you looked, and it was sent
  ID may be cut short as long as it fits one mail only.

When something fails
  account check         looks step by step whether an account can send, and says what is wrong
  explain CODE          what a code of Microsoft's means and who can mend it, such as AADSTS50011 or 5.7.501

Accounts
  account add           opens your browser, waits ten minutes at most
    --right NAME        asks for more than sending, repeatable: Mail.ReadWrite (big files), Mail.ReadBasic
                        (look up whether a mail was sent), Mail.Send.Shared (other senders)
  account add --app     for administrators: no person signs in, mail leaves by the one mailbox named. The
                        secret is read from standard input; or give a certificate and its key (PEM).
                        --right Mail.ReadWrite: the administrator gave this too, so big files can go
  account list          address, name, kind, cloud, state, rights
  account remove        its sign-in goes from the keychain, its waiting mail goes back to the drafts

Through a proxy
  Sendoff goes as this computer is set up (http_proxy and https_proxy count too), or as chosen in its window
  under Accounts, Network. A proxy's user name and password are asked for in the window, once; from then on
  the command line finds them in the keychain. What http_proxy holds of them counts too. There is no option
  for them, because everybody on this computer can read a running program's arguments.

What to do
  --send                check, queue, send, report and exit
  --print FORMAT        print and exit, no network: message, plan, graph, curl,
                        powershell, eml
  --practice            use the practice service: nothing leaves this computer
  --profile DIR         keep settings, mail and keychain entries apart, under DIR
  --client-id ID        the application (client) id to sign in with
  --verbose             tell more on standard error
  --version, --help

Clouds: global (default), usgov, usgov-dod, china, bleu, delos, custom.

Exit status: 0 done (--send: accepted by Microsoft) · 64 wrong usage · 65 cannot be sent as it is, kept as
a draft · 66 a file cannot be read · 73 could not be stored, nothing was sent · 75 queued, not accepted
yet · 77 sign-in, consent or permission needed · 79 uncertain: may or may not have been accepted
)");
}

} // namespace Sendoff::App
