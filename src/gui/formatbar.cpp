// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/formatbar.h"

#include "gui/bodyedit.h"
#include "gui/button.h"
#include "gui/flowlayout.h"
#include "gui/theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

struct Ink
{
    const char *name;
    QRgb colour;
};
// Each at least 4.5:1 on white, where most mail is read.
constexpr auto inks = std::to_array<Ink>({
    {QT_TRANSLATE_NOOP("Sendoff::Gui::FormatBar", "Red"), 0xFFB3261E},
    {QT_TRANSLATE_NOOP("Sendoff::Gui::FormatBar", "Brown"), 0xFF8A5A00},
    {QT_TRANSLATE_NOOP("Sendoff::Gui::FormatBar", "Green"), 0xFF1E6E2E},
    {QT_TRANSLATE_NOOP("Sendoff::Gui::FormatBar", "Teal"), 0xFF00696F},
    {QT_TRANSLATE_NOOP("Sendoff::Gui::FormatBar", "Blue"), 0xFF1A4FB8},
    {QT_TRANSLATE_NOOP("Sendoff::Gui::FormatBar", "Purple"), 0xFF7A2FA0},
    {QT_TRANSLATE_NOOP("Sendoff::Gui::FormatBar", "Grey"), 0xFF5F6368},
});

QIcon spotOf(const QColor &colour)
{
    QPixmap spot(32, 32);
    spot.fill(Qt::transparent);
    QPainter painter(&spot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(4, 4, 24, 24);
    return QIcon(spot);
}

} // namespace

