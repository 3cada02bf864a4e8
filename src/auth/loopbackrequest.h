// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/authconfig.h"
#include "base/secret.h"

#include <QByteArray>

#include <variant>

namespace Sendoff::Auth {

/// What one attempt waits for on its loopback port.
struct RedirectExpectation
{
    AuthConfig config; ///< response mode, and whose `iss` may come
    quint16 port = 0;
    QByteArray state;
};

/// The sign-in service's answer, brought by the browser: a code, or an error with an empty code (RFC 6749 4.1.2).
struct RedirectAnswer
{
    Secret code;
    QString error;
    QString suberror;
    QString description;

    friend bool operator==(const RedirectAnswer &, const RedirectAnswer &) = default;
};

/// Not the answer; say so with this status and go on waiting. `why` is a word of ours for the log.
struct Refusal
{
    int status = 400;
    QByteArray why;

    friend bool operator==(const Refusal &, const Refusal &) = default;
};

struct NeedsMore
{
    friend bool operator==(const NeedsMore &, const NeedsMore &) = default;
};

using RedirectReading = std::variant<NeedsMore, Refusal, RedirectAnswer>;

/// Reads all that came on one connection so far: HTTP/1.1 (RFC 9112) of the plain kind a browser sends, nothing else.
/// Host is one of our three names with our port (against DNS rebinding), the path is "/", a form_post is a POST form
/// with Content-Length, GET counts only for response_mode=query, no parameter comes twice, and the state is ours.
RedirectReading readRedirect(const QByteArray &octets, const RedirectExpectation &expected);

inline constexpr qsizetype redirectHeadLimit = 32 * 1024;
inline constexpr qsizetype redirectBodyLimit = 64 * 1024;

} // namespace Sendoff::Auth
