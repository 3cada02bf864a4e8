// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/sendmachine.h"

#include <QList>
#include <QString>

namespace Sendoff::Gui {

/// What a person can do with a mail of the outbox.
enum class OutboxAct { Retry, Pause, SaidSent, SendAgain, Edit, Cancel, Open, ShowRequest, CopyReceipt, CopyDetails };

/// What makes sense in this state, the most likely first. `mayCancel`: while it is being sent, cancelling would still
/// come in time.
QList<OutboxAct> actsFor(const Outbox::SendState &state, bool mayCancel = true);
/// The verb on the button.
QString labelFor(OutboxAct act, const Outbox::SendState &state);
/// Whether it can be done with several mails at once. Never SendAgain: each of those is a decision of its own.
bool isForSeveral(OutboxAct act);

} // namespace Sendoff::Gui
