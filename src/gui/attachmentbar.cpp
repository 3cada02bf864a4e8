// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/attachmentbar.h"

#include "gui/attachmentcard.h"
#include "gui/theme.h"
#include "gui/wording.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyle>

namespace Sendoff::Gui {

namespace {

constexpr int shownRows = 3;
constexpr int meterWidth = 64;

} // namespace

AttachmentBar::AttachmentBar(QWidget *parent)
    : QWidget(parent)
    , m_scroll(new QScrollArea(this))
    , m_table(new QWidget)
{
    setAccessibleName(tr("Attachments"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setBackgroundRole(QPalette::Base);
    m_table->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(m_table);
}

void AttachmentBar::setAttachments(const QList<Attachment> &attachments)
{
    const QWidget *focus = window()->focusWidget();
    const qsizetype focused = m_cards.indexOf(qobject_cast<const AttachmentCard *>(focus));
    // Cards of what stays are kept, so that focus and scrolling stay too.
    QList<AttachmentCard *> old = std::exchange(m_cards, {});
    m_total = 0;
    for (const Attachment &each : attachments) {
        m_total += each.size;
        const auto same
            = std::find_if(old.begin(), old.end(), [&](AttachmentCard *card) { return card->attachment() == each; });
        if (same == old.end()) {
            addCard(each);
        } else {
            m_cards.append(*same);
            old.erase(same);
        }
    }
    for (AttachmentCard *card : std::as_const(old)) {
        card->hide();
        card->deleteLater();
    }
    if (focused >= 0 && !m_cards.isEmpty() && !m_cards.contains(focus))
        m_cards.at(std::min(focused, m_cards.size() - 1))->setFocus(Qt::OtherFocusReason);
    arrange();
    update();
}

void AttachmentBar::addCard(const Attachment &attachment)
{
    auto *card = new AttachmentCard(attachment, m_table);
    card->setRemovable(!m_readOnly);
    connect(card, &AttachmentCard::removeRequested, this, [this, id = attachment.id] { Q_EMIT removeRequested(id); });
    connect(card, &AttachmentCard::stepRequested, this, [this, card](int by) { step(card, by); });
    m_cards.append(card);
    card->show();
}

void AttachmentBar::step(AttachmentCard *from, int by)
{
    const qsizetype to = m_cards.indexOf(from) + by;
    if (to < 0 || to >= m_cards.size())
        return;
    m_cards.at(to)->setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(m_cards.at(to), 0, Space::s);
}

void AttachmentBar::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (AttachmentCard *card : std::as_const(m_cards))
        card->setRemovable(!readOnly);
}

void AttachmentBar::setProgress(const Outbox::UploadProgress &progress)
{
    int number = 0;
    for (AttachmentCard *card : std::as_const(m_cards)) {
        ++number;
        const bool isCurrent = progress.file == number;
        const bool isDone = progress.total > 0 && (progress.file == 0 || number < progress.file);
        const double share = isDone ? 1
            : isCurrent && progress.fileTotal > 0
            ? static_cast<double>(progress.fileSent) / static_cast<double>(progress.fileTotal)
            : progress.total > 0 ? 0
                                 : -1;
        card->setProgress(share);
    }
}

void AttachmentBar::setSizeInfo(qint64 requestBytes, qint64 limit)
{
    m_requestBytes = requestBytes;
    m_limit = limit;
    update();
}

int AttachmentBar::footHeight() const
{
    return fontMetrics().height() + Space::s;
}

void AttachmentBar::arrange()
{
    const int room = std::max(1, width() - 2 * Space::l);
    const QSize wanted = m_cards.isEmpty() ? QSize(1, 1) : m_cards.front()->sizeHint();
    const auto columnsIn = [&](int width) { return std::max(1, (width + Space::s) / (wanted.width() + Space::s)); };
    const auto count = static_cast<int>(m_cards.size());
    int columns = columnsIn(room);
    int rows = (count + columns - 1) / columns;
    int inner = room;
    if (rows > shownRows) {
        inner -= m_scroll->verticalScrollBar()->sizeHint().width() + Space::xs;
        columns = columnsIn(inner);
        rows = (count + columns - 1) / columns;
    }
    const int width = std::min((inner - (columns - 1) * Space::s) / columns,
                               columns > 1 || count == 1 ? wanted.width() * 5 / 4 : inner);
    const int pitch = wanted.height() + Space::s;
    m_table->resize(inner, rows * pitch - Space::s);
    for (int i = 0; i < count; ++i) {
        const QRect box((i % columns) * (width + Space::s), (i / columns) * pitch, width, wanted.height());
        m_cards.at(i)->setGeometry(QStyle::visualRect(layoutDirection(), m_table->rect(), box));
    }
    const int shown = std::min(rows, shownRows) * pitch - Space::s + (rows > shownRows ? pitch / 3 : 0);
    m_scroll->setGeometry(Space::l, Space::s, room, std::max(0, shown));
    if (std::exchange(m_rows, rows) != rows)
        updateGeometry();
}

QSize AttachmentBar::sizeHint() const
{
    const int pitch = (m_cards.isEmpty() ? 0 : m_cards.front()->sizeHint().height()) + Space::s;
    const int rows = std::min(m_rows, shownRows) * pitch + (m_rows > shownRows ? pitch / 3 : 0);
    return {fontMetrics().averageCharWidth() * 30, rows + footHeight() + Space::s};
}

QSize AttachmentBar::minimumSizeHint() const
{
    return sizeHint();
}

void AttachmentBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void AttachmentBar::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(layoutDirection());
    const QRect foot(Space::l, height() - footHeight(), width() - 2 * Space::l, footHeight() - Space::xs);
    const auto visual = [&](const QRect &box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
    const bool over = m_limit > 0 && m_requestBytes > m_limit;
    painter.setPen(over ? theme.bad : theme.secondary);
    if (m_limit <= 0) {
        painter.drawText(visual(foot), Qt::AlignTrailing | Qt::AlignVCenter, isolated(sizeInWords(m_total)));
        return;
    }
    //: size of the whole mail against what one mail may have
    const QString words = tr("%1 of %2").arg(isolated(sizeInWords(m_requestBytes)), isolated(sizeInWords(m_limit)));
    painter.drawText(visual(foot.adjusted(0, 0, -meterWidth - Space::s, 0)), Qt::AlignTrailing | Qt::AlignVCenter,
                     words);
    const QRect meter(foot.right() - meterWidth + 1, foot.center().y() - 1, meterWidth, 4);
    const double share = std::min(1.0, static_cast<double>(m_requestBytes) / static_cast<double>(m_limit));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.hairline);
    painter.drawRoundedRect(visual(meter), 2, 2);
    painter.setBrush(over ? theme.bad : theme.accent);
    painter.drawRoundedRect(visual(QRect(meter.topLeft(), QSize(std::max(4, static_cast<int>(meterWidth * share)), 4))),
                            2, 2);
}

} // namespace Sendoff::Gui
