// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/endsignal.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace Sendoff::App {

namespace {

int pipeEnds[2] = {-1, -1};

/// Runs in the middle of anything: write(2) is one of the few things that may be done there (signal-safety(7)).
void note(int)
{
    const int before = errno;
    const char octet = 0;
    [[maybe_unused]] const auto written = write(pipeEnds[1], &octet, 1);
    errno = before;
}

} // namespace

EndSignal::EndSignal(QObject *parent)
    : QObject(parent)
{
    if (pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the signals end the program as they always did
    auto *notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char octets[16];
        while (read(pipeEnds[0], octets, sizeof octets) > 0) { }
        Q_EMIT received();
    });
    struct sigaction action = {};
    action.sa_handler = note;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        sigaction(number, &action, nullptr);
}

EndSignal::~EndSignal()
{
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        std::signal(number, SIG_DFL);
    for (int &end : pipeEnds) {
        if (end >= 0)
            close(std::exchange(end, -1));
    }
}

} // namespace Sendoff::App
