// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpreply.h"

class QNetworkReply;

namespace Sendoff::Auth {

/// A finished reply of the token endpoint as a value. Body up to `tokenReplyLimit` octets.
Net::HttpReply wireReply(QNetworkReply *reply);

inline constexpr qint64 tokenReplyLimit = 256 * 1024;

} // namespace Sendoff::Auth
