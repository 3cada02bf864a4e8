// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkcommand.h"

#include "app/terminal.h"
#include "gui/errorcatalogue.h"

using namespace Qt::StringLiterals;

namespace Sendoff::App {

CheckCommand::CheckCommand(Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
}

void CheckCommand::start(const AccountCheckup &options)
{
    const auto account = options.address.isEmpty() ? m_engine.account(m_engine.defaultAccountId())
                                                   : m_engine.accountByAddress(options.address);
    if (!account) {
        say(options.address.isEmpty()
                ? tr("Nobody is signed in. Run \"sendoff account add\".")
                : tr("%1 is not signed in here. \"sendoff account list\" shows who is.").arg(options.address));
        Q_EMIT finished(ExitStatus::SignInNeeded);
        return;
    }
    print(tr("Checking %1").arg(account->address).toUtf8() + '\n');
    auto *check = new AccountCheck(m_engine, account->id, this);
    connect(check, &AccountCheck::stepEnded, this, [](const CheckStep &step) {
        print(lineFor(step).toUtf8() + '\n');
        for (const QString &detail : step.details.split(u'\n', Qt::SkipEmptyParts))
            print("    " + detail.toUtf8() + '\n');
    });
    connect(check, &AccountCheck::finished, this, [this](ExitStatus status) {
        if (status == ExitStatus::Done)
            print(tr("This account can send.").toUtf8() + '\n');
        else
            say(status == ExitStatus::Queued ? tr("Mail from this account waits until that is mended.")
                                             : tr("This account cannot send before that is mended."));
        if (const QString proxy = m_engine.proxyAdvice(); !proxy.isEmpty())
            say(proxy);
        Q_EMIT finished(status);
    });
    check->start();
}

ExitStatus explainCode(const ExplainCode &command)
{
    const auto words = Gui::explain(command.code);
    if (!words) {
        say(CheckCommand::tr(
                "Sendoff does not know the code \"%1\". It knows codes such as ErrorSendAsDenied, AADSTS50011, "
                "invalid_grant and 5.7.501.")
                .arg(command.code));
        return ExitStatus::Usage;
    }
    print(Gui::inFull(*words).toUtf8() + '\n');
    return ExitStatus::Done;
}

} // namespace Sendoff::App
