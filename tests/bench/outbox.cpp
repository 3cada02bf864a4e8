// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the outbox window takes to open with 10,000 mails in it, against an empty one in the same run.
#include "app/outboxview.h"
#include "gui/dialogs.h"
#include "message/messagejson.h"
#include "outbox/sendmachinejson.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace Sendoff;

namespace {

constexpr int mails = 10'000;
constexpr int unfinished = 200;
constexpr int rounds = 9;

bool fill(const QString &folder)
{
    auto database = Store::Database::open(folder);
    if (!database)
        return false;
    Message message;
    message.recipients.to = readRecipients(u"Ana Mora <ana@example.org>, Ben <ben@example.org>"_s);
    message.body.content = QString(4'000, u'x');
    const QString json = QString::fromUtf8(QJsonDocument(toJson(message)).toJson(QJsonDocument::Compact));
    return bool(database.value().transaction([&] {
        for (int number = 0; number < mails; ++number) {
            const bool isOpen = number % (mails / unfinished) == 0;
            const QString state = isOpen
                ? QString::fromUtf8(QJsonDocument(Outbox::toJson(Outbox::SendState(Outbox::Uncertain{
                                                      QDateTime::currentDateTimeUtc(), {}, false, 1})))
                                        .toJson(QJsonDocument::Compact))
                : QString::fromUtf8(QJsonDocument(Outbox::toJson(Outbox::SendState(Outbox::Accepted{
                                                      QDateTime::currentDateTimeUtc(), u"id"_s, false, 1})))
                                        .toJson(QJsonDocument::Compact));
            if (!database.value()
                     .run(
                         u"INSERT INTO outbox_item(id, account, message, queued, revision, name, state, subject, names,"
                         " recipients) VALUES(?, 'me', ?, 0, 1, ?, ?, ?, '[\"Ana Mora\",\"Ben\"]', 2)"_s,
                         {u"00000000-0000-4000-8000-%1"_s.arg(number, 12, 10, QChar(u'0')), json,
                          isOpen ? u"uncertain"_s : u"accepted"_s, state, u"Offer %1"_s.arg(number)})
                     .isActive())
                return false;
        }
        return true;
    }));
}

qint64 openingMs(const QString &folder)
{
    App::Engine engine(App::Profile::at(folder), {});
    Gui::DesktopDialogs dialogs;
    App::OutboxView view(engine, dialogs);
    QElapsedTimer time;
    time.start();
    view.show();
    QWidget *window = QApplication::topLevelWidgets().constFirst();
    // Until everything that was asked for is there and painted.
    while (!window->isVisible() || engine.store().isBusy())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
    QCoreApplication::processEvents();
    window->grab();
    return time.elapsed();
}

qint64 median(std::vector<qint64> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QTemporaryDir empty;
    const QTemporaryDir full;
    const auto dataOf = [](const QTemporaryDir &home) { return App::Profile::at(home.path()).data; };
    if (!fill(dataOf(full))) {
        std::fputs("bench_outbox: no database\n", stderr);
        return 1;
    }
    if (!Store::Database::open(dataOf(empty)))
        return 1;
    std::vector<qint64> emptyTimes;
    std::vector<qint64> fullTimes;
    for (int round = 0; round <= rounds; ++round) {
        const qint64 emptyMs = openingMs(empty.path());
        const qint64 fullMs = openingMs(full.path());
        if (round == 0)
            continue; // fonts and caches
        emptyTimes.push_back(emptyMs);
        fullTimes.push_back(fullMs);
    }
    const qint64 emptyMs = median(emptyTimes);
    const qint64 fullMs = median(fullTimes);
    std::printf(
        "outbox, opened and painted: empty %lld ms, %d mails %lld ms, difference %lld ms (at most 150), ratio %.2f\n",
        static_cast<long long>(emptyMs), mails, static_cast<long long>(fullMs),
        static_cast<long long>(fullMs - emptyMs), double(fullMs) / double(std::max<qint64>(1, emptyMs)));
    return 0;
}
