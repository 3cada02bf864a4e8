// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountcommand.h"
#include "app/application.h"
#include "app/checkcommand.h"
#include "app/mailfile.h"
#include "app/outboxcommand.h"
#include "app/printcommand.h"
#include "app/sendcommand.h"
#include "app/terminal.h"
#include "base/overloaded.h"
#include "gui/wording.h"

#include <QApplication>
#include <QDir>
#include <QFile>
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
        engine.recallProxyLogin(&engine, begin);
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

int runCheck(const Invocation &invocation, const AccountCheckup &command)
{
    Engine engine(profileOf(invocation), invocation.clientId);
    CheckCommand check(engine);
    QObject::connect(
        &check, &CheckCommand::finished, &check, [](ExitStatus end) { QCoreApplication::exit(status(end)); },
        Qt::QueuedConnection);
    QTimer::singleShot(0, &engine, [&] { afterSignIn(engine, [&] { check.start(command); }); });
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

Result<ComposeInput, InputError> readSavedMail(const ComposeOptions &options, const Profile &profile)
{
    auto message = readMailToWrite(options.mailFile, profile.data);
    if (!message)
        return Failure{message.error()};
    ComposeInput input;
    input.message = std::move(message).value();
    if (const auto added = addTo(input.message, options); !added)
        return Failure{added.error()};
    return input;
}

int openWindow(int &argc, char **argv, const Invocation &invocation, const OpenWindow &command)
{
    // Files are looked at while the window is already open; a body file is text the window begins with.
    const Profile profile = profileOf(invocation);
    const auto input = command.compose.mailFile.isEmpty() ? readInputWithoutFiles(command.compose)
                                                          : readSavedMail(command.compose, profile);
    if (!input) {
        say(inputErrorLine(input.error()));
        return status(ExitStatus::FileUnreadable);
    }
    QStringList files;
    for (const QString &file : command.compose.attachments)
        files.append(QDir::current().absoluteFilePath(file));
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
                          [&invocation](const Print &command) {
                              const Engine engine(profileOf(invocation), invocation.clientId);
                              return status(printOnly(engine, command));
                          },
                          [](const OpenWindow &) { return status(ExitStatus::Usage); },
                          [&invocation](const OutboxList &) { return runOutbox(invocation); },
                          [&invocation](const OutboxFlush &) { return runOutbox(invocation); },
                          [&invocation](const OutboxDecision &) { return runOutbox(invocation); },
                          [&invocation](const AccountCheckup &command) { return runCheck(invocation, command); },
                          [](const ExplainCode &command) { return status(explainCode(command)); },
                          [&invocation](const auto &) { return runAccount(invocation); },
                      },
                      invocation.command);
}
