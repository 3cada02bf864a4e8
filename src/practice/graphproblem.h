// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Sendoff::Practice {

/// Why Graph refuses a request: status, `error.code` and `error.message`.
struct GraphProblem
{
    int status = 400;
    QString code;
    QString message;
    QByteArray allowed{}; ///< of a 405: the methods that are taken
    QByteArray claims{}; ///< of a 401: what a sign-in must prove, JSON
};

} // namespace Sendoff::Practice
