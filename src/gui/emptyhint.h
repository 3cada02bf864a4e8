// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/symbol.h"

#include <QWidget>

class QLabel;

namespace Sendoff::Gui {

class Button;

/// Stands where a list would be, when there is nothing to list: a drawing, what that means, and perhaps a way on.
class EmptyHint : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyHint(QWidget *parent = nullptr);

    void say(Symbol symbol, const QString &title, const QString &more, const QString &verb = {});
    QString title() const;

Q_SIGNALS:
    void pressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void colour();

    Symbol m_symbol = Symbol::Document;
    QLabel *m_title;
    QLabel *m_more;
    Button *m_button;
};

} // namespace Sendoff::Gui
