// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/engine.h"
#include "app/exitstatus.h"

#include <QJsonArray>
#include <QObject>

namespace Sendoff::App {

/// `account add | list | remove`.
class AccountCommand : public QObject
{
    Q_OBJECT
public:
    explicit AccountCommand(Engine &engine, QObject *parent = nullptr);

    void add(const AccountAdd &options);
    void list(const AccountList &options);
    void remove(const AccountRemove &options);

Q_SIGNALS:
    void finished(Sendoff::App::ExitStatus status);

private:
    void addProgram(const AccountAdd &options, const Auth::Cloud &cloud);
    void listNext();
    void tell(const Auth::Account &account, const QString &state);
    void takeBackMail(const QString &id);
    void openBrowser(const QUrl &url);
    void keep(const Auth::SignedIn &signedIn);
    void end(ExitStatus status, const QString &line);

    Engine &m_engine;
    QList<Auth::Account> m_left; ///< to be listed
    QStringList m_rights; ///< asked for
    QJsonArray m_array;
    QByteArray m_lines;
    bool m_isJson = false;
};

} // namespace Sendoff::App
