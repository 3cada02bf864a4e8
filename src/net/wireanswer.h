// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpreply.h"

namespace Sendoff::Net {

/// Reads the answer to one PUT or POST as its octets come (RFC 9112). What is doubtful makes it broken, and a
/// connection that said something doubtful is not used again.
class WireAnswer
{
public:
    /// The next octets, in pieces of any size. None count after the end.
    void take(const QByteArray &octets);
    /// The other side will send no more.
    void close();

    bool hasBegun() const { return m_stage != Stage::Head || !m_rest.isEmpty(); }
    bool isOver() const { return m_stage == Stage::Complete || m_stage == Stage::Broken; }
    /// Not HTTP as it should be.
    bool isBroken() const { return m_stage == Stage::Broken; }
    /// Whether the connection is good for another request.
    bool mayGoOn() const { return m_stage == Stage::Complete && m_mayGoOn && m_rest.isEmpty(); }
    /// 0: no status line and headers yet.
    int status() const { return m_status; }

    /// Status, headers and body so far; Outcome::Answered from the moment that there is a status.
    HttpReply reply() const;

private:
    enum class Stage { Head, Counted, UntilClose, ChunkSize, Chunk, ChunkEnd, Trailer, Complete, Broken };

    bool advance();
    bool readHead();
    void chooseBody();
    bool readOctets();
    bool readLine(QByteArray &line);
    bool readChunkSize();
    void keep(const QByteArray &octets);
    QByteArray header(QByteArrayView name) const;

    QByteArray m_rest; ///< came and is not read yet
    int m_status = 0;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
    QByteArray m_body;
    qint64 m_left = 0; ///< octets of the body, or of this chunk, that are still to come
    Stage m_stage = Stage::Head;
    bool m_mayGoOn = true;
    bool m_isTruncated = false;
};

} // namespace Sendoff::Net
