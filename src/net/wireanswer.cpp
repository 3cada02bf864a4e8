// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/wireanswer.h"

#include <algorithm>

namespace Sendoff::Net {

namespace {

constexpr qsizetype headLimit = qsizetype(64) * 1024;
constexpr qsizetype lineLimit = 4096;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "HTTP/1.1 200 OK", with or without a reason; 0 if it is not one.
int statusIn(const QByteArray &line, bool &isOld)
{
    if (line.size() < 12 || !line.startsWith("HTTP/1.") || !isDigit(line[7]) || line[8] != ' '
        || !std::all_of(line.begin() + 9, line.begin() + 12, isDigit) || (line.size() > 12 && line[12] != ' '))
        return 0;
    isOld = line[7] == '0';
    return line.mid(9, 3).toInt();
}

QList<QByteArray> linesOf(const QByteArray &head)
{
    QList<QByteArray> lines;
    for (qsizetype at = 0;;) {
        const qsizetype end = head.indexOf("\r\n", at);
        lines.append(head.mid(at, end < 0 ? -1 : end - at));
        if (end < 0)
            return lines;
        at = end + 2;
    }
}

bool isHeaderName(const QByteArray &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

} // namespace

void WireAnswer::take(const QByteArray &octets)
{
    if (isOver()) {
        m_mayGoOn = m_mayGoOn && octets.isEmpty();
        return;
    }
    m_rest += octets;
    while (!isOver() && advance()) { }
}

void WireAnswer::close()
{
    m_mayGoOn = false;
    if (m_stage == Stage::UntilClose) {
        m_stage = Stage::Complete;
    } else if (!isOver()) {
        m_isTruncated = m_status > 0;
        m_stage = Stage::Broken;
    }
}

HttpReply WireAnswer::reply() const
{
    HttpReply reply;
    if (m_status == 0)
        return reply;
    reply.outcome = Outcome::Answered;
    reply.status = m_status;
    reply.headers = m_headers;
    reply.body = m_body;
    reply.isTruncated = m_isTruncated || m_stage != Stage::Complete;
    return reply;
}

/// One step; false if it needs more octets.
bool WireAnswer::advance()
{
    QByteArray line;
    switch (m_stage) {
    case Stage::Head:
        return readHead();
    case Stage::Counted:
    case Stage::UntilClose:
    case Stage::Chunk:
        return readOctets();
    case Stage::ChunkSize:
        return readChunkSize();
    case Stage::ChunkEnd:
        if (!readLine(line))
            return false;
        m_stage = line.isEmpty() ? Stage::ChunkSize : Stage::Broken;
        return true;
    case Stage::Trailer:
        if (!readLine(line))
            return false;
        if (line.isEmpty())
            m_stage = Stage::Complete;
        return true;
    case Stage::Complete:
    case Stage::Broken:
        break;
    }
    return false;
}

bool WireAnswer::readHead()
{
    const qsizetype end = m_rest.indexOf("\r\n\r\n");
    if (end < 0 || end + 3 > headLimit) { // the same however the octets are cut
        // Something that speaks another language should not be waited for until it has said enough.
        const bool isOther = !QByteArray("HTTP/1.").startsWith(m_rest.left(7));
        if (m_rest.size() > headLimit || isOther)
            m_stage = Stage::Broken;
        return false;
    }
    QList<QByteArray> lines = linesOf(m_rest.left(end));
    m_rest.remove(0, end + 4);
    bool isOld = false;
    const int status = statusIn(lines.takeFirst(), isOld);
    QList<std::pair<QByteArray, QByteArray>> headers;
    bool isSound = status >= 100 && status != 101;
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon);
        isSound = isSound && colon > 0 && isHeaderName(name) && !line.contains('\r') && !line.contains('\n');
        headers.emplaceBack(name, line.mid(colon + 1).trimmed());
    }
    if (!isSound) {
        m_stage = Stage::Broken;
        return false;
    }
    if (status < 200) // "100 Continue" and the like: the answer is still to come
        return true;
    m_status = status;
    m_headers = std::move(headers);
    m_mayGoOn = !isOld && !header("Connection").toLower().contains("close");
    chooseBody();
    return true;
}

/// RFC 9112 6.3.
void WireAnswer::chooseBody()
{
    const QByteArray coding = header("Transfer-Encoding").toLower();
    const QByteArray length = header("Content-Length");
    const bool isNumber
        = !length.isEmpty() && length.size() <= 15 && std::all_of(length.begin(), length.end(), isDigit);
    const bool isTwice = std::any_of(m_headers.begin(), m_headers.end(), [&](const auto &entry) {
        return entry.first.compare("Content-Length", Qt::CaseInsensitive) == 0 && entry.second != length;
    });
    if (m_status == 204 || m_status == 304) {
        m_stage = Stage::Complete;
    } else if (coding == "chunked" && length.isEmpty()) {
        m_stage = Stage::ChunkSize;
    } else if (!coding.isEmpty() || isTwice || (!length.isEmpty() && !isNumber)) {
        m_isTruncated = true; // who knows where it ends
        m_stage = Stage::Broken;
    } else if (isNumber) {
        m_left = length.toLongLong();
        m_stage = m_left > 0 ? Stage::Counted : Stage::Complete;
    } else {
        m_mayGoOn = false;
        m_stage = Stage::UntilClose;
    }
}

bool WireAnswer::readOctets()
{
    if (m_rest.isEmpty())
        return false;
    if (m_stage == Stage::UntilClose) {
        keep(std::exchange(m_rest, {}));
        return false;
    }
    const qint64 count = std::min<qint64>(m_left, m_rest.size());
    keep(m_rest.left(count));
    m_rest.remove(0, count);
    m_left -= count;
    if (m_left == 0 && !isOver())
        m_stage = m_stage == Stage::Chunk ? Stage::ChunkEnd : Stage::Complete;
    return true;
}

bool WireAnswer::readLine(QByteArray &line)
{
    const qsizetype end = m_rest.indexOf("\r\n");
    if (end < 0 || end >= lineLimit) {
        if (m_rest.size() > lineLimit)
            m_stage = Stage::Broken;
        return false;
    }
    line = m_rest.left(end);
    m_rest.remove(0, end + 2);
    return true;
}

bool WireAnswer::readChunkSize()
{
    QByteArray line;
    if (!readLine(line))
        return false;
    const QByteArray digits = line.split(';').first().trimmed();
    bool isNumber = false;
    m_left = digits.size() <= 12 ? digits.toLongLong(&isNumber, 16) : -1;
    if (!isNumber || m_left < 0)
        m_stage = Stage::Broken;
    else
        m_stage = m_left == 0 ? Stage::Trailer : Stage::Chunk;
    return true;
}

void WireAnswer::keep(const QByteArray &octets)
{
    m_body += octets.left(HttpReply::bodyLimit - m_body.size());
    if (m_body.size() < HttpReply::bodyLimit)
        return;
    // Nobody reads more than that.
    m_isTruncated = true;
    m_mayGoOn = false;
    m_stage = Stage::Complete;
}

QByteArray WireAnswer::header(QByteArrayView name) const
{
    const auto found = std::find_if(m_headers.begin(), m_headers.end(), [name](const auto &entry) {
        return entry.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == m_headers.end() ? QByteArray() : found->second;
}

} // namespace Sendoff::Net
