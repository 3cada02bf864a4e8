// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSettings>

#ifndef SENDOFF_CLIENT_ID
#define SENDOFF_CLIENT_ID ""
#endif

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

const QString accountsKey = u"accounts"_s;
const QString defaultKey = u"defaultAccount"_s;
const QString clientIdKey = u"clientId"_s;
const QString proxyModeKey = u"proxy/mode"_s;
const QString proxyHostKey = u"proxy/host"_s;
const QString proxyPortKey = u"proxy/port"_s;
const QString rememberedProxyKey = u"proxy/remembered"_s;
const QString undoKey = u"undoSeconds"_s;
const QString richKey = u"writesFormatted"_s;
constexpr std::chrono::seconds usualUndoSpan{10};
constexpr std::chrono::seconds longestUndoSpan{60};

QJsonArray toJson(const QList<Auth::OwnSender> &senders)
{
    QJsonArray array;
    for (const Auth::OwnSender &sender : senders)
        array.append(
            QJsonObject{{u"address"_s, sender.address}, {u"name"_s, sender.name}, {u"isMailbox"_s, sender.isMailbox}});
    return array;
}

QList<Auth::OwnSender> sendersFromJson(const QJsonArray &array)
{
    QList<Auth::OwnSender> senders;
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        const Auth::OwnSender sender{json.value(u"address"_s).toString(), json.value(u"name"_s).toString(),
                                     json.value(u"isMailbox"_s).toBool()};
        if (!sender.address.isEmpty())
            senders.append(sender);
    }
    return senders;
}

QStringList rightsFromJson(const QJsonArray &array)
{
    static const QRegularExpression plain(u"\\A[A-Za-z]+(\\.[A-Za-z]+)+\\z"_s);
    QStringList rights;
    for (const QJsonValue &value : array) {
        if (plain.match(value.toString()).hasMatch())
            rights.append(value.toString());
    }
    return rights;
}

QJsonObject toJson(const Auth::Account &account)
{
    const Auth::AuthConfig &config = account.config;
    return QJsonObject{{u"id"_s, account.id},
                       {u"name"_s, account.name},
                       {u"address"_s, account.address},
                       {u"tenantId"_s, account.tenantId},
                       {u"isGuest"_s, account.isGuest},
                       {u"isAppOnly"_s, account.isAppOnly},
                       {u"senders"_s, toJson(account.senders)},
                       {u"rights"_s, QJsonArray::fromStringList(config.extraRights)},
                       {u"clientId"_s, config.clientId},
                       {u"tenant"_s, config.tenant},
                       {u"cloud"_s, config.cloud.name},
                       {u"authority"_s, config.cloud.authority.toString()},
                       {u"graph"_s, config.cloud.graph.toString()}};
}

std::optional<Auth::Account> accountFromJson(const QJsonObject &json)
{
    const auto text = [&json](const QString &key) { return json.value(key).toString(); };
    // A cloud that is no longer known, or an address somebody edited to be unsafe, makes no account.
    const auto cloud = Auth::cloudNamed(text(u"cloud"_s), QUrl(text(u"authority"_s)), QUrl(text(u"graph"_s)));
    if (!cloud || text(u"id"_s).isEmpty() || text(u"address"_s).isEmpty())
        return std::nullopt;
    Auth::Account account;
    account.id = text(u"id"_s);
    account.name = text(u"name"_s);
    account.address = text(u"address"_s);
    account.tenantId = text(u"tenantId"_s);
    account.isGuest = json.value(u"isGuest"_s).toBool();
    account.isAppOnly = json.value(u"isAppOnly"_s).toBool();
    account.senders = sendersFromJson(json.value(u"senders"_s).toArray());
    account.config.extraRights = rightsFromJson(json.value(u"rights"_s).toArray());
    account.config.clientId = text(u"clientId"_s);
    // Elsewhere the refresh token of a personal account does not stay good.
    account.config.tenant = account.isPersonal() ? Auth::Tenant::personal : text(u"tenant"_s);
    account.config.cloud = cloud.value();
    account.config.loginHint = account.address;
    return account;
}

} // namespace

Settings::Settings(Profile profile)
    : m_profile(std::move(profile))
{
}

QList<Auth::Account> Settings::accounts() const
{
    const QSettings file(m_profile.settingsFile(), QSettings::IniFormat);
    const QJsonArray array = QJsonDocument::fromJson(file.value(accountsKey).toString().toUtf8()).array();
    QList<Auth::Account> accounts;
    for (const QJsonValue &value : array) {
        if (const auto account = accountFromJson(value.toObject()))
            accounts.append(*account);
    }
    return accounts;
}

