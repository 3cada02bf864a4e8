// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Moving among the pills of a RecipientEdit, and what keys do to them.
#include "gui/recipientedit.h"
#include "gui/recipientline.h"
#include "gui/recipientpill.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>

namespace Sendoff::Gui {

void RecipientEdit::select(qsizetype index, bool extend)
{
    if (index < 0 || index >= m_entries.size())
        return;
    m_current = index;
    if (!extend || m_anchor < 0)
        m_anchor = index;
    if (!isActive() || m_pills.size() <= index || m_pills.at(index)->isHidden())
        arrange();
    if (index < m_pills.size()) {
        m_pills.at(index)->setFocus(Qt::OtherFocusReason);
        reveal(m_pills.at(index)->geometry());
    }
    showSelection();
}

void RecipientEdit::selectAll()
{
    if (m_entries.isEmpty())
        return;
    select(0, false);
    select(m_entries.size() - 1, true);
}

void RecipientEdit::clearSelection()
{
    m_anchor = m_current = -1;
    showSelection();
}

void RecipientEdit::showSelection()
{
    const qsizetype first = std::min(m_anchor, m_current);
    const qsizetype last = std::max(m_anchor, m_current);
    for (qsizetype i = 0; i < m_pills.size(); ++i)
        m_pills.at(i)->setSelected(m_anchor >= 0 && i >= first && i <= last);
}

bool RecipientEdit::handlePillKey(RecipientPill *pill, QKeyEvent *event)
{
    const qsizetype index = m_pills.indexOf(pill);
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->key() == (rightToLeft ? Qt::Key_Right : Qt::Key_Left)) {
        select(std::max<qsizetype>(0, index - 1), extend);
    } else if (event->key() == (rightToLeft ? Qt::Key_Left : Qt::Key_Right)) {
        if (index + 1 < m_entries.size() && (index + 1 != m_at || extend))
            select(index + 1, extend);
        else
            m_line->setFocus(Qt::OtherFocusReason);
    } else if (event->key() == Qt::Key_Home) {
        select(0, extend);
    } else if (event->key() == Qt::Key_End) {
        m_line->setFocus(Qt::OtherFocusReason);
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else {
        return handlePillEditing(index, event);
    }
    return true;
}

bool RecipientEdit::handlePillEditing(qsizetype index, QKeyEvent *event)
{
    const qsizetype first = std::min(m_anchor, m_current);
    const qsizetype last = std::max(m_anchor, m_current);
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut)) {
        QGuiApplication::clipboard()->setText(toText(m_entries.mid(first, last - first + 1)));
        if (event->matches(QKeySequence::Cut))
            removeSelected();
        return true;
    }
    if (m_readOnly)
        return false;
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    if (event->matches(QKeySequence::Paste)) {
        m_line->setFocus(Qt::OtherFocusReason);
        QCoreApplication::sendEvent(m_line, event);
    } else if (event->key() == Qt::Key_Delete && plain) {
        removeSelected();
    } else if (event->key() == Qt::Key_Backspace && plain) {
        if (first == last && !m_entries.at(index).isReadable())
            edit(index);
        else
            removeSelected();
    } else if (plain
               && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2)) {
        edit(index);
    } else if (plain && !event->text().isEmpty() && event->text().front().isPrint()) {
        m_line->setFocus(Qt::OtherFocusReason);
        QCoreApplication::sendEvent(m_line, event);
    } else {
        return false;
    }
    return true;
}

void RecipientEdit::leave()
{
    if (isActive() == m_wasActive)
        return;
    if (!isActive()) {
        commit();
        m_at = m_entries.size();
        clearSelection();
        m_offset = 0;
    }
    arrange();
    if (isActive())
        reveal(m_line->geometry());
}

bool RecipientEdit::eventFilter(QObject *watched, QEvent *event)
{
    auto *pill = qobject_cast<RecipientPill *>(watched);
    if (event->type() == QEvent::KeyPress && pill)
        return handlePillKey(pill, static_cast<QKeyEvent *>(event));
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (event->type() == QEvent::FocusIn && watched == m_line)
            clearSelection();
        if (event->type() == QEvent::FocusIn && pill && reason == Qt::MouseFocusReason)
            select(m_pills.indexOf(pill), false);
        // Another window in front is no reason to close what is being typed; the pills are folded after the new
        // focus is known.
        const bool aside = reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason;
        if (event->type() == QEvent::FocusIn || !aside)
            QMetaObject::invokeMethod(this, &RecipientEdit::leave, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Sendoff::Gui
