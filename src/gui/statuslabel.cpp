// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/statuslabel.h"

#include <QAccessible>
#include <QAccessibleWidget>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

/// A label with an accessible name has no text for assistive technology, as Qt makes it. This one has both.
class StatusText final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit StatusText(StatusLabel *label)
        : QAccessibleWidget(label, QAccessible::StaticText)
        , m_label(label)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this)
                                                  : QAccessibleWidget::interface_cast(type);
    }
    using QAccessibleWidget::text;
    QString text(int start, int end) const override { return m_label->text().mid(start, end - start); }
    int characterCount() const override { return static_cast<int>(m_label->text().size()); }
    QString attributes(int, int *start, int *end) const override
    {
        *start = 0;
        *end = characterCount();
        return {};
    }
    int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override { }
    void selection(int, int *start, int *end) const override { *start = *end = 0; }
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override { }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    QRect characterRect(int) const override { return rect(); }
    int offsetAtPoint(const QPoint &) const override { return 0; }
    void scrollToSubstring(int, int) override { }

private:
    StatusLabel *m_label;
};

QAccessibleInterface *makeStatusText(const QString &, QObject *object)
{
    auto *label = qobject_cast<StatusLabel *>(object);
    return label ? new StatusText(label) : nullptr;
}

} // namespace

StatusLabel::StatusLabel(QWidget *parent)
    : QLabel(parent)
{
    static const bool known = [] {
        QAccessible::installFactory(makeStatusText);
        return true;
    }();
    Q_UNUSED(known)
    setTextFormat(Qt::PlainText);
}

void StatusLabel::say(const QString &words)
{
    const QString before = text();
    if (before == words)
        return;
    setText(words);
    setAccessibleDescription(words);
    QAccessibleTextUpdateEvent changed(this, 0, before, words);
    QAccessible::updateAccessibility(&changed);
}

} // namespace Sendoff::Gui
