// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountcommand.h"
#include "app/application.h"
#include "app/outboxcommand.h"
#include "app/previews.h"
#include "app/sendcommand.h"
#include "app/terminal.h"
#include "base/overloaded.h"
#include "gui/wording.h"
#include "message/messageprint.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::App;

namespace {

int status(ExitStatus end)
{
    return static_cast<int>(end);
}

/// Files are the person's alone, and tokens in memory are not for core dumps or other programs of the same user.
void closeDoors()
{
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

void describeProgram()
{
    QCoreApplication::setApplicationName(u"sendoff"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SENDOFF_VERSION));
}

Profile profileOf(const Invocation &invocation)
{
    const Profile profile = Profile::at(invocation.profileFolder);
    return invocation.isPractice ? profile.forPractice() : profile;
}

/// Runs `begin` once there is somebody signed in to practice, or at once for a real profile.
template <typename Begin>
void afterSignIn(Engine &engine, Begin begin)
{
    if (!engine.profile().isPractice) {
        begin();
        return;
    }
    QObject::connect(&engine, &Engine::practiceReady, &engine, begin);
    QObject::connect(&engine, &Engine::practiceFailed, &engine, [](const QString &detail) {
        say(detail);
        QCoreApplication::exit(status(ExitStatus::NotStored));
    });
    engine.startPractice();
}

int sendNow(const Invocation &invocation, const SendNow &command)
{
    Engine engine(profileOf(invocation), invocation.clientId);
    SendCommand send(engine, command.compose);
    QObject::connect(
        &send, &SendCommand::finished, &send, [](ExitStatus end) { QCoreApplication::exit(status(end)); },
        Qt::QueuedConnection);
    QTimer::singleShot(0, &engine, [&engine, &send] { afterSignIn(engine, [&send] { send.start(); }); });
    return QCoreApplication::exec();
}

int runAccount(const Invocation &invocation)
{
    Engine engine(profileOf(invocation), invocation.clientId);
    AccountCommand account(engine);
    QObject::connect(&account, &AccountCommand::finished, &account,
                     [](ExitStatus end) { QCoreApplication::exit(status(end)); });
    QTimer::singleShot(0, &account, [&account, &invocation] {
        std::visit(Overloaded{[&account](const AccountAdd &add) { account.add(add); },
                              [&account](const AccountList &list) { account.list(list); },
                              [&account](const AccountRemove &remove) { account.remove(remove); }, [](const auto &) {}},
                   invocation.command);
    });
    return QCoreApplication::exec();
}

int runOutbox(const Invocation &invocation)
{
    Engine engine(profileOf(invocation), invocation.clientId);
    OutboxCommand outbox(engine);
    QObject::connect(&outbox, &OutboxCommand::finished, &outbox,
                     [](ExitStatus end) { QCoreApplication::exit(status(end)); });
    QTimer::singleShot(0, &outbox, [&outbox, &invocation] {
        std::visit(Overloaded{[&outbox](const OutboxList &list) { outbox.list(list); },
                              [&outbox](const OutboxFlush &) { outbox.flush(); },
                              [&outbox](const OutboxDecision &decision) { outbox.decide(decision); },
                              [](const auto &) {}},
                   invocation.command);
    });
    return QCoreApplication::exec();
}

int printBody(const ComposeInput &input, PrintFormat format, const Auth::Cloud &cloud)
{
    const QList<Problem> problems = check(input.message, Limits{});
    if (blocks(problems)) {
        for (const Problem &problem : problems) {
            if (problem.blocks)
                say(Gui::inOneLine(Gui::wordingFor(problem)));
        }
        return status(ExitStatus::CannotSendAsIs);
    }
    const Graph::SendPlan plan = Graph::planSend(input.message, Limits{}, {.mayAskForRights = false});
    if (format == PrintFormat::Plan)
        print(printPlan(plan, cloud));
    if (const auto *big = std::get_if<Graph::TooBig>(&plan)) {
        say(Gui::inOneLine(Gui::wordingFor(*big)));
        return status(ExitStatus::CannotSendAsIs);
    }
    if (format == PrintFormat::Plan)
        return status(ExitStatus::Done);
    Graph::Contents contents;
    for (const Attachment &attachment : input.message.attachments) {
        QFile file(attachment.file);
        if (!file.open(QIODevice::ReadOnly)) {
            say(Gui::inOneLine(Gui::wordingFor(
                Store::StoreError{Store::StoreError::Kind::NotReadable, attachment.file, file.errorString()})));
            return status(ExitStatus::FileUnreadable);
        }
        contents.insert(attachment.id, file.readAll());
    }
    const QByteArray body = Graph::sendMailBody(input.message, contents);
    if (body.isEmpty()) {
        say(QCoreApplication::translate("Main", "A file changed while it was read. Try again."));
        return status(ExitStatus::FileUnreadable);
    }
    if (format == PrintFormat::Graph)
        print(body + '\n');
    else
        print(format == PrintFormat::Curl ? printCurl(body, cloud) : printPowerShell(body));
    return status(ExitStatus::Done);
}

int printOnly(const Invocation &invocation, const Print &command)
{
    const auto input = readInput(command.compose);
    if (!input) {
        say(inputErrorLine(input.error()));
        return status(ExitStatus::FileUnreadable);
    }
    if (command.format == PrintFormat::Message) {
        const QJsonObject json = printMessage(input.value().message, input.value().dropped, input.value().warnings);
        print(QJsonDocument(json).toJson(QJsonDocument::Indented));
        return status(ExitStatus::Done);
    }
    const Engine engine(profileOf(invocation), invocation.clientId);
    const auto account = command.compose.account.isEmpty() ? engine.account(engine.defaultAccountId())
                                                           : engine.accountByAddress(command.compose.account);
    return printBody(input.value(), command.format,
                     account ? account->config.cloud : Auth::cloudNamed(u"global"_s, {}, {}).value());
}

/// Qt ends a program that finds no display by abort(); a person should read why instead.
bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

int openWindow(int &argc, char **argv, const Invocation &invocation, const OpenWindow &command)
{
    // Files are looked at while the window is already open; a body file is text the window begins with.
    const auto input = readInputWithoutFiles(command.compose);
    if (!input) {
        say(inputErrorLine(input.error()));
        return status(ExitStatus::FileUnreadable);
    }
    QStringList files;
    for (const QString &file : command.compose.attachments)
        files.append(QDir::current().absoluteFilePath(file));
    const Profile profile = profileOf(invocation);
    if (SingleInstance(profile).handOver(Application::noteFor(input.value(), files)))
        return status(ExitStatus::Done);
    if (!hasDisplay()) {
        say(QCoreApplication::translate(
            "Main", "There is no display to open a window on. Use --send or --print, or set DISPLAY."));
        return status(ExitStatus::Usage);
    }
    QApplication program(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Sendoff"_s);
    QGuiApplication::setDesktopFileName(u"io.github.sendoff.Sendoff"_s);
    Engine engine(profile, invocation.clientId);
    Application application(engine);
    application.start(input.value(), files);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    closeDoors();
    QStringList arguments;
    for (int at = 1; at < argc; ++at)
        arguments.append(QFile::decodeName(argv[at]));
    describeProgram();
    const auto read = readCommandLine(arguments);
    if (!read) {
        say(read.error().text + u' ' + QCoreApplication::translate("Main", "\"sendoff --help\" shows what there is."));
        return status(ExitStatus::Usage);
    }
    const Invocation &invocation = read.value();
    if (invocation.isVerbose)
        QLoggingCategory::setFilterRules(u"sendoff.*=true"_s);
    // Only the program's name goes on: a word from a link or a file name must not become an option of Qt's.
    int onlyName = 1;
    if (const auto *command = std::get_if<OpenWindow>(&invocation.command))
        return openWindow(onlyName, argv, invocation, *command);
    const QCoreApplication program(onlyName, argv);
    return std::visit(Overloaded{
                          [](const ShowHelp &) {
                              print(helpText().toUtf8());
                              return status(ExitStatus::Done);
                          },
                          [](const ShowVersion &) {
                              print("sendoff " SENDOFF_VERSION "\n");
                              return status(ExitStatus::Done);
                          },
                          [&invocation](const SendNow &command) { return sendNow(invocation, command); },
                          [&invocation](const Print &command) { return printOnly(invocation, command); },
                          [](const OpenWindow &) { return status(ExitStatus::Usage); },
                          [&invocation](const OutboxList &) { return runOutbox(invocation); },
                          [&invocation](const OutboxFlush &) { return runOutbox(invocation); },
                          [&invocation](const OutboxDecision &) { return runOutbox(invocation); },
                          [&invocation](const auto &) { return runAccount(invocation); },
                      },
                      invocation.command);
}
