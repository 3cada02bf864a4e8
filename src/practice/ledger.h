// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/mail.h"

namespace Sendoff::Practice {

/// One JSON line for each accepted mail, on the disk before the sender hears 202. What is in here was accepted and what
/// is not was not: tests count it.
class Ledger
{
public:
    Ledger() = default;
    ~Ledger();
    Ledger(const Ledger &) = delete;
    Ledger &operator=(const Ledger &) = delete;

    /// Opens for appending, and ends a line that a crash left torn. The failure is a text for stderr.
    Result<Done, QString> open(const QString &fileName);
    /// True once the line is on the disk.
    bool append(const AcceptedMail &accepted);

private:
    int m_fd = -1;
};

QByteArray ledgerLine(const AcceptedMail &accepted);

} // namespace Sendoff::Practice
