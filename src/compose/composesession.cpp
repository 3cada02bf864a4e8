// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/composesession.h"

#include <numeric>

namespace Sendoff::Compose {

ComposeSession::ComposeSession(Message message, QObject *parent)
    : QObject(parent)
    , m_message(std::move(message))
{
}

template <typename Value>
void ComposeSession::assign(Value &place, const Value &value)
{
    if (place == value)
        return;
    place = value;
    touch();
}

void ComposeSession::touch()
{
    m_dirty = true;
    Q_EMIT changed();
}

void ComposeSession::setRecipients(Field field, const QList<Recipient> &recipients)
{
    QList<Recipient> *list = nullptr;
    switch (field) {
    case Field::To:
        list = &m_message.recipients.to;
        break;
    case Field::Cc:
        list = &m_message.recipients.cc;
        break;
    case Field::Bcc:
        list = &m_message.recipients.bcc;
        break;
    case Field::ReplyTo:
        list = &m_message.replyTo;
        break;
    case Field::None:
    case Field::From:
    case Field::Subject:
    case Field::Body:
    case Field::Attachments:
        Q_ASSERT_X(false, "setRecipients", "not a field of recipients");
        return;
    }
    assign(*list, recipients);
}

void ComposeSession::setSubject(const QString &subject)
{
    assign(m_message.subject, subject);
}

void ComposeSession::setBody(const Body &body)
{
    assign(m_message.body, body);
}

void ComposeSession::addAttachment(const Attachment &attachment)
{
    m_message.attachments.append(attachment);
    touch();
    Q_EMIT attachmentsChanged();
}

void ComposeSession::removeAttachment(const QString &id)
{
    const auto removed = m_message.attachments.removeIf([&](const Attachment &each) { return each.id == id; });
    if (removed == 0)
        return;
    touch();
    Q_EMIT attachmentsChanged();
}

void ComposeSession::setOptions(Importance importance, bool readReceipt, bool deliveryReceipt, bool saveToSent)
{
    Message changedMessage = m_message;
    changedMessage.importance = importance;
    changedMessage.readReceipt = readReceipt;
    changedMessage.deliveryReceipt = deliveryReceipt;
    changedMessage.saveToSent = saveToSent;
    assign(m_message, changedMessage);
}

void ComposeSession::setFrom(const std::optional<Address> &from)
{
    assign(m_message.from, from);
}

QList<Problem> ComposeSession::problems() const
{
    return check(m_message, Limits{});
}

qint64 ComposeSession::attachmentBytes() const
{
    return std::accumulate(m_message.attachments.begin(), m_message.attachments.end(), qint64(0),
                           [](qint64 sum, const Attachment &each) { return sum + each.size; });
}

} // namespace Sendoff::Compose
