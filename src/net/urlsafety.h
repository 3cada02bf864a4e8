// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace Sendoff::Net {

bool isLoopback(const QUrl &url);
/// https anywhere, or http to loopback (127.0.0.0/8, [::1], localhost); no user info.
bool maySendSecretsTo(const QUrl &url);

} // namespace Sendoff::Net
