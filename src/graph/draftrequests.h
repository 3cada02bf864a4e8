// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "graph/endpoints.h"
#include "net/httprequest.h"

// The calls of the draft route. All carry Prefer: IdType="ImmutableId", so that an id outlives the move to Sent Items
// (Outlook: immutable identifiers). `clientRequestId`: a GUID of this one attempt.

namespace Sendoff::Graph {

/// POST /me/messages (user: post messages), right Mail.ReadWrite.
Net::HttpRequest createDraft(const Endpoints &endpoints, const QByteArray &body, const QString &clientRequestId);
/// GET /me/messages/{id}?$select=… (message: get): is it still a draft, and ours?
Net::HttpRequest getDraft(const Endpoints &endpoints, const QString &draft, const QString &clientRequestId);
/// DELETE /me/messages/{id} (message: delete).
Net::HttpRequest deleteDraft(const Endpoints &endpoints, const QString &draft, const QString &clientRequestId);
/// GET …/attachments?$select=… (message: list attachments), without their octets.
/// `next`: of the page before, AttachedPage::next; empty: the first.
Net::HttpRequest listAttachments(const Endpoints &endpoints, const QString &draft, const QString &clientRequestId,
                                 const QString &next = {});
/// POST …/attachments (message: post attachments), for files under 3 MB.
Net::HttpRequest attach(const Endpoints &endpoints, const QString &draft, const QByteArray &body,
                        const QString &clientRequestId);
/// DELETE …/attachments/{id} (attachment: delete).
Net::HttpRequest deleteAttachment(const Endpoints &endpoints, const QString &draft, const QString &attachment,
                                  const QString &clientRequestId);
/// POST …/attachments/createUploadSession (attachment: createUploadSession).
Net::HttpRequest createUploadSession(const Endpoints &endpoints, const QString &draft, const QByteArray &body,
                                     const QString &clientRequestId);
/// POST …/send (message: send), right Mail.Send; it has no body. This one can cause a delivery.
Net::HttpRequest sendDraft(const Endpoints &endpoints, const QString &draft, const QString &clientRequestId);

// An upload URL is pre-authorised: it goes without our token, and is itself a secret.

/// PUT of the octets from `from`, of `total` (attach large files to Outlook messages).
Net::HttpRequest putPart(const Secret &uploadUrl, const QByteArray &octets, qint64 from, qint64 total);
/// GET: which octets are wanted next.
Net::HttpRequest askRange(const Secret &uploadUrl);
/// DELETE: the session is given up.
Net::HttpRequest dropSession(const Secret &uploadUrl);

} // namespace Sendoff::Graph
