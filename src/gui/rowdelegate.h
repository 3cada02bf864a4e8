// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/symbol.h"

#include <QMetaType>
#include <QStyledItemDelegate>

namespace Sendoff::Gui {

struct Theme;

enum class Ink { Text, Quiet, Accent, Good, Bad, Uncertain };
QColor colourOf(Ink ink, const Theme &theme);

/// What a line of a list shows. All of it is drawn as plain text, whatever it holds.
struct Row
{
    Symbol symbol = Symbol::Document;
    Ink ink = Ink::Quiet; ///< of the symbol and of `lead`
    QString title;
    QString titleAside; ///< at the other end of the first line
    QString line;
    QString lineAside;
    QString lead; ///< third line: begins with this …
    QString note; ///< … and goes on with this
    QString noteAside;

    /// All of it in one sentence, for those who hear it.
    QString spoken() const;
};

/// Draws rows of the same height, two or three lines of text each, in the colours of the palette. The model gives a Row
/// by rowRole.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int rowRole = Qt::UserRole;

    explicit RowDelegate(int lines, QObject *parent);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int m_lines;
};

} // namespace Sendoff::Gui

Q_DECLARE_METATYPE(Sendoff::Gui::Row)
