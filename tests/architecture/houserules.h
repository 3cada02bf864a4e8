// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

/// The rules of src/README.md as functions on text, so that the rules themselves can be tested with planted breaches.
namespace HouseRules {

/// One row of the include table.
struct Room
{
    QString name;
    QStringList mayInclude; ///< "base" (all of it) or "graph/grapherror.h" (this header alone)
};
const QList<Room> &rooms();

/// Something that must not be written in some rooms, and why.
struct Ban
{
    const char *what;
    QRegularExpression pattern; ///< looked for in code without comments and without the content of string literals
    QRegularExpression where; ///< paths below src/ it is forbidden in
    QRegularExpression except; ///< paths below src/ that are free of it; an empty pattern frees none
};
const QList<Ban> &bans();

/// Comments become a blank, string and character literals become empty ones; lines stay where they are. The file names
/// in #include lines are kept.
QString codeOnly(const QString &source);

/// Every breach in one file, as "line N: …". path is relative to src/, e.g. "outbox/queue.cpp".
QStringList breaches(const QString &path, const QString &source);

/// The same for the module's link line: what mail_module(… USES …) names against the table.
QStringList linkBreaches(const QString &room, const QString &cmakeLists);

/// A Designer form owns layout and words: no connections, no fixed pixel sizes.
QStringList formBreaches(const QString &form);

} // namespace HouseRules
