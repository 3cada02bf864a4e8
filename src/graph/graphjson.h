// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpreply.h"

#include <QString>
#include <QStringList>

namespace Sendoff::Graph {

/// What an answer's body looks like from outside.
enum class BodyShape {
    ErrorObject, ///< {"error":{"code":"…", …}}: nobody but Graph talks like this
    BrokenJson, ///< begins as an object and cannot be read to its end
    Other, ///< empty, HTML, JSON of another kind
};

struct ErrorBody
{
    BodyShape shape = BodyShape::Other;
    QStringList codes; ///< outermost first, as far in as is reasonable
    QString message;
    QString requestId;
    QString clientRequestId;
};

/// Total: whatever the octets are, there is an answer, and nothing in it is made safe for display yet.
ErrorBody readErrorBody(const QByteArray &body);

} // namespace Sendoff::Graph
