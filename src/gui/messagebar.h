// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/drawer.h"
#include "gui/notice.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace Sendoff::Gui {

class Button;
class FlowLayout;

/// One thing to know, one line, one cure. Never a box in the way.
class MessageBar : public QWidget
{
    Q_OBJECT
public:
    MessageBar(const Notice &notice, bool closable, QWidget *parent = nullptr);

    const Notice &notice() const { return m_notice; }
    bool isClosable() const { return m_close != nullptr; }
    /// Another first line, for what changes by the second.
    void say(const QString &text);
    /// Rounded, with a line around it, for one that does not reach from edge to edge.
    void setCard(bool card);
    /// One more button after those of the notice, for its owner to connect.
    Button *addButton(const QString &label);

Q_SIGNALS:
    void pressed(Sendoff::Gui::Action action);
    void closeRequested();
    void resized(); ///< unfolded or folded

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void ensureButtonRow();
    QLabel *addLabel(const QString &text, bool strong);
    void addButtons();
    void addDetails();
    void toggleDetails();
    void arrange();
    void colour();

    Notice m_notice;
    QBoxLayout *m_row = nullptr; ///< words and buttons: side by side, or one under the other
    QBoxLayout *m_words = nullptr;
    FlowLayout *m_buttons = nullptr;
    QList<QLabel *> m_labels;
    int m_symbolRoom = 0;
    bool m_card = false;
    Button *m_close = nullptr;
    Button *m_unfold = nullptr;
    QWidget *m_details = nullptr;
};

/// Bars one above the other, each key once.
class MessageStack : public Drawer
{
    Q_OBJECT
public:
    explicit MessageStack(QWidget *parent = nullptr);

    /// The bar that now says this. The same notice again leaves its bar alone.
    void put(const Notice &notice, bool closable = true);
    void remove(const QString &key);
    MessageBar *bar(const QString &key) const;
    QList<MessageBar *> bars() const { return m_bars; }
    /// Closes the newest bar that may be closed. False: there is none.
    bool closeNewest();

Q_SIGNALS:
    void pressed(const QString &key, Sendoff::Gui::Action action);
    void closed(const QString &key);

private:
    QList<MessageBar *> m_bars; ///< oldest first, as they stand
};

} // namespace Sendoff::Gui
