// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <utility>

namespace Sendoff::Net {

struct HttpRequest
{
    enum class Method { Get, Post, Put, Patch, Delete };

    Method method = Method::Get;
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< without Authorization and Content-Length
    QByteArray body; ///< always sent by a one-shot device, also when empty
    /// Whether the account's token goes with it. A pre-authorised upload URL must never carry it.
    bool isSigned = true;
    std::chrono::milliseconds connectTimeout{30'000};
    std::chrono::milliseconds stallTimeout{60'000}; ///< no octet moved
    std::chrono::milliseconds answerTimeout{120'000}; ///< after the whole body was handed over
};

} // namespace Sendoff::Net
