// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/memoryvault.h"

namespace Sendoff::Auth {

namespace {

template <typename T>
void answerLater(QObject *context, const std::function<void(const Result<T, VaultError> &)> &answer,
                 const Result<T, VaultError> &result)
{
    QMetaObject::invokeMethod(
        context, [answer, result] { answer(result); }, Qt::QueuedConnection);
}

} // namespace

void MemoryVault::load(const QString &key, QObject *context,
                       std::function<void(const Result<Secret, VaultError> &)> answer)
{
    const auto found = m_values.constFind(key);
    if (found == m_values.constEnd())
        answerLater<Secret>(context, answer, Failure{VaultError{VaultFault::Empty, {}}});
    else
        answerLater<Secret>(context, answer, *found);
}

void MemoryVault::store(const QString &key, const Secret &value, QObject *context,
                        std::function<void(const Result<Done, VaultError> &)> answer)
{
    m_values.insert(key, value);
    answerLater<Done>(context, answer, Done{});
}

void MemoryVault::remove(const QString &key, QObject *context,
                         std::function<void(const Result<Done, VaultError> &)> answer)
{
    m_values.remove(key);
    answerLater<Done>(context, answer, Done{});
}

} // namespace Sendoff::Auth
