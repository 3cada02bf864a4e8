// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountcheck.h"

using namespace Qt::StringLiterals;

namespace Sendoff::App {

using Kind = CheckStep::Kind;
using End = CheckStep::End;

QString titleOf(Kind kind)
{
    switch (kind) {
    case Kind::Name:
        return AccountCheck::tr("Name of the service");
    case Kind::Connection:
        return AccountCheck::tr("Connection");
    case Kind::Clock:
        return AccountCheck::tr("This computer's clock");
    case Kind::SignIn:
        return AccountCheck::tr("Sign-in");
    case Kind::Rights:
        return AccountCheck::tr("Permissions");
    case Kind::Mailbox:
        return AccountCheck::tr("Mailbox");
    }
    return {};
}

QString lineFor(const CheckStep &step)
{
    const QString title = titleOf(step.kind).leftJustified(23);
    switch (step.end) {
    case End::Good:
        return title + (step.fact.isEmpty() ? AccountCheck::tr("ok") : AccountCheck::tr("ok (%1)").arg(step.fact));
    case End::Skipped:
        return title + AccountCheck::tr("not checked");
    case End::Bad:
    case End::Odd:
        break;
    }
    return title + Gui::inOneLine(step.wording) + u' ' + Gui::wordsFor(step.wording.fixer) + u'.';
}

} // namespace Sendoff::App
