// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "net/httpreply.h"
#include "net/httprequest.h"

#include <QNetworkReply>
#include <QNetworkRequest>

namespace Sendoff::Net {

/// Whether the request goes with a body, be it an empty one.
bool hasBody(const HttpRequest &request);

/// Whether every header, the token too, stays on its line (CWE-113).
bool isWellFormed(const HttpRequest &request, const Secret &token);

/// Our request in Qt's words: no redirect followed, no cookie, no cache, no remembered password, nothing buffered.
QNetworkRequest toQt(const HttpRequest &request, const Secret &token);

/// Qt's error as an outcome, for a request that got no status.
Outcome outcomeOf(QNetworkReply::NetworkError error);

/// Whether this outcome promises that nothing of the request left.
bool provesNothingLeft(Outcome outcome);

/// Whether this error says that the answer broke off, not that its status is one of failure.
bool brokeOff(QNetworkReply::NetworkError error, int status);

} // namespace Sendoff::Net
