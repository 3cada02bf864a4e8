// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace Sendoff::Graph {

/// The URL of each thing we ask. `root` is the part before `/v1.0/`.
struct Endpoints
{
    QUrl root;

    QUrl sendMail() const; ///< POST, user: sendMail
    QUrl me() const; ///< GET, user
    QUrl messages() const; ///< GET, user: list messages, in all folders
};

} // namespace Sendoff::Graph
