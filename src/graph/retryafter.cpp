// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/grapherror.h"

#include <QTimeZone>

#include <algorithm>
#include <array>

namespace Sendoff::Graph {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longestWait = std::chrono::hours(24);

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// DIGITS [ "." DIGITS ]; rounded up to a millisecond.
std::optional<milliseconds> readSeconds(QByteArrayView text)
{
    const qsizetype point = text.indexOf('.');
    const QByteArrayView whole = point < 0 ? text : text.first(point);
    const QByteArrayView part = point < 0 ? QByteArrayView() : text.sliced(point + 1);
    const bool isNumber = !whole.isEmpty() && std::all_of(whole.begin(), whole.end(), isDigit)
        && (point < 0 || !part.isEmpty()) && std::all_of(part.begin(), part.end(), isDigit);
    if (!isNumber)
        return std::nullopt;
    qint64 total = 0;
    for (const char digit : whole) {
        total = total * 10 + (digit - '0') * 1000;
        if (total >= longestWait.count())
            return longestWait;
    }
    qint64 weight = 100;
    bool isMore = false;
    for (const char digit : part) {
        total += (digit - '0') * weight;
        isMore = isMore || (weight == 0 && digit != '0');
        weight /= 10;
    }
    return std::min(longestWait, milliseconds(total + (isMore ? 1 : 0)));
}

/// The three forms of RFC 9110 5.6.7, without asking any locale.
class DateReader
{
public:
    explicit DateReader(QByteArrayView text)
        : m_rest(text)
    {
    }

    std::optional<QDateTime> read(const QDateTime &now)
    {
        if (!name(shortDays) && !name(longDays))
            return std::nullopt;
        return literal(",") ? readDayFirst(now) : readAsctime();
    }

private:
    static constexpr std::array<const char *, 7> longDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                          "Friday", "Saturday", "Sunday"};
    static constexpr std::array<const char *, 7> shortDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array<const char *, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    // Sun, 06 Nov 1994 08:49:37 GMT · Sunday, 06-Nov-94 08:49:37 GMT
    std::optional<QDateTime> readDayFirst(const QDateTime &now)
    {
        if (!literal(" "))
            return std::nullopt;
        const auto day = number(2, 2);
        const char *const separator = m_rest.startsWith('-') ? "-" : " ";
        if (!day || !literal(separator))
            return std::nullopt;
        const auto month = name(months);
        if (!month || !literal(separator))
            return std::nullopt;
        auto year = number(2, 4);
        if (!year || !literal(" ") || (*separator == ' ' && *year < 100))
            return std::nullopt;
        if (*separator == '-' && *year < 100) {
            // Two digits more than 50 years ahead mean the past (RFC 9110 5.6.7).
            const int thisYear = now.toUTC().date().year();
            *year += thisYear / 100 * 100;
            if (*year > thisYear + 50)
                *year -= 100;
        }
        const auto time = clockTime();
        if (!time || !literal(" GMT") || !m_rest.isEmpty())
            return std::nullopt;
        return moment(*year, *month, *day, *time);
    }

    // Sun Nov  6 08:49:37 1994
    std::optional<QDateTime> readAsctime()
    {
        if (!literal(" "))
            return std::nullopt;
        const auto month = name(months);
        if (!month || !literal(" "))
            return std::nullopt;
        const bool isPadded = literal(" ");
        const auto day = isPadded ? number(1, 1) : number(2, 2);
        if (!day || !literal(" "))
            return std::nullopt;
        const auto time = clockTime();
        if (!time || !literal(" "))
            return std::nullopt;
        const auto year = number(4, 4);
        if (!year || !m_rest.isEmpty())
            return std::nullopt;
        return moment(*year, *month, *day, *time);
    }

    std::optional<QTime> clockTime()
    {
        const auto hour = number(2, 2);
        if (!hour || !literal(":"))
            return std::nullopt;
        const auto minute = number(2, 2);
        if (!minute || !literal(":"))
            return std::nullopt;
        const auto second = number(2, 2);
        if (!second)
            return std::nullopt;
        const QTime time(*hour, *minute, std::min(*second, 59)); // 60 is a leap second
        return time.isValid() && *second <= 60 ? std::optional(time) : std::nullopt;
    }

    static std::optional<QDateTime> moment(int year, int month, int day, QTime time)
    {
        const QDate date(year, month, day);
        return date.isValid() ? std::optional(QDateTime(date, time, QTimeZone::utc())) : std::nullopt;
    }

    template <size_t Count>
    std::optional<int> name(const std::array<const char *, Count> &names)
    {
        for (size_t i = 0; i < Count; ++i) {
            const QByteArrayView candidate(names[i]);
            const bool ends = m_rest.size() <= candidate.size() || !isLetter(m_rest[candidate.size()]);
            if (ends && m_rest.startsWith(candidate)) {
                m_rest = m_rest.sliced(candidate.size());
                return int(i) + 1;
            }
        }
        return std::nullopt;
    }

    bool literal(QByteArrayView text)
    {
        if (!m_rest.startsWith(text))
            return false;
        m_rest = m_rest.sliced(text.size());
        return true;
    }

    std::optional<int> number(int fewest, int most)
    {
        int digits = 0;
        int value = 0;
        while (digits < most && !m_rest.isEmpty() && isDigit(m_rest.front())) {
            value = value * 10 + (m_rest.front() - '0');
            m_rest = m_rest.sliced(1);
            ++digits;
        }
        return digits >= fewest ? std::optional(value) : std::nullopt;
    }

    static bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

    QByteArrayView m_rest;
};

} // namespace

std::optional<milliseconds> readRetryAfter(QByteArrayView value, const QDateTime &now)
{
    const QByteArrayView text = value.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (isDigit(text.front()))
        return readSeconds(text);
    const auto date = DateReader(text).read(now);
    if (!date || *date < now)
        return std::nullopt;
    return std::min(longestWait, milliseconds(now.msecsTo(*date)));
}

} // namespace Sendoff::Graph
