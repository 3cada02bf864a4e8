// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outboxwording.h"

#include "base/overloaded.h"
#include "gui/uploadwording.h"
#include "gui/wordingtable.h"

#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

struct EventRow
{
    const char16_t *event;
    const char16_t *state; ///< nullptr: whatever it led to
    const char *words;
};

// clang-format off
constexpr auto events = std::to_array<EventRow>({
    {u"queued", nullptr, QT_TRANSLATE_NOOP("Wording", "Stored safely in the outbox")},
    {u"due", nullptr, QT_TRANSLATE_NOOP("Wording", "Its turn came")},
    {u"token-ready", nullptr, QT_TRANSLATE_NOOP("Wording", "Sending began")},
    {u"token-missing", u"needs-user", QT_TRANSLATE_NOOP("Wording", "The sign-in is over; nothing was sent")},
    {u"token-missing", nullptr, QT_TRANSLATE_NOOP("Wording", "Signing in did not work; nothing was sent")},
    {u"content-missing", nullptr, QT_TRANSLATE_NOOP("Wording", "The copy of an attachment was gone; nothing was sent")},
    {u"not-recorded", nullptr, QT_TRANSLATE_NOOP("Wording", "The disk took no note of the start, so nothing was sent")},
    {u"replied", u"accepted", QT_TRANSLATE_NOOP("Wording", "Microsoft accepted it")},
    {u"replied", u"waiting", QT_TRANSLATE_NOOP("Wording", "It was not accepted; another try comes later")},
    {u"replied", u"uncertain", QT_TRANSLATE_NOOP("Wording", "No clear answer came back")},
    {u"replied", u"needs-user", QT_TRANSLATE_NOOP("Wording", "Microsoft refused it")},
    {u"replied", u"cancelled", QT_TRANSLATE_NOOP("Wording", "It was broken off before all of it had left")},
    {u"replied", nullptr, QT_TRANSLATE_NOOP("Wording", "An answer came")},
    {u"found-at-start", u"uncertain", QT_TRANSLATE_NOOP("Wording", "Sendoff had ended while it was being sent")},
    {u"found-at-start", nullptr, QT_TRANSLATE_NOOP("Wording", "Sendoff started again; nothing had been sent")},
    {u"cancel-asked", u"cancelled", QT_TRANSLATE_NOOP("Wording", "You cancelled it")},
    {u"cancel-asked", nullptr, QT_TRANSLATE_NOOP("Wording", "You asked to cancel it")},
    {u"retry-asked", nullptr, QT_TRANSLATE_NOOP("Wording", "You asked to send it")},
    {u"said-sent", nullptr, QT_TRANSLATE_NOOP("Wording", "You said that it was sent")},
    {u"taken-back", nullptr, QT_TRANSLATE_NOOP("Wording", "You took it back to write on")},
    {u"signed-in", nullptr, QT_TRANSLATE_NOOP("Wording", "You signed in again")},
    {u"account-paused", nullptr, QT_TRANSLATE_NOOP("Wording", "Microsoft asked to wait")},
    {u"online", nullptr, QT_TRANSLATE_NOOP("Wording", "The connection came back")},
    {u"looked-up", u"waiting", QT_TRANSLATE_NOOP("Wording", "It lay unsent in Drafts all the time, so it is sent now")},
    {u"draft-wanted", nullptr, QT_TRANSLATE_NOOP("Wording", "A draft was asked for at Microsoft")},
    {u"draft-known", nullptr, QT_TRANSLATE_NOOP("Wording", "The draft is at Microsoft")},
    {u"prepare-failed", nullptr, QT_TRANSLATE_NOOP("Wording", "The draft could not be completed")},
    {u"right-missing", nullptr, QT_TRANSLATE_NOOP("Wording", "A permission was missing")},
    {u"found-sent", nullptr, QT_TRANSLATE_NOOP("Wording", "The draft turned out to be sent already")},
    {u"pause-asked", nullptr, QT_TRANSLATE_NOOP("Wording", "You paused it")},
    {u"not-yet", nullptr, QT_TRANSLATE_NOOP("Wording", "It waits on this computer until its time")},
    {u"looked-up", u"accepted", QT_TRANSLATE_NOOP("Wording", "It was found in your mailbox as sent")},
    {u"looked-up", nullptr, QT_TRANSLATE_NOOP("Wording", "Your mailbox did not have it as sent")},
});

