// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/practiceserver.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Sendoff::Testing {

PracticeServer::~PracticeServer()
{
    kill();
}

bool PracticeServer::start(const QStringList &moreArguments)
{
    m_process.start(program(), QStringList{u"--data"_s, m_folder.path()} + moreArguments);
    const bool spoke = QTest::qWaitFor(
        [this] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; }, 20'000);
    if (!spoke || !m_process.canReadLine())
        return false;
    m_readyLine = m_process.readLine();
    m_origin = QUrl(QJsonDocument::fromJson(m_readyLine).object().value("graph"_L1).toString());
    return m_origin.isValid();
}

bool PracticeServer::stop()
{
    m_process.terminate();
    return m_process.waitForFinished(20'000) && m_process.exitStatus() == QProcess::NormalExit
        && m_process.exitCode() == 0;
}

void PracticeServer::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(20'000);
}

QList<QJsonObject> PracticeServer::ledger() const
{
    QList<QJsonObject> lines;
    QFile file(m_folder.filePath(u"ledger.jsonl"_s));
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    }
    return lines;
}

QStringList PracticeServer::mailFiles(const QString &ending) const
{
    const QDir mail(m_folder.filePath(u"mail"_s));
    QStringList paths;
    for (const QString &name : mail.entryList({u"*."_s + ending}, QDir::Files, QDir::Name))
        paths.append(mail.filePath(name));
    return paths;
}

QString PracticeServer::program()
{
    return QCoreApplication::applicationDirPath() + "/../bin/sendoff-practice"_L1;
}

} // namespace Sendoff::Testing
