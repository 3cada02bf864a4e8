// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications.h"

#include "base/log.h"
#include "store/inworker.h"

#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

const QString serviceName = u"org.freedesktop.Notifications"_s;
const QString objectPath = u"/org/freedesktop/Notifications"_s;
constexpr qsizetype longestTitle = 100;
constexpr qsizetype longestBody = 400;

QDBusMessage callOf(const QString &method, const QVariantList &arguments = {})
{
    QDBusMessage call = QDBusMessage::createMethodCall(serviceName, objectPath, serviceName, method);
    call.setArguments(arguments);
    return call;
}

template <typename Then>
void ask(QObject *context, const QDBusMessage &call, Then then)
{
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [then](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        then(finished->reply());
    });
}

} // namespace

Notifications::Notifications(QObject *parent)
    : QObject(parent)
{
}

void Notifications::tell(const QString &id, const Gui::Notification &note)
{
    m_entries.removeIf([&id](const Entry &entry) { return entry.first == id; });
    m_entries.append({id, note});
    m_isDirty = true;
    update();
}

void Notifications::withdraw(const QString &id)
{
    if (m_entries.removeIf([&id](const Entry &entry) { return entry.first == id; }) == 0)
        return;
    m_isDirty = true;
    update();
}

/// One call after the other; what changes meanwhile is shown with the next.
void Notifications::update()
{
    if (m_isBusy || !m_isDirty)
        return;
    if (m_entries.isEmpty() && m_shown == 0) {
        m_isDirty = false;
        return;
    }
    m_isBusy = true;
    if (!m_isConnected)
        connectToBus();
    else if (m_entries.isEmpty())
        close();
    else if (!m_abilities)
        askWhatItCan();
    else
        show();
}

/// In a thread of its own, because a bus that hangs would be waited for.
void Notifications::connectToBus()
{
    Store::inWorker<bool>(
        this, [](const auto &) { return QDBusConnection::sessionBus().isConnected(); },
        [this](bool isConnected) {
            if (!isConnected)
                return giveUp();
            // Without the service's name, since to ask for its owner would wait; isOurs() looks who it was.
            QDBusConnection bus = QDBusConnection::sessionBus();
            bus.connect(QString(), objectPath, serviceName, u"ActionInvoked"_s, this,
                        SLOT(onActionInvoked(uint, QString, QDBusMessage)));
            bus.connect(QString(), objectPath, serviceName, u"NotificationClosed"_s, this,
                        SLOT(onNotificationClosed(uint, uint, QDBusMessage)));
            m_isConnected = true;
            m_isBusy = false;
            update();
        });
}

void Notifications::askWhatItCan()
{
    ask(this, callOf(u"GetCapabilities"_s), [this](const QDBusMessage &message) {
        const QDBusPendingReply<QStringList> reply(message);
        if (!reply.isValid())
            return giveUp();
        m_abilities = reply.value();
        m_isBusy = false;
        update();
    });
}

QVariantList Notifications::notifyArguments() const
{
    const Gui::Notification &note = m_entries.last().second;
    QString body = forLog(note.body, longestBody);
    if (m_entries.size() > 1)
        body += u'\n' + tr("In the outbox: %1 more.").arg(m_entries.size() - 1);
    if (m_abilities->contains(u"body-markup"_s))
        body = body.toHtmlEscaped();
    QStringList actions;
    if (m_abilities->contains(u"actions"_s))
        actions = {u"default"_s, tr("Show")}; // a click on the notification
    const QVariantMap hints{{u"desktop-entry"_s, u"io.github.sendoff.Sendoff"_s}, {u"category"_s, u"email"_s}};
    return {u"Sendoff"_s, m_shown, u"io.github.sendoff.Sendoff"_s, forLog(note.title, longestTitle), body, actions,
            hints,        -1};
}

void Notifications::show()
{
    m_isDirty = false;
    ask(this, callOf(u"Notify"_s, notifyArguments()), [this](const QDBusMessage &message) {
        const QDBusPendingReply<uint> reply(message);
        if (!reply.isValid())
            return giveUp();
        m_shown = reply.value();
        m_service = message.service();
        m_isBusy = false;
        update();
    });
}

void Notifications::close()
{
    m_isDirty = false;
    ask(this, callOf(u"CloseNotification"_s, {std::exchange(m_shown, 0)}), [this](const QDBusMessage &) {
        m_isBusy = false;
        update();
    });
}

/// Nobody is there who could show it. The next one is tried all the same: the service may have been started by then.
void Notifications::giveUp()
{
    m_entries.clear();
    m_abilities.reset();
    m_shown = 0;
    m_isDirty = false;
    m_isBusy = false;
}

bool Notifications::isOurs(uint number, const QDBusMessage &message) const
{
    return number != 0 && number == m_shown && message.service() == m_service;
}

void Notifications::onActionInvoked(uint number, const QString &, const QDBusMessage &message)
{
    if (!isOurs(number, message))
        return;
    const QString id = m_entries.size() == 1 ? m_entries.first().first : QString();
    m_entries.clear();
    m_isDirty = true; // some desktops leave it there
    update();
    Q_EMIT activated(id);
}

void Notifications::onNotificationClosed(uint number, uint, const QDBusMessage &message)
{
    if (!isOurs(number, message))
        return;
    m_entries.clear();
    m_shown = 0;
}

} // namespace Sendoff::App