struct StateRow
{
    const char16_t *name;
    const char *word;
};
constexpr auto states = std::to_array<StateRow>({
    {u"waiting", QT_TRANSLATE_NOOP("Wording", "Waiting")},
    {u"preparing", QT_TRANSLATE_NOOP("Wording", "Getting ready")},
    {u"sending", QT_TRANSLATE_NOOP("Wording", "Sending")},
    {u"uncertain", QT_TRANSLATE_NOOP("Wording", "Uncertain")},
    {u"accepted", QT_TRANSLATE_NOOP("Wording", "Accepted by Microsoft")},
    {u"needs-user", QT_TRANSLATE_NOOP("Wording", "Needs you")},
    {u"cancelled", QT_TRANSLATE_NOOP("Wording", "Cancelled")},
});
// clang-format on

Wording saying(const char *title, const char *cause, const char *nextStep = "")
{
    Wording words;
    words.title = inWords(title);
    words.cause = inWords(cause);
    words.nextStep = inWords(nextStep);
    return words;
}

Wording wordingForWaiting(const Outbox::Waiting &state)
{
    using Outbox::WaitReason;
    Wording words;
    words.title = wordsFor(state.reason);
    words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "There is nothing to do: Sendoff tries again by itself."));
    switch (state.reason) {
    case WaitReason::Queued:
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "The mail is safe on this computer. Nothing was sent yet."));
        words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "There is nothing to do."));
        break;
    case WaitReason::Undo:
        words.cause
            = inWords(QT_TRANSLATE_NOOP("Wording", "The mail leaves when the time is up. Nothing was sent yet."));
        words.nextStep.clear();
        break;
    case WaitReason::Scheduled:
        words.cause = inWords(QT_TRANSLATE_NOOP(
            "Wording", "It waits on this computer, which must be on and have Sendoff running at that time."));
        words.nextStep.clear();
        break;
    case WaitReason::Paused:
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "What is uploaded so far is kept. Nothing was sent yet."));
        words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "Press Continue when it shall go on."));
        break;
    case WaitReason::Offline:
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "The mail service was not reached, so nothing was sent."));
        break;
    case WaitReason::Throttled:
        words.cause = inWords(QT_TRANSLATE_NOOP(
            "Wording", "Microsoft takes no mail of this account before that time. Nothing was sent."));
        words.fixer = Fixer::Microsoft;
        break;
    case WaitReason::ServiceBusy:
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "The service said that it did not take the mail."));
        words.fixer = Fixer::Microsoft;
        break;
    case WaitReason::SignInTrouble:
        words.cause = inWords(
            QT_TRANSLATE_NOOP("Wording", "Microsoft's sign-in gave no leave to send just now, so nothing was sent."));
        words.fixer = Fixer::Microsoft;
        break;
    case WaitReason::TokenRenewal:
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "Microsoft wants a fresh one before it takes the mail."));
        break;
    }
    return words;
}

Wording wordingForAccepted(const Outbox::Accepted &state)
{
    Wording words = saying(QT_TRANSLATE_NOOP("Wording", "Accepted by Microsoft"),
                           QT_TRANSLATE_NOOP("Wording",
                                             "Microsoft has taken the mail over. If somebody cannot be reached, a "
                                             "report comes to your inbox."));
    if (state.deferredUntil.isValid()) {
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording",
                                                "It lies in your mailbox until %1 and leaves then, whether this "
                                                "computer is on or not."))
                          .arg(momentInWords(state.deferredUntil));
        words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "To stop it, delete it from Drafts in Outlook before."));
    }
    if (!state.foundId.isEmpty()) {
        words = saying(
            QT_TRANSLATE_NOOP("Wording", "Found as sent"),
            QT_TRANSLATE_NOOP("Wording", "No clear answer came back, and then it was found in your mailbox as sent."));
    }
    if (state.saidByPerson) {
        words = saying(QT_TRANSLATE_NOOP("Wording", "Marked as sent"),
                       QT_TRANSLATE_NOOP("Wording", "No clear answer came back, and you said that it was sent."));
    }
    return words;
}

