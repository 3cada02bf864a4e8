// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/drafts.h"
#include "practice/graphproblem.h"

#include <QJsonObject>

namespace Sendoff::Practice {

/// The resource `message` as Graph shows it. `isImmutable`: which of its ids it is shown with.
QJsonObject messageObject(const Draft &draft, bool isImmutable);
QJsonObject messageObject(const AcceptedMail &sent, bool isImmutable);
/// The resource `fileAttachment`, without contentBytes.
QJsonObject attachmentObject(const File &file, const QDateTime &changed);

/// The names of $select in `query`; empty when there is none. Nothing else may be in the query but `others`.
Result<QStringList, GraphProblem> readSelect(const QByteArray &query, const QStringList &known,
                                             const QStringList &others = {});
/// `whole` cut down to these members, and to what stands in every answer (id, @odata…).
QJsonObject selected(const QJsonObject &whole, const QStringList &names);

const QStringList &messageMembers();
const QStringList &attachmentMembers();
/// Takes away what Mail.ReadBasic does not show.
QJsonObject basicOf(QJsonObject message);

} // namespace Sendoff::Practice
