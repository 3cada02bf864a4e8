// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/datafolder.h"
#include "practice/service.h"
#include "practice/stopsignal.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Practice;

namespace {

// sysexits.h
constexpr int wrongUsage = 64;
constexpr int notAvailable = 69;
constexpr int notStorable = 73;

int fail(int status, const QString &reason)
{
    std::fprintf(stderr, "sendoff-practice: %s\n", reason.toLocal8Bit().constData());
    return status;
}

struct Wishes
{
    ServiceOptions service;
    int quitAfterMinutes = 0; ///< 0: never
};

Result<Wishes, QString> readWishes(const QCommandLineParser &parser)
{
    Wishes wishes;
    bool isNumber = true;
    if (parser.isSet(u"port"_s)) {
        const uint port = parser.value(u"port"_s).toUInt(&isNumber);
        if (!isNumber || port > 65535)
            return Failure{u"--port takes a number from 0 to 65535"_s};
        wishes.service.port = static_cast<quint16>(port);
    }
    if (parser.isSet(u"quit-when-idle"_s)) {
        wishes.quitAfterMinutes = parser.value(u"quit-when-idle"_s).toInt(&isNumber);
        if (!isNumber || wishes.quitAfterMinutes < 1 || wishes.quitAfterMinutes > 10'000)
            return Failure{u"--quit-when-idle takes a number of minutes, at least 1"_s};
    }
    if (parser.isSet(u"message-limit"_s)) {
        const int megabytes = parser.value(u"message-limit"_s).toInt(&isNumber);
        if (!isNumber || megabytes < 1 || megabytes > 1000)
            return Failure{u"--message-limit takes a number of megabytes from 1 to 1000"_s};
        wishes.service.messageLimit = qint64(megabytes) * 1024 * 1024;
    }
    if (!parser.positionalArguments().isEmpty())
        return Failure{u"'%1' is not understood; see --help"_s.arg(parser.positionalArguments().first())};
    wishes.service.folder = parser.isSet(u"data"_s) ? parser.value(u"data"_s) : defaultDataFolder();
    wishes.service.ledgerFile
        = parser.isSet(u"ledger"_s) ? parser.value(u"ledger"_s) : wishes.service.folder + "/ledger.jsonl"_L1;
    return wishes;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"A stand-in for Microsoft's sign-in and mail service, on this computer only. "
                                     u"Mail that is sent to it is kept and "
                                     "shown on a page, and goes nowhere. When it is ready it prints one line of JSON "
                                     "that says where it is; the same "
                                     "line stands in DIR/service.json while it runs."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions(
        {{u"port"_s, u"Listen on this port of localhost; 0, the default, takes a free one."_s, u"N"_s},
         {u"ledger"_s, u"Write one line for each accepted mail to FILE; default: DIR/ledger.jsonl."_s, u"FILE"_s},
         {u"data"_s, u"Keep mail in DIR; default: sendoff/practice among the person's data."_s, u"DIR"_s},
         {u"message-limit"_s, u"Refuse messages above MB megabytes, as the mailbox's size limit does; default: 35."_s,
          u"MB"_s},
         {u"quit-when-idle"_s, u"End after so many minutes without a request."_s, u"MINUTES"_s}});
}

} // namespace

int main(int argc, char *argv[])
{
    umask(077);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"sendoff-practice"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SENDOFF_VERSION));

    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return fail(wrongUsage, parser.errorText());
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    const auto wishes = readWishes(parser);
    if (!wishes)
        return fail(wrongUsage, wishes.error());

    DataFolder folder;
    if (const auto taken = folder.take(wishes.value().service.folder); !taken)
        return fail(notStorable, taken.error());
    StopSignal stop;
    QObject::connect(&stop, &StopSignal::received, &application, &QCoreApplication::quit);

    Service service;
    if (const auto opened = service.open(wishes.value().service); !opened)
        return fail(notStorable, opened.error());
    if (const auto started = service.listen(wishes.value().service.port); !started)
        return fail(notAvailable, started.error());

    QTimer idle;
    if (wishes.value().quitAfterMinutes > 0) {
        idle.setSingleShot(true);
        QObject::connect(&idle, &QTimer::timeout, &application, &QCoreApplication::quit);
        QObject::connect(&service.server(), &Server::requestSeen, &idle, qOverload<>(&QTimer::start));
        idle.start(std::chrono::minutes(wishes.value().quitAfterMinutes));
    }
    folder.announce(service.readyLine());
    std::printf("%s\n", service.readyLine().constData());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