Wording wordingForCancelled(const Outbox::Cancelled &state)
{
    return state.mayHaveBeenSent
        ? saying(QT_TRANSLATE_NOOP("Wording", "Taken back"),
                 QT_TRANSLATE_NOOP("Wording", "It was uncertain then, so it may have been sent all the same."))
        : saying(QT_TRANSLATE_NOOP("Wording", "Cancelled"), QT_TRANSLATE_NOOP("Wording", "Nothing was sent."));
}

} // namespace

QString wordForState(const QString &name)
{
    for (const StateRow &row : states) {
        if (name == QStringView(row.name))
            return inWords(row.word);
    }
    return name;
}

QString wordFor(const Outbox::SendState &state)
{
    const auto *accepted = std::get_if<Outbox::Accepted>(&state);
    if (accepted && accepted->saidByPerson)
        return inWords(QT_TRANSLATE_NOOP("Wording", "Marked as sent"));
    if (accepted && !accepted->foundId.isEmpty())
        return inWords(QT_TRANSLATE_NOOP("Wording", "Found as sent"));
    return wordForState(Outbox::stateName(state));
}

QString senderInWords(const Outbox::Summary &summary, const Auth::Account *account)
{
    const QString own = account ? account->address : QString();
    if (summary.from.isEmpty() || summary.from.compare(own, Qt::CaseInsensitive) == 0)
        return own;
    if (own.isEmpty())
        return summary.from;
    //: two mail addresses: the sender, then the account that sends for it
    return inWords(QT_TRANSLATE_NOOP("Wording", "%1 by %2")).arg(summary.from.left(320).simplified(), own);
}

QString reasonFor(const Outbox::SendState &state, const Auth::Account *account, const QString &sender)
{
    const auto sending = [](const Outbox::Sending &on) {
        return on.cancelAsked ? inWords(QT_TRANSLATE_NOOP("Wording", "Being cancelled"))
                              : inWords(QT_TRANSLATE_NOOP("Wording", "On its way to Microsoft"));
    };
    const auto uncertain = [](const Outbox::Uncertain &left) {
        return left.crashed ? inWords(QT_TRANSLATE_NOOP("Wording", "It may have been sent: Sendoff ended meanwhile"))
                            : inWords(QT_TRANSLATE_NOOP("Wording", "It may have been sent"));
    };
    const auto cancelled = [](const Outbox::Cancelled &over) {
        return over.mayHaveBeenSent ? inWords(QT_TRANSLATE_NOOP("Wording", "It may have been sent all the same"))
                                    : inWords(QT_TRANSLATE_NOOP("Wording", "Nothing was sent"));
    };
    return std::visit(
        Overloaded{
            [](const Outbox::Waiting &waiting) { return wordsFor(waiting.reason); },
            [](const Outbox::Preparing &) { return QString(); }, sending, uncertain,
            [](const Outbox::Accepted &accepted) {
                return accepted.deferredUntil > QDateTime::currentDateTimeUtc()
                    ? inWords(QT_TRANSLATE_NOOP("Wording", "Leaves on %1")).arg(momentInWords(accepted.deferredUntil))
                    : QString();
            },
            [&](const Outbox::NeedsUser &needs) { return wordingFor(needs, account, sender).title; }, cancelled},
        state);
}

Wording wordingFor(const Outbox::SendState &state, const Auth::Account *account, const QString &sender)
{
    const auto preparing = [](const Outbox::Preparing &) {
        return saying(QT_TRANSLATE_NOOP("Wording", "Getting ready to send"),
                      QT_TRANSLATE_NOOP("Wording", "Nothing was sent yet."));
    };
    const auto sending = [](const Outbox::Sending &) {
        return saying(QT_TRANSLATE_NOOP("Wording", "On its way to Microsoft"),
                      QT_TRANSLATE_NOOP("Wording", "Sendoff waits until Microsoft says that it has taken the mail."));
    };
    return std::visit(Overloaded{[](const Outbox::Waiting &waiting) { return wordingForWaiting(waiting); }, preparing,
                                 sending, [](const Outbox::Uncertain &uncertain) { return wordingFor(uncertain); },
                                 [](const Outbox::Accepted &accepted) { return wordingForAccepted(accepted); },
                                 [&](const Outbox::NeedsUser &needs) { return wordingFor(needs, account, sender); },
                                 [](const Outbox::Cancelled &cancelled) { return wordingForCancelled(cancelled); }},
                      state);
}

