// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outboxwindow.h"

#include "gui/button.h"
#include "gui/flowlayout.h"
#include "gui/messagebar.h"
#include "gui/outboxmodel.h"
#include "gui/outboxselection.h"
#include "gui/practiceband.h"
#include "gui/rowdelegate.h"
#include "gui/theme.h"
#include "ui_outboxwindow.h"

#include <QLocale>
#include <QScrollBar>
#include <QShowEvent>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

OutboxWindow::OutboxWindow(Dialogs &dialogs, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_dialogs(dialogs)
    , m_ui(std::make_unique<Ui::OutboxWindow>())
    , m_model(new OutboxModel(this))
    , m_shown(new OutboxSelection(*m_model, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_ui->setupUi(this);
    addFilters();
    addKeys();
    m_ui->list->setItemDelegate(new RowDelegate(3, this));
    m_ui->list->setModel(m_shown);
    m_ui->splitter->setStretchFactor(0, 2);
    m_ui->splitter->setStretchFactor(1, 3);
    connectList();
    m_second.setObjectName(u"second"_s);
    m_second.setParent(this);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &OutboxWindow::tick);
    m_look.setSingleShot(true);
    m_look.setInterval(0);
    connect(&m_look, &QTimer::timeout, this, &OutboxWindow::askForMore);
    m_several.setSingleShot(true);
    m_several.setInterval(0);
    connect(&m_several, &QTimer::timeout, this, &OutboxWindow::showPane);
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 38);
    showCounts({});
    showPage();
}

OutboxWindow::~OutboxWindow() = default;

void OutboxWindow::addFilters()
{
    auto *flow = new FlowLayout(Space::xs);
    m_ui->filters->setLayout(flow);
    for (OutboxFilter filter : {OutboxFilter::All, OutboxFilter::Waiting, OutboxFilter::NeedsUser,
                                OutboxFilter::Uncertain, OutboxFilter::Accepted}) {
        auto *button = new Button(Button::Look::Quiet, {}, m_ui->filters);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setChecked(filter == OutboxFilter::All);
        flow->insertWidget(flow->count(), button);
        connect(button, &Button::clicked, this, [this, filter] { setFilter(filter); });
        m_filters.append({filter, button});
    }
    QWidget::setTabOrder(m_filters.back().second, m_ui->search);
}

void OutboxWindow::connectList()
{
    connect(m_ui->pane, &OutboxPane::acted, this, &OutboxWindow::act);
    connect(m_ui->pane, &OutboxPane::actionPressed, this, &OutboxWindow::perform);
    connect(m_ui->hint, &EmptyHint::pressed, this, [this] {
        if (m_model->rowCount() == 0)
            Q_EMIT newMessageRequested();
        else
            m_ui->search->clear();
    });
    connect(m_ui->compose, &Button::clicked, this, &OutboxWindow::newMessageRequested);
    connect(m_ui->search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_shown->setSearch(words);
        showPage();
    });
    connect(m_ui->list, &QListView::activated, this, [this] { act(OutboxAct::Open); });
    connect(m_ui->list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutboxWindow::choiceChanged);
    connect(m_ui->list->verticalScrollBar(), &QScrollBar::valueChanged, &m_look, qOverload<>(&QTimer::start));
    connect(m_ui->list->verticalScrollBar(), &QScrollBar::rangeChanged, &m_look, qOverload<>(&QTimer::start));
    connect(m_model, &OutboxModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) { rowsChanged(first.row(), last.row()); });
    for (auto changed : {&OutboxModel::rowsInserted, &OutboxModel::rowsRemoved})
        connect(m_model, changed, this, &OutboxWindow::showPage);
}

// ---- What is shown ------------------------------------------------------------------------------------------------

void OutboxWindow::setAccounts(const QList<Auth::Account> &accounts)
{
    m_model->setAccounts(accounts);
}

void OutboxWindow::setPractice(const QUrl &mailbox)
{
    m_mailbox = mailbox;
    if (mailbox.isEmpty()) {
        delete std::exchange(m_band, nullptr);
        return;
    }
    if (m_band)
        return;
    auto *band = new PracticeBand(this);
    connect(band, &PracticeBand::mailboxWanted, this, [this] { openOutlook(Action::OpenSentItems); });
    m_ui->column->insertWidget(0, band);
    band->show();
    m_band = band;
}

void OutboxWindow::showCounts(const OutboxCounts &counts)
{
    m_counts = counts;
    const auto words = [&counts](OutboxFilter filter) -> std::pair<QString, int> {
        switch (filter) {
        case OutboxFilter::All:
            return {tr("All"), allOf(counts)};
        case OutboxFilter::Waiting:
            return {tr("Waiting"), counts.waiting};
        case OutboxFilter::NeedsUser:
            return {tr("Needs you"), counts.needsUser};
        case OutboxFilter::Uncertain:
            return {tr("Uncertain"), counts.uncertain};
        case OutboxFilter::Accepted:
            return {tr("Sent"), counts.accepted};
        }
        return {};
    };
    for (const auto &[filter, button] : std::as_const(m_filters)) {
        const auto [word, count] = words(filter);
        // Where there is little room, only the figures stay that ask for something.
        const bool told = !m_narrow || (filter != OutboxFilter::All && filter != OutboxFilter::Accepted);
        button->setText(count > 0 && told ? word + u' ' + QLocale().toString(count) : word);
        button->setAccessibleName(word);
        button->setAccessibleDescription(tr("%1 mails").arg(QLocale().toString(count)));
    }
    m_ui->filters->updateGeometry();
}

