// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recipientedit.h"

#include "gui/button.h"
#include "gui/recipientline.h"
#include "gui/recipientpill.h"
#include "gui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

/// Inside quotes, <> or () a comma belongs to the address.
bool isOpen(QStringView text)
{
    bool quoted = false;
    int angles = 0;
    int comments = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\\')
            ++i;
        else if (c == u'"')
            quoted = !quoted;
        else if (!quoted)
            angles += (c == u'<') - (c == u'>'), comments += (c == u'(') - (c == u')');
    }
    return quoted || angles > 0 || comments > 0;
}

bool allReadable(const QList<Recipient> &list)
{
    return !list.isEmpty()
        && std::all_of(list.begin(), list.end(), [](const Recipient &each) { return each.isReadable(); });
}

} // namespace

RecipientEdit::RecipientEdit(QWidget *parent)
    : QWidget(parent)
    , m_line(new RecipientLine(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
    m_line->installEventFilter(this);
    arrange();
    connect(m_line, &RecipientLine::offered, this, &RecipientEdit::offer);
    connect(m_line, &RecipientLine::separatorTyped, this, &RecipientEdit::separate);
    connect(m_line, &RecipientLine::commitWanted, this, &RecipientEdit::commit);
    connect(m_line, &RecipientLine::textEdited, this, [this] {
        if (m_at < m_entries.size())
            arrange();
        reveal(m_line->geometry());
    });
    connect(m_line, &RecipientLine::textChanged, this, &RecipientEdit::changed);
    connect(m_line, &RecipientLine::leftAtStart, this, [this](bool extend) { select(m_at - 1, extend); });
    connect(m_line, &RecipientLine::rightAtEnd, this, [this] { select(m_at < m_entries.size() ? m_at : -1, false); });
    connect(m_line, &RecipientLine::eraseAtStart, this, [this] { select(m_at - 1, false); });
    connect(m_line, &RecipientLine::selectAllAgain, this, &RecipientEdit::selectAll);
}

void RecipientEdit::setFieldName(const QString &name)
{
    m_line->setAccessibleName(name);
}

bool RecipientEdit::isEmpty() const
{
    return m_entries.isEmpty() && m_line->text().trimmed().isEmpty();
}

QList<Recipient> RecipientEdit::recipients() const
{
    QList<Recipient> all = m_entries;
    if (!m_line->text().trimmed().isEmpty()) {
        const QList<Recipient> typed = readRecipients(m_line->text());
        for (qsizetype i = 0; i < typed.size(); ++i)
            all.insert(m_at + i, typed.at(i));
    }
    return all;
}

void RecipientEdit::setRecipients(const QList<Recipient> &recipients)
{
    clearSelection();
    m_entries = recipients;
    m_at = m_entries.size();
    m_offset = 0;
    m_line->clear();
    measure();
    arrange();
    reveal(m_line->geometry());
    Q_EMIT changed();
}

void RecipientEdit::setReadOnly(bool readOnly)
{
    if (std::exchange(m_readOnly, readOnly) == readOnly)
        return;
    m_line->setReadOnly(readOnly);
    for (RecipientPill *pill : std::as_const(m_pills))
        pill->setRemovable(!readOnly);
    measure();
    arrange();
}

int RecipientEdit::widthOf(const Recipient &recipient) const
{
    return RecipientPill::widthFor(recipient, fontMetrics(), !m_readOnly);
}

void RecipientEdit::measure()
{
    m_widths.clear();
    for (const Recipient &each : std::as_const(m_entries))
        m_widths.append(widthOf(each));
}

// ---- Typing and pasting ------------------------------------------------------------------------------------------

void RecipientEdit::commit()
{
    const QString typed = m_line->text();
    if (typed.trimmed().isEmpty())
        return;
    const QList<Recipient> fresh = readRecipients(typed);
    m_line->clear();
    insert(fresh);
}

void RecipientEdit::separate(QChar separator)
{
    const QString typed = m_line->text();
    // "Mora, Ana <ana@…>": after a comma without an @ before it, the rest of a name may follow.
    const bool mayGoOn = separator == u',' && !typed.contains(u'@') && !typed.trimmed().isEmpty();
    if (isOpen(typed) || mayGoOn || m_line->cursorPosition() < typed.size())
        m_line->insert(separator);
    else
        commit();
}

void RecipientEdit::offer(const QString &text)
{
    const QString typed = m_line->text();
    const qsizetype start = m_line->hasSelectedText() ? m_line->selectionStart() : m_line->cursorPosition();
    const QString whole = typed.left(start) + text + typed.mid(start + m_line->selectedText().size());
    const QList<Recipient> fresh = readRecipients(whole);
    if (fresh.size() > 1 || allReadable(fresh) || text.contains(u'\n')) {
        m_line->clear();
        insert(fresh);
    } else {
        m_line->insert(text);
    }
}

void RecipientEdit::insert(const QList<Recipient> &fresh)
{
    clearSelection();
    for (const Recipient &each : fresh) {
        m_entries.insert(m_at, each);
        m_widths.insert(m_at, widthOf(each));
        ++m_at;
    }
    arrange();
    reveal(m_line->geometry());
    Q_EMIT changed();
}

void RecipientEdit::edit(qsizetype index)
{
    if (m_readOnly)
        return;
    const Recipient entry = m_entries.at(index);
    const qsizetype before = m_entries.size();
    commit();
    const qsizetype at = index < m_at - (m_entries.size() - before) ? index : index + m_entries.size() - before;
    m_entries.removeAt(at);
    m_widths.removeAt(at);
    m_at = at;
    clearSelection();
    m_line->setText(entry.isReadable() ? toText(entry.address) : entry.unreadable);
    arrange();
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->end(false);
    Q_EMIT changed();
}

void RecipientEdit::removeRange(qsizetype first, qsizetype last)
{
    if (m_readOnly || first < 0 || last >= m_entries.size())
        return;
    m_entries.remove(first, last - first + 1);
    m_widths.remove(first, last - first + 1);
    if (m_at > first)
        m_at = std::max(first, m_at - (last - first + 1));
    clearSelection();
    arrange();
    // The next key goes where the eye is: to the neighbour, else to the line.
    if (first < m_entries.size() && first < m_at)
        select(first, false);
    else
        m_line->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

void RecipientEdit::removeSelected()
{
    removeRange(std::min(m_anchor, m_current), std::max(m_anchor, m_current));
}

bool RecipientEdit::showFirstWrong()
{
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (m_entries.at(i).isReadable())
            continue;
        m_line->setFocus(Qt::OtherFocusReason);
        select(i, false);
        return true;
    }
    return false;
}

} // namespace Sendoff::Gui
