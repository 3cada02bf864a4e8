// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/tokenvault.h"

#include <QHash>
#include <QStringList>

#include <optional>
#include <utility>

namespace Sendoff::Auth {

/// A vault with a will of its own: it can refuse, and it can keep its callers waiting.
class FakeVault final : public TokenVault
{
public:
    QHash<QString, Secret> values;
    std::optional<VaultFault> loadFault;
    std::optional<VaultFault> storeFault;
    std::optional<VaultFault> removeFault;
    bool isLasting = true;
    bool isHolding = false; ///< answers wait for release()
    QStringList log; ///< "load KEY", "store KEY", "remove KEY"

    void load(const QString &key, QObject *context,
              std::function<void(const Result<Secret, VaultError> &)> answer) override
    {
        log << QStringLiteral("load ") + key;
        Result<Secret, VaultError> result = Failure{VaultError{VaultFault::Empty, {}}};
        if (loadFault)
            result = Failure{VaultError{*loadFault, {}}};
        else if (values.contains(key))
            result = values.value(key);
        say(context, [answer, result] { answer(result); });
    }
    void store(const QString &key, const Secret &value, QObject *context,
               std::function<void(const Result<Done, VaultError> &)> answer) override
    {
        log << QStringLiteral("store ") + key;
        if (!storeFault)
            values.insert(key, value);
        say(context, [answer, result = effect(storeFault)] { answer(result); });
    }
    void remove(const QString &key, QObject *context,
                std::function<void(const Result<Done, VaultError> &)> answer) override
    {
        log << QStringLiteral("remove ") + key;
        if (!removeFault)
            values.remove(key);
        say(context, [answer, result = effect(removeFault)] { answer(result); });
    }
    bool lasts() const override { return isLasting; }

    void release()
    {
        isHolding = false;
        for (const auto &[context, held] : std::exchange(m_held, {}))
            QMetaObject::invokeMethod(context, held, Qt::QueuedConnection);
    }

private:
    static Result<Done, VaultError> effect(const std::optional<VaultFault> &fault)
    {
        if (fault)
            return Failure{VaultError{*fault, {}}};
        return Done{};
    }
    void say(QObject *context, std::function<void()> what)
    {
        if (isHolding)
            m_held.append({context, std::move(what)});
        else
            QMetaObject::invokeMethod(context, std::move(what), Qt::QueuedConnection);
    }

    QList<std::pair<QObject *, std::function<void()>>> m_held;
};

} // namespace Sendoff::Auth
