// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/placeholder.h"

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

constexpr qsizetype longest = 40;

// clang-format off
constexpr auto fields = std::to_array<QStringView>({
    u"name", u"first name", u"firstname", u"last name", u"lastname", u"surname", u"full name", u"your name", u"date",
    u"time", u"place", u"company", u"title", u"address", u"amount", u"number", u"subject", u"link", u"text", u"here",
    u"vorname", u"nachname", u"anrede", u"datum", u"uhrzeit", u"ort", u"firma", u"betrag", u"betreff",
    u"nom", u"prénom", u"société", u"montant", u"lieu", u"nombre", u"apellido", u"apellidos", u"fecha", u"empresa",
    u"nome", u"sobrenome", u"data", u"名前", u"氏名", u"日付", u"会社名", u"姓名", u"日期", u"公司", u"الاسم", u"التاريخ",
});
/// In capitals and brackets, and meant so.
constexpr auto marks = std::to_array<QStringView>({u"SIC", u"EXTERNAL", u"EXTERN", u"SPAM", u"PATCH", u"RFC", u"SOLVED"});
// clang-format on

bool isIn(std::span<const QStringView> list, QStringView word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool isCapitals(QStringView words)
{
    int letters = 0;
    for (const QChar c : words) {
        if (c.isLetter() && !c.isUpper())
            return false;
        letters += c.isLetter() ? 1 : 0;
        if (!c.isLetterOrNumber() && c != u' ' && c != u'_' && c != u'-' && c != u'/')
            return false;
    }
    return letters >= 3;
}

bool isField(QStringView words)
{
    const QStringView trimmed = words.trimmed();
    if (trimmed.isEmpty())
        return false;
    return isIn(fields, trimmed.toString().toLower()) || (isCapitals(trimmed) && !isIn(marks, trimmed));
}

/// Between the sign at `at` and its partner; empty if that is too far.
QStringView enclosed(QStringView text, qsizetype at, QStringView close)
{
    const QStringView rest = text.sliced(at);
    const qsizetype end = rest.first(std::min(rest.size(), longest)).indexOf(close);
    return end < 0 ? QStringView() : rest.first(end);
}

QStringView bracketsAt(QStringView text, qsizetype at)
{
    if (text.sliced(at).startsWith(u"{{")) {
        const QStringView inside = enclosed(text, at + 2, u"}}");
        if (!inside.trimmed().isEmpty() && !inside.contains(u'\n'))
            return text.sliced(at, inside.size() + 4);
    } else if (text.at(at) == u'[' || text.at(at) == u'<') {
        const QStringView inside = enclosed(text, at + 1, text.at(at) == u'[' ? u"]" : u">");
        // A link of Markdown has its address right behind.
        const bool isLink = text.sliced(at + inside.size() + 1).mid(1).startsWith(u'(');
        if (isField(inside) && !isLink)
            return text.sliced(at, inside.size() + 2);
    }
    return {};
}

/// "TODO" among other words in capitals is Spanish or shouted.
bool isAmongCapitals(QStringView text, qsizetype start, qsizetype end)
{
    qsizetype after = end;
    while (after < text.size() && text.at(after) == u' ')
        ++after;
    qsizetype before = start;
    while (before > 0 && text.at(before - 1) == u' ')
        --before;
    const auto isUpper = [text](qsizetype at) { return at >= 0 && at < text.size() && text.at(at).isUpper(); };
    return (isUpper(after) && isUpper(after + 1)) || (isUpper(before - 1) && isUpper(before - 2));
}

bool isMarker(QStringView word)
{
    if (word == u"TODO" || word == u"FIXME")
        return true;
    return word.size() >= 3 && std::all_of(word.begin(), word.end(), [](QChar c) { return c == u'X'; });
}

} // namespace

QString placeholderIn(const QString &text)
{
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text.at(at);
        if (c == u'[' || c == u'<' || c == u'{') {
            if (const QStringView found = bracketsAt(text, at); !found.isEmpty())
                return found.toString();
        }
        if (!c.isLetterOrNumber()) {
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && text.at(end).isLetterOrNumber())
            ++end;
        const QStringView word = QStringView(text).sliced(at, end - at);
        if (isMarker(word) && !isAmongCapitals(text, at, end))
            return word.toString();
        at = end;
    }
    return {};
}

} // namespace Sendoff::Compose
