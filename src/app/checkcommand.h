// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accountcheck.h"
#include "app/commandline.h"

namespace Sendoff::App {

/// `account check [ADDRESS]`: a line on standard output for each step. Without an address: the account that mail is
/// sent from.
class CheckCommand : public QObject
{
    Q_OBJECT
public:
    explicit CheckCommand(Engine &engine, QObject *parent = nullptr);

    void start(const AccountCheckup &options);

Q_SIGNALS:
    void finished(Sendoff::App::ExitStatus status);

private:
    Engine &m_engine;
};

/// `explain CODE`: what a code of the service means, who can mend it, and how.
ExitStatus explainCode(const ExplainCode &command);

} // namespace Sendoff::App
