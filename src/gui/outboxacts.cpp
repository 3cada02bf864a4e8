// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outboxacts.h"

#include "base/overloaded.h"
#include "gui/wordingtable.h"

namespace Sendoff::Gui {

QList<OutboxAct> actsFor(const Outbox::SendState &state, bool mayCancel)
{
    using enum OutboxAct;
    using List = QList<OutboxAct>;
    return std::visit(
        Overloaded{
            [](const Outbox::Waiting &waiting) {
                // A time that the service has named cannot be cut short.
                return waiting.reason == Outbox::WaitReason::Throttled
                    ? List{Edit, Cancel, Open, ShowRequest, CopyDetails}
                    : List{Retry, Edit, Cancel, Open, ShowRequest, CopyDetails};
            },
            [](const Outbox::Preparing &preparing) {
                return preparing.remote.isUsed ? List{Pause, Cancel, Open, ShowRequest, CopyDetails}
                                               : List{Cancel, Open, ShowRequest, CopyDetails};
            },
            [mayCancel](const Outbox::Sending &sending) {
                return mayCancel && !sending.cancelAsked ? List{Cancel, Open, ShowRequest, CopyDetails}
                                                         : List{Open, ShowRequest, CopyDetails};
            },
            [](const Outbox::Uncertain &) { return List{SaidSent, SendAgain, Edit, Open, ShowRequest, CopyDetails}; },
            [](const Outbox::Accepted &) {
                return List{CopyReceipt, Open, ShowRequest, CopyDetails};
            },
            [](const Outbox::NeedsUser &) { return List{Retry, Edit, Cancel, Open, ShowRequest, CopyDetails}; },
            [](const Outbox::Cancelled &) {
                return List{Edit, Open, ShowRequest, CopyDetails};
            }},
        state);
}

QString labelFor(OutboxAct act, const Outbox::SendState &state)
{
    switch (act) {
    case OutboxAct::Retry:
        if (const auto *waiting = std::get_if<Outbox::Waiting>(&state);
            waiting && waiting->reason == Outbox::WaitReason::Paused)
            return inWords(QT_TRANSLATE_NOOP("Wording", "Continue"));
        return std::holds_alternative<Outbox::NeedsUser>(state) ? inWords(QT_TRANSLATE_NOOP("Wording", "Try again"))
                                                                : inWords(QT_TRANSLATE_NOOP("Wording", "Send now"));
    case OutboxAct::Pause:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Pause"));
    case OutboxAct::SaidSent:
        return inWords(QT_TRANSLATE_NOOP("Wording", "It was sent"));
    case OutboxAct::SendAgain:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Send again"));
    case OutboxAct::Edit:
        return Outbox::isFinal(state) ? inWords(QT_TRANSLATE_NOOP("Wording", "Edit as a new draft"))
                                      : inWords(QT_TRANSLATE_NOOP("Wording", "Back to draft"));
    case OutboxAct::Cancel:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Cancel sending"));
    case OutboxAct::Open:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Open"));
    case OutboxAct::ShowRequest:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Show the request"));
    case OutboxAct::CopyReceipt:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Copy receipt"));
    case OutboxAct::CopyDetails:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Copy details"));
    }
    return {};
}

bool isForSeveral(OutboxAct act)
{
    return act == OutboxAct::Retry || act == OutboxAct::Cancel;
}

} // namespace Sendoff::Gui
