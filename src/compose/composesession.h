// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/messagecheck.h"

#include <QObject>

namespace Sendoff::Compose {

/// The message being written, without the window that shows it.
class ComposeSession : public QObject
{
    Q_OBJECT
public:
    explicit ComposeSession(Message message = {}, QObject *parent = nullptr);

    const Message &message() const { return m_message; }
    void setRecipients(Field field, const QList<Recipient> &recipients); ///< To, Cc, Bcc or ReplyTo
    void setSubject(const QString &subject);
    void setBody(const Body &body);
    void addAttachment(const Attachment &attachment);
    void removeAttachment(const QString &id);
    void setOptions(Importance importance, bool readReceipt, bool deliveryReceipt, bool saveToSent);
    void setFrom(const std::optional<Address> &from);

    QList<Problem> problems() const; ///< check() of what is there
    qint64 attachmentBytes() const; ///< raw octets
    bool isDirty() const { return m_dirty; } ///< changed since made or since markSaved()
    void markSaved() { m_dirty = false; }

Q_SIGNALS:
    void changed();
    void attachmentsChanged();

private:
    template <typename Value>
    void assign(Value &place, const Value &value);
    void touch();

    Message m_message;
    bool m_dirty = false;
};

} // namespace Sendoff::Compose
