// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/formatting.h"
#include "gui/symbol.h"

#include <QWidget>

#include <functional>

class QMenu;

namespace Sendoff::Gui {

class BodyEdit;
class Button;
class FlowLayout;

/// The row of tools above the strip that formats the text. Buttons give the keyboard back to the text.
class FormatBar : public QWidget
{
    Q_OBJECT
public:
    explicit FormatBar(BodyEdit &edit, QWidget *parent = nullptr);

    /// Shows what holds at the cursor.
    void follow();

Q_SIGNALS:
    void linkWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Button *add(Symbol symbol, const QString &name, const QString &keys, const std::function<void()> &act);
    Button *addMenu(Symbol symbol, const QString &name, void (FormatBar::*fill)(QMenu &));
    void addMarks();
    void addParagraphs();
    void fillStyles(QMenu &menu);
    void fillSizes(QMenu &menu);
    void fillColours(QMenu &menu);
    void fillTable(QMenu &menu);
    void act(const std::function<void()> &change);

    BodyEdit &m_edit;
    FlowLayout *m_row;
    Button *m_bold = nullptr;
    Button *m_italic = nullptr;
    Button *m_underline = nullptr;
    Button *m_strike = nullptr;
    Button *m_bullets = nullptr;
    Button *m_numbers = nullptr;
    Button *m_quote = nullptr;
    Button *m_link = nullptr;
};

} // namespace Sendoff::Gui
