// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpreply.h"

#include <QObject>

namespace Sendoff::Net {

/// One request under way. Emits finished() exactly once, never from within send() or cancel(), and then deletes itself.
class Call : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void cancel() = 0;
    /// Whether the last octet of the body was handed over already. While this is false, cancel() proves that the
    /// service never gets the whole request. Whoever cannot tell says true.
    virtual bool isBodyHandedOver() const { return true; }

Q_SIGNALS:
    void progressed(qint64 sent, qint64 total); ///< octets of the request body
    void finished(const Sendoff::Net::HttpReply &reply);
};

} // namespace Sendoff::Net
