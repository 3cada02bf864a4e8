// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secretservice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

using Answer = std::function<void(KeychainState)>;

const QString serviceName = u"org.freedesktop.secrets"_s;

void ask(const QDBusMessage &question, QObject *context, std::chrono::milliseconds patience,
         const std::function<void(const QDBusMessage &)> &then)
{
    const QDBusPendingCall call = QDBusConnection::sessionBus().asyncCall(question, int(patience.count()));
    auto *watcher = new QDBusPendingCallWatcher(call, context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [then](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        then(finished->reply());
    });
}

KeychainState stateFor(const QDBusMessage &error)
{
    static const QStringList nobodyThere{
        u"org.freedesktop.DBus.Error.ServiceUnknown"_s,      u"org.freedesktop.DBus.Error.NameHasNoOwner"_s,
        u"org.freedesktop.DBus.Error.Spawn.ExecFailed"_s,    u"org.freedesktop.DBus.Error.Spawn.ServiceNotFound"_s,
        u"org.freedesktop.DBus.Error.Spawn.FileInvalid"_s,   u"org.freedesktop.DBus.Error.Spawn.ChildExited"_s,
        u"org.freedesktop.DBus.Error.Spawn.ChildSignaled"_s, u"org.freedesktop.DBus.Error.Disconnected"_s,
    };
    return nobodyThere.contains(error.errorName()) ? KeychainState::Absent : KeychainState::Unknown;
}

void askWhetherLocked(const QString &collection, QObject *context, std::chrono::milliseconds patience,
                      const Answer &answer)
{
    QDBusMessage question
        = QDBusMessage::createMethodCall(serviceName, collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    ask(question, context, patience, [answer](const QDBusMessage &message) {
        const QDBusPendingReply<QDBusVariant> reply(message);
        if (!reply.isValid())
            return answer(stateFor(message));
        answer(reply.value().variant().toBool() ? KeychainState::Locked : KeychainState::Unlocked);
    });
}

void askSecretService(QObject *context, std::chrono::milliseconds patience, const Answer &answer)
{
    QDBusMessage question = QDBusMessage::createMethodCall(serviceName, u"/org/freedesktop/secrets"_s,
                                                           u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s);
    question << u"default"_s;
    ask(question, context, patience, [context, patience, answer](const QDBusMessage &message) {
        const QDBusPendingReply<QDBusObjectPath> reply(message);
        if (!reply.isValid())
            return answer(stateFor(message));
        if (reply.value().path() == u"/"_s)
            return answer(KeychainState::Unmade);
        askWhetherLocked(reply.value().path(), context, patience, answer);
    });
}

bool isKdeSession()
{
    return qEnvironmentVariable("XDG_CURRENT_DESKTOP").split(u':').contains(u"KDE"_s)
        || qEnvironmentVariableIsSet("KDE_FULL_SESSION");
}

} // namespace

void askKeychainState(QObject *context, std::chrono::milliseconds patience, Answer answer)
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        QMetaObject::invokeMethod(
            context, [answer] { answer(KeychainState::Absent); }, Qt::QueuedConnection);
        return;
    }
    if (!isKdeSession())
        return askSecretService(context, patience, answer);
    // There QtKeychain asks KWallet first, which itself tells a closed wallet from a missing entry.
    QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                                           u"org.freedesktop.DBus"_s, u"ListNames"_s);
    ask(question, context, patience, [context, patience, answer](const QDBusMessage &message) {
        const QStringList names = QDBusPendingReply<QStringList>(message).value();
        if (names.contains(u"org.kde.kwalletd5"_s) || names.contains(u"org.kde.kwalletd6"_s))
            return answer(KeychainState::Unlocked);
        askSecretService(context, patience, answer);
    });
}

} // namespace Sendoff::Auth
