// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sendcommand.h"

#include "app/mailfile.h"
#include "app/outboxlines.h"
#include "app/terminal.h"
#include "base/overloaded.h"
#include "graph/sendplan.h"
#include "gui/uploadwording.h"
#include "gui/wording.h"
#include "message/messagecheck.h"

#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

constexpr auto senderPatience = std::chrono::seconds(15);

bool isStillWaiting(const Outbox::Queue &queue, const QString &id)
{
    const QList<Outbox::Row> rows = queue.unfinishedRows();
    return std::any_of(rows.cbegin(), rows.cend(), [&id](const Outbox::Row &row) {
        return row.id == id && std::holds_alternative<Outbox::Waiting>(row.state);
    });
}

} // namespace

SendCommand::SendCommand(Engine &engine, ComposeOptions options, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_options(std::move(options))
{
}

void SendCommand::start()
{
    auto message = readMessage();
    if (!message) {
        end(ExitStatus::FileUnreadable, inputErrorLine(message.error()));
        return;
    }
    m_message = std::move(message).value();
    if (!m_options.from.isEmpty() && !m_message.from) {
        endWithDraft(ExitStatus::CannotSendAsIs,
                     tr("\"%1\" after --from is not one mail address.").arg(m_options.from));
        return;
    }
    if (m_options.sendAt.isValid() && m_options.sendAt <= m_engine.clock().now()) {
        endWithDraft(ExitStatus::CannotSendAsIs,
                     tr("The time after --send-at is over already: %1.").arg(Gui::momentInWords(m_options.sendAt)));
        return;
    }
    const QList<Problem> problems = check(m_message, Limits{});
    if (blocks(problems)) {
        QStringList lines;
        for (const Problem &problem : problems) {
            if (problem.blocks && lines.size() < 10)
                lines.append(Gui::inOneLine(Gui::wordingFor(problem)));
        }
        endWithDraft(ExitStatus::CannotSendAsIs, lines.join(u'\n'));
        return;
    }
    const auto account = m_engine.accountFor(m_options.account, m_message.from ? m_message.from->mailbox : QString());
    if (!account) {
        endWithDraft(
            ExitStatus::SignInNeeded,
            m_options.account.isEmpty()
                ? tr("Nobody is signed in. Run \"sendoff account add\".")
                : tr("%1 is not signed in. Run \"sendoff account add --login-hint %1\".").arg(m_options.account));
        return;
    }
    const Graph::SendPlan plan = Graph::planSend(m_message, Limits{}, m_engine.abilities(account->id));
    if (const auto *big = std::get_if<Graph::TooBig>(&plan)) {
        endWithDraft(ExitStatus::CannotSendAsIs, Gui::inOneLine(Gui::wordingFor(*big)));
        return;
    }
    submit(*account);
}

Result<Message, InputError> SendCommand::readMessage() const
{
    if (!m_options.mailFile.isEmpty()) {
        auto mail = readMailAsItIs(m_options.mailFile);
        if (mail)
            mail.value().sendAt = m_options.sendAt;
        return mail;
    }
    auto input = readInput(m_options);
    if (!input)
        return Failure{input.error()};
    return std::move(input).value().message;
}

void SendCommand::submit(const Auth::Account &account)
{
    m_account = account.id;
    for (const Auth::OwnSender &sender : account.senders) {
        if (m_message.from && sender.isMailbox
            && sender.address.compare(m_message.from->mailbox, Qt::CaseInsensitive) == 0)
            m_message.asMailbox = true;
    }
    const auto opened = m_engine.queue();
    if (!opened) {
        end(ExitStatus::NotStored, Gui::inOneLine(Gui::wordingFor(opened.error())));
        return;
    }
    Outbox::Queue *queue = opened.value();
    connect(queue, &Outbox::Queue::refused, this, [this](const QString &id, const Store::StoreError &why) {
        if (id != m_item)
            return;
        using Kind = Store::StoreError::Kind;
        const bool isFile = why.kind == Kind::Missing || why.kind == Kind::Changed || why.kind == Kind::NotReadable
            || why.kind == Kind::NotARegularFile;
        end(isFile ? ExitStatus::FileUnreadable : ExitStatus::NotStored, Gui::inOneLine(Gui::wordingFor(why)));
    });
    connect(queue, &Outbox::Queue::queued, this, [this, queue](const QString &id) {
        if (id == m_item && m_engine.sendingIsOff()) {
            endQueued(Gui::inOneLine(Gui::wordingForSharedFolder(m_engine.profile().data)));
            return;
        }
        // It would only be waited for: the pause is the service's wish and can be long.
        if (id == m_item && queue->pausedUntil(m_account))
            endQueued(Gui::wordsFor(Outbox::WaitReason::Throttled) + u'.');
    });
    connect(queue, &Outbox::Queue::changed, this, [this](const QString &id, const Outbox::SendState &state) {
        if (id == m_item)
            showState(state);
    });
    connect(queue, &Outbox::Queue::recordingFailed, this,
            [this, queue](const QString &id, const Store::StoreError &why) {
                if (id != m_item)
                    return;
                say(Gui::inOneLine(Gui::wordingFor(why)));
                // Once may be a hiccup, and the queue tries again in a moment. A disk that stays so must not keep a
                // script waiting for ever.
                if (isStillWaiting(*queue, id) && std::exchange(m_isUnwritten, true))
                    endUnwritten();
            });
    waitForTheSender(*queue);
    m_item = queue->submit(m_message, m_account);
}

/// What is queued is safe; a script is not kept waiting for a program that holds the outbox and does not get on, nor
/// for a lock that the disk does not give.
void SendCommand::waitForTheSender(const Outbox::Queue &queue)
{
    m_patience.setInterval(senderPatience);
    connect(&m_patience, &QTimer::timeout, this, [this, &queue] {
        if (!queue.isWorking() && !queue.isSender())
            endQueued(tr("Nobody gets on with the outbox at the moment."));
    });
    connect(&queue, &Outbox::Queue::changed, &m_patience, qOverload<>(&QTimer::start));
    connect(&queue, &Outbox::Queue::queued, &m_patience, qOverload<>(&QTimer::start));
}

void SendCommand::showState(const Outbox::SendState &state)
{
    const auto account = m_engine.account(m_account);
    const Auth::Account *who = account ? &*account : nullptr;
    std::visit(
        Overloaded{
            [](const Outbox::Preparing &) {},
            [](const Outbox::Sending &) {},
            [this](const Outbox::Waiting &waiting) {
                // Just queued, or a token is being renewed: it goes on by itself right away.
                const bool isNow = waiting.notBefore <= m_engine.clock().now();
                if (isNow || waiting.reason == Outbox::WaitReason::TokenRenewal)
                    return;
                if (waiting.reason == Outbox::WaitReason::Queued) {
                    endUnwritten();
                    return;
                }
                if (waiting.reason == Outbox::WaitReason::Scheduled)
                    endScheduled(waiting);
                else
                    endQueued(obstacle(waiting));
            },
            [this](const Outbox::Uncertain &uncertain) {
                end(ExitStatus::Uncertain,
                    Gui::inOneLine(Gui::wordingFor(uncertain)) + u' ' + tr("Outbox id: %1").arg(m_item));
            },
            [this](const Outbox::Accepted &accepted) {
                if (accepted.deferredUntil.isValid())
                    print((tr("Microsoft keeps it in the mailbox and sends it on %1.")
                               .arg(Gui::momentInWords(accepted.deferredUntil))
                           + u'\n')
                              .toUtf8());
                if (const auto &practice = m_engine.practice())
                    print((tr("The practice mailbox shows it: %1").arg(practice->mailbox.toString()) + u'\n').toUtf8());
                end(ExitStatus::Done, QString());
            },
            [this](const Outbox::Cancelled &cancelled) {
                if (cancelled.mayHaveBeenSent)
                    end(ExitStatus::Uncertain,
                        tr("It was taken back, but it may have been sent before. Look in Sent Items."));
                else
                    end(ExitStatus::Queued, tr("Cancelled; nothing was sent. It is kept as a draft."));
            },
            [this, who](const Outbox::NeedsUser &needs) {
                const QString line
                    = Gui::inOneLine(Gui::wordingFor(needs, who, m_message.from ? m_message.from->mailbox : QString()));
                using Why = Outbox::NeedsUser::Why;
                if (needs.why == Why::SignIn || needs.why == Why::VaultLocked || needs.why == Why::RightMissing
                    || isPermissionMatter(needs.error)) {
                    end(ExitStatus::SignInNeeded, line);
                    return;
                }
                takeOut(line);
            },
        },
        state);
}

/// Waiting would not mend it: out of the queue, and with that back among the drafts.
void SendCommand::takeOut(const QString &line)
{
    const QString item = std::exchange(m_item, QString());
    const auto queue = m_engine.queue();
    if (queue)
        queue.value()->cancel(item);
    const auto left = queue ? queue.value()->item(item) : std::nullopt;
    if (left && std::holds_alternative<Outbox::Cancelled>(left->state))
        end(ExitStatus::CannotSendAsIs, line + u' ' + tr("It is kept as a draft."));
    else
        end(ExitStatus::CannotSendAsIs, line + u' ' + tr("It is kept in the outbox."));
}

/// As exactly as is known: "no connection" is no help where a certificate is wrong.
QString SendCommand::obstacle(const Outbox::Waiting &waiting)
{
    if (waiting.error.kind == Graph::ErrorKind::TlsTrouble)
        return Gui::inOneLine(Gui::wordingFor(waiting.error));
    if (waiting.reason == Outbox::WaitReason::Offline && !m_engine.proxyTrouble().isEmpty())
        return m_engine.proxyAdvice();
    const Auth::Session *session = m_engine.session(m_account);
    if (waiting.reason == Outbox::WaitReason::Offline && session && session->trouble().kind == Auth::AuthErrorKind::Tls)
        return Gui::inOneLine(Gui::wordingFor(session->trouble()));
    return Gui::wordsFor(waiting.reason) + u'.';
}

void SendCommand::endUnwritten()
{
    end(ExitStatus::NotStored,
        tr("The start of sending could not be written to the disk, so nothing was sent. "
           "The mail is in the outbox. Make room on the disk."));
}

void SendCommand::endQueued(const QString &obstacle)
{
    end(ExitStatus::Queued,
        tr("Not accepted yet: %1 The mail is safe in the outbox and goes out when Sendoff runs again.").arg(obstacle));
}

void SendCommand::endScheduled(const Outbox::Waiting &waiting)
{
    end(ExitStatus::Queued,
        tr("Not accepted yet: it waits in the outbox until %1. Sendoff must run then, or \"sendoff outbox flush\"; "
           "otherwise it leaves at the next start.")
            .arg(Gui::momentInWords(waiting.notBefore)));
}

void SendCommand::end(ExitStatus status, const QString &line)
{
    if (m_ended)
        return;
    m_ended = true;
    if (!line.isEmpty())
        say(line);
    Q_EMIT finished(status);
}

void SendCommand::endWithDraft(ExitStatus status, const QString &line)
{
    if (m_message.asItIs) {
        end(status, line + u' ' + tr("The file is as it was."));
        return;
    }
    const auto drafts = m_engine.drafts();
    const auto saved = drafts ? drafts.value()->save(m_engine.dice().uuid(), m_message, m_account)
                              : Result<Done, Store::StoreError>(Failure{drafts.error()});
    if (saved)
        end(status, line + u' ' + tr("It is kept as a draft."));
    else
        end(status,
            line + u' '
                + tr("It could not be kept as a draft: %1").arg(Gui::inOneLine(Gui::wordingFor(saved.error()))));
}

} // namespace Sendoff::App
