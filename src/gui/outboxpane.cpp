// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outboxpane.h"

#include "base/overloaded.h"
#include "gui/button.h"
#include "gui/facttable.h"
#include "gui/flowlayout.h"
#include "gui/messagebar.h"
#include "gui/theme.h"

#include <QEvent>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

constexpr qsizetype happeningsShown = 60;

Notice::Kind kindOf(const Outbox::SendState &state)
{
    using Kind = Notice::Kind;
    return std::visit(Overloaded{[](const Outbox::Uncertain &) { return Kind::Uncertain; },
                                 [](const Outbox::NeedsUser &) { return Kind::Error; },
                                 [](const Outbox::Accepted &) { return Kind::Good; },
                                 [](const auto &) { return Kind::Info; }},
                      state);
}

QString codesOf(const Outbox::SendState &state)
{
    return std::visit(Overloaded{[](const Outbox::Waiting &waiting) { return details(waiting.error, {}); },
                                 [](const Outbox::Uncertain &left) { return details(left.error, left.since); },
                                 [](const Outbox::NeedsUser &needs) {
                                     const QString codes = details(needs.error, {});
                                     return codes.isEmpty() ? needs.detail : codes;
                                 },
                                 [](const auto &) { return QString(); }},
                      state);
}

} // namespace

OutboxPane::OutboxPane(QWidget *parent)
    : QScrollArea(parent)
    , m_inside(new QWidget)
    , m_column(new QVBoxLayout(m_inside))
    , m_subject(addLabel())
    , m_recipients(addLabel())
    , m_origin(addLabel())
    , m_tools(new FlowLayout(Space::s))
    , m_receipt(new FactTable(m_inside))
    , m_copyReceipt(new Button(Button::Look::Outlined, labelFor(OutboxAct::CopyReceipt, {}), m_receipt))
    , m_attempts(new FactTable(m_inside))
    , m_happenings(new FactTable(m_inside))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Details"));
    setMinimumWidth(fontMetrics().averageCharWidth() * 44);
    viewport()->setBackgroundRole(QPalette::Base);
    m_inside->setBackgroundRole(QPalette::Base);
    m_column->setContentsMargins(Space::xl, Space::l, Space::xl, Space::xl);
    m_column->setSpacing(Space::xs);
    QFont font = m_subject->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    m_subject->setFont(font);
    for (QLabel *each : {m_subject, m_recipients, m_origin})
        m_column->addWidget(each);
    m_column->addSpacing(Space::s);
    m_column->addSpacing(Space::s);
    m_column->addLayout(m_tools);
    for (FactTable *each : {m_receipt, m_attempts, m_happenings}) {
        each->column()->setContentsMargins(0, Space::l, 0, 0);
        m_column->addWidget(each);
    }
    m_receipt->column()->addWidget(m_copyReceipt, 0, Qt::AlignLeading);
    connect(m_copyReceipt, &Button::clicked, this, [this] { Q_EMIT acted(OutboxAct::CopyReceipt); });
    m_column->addStretch(1);
    setWidget(m_inside);
    colour();
    showNothing();
}

