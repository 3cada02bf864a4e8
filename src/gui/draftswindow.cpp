// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/draftswindow.h"

#include "gui/button.h"
#include "gui/dialogs.h"
#include "gui/draftsmodel.h"
#include "gui/messagebar.h"
#include "gui/practiceband.h"
#include "gui/rowdelegate.h"
#include "ui_draftswindow.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

DraftsWindow::DraftsWindow(Dialogs &dialogs, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_dialogs(dialogs)
    , m_ui(std::make_unique<Ui::DraftsWindow>())
    , m_model(new DraftsModel(this))
    , m_shown(new DraftsSelection(*m_model, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_ui->setupUi(this);
    m_ui->list->setItemDelegate(new RowDelegate(3, this));
    m_ui->list->setModel(m_shown);
    connect(m_ui->list, &QListView::activated, this, &DraftsWindow::open);
    connect(m_ui->list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DraftsWindow::offer);
    connect(m_ui->open, &Button::clicked, this, &DraftsWindow::open);
    connect(m_ui->versions, &Button::clicked, this, [this] {
        if (const QStringList ids = chosen(); ids.size() == 1)
            Q_EMIT versionsRequested(ids.front());
    });
    connect(m_ui->discard, &Button::clicked, this, &DraftsWindow::discard);
    connect(m_ui->compose, &Button::clicked, this, &DraftsWindow::newMessageRequested);
    connect(m_ui->search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_shown->setSearch(words);
        showPage();
    });
    connect(m_ui->hint, &EmptyHint::pressed, this, [this] {
        if (m_shown->isSearching())
            m_ui->search->clear();
        else
            Q_EMIT newMessageRequested();
    });
    addKeys();
    resize(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 34);
    showPage();
}

DraftsWindow::~DraftsWindow() = default;

void DraftsWindow::addKeys()
{
    const auto key = [this](const QString &name, const QKeySequence &keys, auto does) {
        auto *action = new QAction(name, this);
        action->setShortcut(keys);
        action->setAutoRepeat(false);
        connect(action, &QAction::triggered, this, does);
        addAction(action);
    };
    key(tr("New message"), QKeySequence(Qt::CTRL | Qt::Key_N), [this] { Q_EMIT newMessageRequested(); });
    key(tr("Close"), QKeySequence(Qt::CTRL | Qt::Key_W), [this] { close(); });
    key(tr("Search"), QKeySequence(Qt::CTRL | Qt::Key_F), [this] {
        m_ui->search->setFocus(Qt::ShortcutFocusReason);
        m_ui->search->selectAll();
    });
    key(tr("Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z), [this] { undo(); });
    key(tr("Close message"), QKeySequence(Qt::Key_Escape), [this] {
        if (m_ui->search->hasFocus() && !m_ui->search->text().isEmpty())
            m_ui->search->clear();
        else if (m_stack)
            m_stack->closeNewest();
    });
    m_ui->list->installEventFilter(this);
    m_ui->search->installEventFilter(this);
}

bool DraftsWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_ui->list && key->matches(QKeySequence::Delete)) {
        discard();
        return true;
    }
    if (watched == m_ui->search && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return)) {
        m_ui->list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// ---- What is shown ------------------------------------------------------------------------------------------------

void DraftsWindow::setPractice(const QUrl &mailbox)
{
    delete std::exchange(m_band, nullptr);
    if (mailbox.isEmpty())
        return;
    auto *band = new PracticeBand(this);
    connect(band, &PracticeBand::mailboxWanted, this, [this, mailbox] { m_dialogs.openUrl(mailbox); });
    m_ui->column->insertWidget(0, band);
    band->show();
    m_band = band;
}

void DraftsWindow::setDrafts(const QList<Compose::DraftSummary> &drafts)
{
    m_filled = true;
    const QStringList before = chosen();
    const int scrolled = m_ui->list->verticalScrollBar()->value();
    const int current = m_ui->list->currentIndex().row();
    m_model->setDrafts(drafts);
    QItemSelection still;
    for (const QString &id : before) {
        const int row = m_model->rowOf(id);
        const QModelIndex index = row < 0 ? QModelIndex() : m_shown->mapFromSource(m_model->index(row));
        if (index.isValid())
            still.select(index, index);
    }
    m_ui->list->selectionModel()->select(still, QItemSelectionModel::ClearAndSelect);
    showPage();
    // Where one was deleted, the next one is chosen.
    if (still.isEmpty())
        select(std::clamp(current, 0, std::max(0, m_shown->rowCount() - 1)));
    else
        m_ui->list->selectionModel()->setCurrentIndex(still.indexes().front(), QItemSelectionModel::NoUpdate);
    m_ui->list->verticalScrollBar()->setValue(scrolled);
    offer();
}

void DraftsWindow::select(int row)
{
    m_ui->list->selectionModel()->setCurrentIndex(m_shown->index(row, 0), QItemSelectionModel::ClearAndSelect);
}

void DraftsWindow::showPage()
{
    const bool any = m_shown->rowCount() > 0;
    if (m_shown->isSearching()) {
        m_ui->hint->say(Symbol::Info, tr("No draft matches"), tr("Recipients, subjects and texts are searched."),
                        tr("Clear the search"));
    } else if (!m_filled) {
        m_ui->hint->say(Symbol::Document, tr("Reading the drafts…"), {});
    } else {
        m_ui->hint->say(Symbol::Document, tr("No drafts"),
                        tr("What you write is kept here until you send it. Nothing has to be saved by hand."),
                        tr("Write a mail"));
    }
    const bool hadFocus = focusWidget() && m_ui->pages->isAncestorOf(focusWidget());
    m_ui->pages->setCurrentWidget(any ? static_cast<QWidget *>(m_ui->list) : m_ui->hint);
    if (any && (hadFocus || !focusWidget()))
        m_ui->list->setFocus();
    offer();
}

void DraftsWindow::offer()
{
    const qsizetype count = chosen().size();
    m_ui->open->setEnabled(count == 1);
    m_ui->versions->setEnabled(count == 1);
    m_ui->discard->setEnabled(count > 0);
    m_ui->discard->setText(count > 1 ? tr("Delete %1 drafts").arg(count) : tr("Delete"));
    m_ui->tools->setVisible(m_shown->rowCount() > 0);
    m_ui->toolsLine->setVisible(m_shown->rowCount() > 0);
}

QStringList DraftsWindow::chosen() const
{
    QModelIndexList rows = m_ui->list->selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const QModelIndex &each : std::as_const(rows))
        ids.append(m_model->at(m_shown->mapToSource(each).row()).id);
    return ids;
}

// ---- What is done -------------------------------------------------------------------------------------------------

void DraftsWindow::open()
{
    if (const QStringList ids = chosen(); ids.size() == 1)
        Q_EMIT openRequested(ids.front());
}

void DraftsWindow::discard()
{
    if (const QStringList ids = chosen(); !ids.isEmpty())
        Q_EMIT deleteRequested(ids);
}

void DraftsWindow::undo()
{
    if (m_deleted.isEmpty())
        return;
    const QStringList ids = m_deleted.takeLast();
    showUndo();
    Q_EMIT undoRequested(ids);
}

MessageStack *DraftsWindow::notices()
{
    if (m_stack)
        return m_stack;
    m_stack = new MessageStack(this);
    connect(m_stack, &MessageStack::pressed, this, [this](const QString &key, Action) {
        if (key == u"deleted")
            undo();
        else
            m_stack->remove(key);
    });
    connect(m_stack, &MessageStack::closed, this, [this](const QString &key) {
        if (key == u"deleted")
            m_deleted.clear();
    });
    m_ui->column->addWidget(m_stack);
    return m_stack;
}

void DraftsWindow::showDeleted(const QStringList &ids)
{
    if (ids.isEmpty())
        return;
    m_deleted.append(ids);
    showUndo();
}

void DraftsWindow::showUndo()
{
    if (m_deleted.isEmpty()) {
        notices()->remove(u"deleted"_s);
        return;
    }
    const qsizetype count = m_deleted.back().size();
    Notice notice;
    notice.key = u"deleted"_s;
    notice.text = count == 1 ? tr("Draft deleted") : tr("%1 drafts deleted").arg(count);
    notice.buttons.append({tr("Undo"), Action::KeepWriting});
    notices()->put(notice);
}

void DraftsWindow::showStoreError(const Store::StoreError &why)
{
    Notice notice = noticeFor(Notice::Kind::Error, u"store"_s, wordingFor(why), details(why));
    notice.buttons.clear();
    notices()->put(notice);
}

void DraftsWindow::contextMenuEvent(QContextMenuEvent *event)
{
    const QStringList ids = chosen();
    if (ids.isEmpty() || !m_ui->list->isVisible()
        || !m_ui->list->rect().contains(m_ui->list->mapFromGlobal(event->globalPos())))
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (ids.size() == 1) {
        menu->addAction(tr("Open"), this, &DraftsWindow::open);
        menu->addAction(tr("Earlier versions…"), this, [this, id = ids.front()] { Q_EMIT versionsRequested(id); });
    }
    menu->addAction(ids.size() == 1 ? tr("Delete") : tr("Delete %1 drafts").arg(ids.size()), this,
                    &DraftsWindow::discard);
    menu->popup(event->globalPos());
}

} // namespace Sendoff::Gui