void OutboxWindow::setUnfinished(const QList<Outbox::Summary> &all)
{
    m_model->setUnfinished(all);
    showPage();
}

void OutboxWindow::addFinished(const QList<Outbox::Summary> &page, bool isLast)
{
    m_asked = false;
    m_complete = isLast;
    if (!page.isEmpty())
        m_last = page.back().id;
    m_model->addFinished(page);
    showPage();
}

void OutboxWindow::update(const Outbox::Summary &summary)
{
    m_model->update(summary);
    showPage();
}

void OutboxWindow::setFilter(OutboxFilter filter)
{
    m_shown->setFilter(filter);
    showPage();
}

void OutboxWindow::showPage()
{
    const bool anyMail = m_model->rowCount() > 0;
    const bool anyShown = m_shown->rowCount() > 0;
    if (!anyMail && !m_complete) {
        m_ui->hint->say(Symbol::Send, tr("Reading the outbox…"), {});
    } else if (!anyMail) {
        m_ui->hint->say(Symbol::Send, tr("Nothing in the outbox"),
                        tr("Every mail you send passes through here. You see when Microsoft has accepted it, and what "
                           "to do when something is in the way."),
                        tr("Write a mail"));
    } else if (m_shown->isSearching()) {
        m_ui->hint->say(Symbol::Info, m_complete ? tr("No mail matches") : tr("Searching older mail…"),
                        tr("Recipients, subjects and accounts are searched."), tr("Clear the search"));
    } else if (!anyShown) {
        const bool good = m_shown->filter() == OutboxFilter::NeedsUser || m_shown->filter() == OutboxFilter::Uncertain;
        m_ui->hint->say(good ? Symbol::Check : Symbol::Send, tr("None"),
                        good ? tr("No mail is waiting for your decision.") : tr("No mail is in this state."));
    }
    const bool hadFocus = focusWidget() && m_ui->pages->isAncestorOf(focusWidget());
    m_ui->pages->setCurrentWidget(anyShown ? static_cast<QWidget *>(m_ui->list) : m_ui->hint);
    if (anyShown && (hadFocus || !focusWidget()))
        m_ui->list->setFocus();
    m_ui->pane->setVisible(anyShown);
    if (anyShown && !m_ui->list->selectionModel()->hasSelection() && isVisible())
        select(m_shown->index(0, 0));
    if (isVisible() && m_model->isCountingDown())
        m_second.start();
    m_look.start();
}

void OutboxWindow::askForMore()
{
    if (m_complete || m_asked || !isVisible())
        return;
    const QScrollBar *bar = m_ui->list->verticalScrollBar();
    if (m_shown->rowCount() > 0 && bar->maximum() - bar->value() > 2 * m_ui->list->viewport()->height())
        return;
    m_asked = true;
    Q_EMIT moreWanted(m_last);
}

void OutboxWindow::rowsChanged(int first, int last)
{
    bool touched = false;
    for (int row = first; row <= last && !touched && !m_chosen.isEmpty(); ++row)
        touched = m_chosen.contains(m_model->at(row).id);
    // With thousands chosen each change would look at all of them.
    if (touched && m_chosen.size() > 1)
        m_several.start();
    else if (touched)
        choiceChanged();
}

void OutboxWindow::tick()
{
    if (!m_model->isCountingDown())
        m_second.stop();
    m_ui->list->viewport()->update();
    m_ui->pane->tick();
}

void OutboxWindow::showNotice(const Notice &notice)
{
    if (!m_stack) {
        m_stack = new MessageStack(this);
        connect(m_stack, &MessageStack::pressed, this, &OutboxWindow::noticeAnswered);
        m_ui->column->addWidget(m_stack);
    }
    m_stack->put(notice);
}

void OutboxWindow::removeNotice(const QString &key)
{
    if (m_stack)
        m_stack->remove(key);
}

void OutboxWindow::showStoreError(const Store::StoreError &why)
{
    Notice notice = noticeFor(Notice::Kind::Error, u"store"_s, wordingFor(why), details(why));
    notice.buttons.clear();
    showNotice(notice);
}

// ---- Events -------------------------------------------------------------------------------------------------------

void OutboxWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous() && !m_arranged) {
        m_arranged = true;
        arrange();
    }
    showPage();
}

void OutboxWindow::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_second.stop();
}

void OutboxWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_arranged)
        arrange();
}

void OutboxWindow::arrange()
{
    const int letter = fontMetrics().averageCharWidth();
    const bool narrow = width() < letter * 100;
    if (std::exchange(m_narrow, narrow) != narrow)
        showCounts(m_counts);
    const Qt::Orientation orientation = narrow ? Qt::Vertical : Qt::Horizontal;
    const bool turned = m_ui->splitter->orientation() != orientation;
    m_ui->splitter->setOrientation(orientation);
    // Beside each other the list is the smaller part; one above the other both want half.
    const int room = narrow ? m_ui->splitter->height() : m_ui->splitter->width();
    if (turned || !m_placed)
        m_ui->splitter->setSizes({room * (narrow ? 5 : 4) / 10, room * (narrow ? 5 : 6) / 10});
    m_placed = true;
    m_ui->header->setDirection(width() < letter * 110 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_ui->search->setMinimumWidth(letter * 30);
}

} // namespace Sendoff::Gui
