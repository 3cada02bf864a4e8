// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/consentsheet.h"

#include "gui/accountwording.h"
#include "gui/button.h"
#include "gui/flowlayout.h"
#include "gui/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

ConsentSheet::ConsentSheet(const RightNeed &need, QWidget *parent)
    : QWidget(parent)
    , m_need(need)
    , m_outer(new QVBoxLayout(this))
{
    setAccessibleName(tr("Permission"));
    m_outer->setContentsMargins(Space::l, Space::m, Space::l, Space::m);
    showPage(ConsentAsking{});
}

void ConsentSheet::showPage(const ConsentPage &page)
{
    m_page = page;
    std::visit([this](const auto &each) { tell(each); }, page);
    m_inside->show();
    if (m_focus)
        m_focus->setFocus(Qt::OtherFocusReason);
    Q_EMIT resized();
}

void ConsentSheet::begin(const QString &title, const QStringList &words)
{
    // Not at once: a button of the old page may be what brought us here.
    if (m_inside) {
        m_inside->hide();
        m_inside->deleteLater();
    }
    m_focus = nullptr;
    m_inside = new QWidget(this);
    m_column = new QVBoxLayout(m_inside);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Space::s);
    const auto addLabel = [this](const QString &text) {
        auto *label = new QLabel(m_inside);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setText(text);
        m_column->addWidget(label);
        return label;
    };
    QLabel *head = addLabel(title);
    QFont font = head->font();
    font.setWeight(QFont::DemiBold);
    head->setFont(font);
    for (const QString &each : words) {
        if (!each.isEmpty())
            addLabel(each);
    }
    setAccessibleDescription((QStringList{title} + words).join(u' '));
    m_buttons = new QWidget(m_inside);
    m_buttons->setLayout(new FlowLayout(Space::s));
    m_column->addWidget(m_buttons);
    m_outer->addWidget(m_inside);
}

Button *ConsentSheet::addButton(const QString &text, bool isMain)
{
    auto *button = new Button(isMain ? Button::Look::Accent : Button::Look::Outlined, text, m_buttons);
    button->setAccessibleName(text);
    m_buttons->layout()->addWidget(button);
    if (isMain || !m_focus)
        m_focus = button;
    return button;
}

void ConsentSheet::addWays()
{
    for (const RightNeed::WayOut way : m_need.ways)
        connect(addButton(buttonFor(way)), &Button::clicked, this, [this, way] { Q_EMIT wayChosen(way); });
    connect(addButton(tr("Not now")), &Button::clicked, this, &ConsentSheet::cancelled);
}

void ConsentSheet::tell(const ConsentAsking &)
{
    const Wording words = wordingFor(m_need);
    begin(words.title, {words.cause, words.nextStep});
    connect(addButton(words.button, true), &Button::clicked, this, [this] { Q_EMIT allowAsked(m_need.right); });
    addWays();
}

void ConsentSheet::tell(const ConsentInBrowser &page)
{
    begin(tr("Your browser is open"),
          {tr("Sign in there as %1 and agree. This window goes on by itself.").arg(m_need.account.address)});
    auto *copy = addButton(tr("Copy the link"));
    connect(copy, &Button::clicked, this, [copy, link = page.link] {
        QGuiApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded));
        copy->setText(tr("Copied"));
    });
    connect(addButton(tr("Cancel")), &Button::clicked, this, &ConsentSheet::waitGivenUp);
}

void ConsentSheet::tell(const ConsentExchanging &)
{
    begin(tr("Nearly done"), {tr("The browser came back. Fetching the new right from Microsoft…")});
    connect(addButton(tr("Cancel")), &Button::clicked, this, &ConsentSheet::waitGivenUp);
}

void ConsentSheet::tell(const ConsentRefused &page)
{
    using Kind = Auth::AuthErrorKind;
    const Wording words = wordingForRefusedRight(page.error, m_need);
    begin(words.title, {words.cause, words.nextStep});
    const bool isRefusal = page.error.kind == Kind::AdminConsentNeeded || page.error.kind == Kind::Denied
        || page.error.kind == Kind::ConsentNeeded;
    // One thing is the thing to do: whoever was refused by an organization cannot mend it alone.
    const bool isForAdministrator = page.error.kind == Kind::AdminConsentNeeded;
    if (isRefusal && !m_need.account.isPersonal())
        addForAdministrator(isForAdministrator);
    const QString again = m_need.right.isEmpty() ? tr("Sign in again…") : tr("Allow…");
    connect(addButton(again, !isForAdministrator), &Button::clicked, this, [this] { Q_EMIT allowAsked(m_need.right); });
    addWays();
}

void ConsentSheet::addForAdministrator(bool isMain)
{
    const QString text = textForAdministrator(m_need.account, m_need.right);
    auto *field = new QPlainTextEdit(text, m_inside);
    field->setReadOnly(true);
    field->setTabChangesFocus(true);
    field->setAccessibleName(tr("Text for the administrator"));
    field->setMaximumHeight(fontMetrics().lineSpacing() * 6);
    m_column->insertWidget(m_column->indexOf(m_buttons), field);
    auto *copy = addButton(tr("Copy text for administrator"), isMain);
    connect(copy, &Button::clicked, this, [copy, text] {
        QGuiApplication::clipboard()->setText(text);
        copy->setText(tr("Copied"));
    });
}

void ConsentSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

void ConsentSheet::dismiss()
{
    const bool waits
        = std::holds_alternative<ConsentInBrowser>(m_page) || std::holds_alternative<ConsentExchanging>(m_page);
    if (waits)
        Q_EMIT waitGivenUp();
    else
        Q_EMIT cancelled();
}

void ConsentSheet::paintEvent(QPaintEvent *)
{
    const Tone tone = Theme(palette()).tone(Notice::Kind::Info);
    QPainter painter(this);
    painter.fillRect(rect(), tone.back);
    painter.fillRect(QRect(0, 0, width(), 1), tone.border);
}

} // namespace Sendoff::Gui
