// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outboxlines.h"

#include "base/log.h"
#include "base/overloaded.h"
#include "gui/uploadwording.h"
#include "gui/wording.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

constexpr qsizetype longestSubject = 200;
constexpr qsizetype longestReason = 1000;
constexpr int mostRecipients = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("Outbox", text);
}

QList<Recipient> allOf(const Recipients &recipients)
{
    return recipients.to + recipients.cc + recipients.bcc;
}

QString addressOf(const Recipient &recipient)
{
    return recipient.isReadable() ? recipient.address.mailbox : recipient.unreadable;
}

QString recipientsOf(const Recipients &recipients)
{
    const QList<Recipient> all = allOf(recipients);
    QStringList first;
    for (const Recipient &recipient : all.first(std::min<qsizetype>(all.size(), mostRecipients)))
        first.append(addressOf(recipient));
    if (all.size() > mostRecipients)
        first.append(tr("%1 more").arg(all.size() - mostRecipients));
    return first.join(u", "_s);
}

QString sentence(const QString &text)
{
    return text.endsWith(u'.') ? text : text + u'.';
}

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue(QJsonValue::Null);
}

/// The hour is enough for what happens today.
QString timeFor(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    if (when <= now)
        return tr("now");
    const QDateTime local = when.toLocalTime();
    const QString hour = Gui::timeInWords(when);
    return local.date() == now.toLocalTime().date() ? hour : local.date().toString(Qt::ISODate) + u' ' + hour;
}

/// 0: nothing to say of it.
int urgencyOf(ExitStatus status)
{
    switch (status) {
    case ExitStatus::Uncertain:
        return 4;
    case ExitStatus::SignInNeeded:
        return 3;
    case ExitStatus::CannotSendAsIs:
        return 2;
    case ExitStatus::Queued:
        return 1;
    default:
        return 0;
    }
}

ExitStatus statusOf(const Outbox::SendState &state)
{
    return std::visit(Overloaded{
                          [](const Outbox::Uncertain &) { return ExitStatus::Uncertain; },
                          [](const Outbox::NeedsUser &needs) {
                              using Why = Outbox::NeedsUser::Why;
                              const bool isSignIn = needs.why == Why::SignIn || needs.why == Why::VaultLocked
                                  || needs.why == Why::RightMissing;
                              return isSignIn || isPermissionMatter(needs.error) ? ExitStatus::SignInNeeded
                                                                                 : ExitStatus::CannotSendAsIs;
                          },
                          [](const Outbox::Accepted &) { return ExitStatus::Done; },
                          [](const Outbox::Cancelled &) { return ExitStatus::Done; },
                          [](const auto &) { return ExitStatus::Queued; },
                      },
                      state);
}

OutboxFacts ofMail(const Message &message, OutboxFacts facts)
{
    facts.sender = message.from ? message.from->mailbox : QString();
    return facts;
}

QString adviceFor(ExitStatus status, const QString &id)
{
    const QString shortId = id.left(8);
    switch (status) {
    case ExitStatus::Uncertain:
        return tr("Look in Sent Items. If it is there, run \"sendoff outbox sent %1\", if not, \"sendoff outbox retry "
                  "%1\".")
            .arg(shortId);
    case ExitStatus::SignInNeeded:
    case ExitStatus::CannotSendAsIs:
        return tr("Then run \"sendoff outbox retry %1\".").arg(shortId);
    default:
        return tr("It is safe in the outbox.");
    }
}

} // namespace

bool isPermissionMatter(const Graph::GraphError &error)
{
    switch (error.kind) {
    case Graph::ErrorKind::TokenRefused:
    case Graph::ErrorKind::ClaimsChallenge:
    case Graph::ErrorKind::PermissionMissing:
    case Graph::ErrorKind::SendAsDenied:
    case Graph::ErrorKind::NoMailbox:
        return true;
    default:
        return false;
    }
}

OutboxFacts outboxFacts(const Engine &engine, const Outbox::Queue &queue, const QString &accountId)
{
    OutboxFacts facts{accountId, engine.account(accountId), queue.pausedUntil(accountId)};
    if (facts.who)
        facts.account = facts.who->address;
    else if (engine.profile().isPractice)
        facts.account = Practice::accountAddress(); // there is only this one, whether it is signed in now or not
    return facts;
}

