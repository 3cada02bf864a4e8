// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QString>

#include <functional>

class QNetworkAccessManager;

namespace Sendoff::Net {

/// How requests leave this computer.
struct ProxySettings
{
    enum class Mode {
        System, ///< as the desktop or the environment says, with its automatic script (PAC) where Qt reads one
        None,
        Manual, ///< one HTTP proxy for everything
    };
    Mode mode = Mode::System;
    QString host; ///< for Manual
    quint16 port = 0;

    friend bool operator==(const ProxySettings &, const ProxySettings &) = default;
};

struct ProxyLogin
{
    QString user;
    Secret password;

    bool isEmpty() const { return user.isEmpty(); }
};

/// A proxy said 407 and got no better answer.
struct ProxyRefusal
{
    QString host;
    quint16 port = 0;
    bool wasLoggedIn = false; ///< with the login of useProxy(), which is wrong then

    QString name() const { return host + u':' + QString::number(port); }
};

/// For every request of the program from now on, in every thread. What goes to this computer itself never goes through
/// a proxy.
void useProxy(const ProxySettings &settings, const ProxyLogin &login = {});
/// `heard` is called in whatever thread met the refusal. One listener; an empty function takes it away.
void hearProxyRefusals(std::function<void(const ProxyRefusal &)> heard);
/// Makes that manager's refusals heard. It is never given an answer on the spot: whoever listens sets the login for the
/// next request, so that a wrong one cannot go round in a loop.
void watchProxy(QNetworkAccessManager &manager);

} // namespace Sendoff::Net
