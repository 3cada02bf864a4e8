// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpreply.h"
#include "net/httprequest.h"

#include <QString>

#include <chrono>

namespace Sendoff::Net {

/// One line for a request and one for its end: method, place, sizes, status, the service's ids. Never a query, a body,
/// or a header that could hold a secret. The path of an unsigned request may itself be a key and stays out too.
QString describe(const HttpRequest &request);
QString describe(const HttpReply &reply, std::chrono::milliseconds took);

/// The word for `outcome` in logs.
QString outcomeName(Outcome outcome);

} // namespace Sendoff::Net
