// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/requestwindow.h"

#include "gui/outboxwording.h"
#include "gui/theme.h"
#include "ui_requestwindow.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>

namespace Sendoff::Gui {

RequestWindow::RequestWindow(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RequestWindow>())
{
    setAttribute(Qt::WA_DeleteOnClose);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_ui->setupUi(this);
    QFont strong = m_ui->subject->font();
    strong.setWeight(QFont::DemiBold);
    m_ui->subject->setFont(strong);
    m_ui->text->document()->setDocumentMargin(Space::l);
    const Theme theme(palette());
    setInk(m_ui->subject, theme.text);
    setInk(m_ui->note, theme.secondary);
    setInk(m_ui->cut, theme.secondary);
    connect(m_ui->tabs, &QTabBar::currentChanged, this, &RequestWindow::showText);
    connect(m_ui->copy, &Button::clicked, this, [this] {
        const int index = m_ui->tabs->currentIndex();
        if (index >= 0 && index < m_texts.size())
            QGuiApplication::clipboard()->setText(m_texts.at(index).whole);
    });
    connect(m_ui->close, &Button::clicked, this, &QDialog::close);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 32);
}

RequestWindow::~RequestWindow() = default;

void RequestWindow::setRequest(const QString &subject, const QList<RequestText> &texts)
{
    m_texts = texts;
    m_ui->subject->setText(subjectInWords(subject));
    while (m_ui->tabs->count() > 0)
        m_ui->tabs->removeTab(0);
    for (const RequestText &each : texts)
        m_ui->tabs->addTab(each.title);
    showText(m_ui->tabs->currentIndex());
    m_ui->text->setFocus();
}

void RequestWindow::showText(int index)
{
    if (index < 0 || index >= m_texts.size())
        return;
    const RequestText &text = m_texts.at(index);
    m_ui->text->setFont(text.isCode ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : font());
    m_ui->text->setWordWrapMode(text.isCode ? QTextOption::WrapAnywhere : QTextOption::WordWrap);
    m_ui->text->setPlainText(text.shown);
    m_ui->cut->setText(text.shown == text.whole ? QString() : tr("Files are cut short here. Copy gives all of it."));
}

} // namespace Sendoff::Gui
