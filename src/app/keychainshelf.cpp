// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychainshelf.h"

#include "auth/secretservice.h"
#include "base/log.h"

#include <QPointer>

using namespace std::chrono_literals;

namespace Sendoff::App {

namespace {

constexpr auto patience = 3s;

} // namespace

KeychainShelf::KeychainShelf(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_vault(profile)
{
    m_vault.setPatience(patience);
}

void KeychainShelf::whenOpen(QObject *context, std::function<void()> act, std::function<void()> otherwise)
{
    Auth::askKeychainState(context, patience, [act = std::move(act), otherwise = std::move(otherwise)](auto state) {
        if (state == Auth::KeychainState::Unlocked)
            act();
        else if (otherwise)
            otherwise();
    });
}

void KeychainShelf::take(const QString &key, QObject *context, std::function<void(const Secret &)> answer)
{
    whenOpen(
        context,
        [=, this] {
            m_vault.load(key, context, [answer](const Result<Secret, Auth::VaultError> &found) {
                answer(found ? found.value() : Secret());
            });
        },
        [answer] { answer({}); });
}

void KeychainShelf::put(const QString &key, const Secret &value, QObject *context, std::function<void()> then)
{
    const auto tell = [context = QPointer<QObject>(context), then = std::move(then)] {
        if (context)
            then();
    };
    whenOpen(
        this,
        [=, this] {
            m_vault.store(key, value, this, [tell](const Result<Done, Auth::VaultError> &stored) {
                if (!stored)
                    qCInfo(logApp) << "an upload could not be put into the keychain; a restart would begin it anew";
                tell();
            });
        },
        tell);
}

void KeychainShelf::remove(const QString &key)
{
    whenOpen(this, [=, this] { m_vault.remove(key, this, [](const Result<Done, Auth::VaultError> &) {}); }, {});
}

} // namespace Sendoff::App
