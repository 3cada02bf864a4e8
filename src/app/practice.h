// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/profile.h"
#include "auth/signin.h"
#include "base/dice.h"
#include "base/result.h"
#include "net/transport.h"

#include <QLockFile>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace Sendoff::App {

/// Where the practice service listens.
struct PracticeAddress
{
    QUrl authority;
    QUrl graph;
    QUrl mailbox;
};

struct PracticeError
{
    QString detail;
};

/// Finds the practice service of this profile or starts it, and signs in to its ready-made account: the same
/// authorization code flow as everywhere, over real HTTP, where the browser's part is played here, because the service
/// itself gives the consent.
class Practice : public QObject
{
    Q_OBJECT
public:
    Practice(Profile profile, Net::Transport &transport, Dice &dice, QObject *parent = nullptr);

    void start();
    /// Of the one account there is.
    static QString accountAddress();
    /// The browser's part of a sign-in there, for one that is asked for later: the service consents by itself.
    static void visit(Net::Transport &transport, const QUrl &url, QObject *context,
                      const std::function<void(const PracticeError &)> &failed);

Q_SIGNALS:
    void ready(const Sendoff::App::PracticeAddress &address, const Sendoff::Auth::SignedIn &signedIn);
    void failed(const Sendoff::App::PracticeError &error);

private:
    void launch();
    void awaitReady(int triesLeft);
    void probe(const PracticeAddress &address, const std::function<void(bool)> &answer);
    void signIn(const PracticeAddress &address);
    void follow(const QUrl &url);
    QString readyFile() const;

    Profile m_profile;
    Net::Transport &m_transport;
    Dice &m_dice;
    std::unique_ptr<QLockFile> m_lock; ///< held while the service starts
};

} // namespace Sendoff::App
