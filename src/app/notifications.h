// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/outboxwording.h"

#include <QDBusMessage>
#include <QList>
#include <QObject>
#include <QStringList>

#include <optional>
#include <utility>

namespace Sendoff::App {

/// What the desktop tells while no window of ours is looked at (Desktop Notifications Specification 1.2). There is one
/// notification at most: a newer one takes the place of the older and says how many there are. Nothing here waits, and
/// on a desktop without such a service nothing happens.
class Notifications : public QObject
{
    Q_OBJECT
public:
    explicit Notifications(QObject *parent = nullptr);

    /// Of the item `id`; replaces what was told of it before.
    void tell(const QString &id, const Gui::Notification &note);
    /// The person knows, or there is nothing to know any more.
    void withdraw(const QString &id);

Q_SIGNALS:
    /// The person wants to see it: the item, or the outbox if `id` is empty because there were several.
    void activated(const QString &id);

private Q_SLOTS:
    void onActionInvoked(uint number, const QString &action, const QDBusMessage &message);
    void onNotificationClosed(uint number, uint reason, const QDBusMessage &message);

private:
    void update();
    void connectToBus();
    void askWhatItCan();
    void show();
    void close();
    void giveUp();
    bool isOurs(uint number, const QDBusMessage &message) const;
    QVariantList notifyArguments() const;

    using Entry = std::pair<QString, Gui::Notification>;
    QList<Entry> m_entries; ///< not seen yet, newest last
    bool m_isConnected = false;
    bool m_isBusy = false; ///< a call is under way
    bool m_isDirty = false; ///< what is shown is not what should be
    std::optional<QStringList> m_abilities; ///< of the service
    QString m_service; ///< its unique name
    uint m_shown = 0; ///< 0: nothing
};

} // namespace Sendoff::App
