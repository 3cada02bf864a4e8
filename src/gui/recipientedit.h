// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/recipients.h"

#include <QWidget>

class QScrollBar;

namespace Sendoff::Gui {

class Button;
class RecipientLine;
class RecipientPill;

/// A field of recipients: pills, and a line to type the next one into. What was typed becomes pills on Enter, comma,
/// semicolon, when the field is left and when a list is pasted. What nobody can read becomes a marked pill with the
/// text as typed. Nothing is ever dropped: recipients() also reads what is still in the line.
class RecipientEdit : public QWidget
{
    Q_OBJECT
public:
    explicit RecipientEdit(QWidget *parent = nullptr);

    /// How assistive technology calls the line: "To".
    void setFieldName(const QString &name);
    QList<Recipient> recipients() const;
    void setRecipients(const QList<Recipient> &recipients);
    void commit(); ///< makes pills of what is in the line
    void setReadOnly(bool readOnly);
    bool isEmpty() const;
    RecipientLine *line() const { return m_line; }
    QList<RecipientPill *> pills() const { return m_pills; } ///< those that exist; folded ones need not
    /// Puts the cursor where the first recipient is that cannot be used; false: there is none.
    bool showFirstWrong();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Flow
    {
        QList<QRect> pills; ///< of the entries shown
        QRect line;
        QRect more;
        int rows = 1;
    };

    Flow flow(int room, bool open) const;
    void arrange();
    void place(const Flow &flow, int room);
    void syncPills(qsizetype count);
    void updateScrolling(int rows);
    void reveal(const QRect &content);
    int openHeight() const;
    int rowHeight() const;
    bool isActive() const;

    void offer(const QString &text);
    void separate(QChar separator);
    void insert(const QList<Recipient> &fresh);
    void removeSelected();
    void removeRange(qsizetype first, qsizetype last);
    void edit(qsizetype index);
    void select(qsizetype index, bool extend);
    void selectAll();
    void clearSelection();
    void showSelection();
    bool handlePillKey(RecipientPill *pill, QKeyEvent *event);
    bool handlePillEditing(qsizetype index, QKeyEvent *event);
    int widthOf(const Recipient &recipient) const;
    void measure();
    void leave();

    QList<Recipient> m_entries;
    QList<int> m_widths; ///< of the pill of each entry, as wide as it wants
    QList<RecipientPill *> m_pills;
    RecipientLine *m_line;
    Button *m_more = nullptr;
    QScrollBar *m_bar = nullptr;
    qsizetype m_at = 0; ///< where the line stands among the entries
    qsizetype m_anchor = -1; ///< selection, -1: none
    qsizetype m_current = -1;
    int m_height = 0;
    int m_offset = 0; ///< scrolled by
    bool m_readOnly = false;
    bool m_wasActive = false;
};

} // namespace Sendoff::Gui