QString reasonOf(const Outbox::SendState &state, const OutboxFacts &facts)
{
    const Auth::Account *who = facts.who ? &*facts.who : nullptr;
    return std::visit(
        Overloaded{
            [&](const Outbox::Waiting &waiting) {
                if (facts.pausedUntil)
                    return sentence(Gui::wordsFor(Outbox::WaitReason::Throttled));
                // As exactly as is known: "no connection" is no help where a certificate is wrong.
                if (waiting.error.kind == Graph::ErrorKind::TlsTrouble)
                    return Gui::inOneLine(Gui::wordingFor(waiting.error));
                return sentence(Gui::wordsFor(waiting.reason));
            },
            [&](const Outbox::Uncertain &uncertain) {
                Gui::Wording words = Gui::wordingFor(uncertain);
                words.nextStep.clear(); // it speaks of a window with buttons
                return Gui::inOneLine(words);
            },
            [&](const Outbox::NeedsUser &needs) { return Gui::inOneLine(Gui::wordingFor(needs, who, facts.sender)); },
            [](const Outbox::Accepted &accepted) {
                if (accepted.deferredUntil.isValid())
                    return tr("Microsoft keeps it until %1.").arg(Gui::momentInWords(accepted.deferredUntil));
                if (!accepted.foundId.isEmpty())
                    return tr("It was found in the mailbox as sent.");
                return accepted.saidByPerson ? tr("You said that it was sent.") : QString();
            },
            [](const Outbox::Cancelled &cancelled) {
                return cancelled.mayHaveBeenSent ? tr("You took it back. It may have been sent before.") : QString();
            },
            [](const auto &) { return QString(); },
        },
        state);
}

QDateTime nextAttemptOf(const Outbox::SendState &state, const OutboxFacts &facts)
{
    const auto *waiting = std::get_if<Outbox::Waiting>(&state);
    if (!waiting)
        return {};
    return facts.pausedUntil ? std::max(*facts.pausedUntil, waiting->notBefore) : waiting->notBefore;
}

QByteArray outboxLine(const Outbox::Item &item, const OutboxFacts &known, const QDateTime &now)
{
    const OutboxFacts facts = ofMail(item.message, known);
    const auto cell = [](const QString &text, qsizetype limit) {
        const QString shown = forLog(text.simplified(), limit);
        return shown.isEmpty() ? u"-"_s : shown;
    };
    const QStringList cells{
        cell(item.id, longestSubject),
        Outbox::stateName(item.state),
        cell(item.message.subject, longestSubject),
        cell(recipientsOf(item.message.recipients), longestReason),
        cell(reasonOf(item.state, facts), longestReason),
        cell(timeFor(nextAttemptOf(item.state, facts), now), longestSubject),
    };
    return cells.join(u'\t').toUtf8() + '\n';
}

QJsonObject outboxJson(const Outbox::Item &item, const OutboxFacts &known)
{
    const OutboxFacts facts = ofMail(item.message, known);
    QJsonArray to;
    for (const Recipient &recipient : item.message.recipients.to)
        to.append(addressOf(recipient));
    return {
        {u"id"_s, item.id},
        {u"state"_s, Outbox::stateName(item.state)},
        {u"subject"_s, item.message.subject},
        {u"to"_s, to},
        {u"account"_s, facts.account},
        {u"queuedAt"_s, timeOrNull(item.queuedAt)},
        {u"attempts"_s, std::visit([](const auto &any) { return any.attempts; }, item.state)},
        {u"reason"_s, reasonOf(item.state, facts)},
        {u"nextAttemptAt"_s, timeOrNull(nextAttemptOf(item.state, facts))},
        {u"requestIds"_s, QJsonArray::fromStringList(item.requestIds)},
    };
}

OutboxEnd endOf(const QList<Outbox::Row> &left, const std::function<OutboxFacts(const QString &account)> &factsOf,
                const QDateTime &now)
{
    const Outbox::Row *worst = nullptr;
    ExitStatus status = ExitStatus::Done;
    int others = -1;
    for (const Outbox::Row &row : left) {
        const ExitStatus its = statusOf(row.state);
        others += urgencyOf(its) > 0 ? 1 : 0;
        if (urgencyOf(its) > urgencyOf(status)) {
            status = its;
            worst = &row;
        }
    }
    if (!worst)
        return {};
    const OutboxFacts facts = factsOf(worst->account);
    QStringList parts{reasonOf(worst->state, facts)};
    if (status == ExitStatus::Queued) {
        parts.first().prepend(tr("Not accepted yet:") + u' ');
        const QString next = timeFor(nextAttemptOf(worst->state, facts), now);
        if (!next.isEmpty())
            parts.append(tr("Next attempt: %1.").arg(next));
    }
    parts.append(adviceFor(status, worst->id));
    if (others > 0)
        parts.append(tr("\"sendoff outbox\" tells of this and %1 more.").arg(others));
    return {status, parts.join(u' ')};
}

QString unwrittenLine(const Store::StoreError &error)
{
    return tr("The outbox cannot be written: %1. Nothing more is sent until it can. Mend that, then try again.")
        .arg(Gui::wordingFor(error).title);
}

} // namespace Sendoff::App
