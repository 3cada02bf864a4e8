// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/symbol.h"

#include <QPushButton>

#include <optional>

namespace Sendoff::Gui {

/// The one button of the program, in five looks. Painted from the palette: no style sheet, which would be parsed before
/// the first window and polish every child.
class Button : public QPushButton
{
    Q_OBJECT
    Q_PROPERTY(QString look READ look WRITE setLook)
    Q_PROPERTY(QString symbol READ symbol WRITE setSymbol)
    Q_PROPERTY(QString secondLine READ secondLine WRITE setSecondLine)
    Q_PROPERTY(bool iconOnly READ isIconOnly WRITE setIconOnly)
    Q_PROPERTY(bool chevron READ hasChevron WRITE setChevron)
public:
    enum class Look { Quiet, Outlined, Accent, Link, Card };

    explicit Button(QWidget *parent = nullptr);
    Button(Look look, const QString &text, QWidget *parent);

    void setLook(Look look);
    void setSymbol(Symbol symbol);
    /// Text from elsewhere: an ampersand in it is no shortcut, and what does not fit is elided in the middle.
    void setForeignText(const QString &text);
    /// Shown under the text by a Card.
    void setSecondLine(const QString &text);
    /// Only the symbol is painted; the text stays as name and tip.
    void setIconOnly(bool only);
    void setChevron(bool shown);
    /// Not empty: a spot in the corner says that there is something to look at, and these words say what.
    void setBadge(const QString &words);
    QString secondLine() const { return m_secondLine; }
    bool isIconOnly() const { return m_iconOnly; }
    bool hasChevron() const { return m_chevron; }

    // For forms: quiet, outlined, accent, link, card; attach, menu …
    QString look() const;
    void setLook(const QString &name);
    QString symbol() const;
    void setSymbol(const QString &name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    int symbolExtent() const;
    QString shownText() const;
    void paintBack(QPainter &painter) const;
    void paintContent(QPainter &painter) const;
    void paintCard(QPainter &painter) const;
    QFont wordsFont() const;
    QColor ink() const;

    Look m_look = Look::Outlined;
    std::optional<Symbol> m_symbol;
    QString m_secondLine;
    QString m_badge;
    bool m_iconOnly = false;
    bool m_chevron = false;
    bool m_elides = false;
    bool m_ring = false; ///< focus came by keyboard
};

} // namespace Sendoff::Gui