QLabel *OutboxPane::addLabel()
{
    auto *label = new QLabel(m_inside);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void OutboxPane::showNothing()
{
    m_details = {};
    m_inside->hide();
}

void OutboxPane::showMail(const OutboxDetails &details, const Auth::Account *account)
{
    const bool same = details.summary.id == m_details.summary.id && !m_inside->isHidden();
    const bool sameBar = same && m_bar && details.summary.state == m_details.summary.state
        && details.mayCancel == m_details.mayCancel && (account ? m_account == *account : !m_account);
    m_details = details;
    m_account = account ? std::optional(*account) : std::nullopt;
    m_from = senderInWords(details.summary, account);
    m_subject->setText(subjectInWords(details.summary.subject));
    m_recipients->setText(tr("To %1").arg(recipientsInWords(details.summary)));
    const QString when = exactTime(details.summary.queuedAt);
    //: the sender's address, then a time
    m_origin->setText(m_from.isEmpty() ? when : tr("From %1 · %2").arg(m_from, when));
    for (QLabel *each : {m_recipients, m_origin})
        each->show();
    if (!sameBar)
        showBar();
    showReceipt();
    showAttempts();
    showHappenings();
    m_inside->show();
    if (!same)
        verticalScrollBar()->setValue(0);
}

void OutboxPane::showBar()
{
    const Outbox::SendState &state = m_details.summary.state;
    Wording words = wordingFor(state, m_account ? &*m_account : nullptr, m_details.summary.from);
    const QList<OutboxAct> acts = actsFor(state, m_details.mayCancel);
    // What is a button of its own anyway is not offered twice.
    if (words.action == Action::TryAgain || words.action == Action::CopyDetails)
        words.button.clear();
    putBar(noticeFor(kindOf(state), u"state"_s, words, codesOf(state)));
    offer(acts);
    tick();
}

void OutboxPane::putBar(const Notice &notice)
{
    const int place = m_bar ? m_column->indexOf(m_bar) : 4;
    if (m_bar) {
        m_bar->hide();
        m_bar->deleteLater();
        m_column->removeWidget(m_bar);
    }
    m_bar = new MessageBar(notice, false, m_inside);
    m_bar->setCard(true);
    connect(m_bar, &MessageBar::pressed, this, &OutboxPane::actionPressed);
    m_column->insertWidget(place, m_bar);
    m_bar->show();
}

void OutboxPane::offer(const QList<OutboxAct> &acts)
{
    while (QLayoutItem *item = m_tools->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (OutboxAct act : acts) {
        const QString label = labelFor(act, m_details.summary.state);
        const bool aside = act == OutboxAct::Open || act == OutboxAct::ShowRequest || act == OutboxAct::CopyDetails;
        if (act == OutboxAct::CopyReceipt)
            continue;
        Button *button = aside ? new Button(Button::Look::Outlined, label, m_inside) : m_bar->addButton(label);
        if (aside)
            m_tools->insertWidget(m_tools->count(), button);
        button->show();
        connect(button, &Button::clicked, this, [this, act] { Q_EMIT acted(act); });
    }
}

void OutboxPane::tick()
{
    if (!m_bar)
        return;
    const QString count = countdownFor(m_details.summary.state, QDateTime::currentDateTimeUtc());
    const auto *waiting = std::get_if<Outbox::Waiting>(&m_details.summary.state);
    if (!waiting)
        return;
    const QString why = wordsFor(waiting->reason);
    const bool firstTry = waiting->reason == Outbox::WaitReason::Undo || waiting->reason == Outbox::WaitReason::Queued;
    //: "in 40 s", or why it waits and then "in 40 s"
    m_bar->say(count.isEmpty() ? why : firstTry ? tr("Sending %1").arg(count) : tr("%1. Next try %2").arg(why, count));
}

void OutboxPane::showReceipt()
{
    const auto *accepted = std::get_if<Outbox::Accepted>(&m_details.summary.state);
    QList<FactTable::Fact> facts;
    if (accepted) {
        const auto add = [&facts](const QString &name, const QString &value, bool below = false) {
            if (!value.isEmpty())
                facts.append({name, value, {}, below});
        };
        add(wordFor(m_details.summary.state), exactTime(accepted->when));
        if (!m_details.summary.from.isEmpty())
            add(tr("From"), m_from);
        add(tr("Recipients"), allRecipientsInWords(m_details.summary));
        add(u"request-id"_s, accepted->requestId);
        for (const Outbox::Attempt &attempt : std::as_const(m_details.history.attempts)) {
            if (attempt.verdict == u"accepted")
                add(u"client-request-id"_s, attempt.id);
        }
        add(tr("Id in the mailbox"), accepted->foundId, true);
        add(tr("Message id"), m_details.internetMessageId, true);
    }
    m_receipt->setFacts(tr("Receipt"), facts);
}

void OutboxPane::showAttempts()
{
    QList<FactTable::Fact> facts;
    for (const Outbox::Attempt &attempt : std::as_const(m_details.history.attempts)) {
        QStringList ids;
        if (!attempt.id.isEmpty())
            ids.append(u"client-request-id "_s + attempt.id);
        if (!attempt.requestId.isEmpty())
            ids.append(u"request-id "_s + attempt.requestId);
        facts.append(
            {shortTime(attempt.started, QDateTime::currentDateTimeUtc()), wordsFor(attempt), ids.join(u'\n'), false});
    }
    m_attempts->setFacts(tr("Attempts"), facts);
}

void OutboxPane::showHappenings()
{
    const QList<Outbox::Happening> &all = m_details.history.happenings;
    QList<FactTable::Fact> facts;
    for (const Outbox::Happening &each : all.last(std::min(happeningsShown, all.size())))
        facts.append({shortTime(each.at, QDateTime::currentDateTimeUtc()), wordsFor(each), {}, false});
    const int left = static_cast<int>(all.size() - facts.size());
    m_happenings->setFacts(tr("History"), facts,
                           left > 0 ? tr("%n earlier lines are in the copied details.", nullptr, left) : QString());
}

void OutboxPane::showSeveral(const QList<Outbox::SendState> &states)
{
    m_details = {};
    m_subject->setText(tr("%n mails chosen", nullptr, static_cast<int>(states.size())));
    m_recipients->hide();
    m_origin->hide();
    for (FactTable *each : {m_receipt, m_attempts, m_happenings})
        each->setFacts({}, {});
    const auto able = [&states](OutboxAct act) {
        return static_cast<int>(std::count_if(states.begin(), states.end(), [act](const Outbox::SendState &each) {
            return actsFor(each).contains(act);
        }));
    };
    Notice notice;
    notice.key = u"several"_s;
    const int again = able(OutboxAct::Retry);
    const int cancel = able(OutboxAct::Cancel);
    const int uncertain = able(OutboxAct::SendAgain);
    notice.text
        = again + cancel > 0 ? tr("Send or cancel them together") : tr("There is nothing to do with these together");
    if (uncertain > 0) {
        notice.kind = Notice::Kind::Uncertain;
        notice.more = tr("%n of them may have been sent already. Open each one to decide.", nullptr, uncertain);
    }
    putBar(notice);
    offer({});
    const auto add = [this](const QString &label, OutboxAct act) {
        connect(m_bar->addButton(label), &Button::clicked, this, [this, act] { Q_EMIT acted(act); });
    };
    if (again > 0)
        add(tr("Send %n now", nullptr, again), OutboxAct::Retry);
    if (cancel > 0)
        add(tr("Cancel %n", nullptr, cancel), OutboxAct::Cancel);
    m_inside->show();
}

void OutboxPane::colour()
{
    const Theme theme(palette());
    setInk(m_subject, theme.text);
    setInk(m_recipients, theme.text);
    setInk(m_origin, theme.secondary);
}

void OutboxPane::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace Sendoff::Gui
