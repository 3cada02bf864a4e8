// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/jsonnames.h"

#include <QSet>

#include <vector>

namespace Sendoff::Practice {

namespace {

/// `at` is on the opening quote; leaves it on the closing one. Names are compared as they are written, which is enough:
/// no client of ours writes the same name once plain and once with \u escapes.
QByteArray readString(const QByteArray &json, qsizetype &at)
{
    const qsizetype start = at + 1;
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        if (json[at] == '\\')
            ++at;
    }
    return json.mid(start, at - start);
}

struct Level
{
    bool isObject = false;
    bool expectsName = false;
    QSet<QByteArray> names;
};

} // namespace

QString repeatedJsonName(const QByteArray &json)
{
    std::vector<Level> levels;
    for (qsizetype at = 0; at < json.size(); ++at) {
        switch (json[at]) {
        case '{':
            levels.push_back({true, true, {}});
            break;
        case '[':
            levels.push_back({});
            break;
        case '}':
        case ']':
            if (!levels.empty())
                levels.pop_back();
            break;
        case ',':
            if (!levels.empty())
                levels.back().expectsName = levels.back().isObject;
            break;
        case '"': {
            const QByteArray text = readString(json, at);
            if (!levels.empty() && levels.back().expectsName) {
                if (levels.back().names.contains(text))
                    return QString::fromUtf8(text);
                levels.back().names.insert(text);
                levels.back().expectsName = false;
            }
            break;
        }
        default:
            break;
        }
    }
    return {};
}

} // namespace Sendoff::Practice
