// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace Sendoff::Testing {

/// The built program sendoff-practice, in a folder of its own that goes with this object.
class PracticeServer
{
public:
    ~PracticeServer();

    /// Starts it and waits for its ready line. False if it ended instead: see status() and complaint().
    bool start(const QStringList &moreArguments = {});
    /// SIGTERM; true if it ended well.
    bool stop();
    /// SIGKILL.
    void kill();

    /// http://localhost:PORT, for sign-in and Graph both.
    QUrl origin() const { return m_origin; }
    quint16 port() const { return static_cast<quint16>(m_origin.port()); }
    QByteArray readyLine() const { return m_readyLine; }
    QString folder() const { return m_folder.path(); }
    /// One object for each accepted mail, oldest first.
    QList<QJsonObject> ledger() const;
    /// Files under DIR/mail with that ending, oldest mail first.
    QStringList mailFiles(const QString &ending) const;

    int status() const { return m_process.exitCode(); }
    QByteArray complaint() { return m_process.readAllStandardError(); }

    static QString program();

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_readyLine;
    QUrl m_origin;
};

} // namespace Sendoff::Testing
