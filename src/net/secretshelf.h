// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QObject>
#include <QString>

#include <functional>

namespace Sendoff::Net {

/// Where a secret can rest that must outlive the program, an upload URL for one. Nothing depends on it: what could not
/// be put there is asked for anew. Answers come from the event loop, and not at all if `context` dies first. The plug
/// is app's, onto the keychain.
class SecretShelf
{
public:
    virtual ~SecretShelf() = default;

    /// Empty: there is none, or it cannot be reached without asking the person.
    virtual void take(const QString &key, QObject *context, std::function<void(const Secret &)> answer) = 0;
    /// `then`: it rests there now, or cannot; what must outlive the program waits for that.
    virtual void put(const QString &key, const Secret &value, QObject *context, std::function<void()> then) = 0;
    virtual void remove(const QString &key) = 0;
};

} // namespace Sendoff::Net
