// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/endpoints.h"
#include "net/httprequest.h"

namespace Sendoff::Graph {

/// POST /me/sendMail. `clientRequestId`: a GUID of this one attempt, for support only; it does not deduplicate.
Net::HttpRequest sendMail(const Endpoints &endpoints, const QByteArray &body, const QString &clientRequestId);
/// The same with a whole mail as MIME: `mail` goes in base64 as text/plain. Such a mail is always kept in Sent Items.
Net::HttpRequest sendMimeMail(const Endpoints &endpoints, const QByteArray &mail, const QString &clientRequestId);
/// GET /me?$select=… (user: get), right User.Read.
Net::HttpRequest me(const Endpoints &endpoints, const QString &clientRequestId);

/// Any other question, with the headers that all have.
Net::HttpRequest plainGet(const QUrl &url, const QString &clientRequestId);

} // namespace Sendoff::Graph