std::optional<QDateTime> nextTry(const Outbox::SendState &state, const QDateTime &now)
{
    const auto *waiting = std::get_if<Outbox::Waiting>(&state);
    if (!waiting || !waiting->notBefore.isValid() || waiting->notBefore <= now)
        return std::nullopt;
    return waiting->notBefore;
}

QString countdownFor(const Outbox::SendState &state, const QDateTime &now)
{
    const std::optional<QDateTime> next = nextTry(state, now);
    if (!next)
        return {};
    //: a span of time such as "40 s"
    return inWords(QT_TRANSLATE_NOOP("Wording", "in %1"))
        .arg(spanInWords(std::chrono::milliseconds(now.msecsTo(*next))));
}

int attemptsOf(const Outbox::SendState &state)
{
    return std::visit([](const auto &each) { return each.attempts; }, state);
}

QString attemptsInWords(int attempts)
{
    if (attempts <= 0)
        return {};
    return attempts == 1 ? inWords(QT_TRANSLATE_NOOP("Wording", "1 attempt"))
                         : inWords(QT_TRANSLATE_NOOP("Wording", "%1 attempts")).arg(attempts);
}

QString recipientsInWords(const Outbox::Summary &summary)
{
    return recipientsInWords(summary.to, std::max<qsizetype>(summary.recipients, summary.to.size()));
}

QString recipientsInWords(const QStringList &names, qsizetype all)
{
    constexpr qsizetype named = 3;
    if (names.isEmpty())
        return inWords(QT_TRANSLATE_NOOP("Wording", "Nobody"));
    QStringList shown;
    // "and 1 more" would take the room of that one.
    for (const QString &each : names.first(all <= named + 1 ? names.size() : std::min(named, names.size())))
        shown.append(each.left(200).simplified());
    const QString list = shown.join(u", "_s);
    const qsizetype rest = all - shown.size();
    return rest <= 0 ? list : inWords(QT_TRANSLATE_NOOP("Wording", "%1 and %2 more")).arg(list).arg(rest);
}

QString subjectInWords(const QString &subject)
{
    const QString line = subject.left(1000).simplified();
    return line.isEmpty() ? inWords(QT_TRANSLATE_NOOP("Wording", "(no subject)")) : line;
}

QString wordsFor(const Outbox::Happening &happening)
{
    for (const EventRow &row : events) {
        const bool matches
            = happening.event == QStringView(row.event) && (!row.state || happening.state == QStringView(row.state));
        if (matches)
            return inWords(row.words);
    }
    return wordForState(happening.state);
}

QString wordsFor(const Outbox::Attempt &attempt)
{
    const QString status = attempt.status > 0 ? u" (%1)"_s.arg(attempt.status) : QString();
    if (attempt.verdict == u"accepted")
        return inWords(QT_TRANSLATE_NOOP("Wording", "Accepted by Microsoft")) + status;
    if (attempt.verdict == u"not-accepted")
        return inWords(QT_TRANSLATE_NOOP("Wording", "Certainly not accepted")) + status;
    if (attempt.verdict == u"unclear")
        return inWords(QT_TRANSLATE_NOOP("Wording", "No clear answer")) + status;
    return inWords(QT_TRANSLATE_NOOP("Wording", "Sendoff never heard how it ended"));
}

QString momentInWords(const QDateTime &when, const QDateTime &now)
{
    const QDate day = when.toLocalTime().date();
    const QDate today = now.toLocalTime().date();
    if (day == today)
        return timeInWords(when);
    const QLocale locale;
    return day.year() == today.year() ? locale.toString(day, u"d MMM"_s) : locale.toString(day, QLocale::ShortFormat);
}

QString exactTime(const QDateTime &when)
{
    if (!when.isValid())
        return {};
    const QLocale locale;
    const QDateTime here = when.toLocalTime();
    return locale.toString(here.date(), u"d MMM yyyy"_s) + u", "_s + here.time().toString(u"HH:mm:ss"_s);
}

QString shortTime(const QDateTime &when, const QDateTime &now)
{
    const QDateTime here = when.toLocalTime();
    const QString time = here.time().toString(u"HH:mm:ss"_s);
    return here.date() == now.toLocalTime().date() ? time : momentInWords(when, now) + u", "_s + time;
}

} // namespace Sendoff::Gui
