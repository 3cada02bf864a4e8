// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/authority.h"
#include "practice/faults.h"
#include "practice/graphservice.h"
#include "practice/mailboxpage.h"
#include "practice/server.h"

#include <QTimer>

#include <memory>

namespace Sendoff::Practice {

struct ServiceOptions
{
    quint16 port = 0; ///< 0: a free one
    QString folder; ///< DIR, taken by the caller
    QString ledgerFile;
    qint64 messageLimit = 0; ///< 0: as the mailbox has it by default
};

/// The whole service: one sign-in authority, one Graph, one mailbox, and the faults.
class Service
{
public:
    Service();

    /// Opens the mailbox and the ledger. The failure is a text for stderr.
    Result<Done, QString> open(const ServiceOptions &options);
    /// 0 takes a free port. The failure is a text for stderr.
    Result<Done, QString> listen(quint16 port);

    /// {"authority":…,"graph":…,"mailbox":…}, one line without its end.
    QByteArray readyLine() const;
    Server &server() { return m_server; }

private:
    Answer answer(const Request &request);
    Answer carryOut(const Request &request);
    void remember(const Request &request, const Answer &answer);
    Answer faults(const Request &request);
    Answer setFaults(const QByteArray &body);
    Answer consents(const Request &request);
    Answer setConsents(const QByteArray &body);
    Answer settings(const Request &request);
    Answer calls(const Request &request);
    /// What a fault makes disappear before the request is carried out.
    void lose(const QString &what, const Request &request);
    bool isForUs(const Request &request) const;

    SystemClock m_clock;
    SystemDice m_dice;
    Site m_site;
    TokenBook m_tokens;
    Ledger m_ledger;
    Mailbox m_mailbox;
    Settings m_settings;
    DraftBox m_drafts;
    UploadBook m_uploads;
    Postroom m_postroom;
    DraftService m_draftRoute;
    Authority m_authority;
    GraphService m_graph;
    MailboxPages m_pages;
    FaultBook m_faults;
    qint64 m_requests = 0;
    QJsonArray m_calls; ///< what was carried out, for /calls
    QTimer m_releases; ///< looks for mail that waited for its time
    Server m_server;
};

} // namespace Sendoff::Practice