FormatBar::FormatBar(BodyEdit &edit, QWidget *parent)
    : QWidget(parent)
    , m_edit(edit)
{
    setAccessibleName(tr("Formatting"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(Space::m, Space::xs, Space::m, Space::xs);
    m_row = new FlowLayout(Space::xs);
    outer->addLayout(m_row);
    addMarks();
    addParagraphs();
    connect(&m_edit, &QTextEdit::cursorPositionChanged, this, &FormatBar::follow);
    connect(&m_edit, &QTextEdit::currentCharFormatChanged, this, &FormatBar::follow);
    follow();
}

Button *FormatBar::add(Symbol symbol, const QString &name, const QString &keys, const std::function<void()> &act)
{
    auto *button = new Button(Button::Look::Quiet, name, this);
    button->setSymbol(symbol);
    button->setIconOnly(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(name);
    //: a command, then its keys
    button->setToolTip(keys.isEmpty() ? name
                                      : tr("%1 (%2)").arg(name, QKeySequence(keys).toString(QKeySequence::NativeText)));
    connect(button, &Button::clicked, this, [this, act] { this->act(act); });
    m_row->addWidget(button);
    return button;
}

void FormatBar::act(const std::function<void()> &change)
{
    if (!m_edit.isReadOnly())
        m_edit.format(change);
    m_edit.setFocus(Qt::OtherFocusReason);
    follow();
}

Button *FormatBar::addMenu(Symbol symbol, const QString &name, void (FormatBar::*fill)(QMenu &))
{
    Button *button = new Button(Button::Look::Quiet, name, this);
    button->setSymbol(symbol);
    button->setIconOnly(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(name);
    button->setToolTip(name);
    connect(button, &Button::clicked, this, [this, button, fill] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        (this->*fill)(*menu);
        menu->popup(button->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    });
    m_row->addWidget(button);
    return button;
}

void FormatBar::addMarks()
{
    const auto mark = [this](Symbol symbol, const QString &name, const QString &keys, Mark which) {
        Button *button = add(symbol, name, keys, [this, which] { Formatting::toggle(m_edit, which); });
        button->setCheckable(true);
        return button;
    };
    addMenu(Symbol::Style, tr("Paragraph style"), &FormatBar::fillStyles);
    m_bold = mark(Symbol::Bold, tr("Bold"), u"Ctrl+B"_s, Mark::Bold);
    m_italic = mark(Symbol::Italic, tr("Italic"), u"Ctrl+I"_s, Mark::Italic);
    m_underline = mark(Symbol::Underline, tr("Underline"), u"Ctrl+U"_s, Mark::Underline);
    m_strike = mark(Symbol::Strike, tr("Strike through"), u"Ctrl+Shift+X"_s, Mark::Strike);
    addMenu(Symbol::Format, tr("Text size"), &FormatBar::fillSizes);
    addMenu(Symbol::Colour, tr("Text colour"), &FormatBar::fillColours);
}

void FormatBar::addParagraphs()
{
    m_bullets = add(Symbol::Bullets, tr("Bulleted list"), u"Ctrl+Shift+8"_s,
                    [this] { Formatting::toggleList(m_edit, false); });
    m_numbers = add(Symbol::Numbers, tr("Numbered list"), u"Ctrl+Shift+7"_s,
                    [this] { Formatting::toggleList(m_edit, true); });
    m_quote = add(Symbol::Quote, tr("Quote"), u"Ctrl+Shift+9"_s, [this] { Formatting::toggleQuote(m_edit); });
    m_link = add(Symbol::Link, tr("Link"), u"Ctrl+K"_s, [this] { Q_EMIT linkWanted(); });
    for (Button *each : {m_bullets, m_numbers, m_quote, m_link})
        each->setCheckable(true);
    addMenu(Symbol::Table, tr("Table"), &FormatBar::fillTable);
    add(Symbol::Rule, tr("Line across"), {}, [this] { Formatting::insertRule(m_edit); });
    add(Symbol::Clear, tr("Remove formatting"), u"Ctrl+\\"_s, [this] { Formatting::clear(m_edit); });
}

void FormatBar::fillStyles(QMenu &menu)
{
    auto *group = new QActionGroup(&menu);
    const ParagraphStyle now = Formatting::stateOf(m_edit).style;
    const std::array<std::pair<QString, ParagraphStyle>, 5> styles{{
        {tr("Text") + u"\tCtrl+Alt+0"_s, ParagraphStyle::Text},
        {tr("Heading 1") + u"\tCtrl+Alt+1"_s, ParagraphStyle::Heading1},
        {tr("Heading 2") + u"\tCtrl+Alt+2"_s, ParagraphStyle::Heading2},
        {tr("Heading 3") + u"\tCtrl+Alt+3"_s, ParagraphStyle::Heading3},
        {tr("Code"), ParagraphStyle::Code},
    }};
    for (const auto &[name, style] : styles) {
        QAction *action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(style == now);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, style = style] { act([this, style] { Formatting::setStyle(m_edit, style); }); });
    }
    menu.addSeparator();
    const auto align = [&](const QString &name, Qt::Alignment side) {
        connect(menu.addAction(name), &QAction::triggered, this,
                [this, side] { act([this, side] { Formatting::setAlignment(m_edit, side); }); });
    };
    align(tr("Where lines begin"), {});
    align(tr("Centred"), Qt::AlignHCenter);
    align(tr("Right"), Qt::AlignRight | Qt::AlignAbsolute);
}

void FormatBar::fillSizes(QMenu &menu)
{
    const int now = Formatting::stateOf(m_edit).size;
    const std::array<std::pair<QString, int>, 4> sizes{
        {{tr("Small"), -1}, {tr("Normal"), 0}, {tr("Large"), 1}, {tr("Very large"), 2}}};
    for (const auto &[name, size] : sizes) {
        QAction *action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(size == now);
        connect(action, &QAction::triggered, this,
                [this, size = size] { act([this, size] { Formatting::setSize(m_edit, size); }); });
    }
}

void FormatBar::fillColours(QMenu &menu)
{
    connect(menu.addAction(tr("As the reader has it")), &QAction::triggered, this,
            [this] { act([this] { Formatting::setColour(m_edit, {}); }); });
    menu.addSeparator();
    for (const Ink &ink : inks) {
        const QColor colour = QColor::fromRgb(ink.colour);
        connect(menu.addAction(spotOf(colour), tr(ink.name)), &QAction::triggered, this,
                [this, colour] { act([this, colour] { Formatting::setColour(m_edit, colour); }); });
    }
}

void FormatBar::fillTable(QMenu &menu)
{
    using Formatting::TableChange;
    if (!Formatting::stateOf(m_edit).isInTable) {
        for (const auto &[rows, columns] : {std::pair(2, 2), {3, 3}, {4, 4}, {3, 2}, {5, 2}}) {
            //: of a table
            connect(menu.addAction(tr("%1 rows, %2 columns").arg(rows).arg(columns)), &QAction::triggered, this,
                    [this, rows = rows, columns = columns] {
                        act([this, rows, columns] { Formatting::insertTable(m_edit, rows, columns); });
                    });
        }
        return;
    }
    const std::array<std::pair<QString, TableChange>, 5> changes{{{tr("Add a row below"), TableChange::AddRow},
                                                                  {tr("Add a column"), TableChange::AddColumn},
                                                                  {tr("Remove the row"), TableChange::RemoveRow},
                                                                  {tr("Remove the column"), TableChange::RemoveColumn},
                                                                  {tr("Remove the table"), TableChange::RemoveTable}}};
    for (const auto &[name, change] : changes) {
        connect(menu.addAction(name), &QAction::triggered, this,
                [this, change = change] { act([this, change] { Formatting::changeTable(m_edit, change); }); });
    }
}

void FormatBar::follow()
{
    const FormatState state = Formatting::stateOf(m_edit);
    m_bold->setChecked(state.isBold);
    m_italic->setChecked(state.isItalic);
    m_underline->setChecked(state.isUnderlined);
    m_strike->setChecked(state.isStruck);
    m_bullets->setChecked(state.isBulleted);
    m_numbers->setChecked(state.isNumbered);
    m_quote->setChecked(state.isQuoted);
    m_link->setChecked(state.isLink);
    setEnabled(!m_edit.isReadOnly());
}

void FormatBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, 0, width(), 1), Theme(palette()).hairline);
}

} // namespace Sendoff::Gui
