// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/checkwindow.h"

#include "gui/theme.h"
#include "ui_checkwindow.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPainter>

namespace Sendoff::Gui {

/// The state of a row as a drawing; its words say the same.
class CheckMark : public QWidget
{
public:
    explicit CheckMark(QWidget *parent)
        : QWidget(parent)
    {
        const int side = fontMetrics().height();
        setFixedSize(side, side);
    }

    void setLook(CheckRow::Look look)
    {
        m_look = look;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        using Look = CheckRow::Look;
        const Theme theme(palette());
        QPainter painter(this);
        switch (m_look) {
        case Look::Good:
            drawSymbol(painter, Symbol::Check, rect(), theme.good);
            break;
        case Look::Odd:
            drawSymbol(painter, Symbol::Warning, rect(), theme.tone(Notice::Kind::Warning).strong);
            break;
        case Look::Bad:
            drawSymbol(painter, Symbol::Error, rect(), theme.bad);
            break;
        case Look::Running:
            drawSymbol(painter, Symbol::Clock, rect(), theme.accent);
            break;
        case Look::Waiting:
        case Look::Skipped:
            drawSymbol(painter, Symbol::Clock, rect(), mix(theme.base, theme.text, 0.25));
            break;
        }
    }

private:
    CheckRow::Look m_look = CheckRow::Look::Waiting;
};

CheckWindow::CheckWindow(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CheckWindow>())
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->setupUi(this);
    setBackgroundRole(QPalette::Base); // a change that colour() follows
    setAutoFillBackground(true);
    m_ui->grid->setColumnStretch(2, 1);
    QFont strong = m_ui->account->font();
    strong.setWeight(QFont::DemiBold);
    m_ui->account->setFont(strong);
    m_ui->conclusion->setFont(strong);
    connect(m_ui->again, &Button::clicked, this, &CheckWindow::againRequested);
    connect(m_ui->copy, &Button::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_forCopying); });
    connect(m_ui->close, &Button::clicked, this, &QDialog::close);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 22);
    conclude({}, {});
    colour();
}

CheckWindow::~CheckWindow() = default;

QString CheckWindow::spoken(CheckRow::Look look)
{
    using Look = CheckRow::Look;
    switch (look) {
    case Look::Waiting:
        return tr("not yet");
    case Look::Running:
        return tr("being checked");
    case Look::Good:
        return tr("well");
    case Look::Odd:
        return tr("worth a look");
    case Look::Bad:
        return tr("wrong");
    case Look::Skipped:
        return tr("not checked");
    }
    return {};
}

void CheckWindow::setAccount(const QString &address)
{
    m_ui->account->setText(address);
}

void CheckWindow::addLine()
{
    const int row = int(m_lines.size());
    const Line line{new CheckMark(this), new QLabel(this), new QLabel(this)};
    for (QLabel *label : {line.title, line.words}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    }
    line.words->setWordWrap(true);
    line.words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_ui->grid->addWidget(line.mark, row, 0, Qt::AlignTop);
    m_ui->grid->addWidget(line.title, row, 1, Qt::AlignTop);
    m_ui->grid->addWidget(line.words, row, 2);
    m_lines.append(line);
}

void CheckWindow::setRows(const QList<CheckRow> &rows)
{
    m_rows = rows;
    while (m_lines.size() < rows.size())
        addLine();
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const bool shown = i < rows.size();
        const CheckRow row = rows.value(i);
        m_lines[i].mark->setLook(row.look);
        m_lines[i].title->setText(row.title);
        //: for those who hear the window: what was looked at, then how it is
        m_lines[i].title->setAccessibleName(tr("%1: %2").arg(row.title, spoken(row.look)));
        m_lines[i].words->setText(row.words);
        for (QWidget *each : {static_cast<QWidget *>(m_lines[i].mark), static_cast<QWidget *>(m_lines[i].title),
                              static_cast<QWidget *>(m_lines[i].words)})
            each->setVisible(shown);
    }
    colour();
    fit();
}

/// What is wrong takes several lines, and nobody should have to pull at the window to read them.
void CheckWindow::fit()
{
    layout()->activate();
    const int wanted = std::max(layout()->totalHeightForWidth(width()), layout()->totalMinimumSize().height());
    if (wanted > height())
        resize(width(), wanted);
}

void CheckWindow::conclude(const QString &sentence, const QString &forCopying)
{
    m_forCopying = forCopying;
    m_ui->conclusion->setText(sentence.isEmpty() ? tr("Looking…") : sentence);
    m_ui->again->setEnabled(!sentence.isEmpty());
    m_ui->copy->setEnabled(!forCopying.isEmpty());
    fit();
}

void CheckWindow::colour()
{
    using Look = CheckRow::Look;
    const Theme theme(palette());
    setInk(m_ui->account, theme.text);
    setInk(m_ui->conclusion, theme.text);
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Look look = m_rows.value(i).look;
        const bool isQuiet = look == Look::Waiting || look == Look::Skipped || look == Look::Running;
        setInk(m_lines[i].title, isQuiet ? theme.secondary : theme.text);
        setInk(m_lines[i].words, look == Look::Bad || look == Look::Odd ? theme.text : theme.secondary);
    }
}

void CheckWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace Sendoff::Gui