bool Settings::keepAccount(const Auth::Account &account)
{
    QList<Auth::Account> all = accounts();
    const auto old
        = std::find_if(all.begin(), all.end(), [&account](const auto &each) { return each.id == account.id; });
    if (old == all.end())
        all.append(account);
    else
        *old = account;
    QJsonArray array;
    for (const Auth::Account &each : all)
        array.append(toJson(each));
    if (!write(accountsKey, QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact))))
        return false;
    return !defaultAccountId().isEmpty() || setDefaultAccountId(account.id);
}

bool Settings::dropAccount(const QString &id)
{
    QJsonArray array;
    QString firstLeft;
    for (const Auth::Account &each : accounts()) {
        if (each.id == id)
            continue;
        if (firstLeft.isEmpty())
            firstLeft = each.id;
        array.append(toJson(each));
    }
    if (!write(accountsKey, QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact))))
        return false;
    return defaultAccountId() != id || setDefaultAccountId(firstLeft);
}

std::optional<Auth::Account> Settings::accountByAddress(const QString &address) const
{
    for (const Auth::Account &account : accounts()) {
        if (account.address.compare(address.trimmed(), Qt::CaseInsensitive) == 0)
            return account;
    }
    return std::nullopt;
}

QString Settings::defaultAccountId() const
{
    return QSettings(m_profile.settingsFile(), QSettings::IniFormat).value(defaultKey).toString();
}

bool Settings::setDefaultAccountId(const QString &id)
{
    return write(defaultKey, id);
}

QString Settings::clientId(const QString &fromCommandLine) const
{
    const QString stored = QSettings(m_profile.settingsFile(), QSettings::IniFormat).value(clientIdKey).toString();
    for (const QString &candidate :
         {fromCommandLine, stored, qEnvironmentVariable("SENDOFF_CLIENT_ID"), u"" SENDOFF_CLIENT_ID ""_s}) {
        if (!candidate.trimmed().isEmpty())
            return candidate.trimmed();
    }
    return QString();
}

bool Settings::setClientId(const QString &clientId)
{
    return write(clientIdKey, clientId.trimmed());
}

bool Settings::closesAfterSending() const
{
    return QSettings(m_profile.settingsFile(), QSettings::IniFormat).value(u"closeAfterSending"_s, true).toBool();
}

std::chrono::seconds Settings::undoSpan() const
{
    const QSettings file(m_profile.settingsFile(), QSettings::IniFormat);
    bool isNumber = false;
    const int seconds = file.value(undoKey, int(usualUndoSpan.count())).toInt(&isNumber);
    return isNumber ? std::chrono::seconds(qBound(0, seconds, int(longestUndoSpan.count()))) : usualUndoSpan;
}

bool Settings::setUndoSpan(std::chrono::seconds span)
{
    return write(undoKey, int(span.count()));
}

bool Settings::writesRich() const
{
    return QSettings(m_profile.settingsFile(), QSettings::IniFormat).value(richKey, true).toBool();
}

bool Settings::setWritesRich(bool rich)
{
    return write(richKey, rich);
}

Net::ProxySettings Settings::proxy() const
{
    const QSettings file(m_profile.settingsFile(), QSettings::IniFormat);
    const QString mode = file.value(proxyModeKey).toString();
    Net::ProxySettings proxy;
    proxy.host = file.value(proxyHostKey).toString();
    const int port = file.value(proxyPortKey).toInt();
    proxy.port = port > 0 && port <= 65535 ? quint16(port) : quint16(0);
    if (mode == u"none")
        proxy.mode = Net::ProxySettings::Mode::None;
    else if (mode == u"manual" && !proxy.host.isEmpty() && proxy.port > 0)
        proxy.mode = Net::ProxySettings::Mode::Manual;
    return proxy;
}

bool Settings::setProxy(const Net::ProxySettings &proxy)
{
    using Mode = Net::ProxySettings::Mode;
    const QString mode = proxy.mode == Mode::None ? u"none"_s : proxy.mode == Mode::Manual ? u"manual"_s : u"system"_s;
    return write(proxyModeKey, mode) && write(proxyHostKey, proxy.host) && write(proxyPortKey, int(proxy.port));
}

QString Settings::rememberedProxy() const
{
    return QSettings(m_profile.settingsFile(), QSettings::IniFormat).value(rememberedProxyKey).toString();
}

bool Settings::setRememberedProxy(const QString &name)
{
    return write(rememberedProxyKey, name);
}

bool Settings::write(const QString &key, const QVariant &value)
{
    if (!makePrivateFolder(m_profile.config))
        return false;
    QSettings file(m_profile.settingsFile(), QSettings::IniFormat);
    file.setValue(key, value);
    file.sync();
    return file.status() == QSettings::NoError;
}

} // namespace Sendoff::App
