// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/graphproblem.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace Sendoff::Practice {

/// What Graph's v1.0 schema says of one member of an object.
struct WireMember
{
    enum class Kind { String, Boolean, Enum, Object, Objects, Strings, Bytes, Number };

    QString name;
    Kind kind = Kind::String;
    QStringList values; ///< of an Enum
    const struct WireShape *shape = nullptr; ///< of an Object or of Objects
    bool readOnly = false; ///< the service sets it; nobody else may
    bool nullable = true; ///< collections never are
};

struct WireShape
{
    QString type; ///< "microsoft.graph.message"
    QList<WireMember> members;
};

/// The resource `message` as a client may send it.
const WireShape &messageShape();
/// The resource `fileAttachment`: practice has no other mailboxes' items to attach, and v1.0 references carry no
/// address.
const WireShape &attachmentShape();
/// The resource `attachmentItem`, of createUploadSession.
const WireShape &uploadItemShape();

/// The first thing in `object` that does not fit, named by its path.
std::optional<GraphProblem> findMisfit(const QJsonObject &object, const WireShape &shape, const QString &path = {});

/// Standard base64 with its padding and nothing else (RFC 4648 section 4).
std::optional<QByteArray> decodeBase64(const QString &text);

} // namespace Sendoff::Practice
