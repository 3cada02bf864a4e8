// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/endpoints.h"

#include <QStringList>

namespace Sendoff::Graph {

/// Delegated permissions by the names Graph has for them (permissions reference), without a cloud's prefix.
namespace Right {
inline const QString mailSend = QStringLiteral("Mail.Send");
inline const QString mailSendShared = QStringLiteral("Mail.Send.Shared"); ///< as or on behalf of somebody else
inline const QString mailReadWrite = QStringLiteral("Mail.ReadWrite"); ///< drafts: big files, exactly once, deferred
inline const QString mailReadWriteShared = QStringLiteral("Mail.ReadWrite.Shared");
inline const QString mailRead = QStringLiteral("Mail.Read");
inline const QString mailReadShared = QStringLiteral("Mail.Read.Shared");
inline const QString mailReadBasic = QStringLiteral("Mail.ReadBasic"); ///< look up whether a mail was sent
inline const QString userRead = QStringLiteral("User.Read");
} // namespace Right

/// A scope of a token answer as a bare name: with the Graph root of `endpoints`, or the global one, taken off.
QString bareRight(const QString &scope, const Endpoints &endpoints);
/// Whether one of these scopes, bare or prefixed, in any case, is that right.
bool holds(const QStringList &scopes, const QString &right, const Endpoints &endpoints);

} // namespace Sendoff::Graph
