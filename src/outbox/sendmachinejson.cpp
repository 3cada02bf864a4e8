// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/sendmachinejson.h"

#include "base/overloaded.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Outbox {

namespace {

using Graph::ErrorKind;
using Graph::GraphError;

// Words, not numbers: an enumerator that moves must not change what an old row means.
template <typename Enum>
struct Word
{
    Enum value;
    const char *word;
};

constexpr std::array waitWords{
    Word<WaitReason>{WaitReason::Queued, "queued"},
    Word<WaitReason>{WaitReason::Undo, "undo"},
    Word<WaitReason>{WaitReason::Scheduled, "scheduled"},
    Word<WaitReason>{WaitReason::Paused, "paused"},
    Word<WaitReason>{WaitReason::Offline, "offline"},
    Word<WaitReason>{WaitReason::Throttled, "throttled"},
    Word<WaitReason>{WaitReason::ServiceBusy, "service-busy"},
    Word<WaitReason>{WaitReason::SignInTrouble, "sign-in-trouble"},
    Word<WaitReason>{WaitReason::TokenRenewal, "token-renewal"},
};

constexpr std::array whyWords{
    Word<NeedsUser::Why>{NeedsUser::Why::SignIn, "sign-in"},
    Word<NeedsUser::Why>{NeedsUser::Why::VaultLocked, "vault-locked"},
    Word<NeedsUser::Why>{NeedsUser::Why::Refused, "refused"},
    Word<NeedsUser::Why>{NeedsUser::Why::ContentMissing, "content-missing"},
    Word<NeedsUser::Why>{NeedsUser::Why::RightMissing, "right-missing"},
    Word<NeedsUser::Why>{NeedsUser::Why::Recovered, "recovered"},
};

constexpr std::array errorWords{
    Word<ErrorKind>{ErrorKind::Unknown, "unknown"},
    Word<ErrorKind>{ErrorKind::Offline, "offline"},
    Word<ErrorKind>{ErrorKind::ServiceNotReached, "service-not-reached"},
    Word<ErrorKind>{ErrorKind::ProxyTrouble, "proxy-trouble"},
    Word<ErrorKind>{ErrorKind::TlsTrouble, "tls-trouble"},
    Word<ErrorKind>{ErrorKind::TimedOut, "timed-out"},
    Word<ErrorKind>{ErrorKind::ConnectionLost, "connection-lost"},
    Word<ErrorKind>{ErrorKind::Cancelled, "cancelled"},
    Word<ErrorKind>{ErrorKind::Interfered, "interfered"},
    Word<ErrorKind>{ErrorKind::UnsafeAddress, "unsafe-address"},
    Word<ErrorKind>{ErrorKind::TokenRefused, "token-refused"},
    Word<ErrorKind>{ErrorKind::ClaimsChallenge, "claims-challenge"},
    Word<ErrorKind>{ErrorKind::NoMailbox, "no-mailbox"},
    Word<ErrorKind>{ErrorKind::PermissionMissing, "permission-missing"},
    Word<ErrorKind>{ErrorKind::SendAsDenied, "send-as-denied"},
    Word<ErrorKind>{ErrorKind::SendingLimit, "sending-limit"},
    Word<ErrorKind>{ErrorKind::AccountSuspended, "account-suspended"},
    Word<ErrorKind>{ErrorKind::BadRecipients, "bad-recipients"},
    Word<ErrorKind>{ErrorKind::BadHeader, "bad-header"},
    Word<ErrorKind>{ErrorKind::MessageTooLarge, "message-too-large"},
    Word<ErrorKind>{ErrorKind::AttachmentRefused, "attachment-refused"},
    Word<ErrorKind>{ErrorKind::MailboxFull, "mailbox-full"},
    Word<ErrorKind>{ErrorKind::MailboxNotFound, "mailbox-not-found"},
    Word<ErrorKind>{ErrorKind::ItemNotFound, "item-not-found"},
    Word<ErrorKind>{ErrorKind::BadRequest, "bad-request"},
    Word<ErrorKind>{ErrorKind::Throttled, "throttled"},
    Word<ErrorKind>{ErrorKind::ServiceBusy, "service-busy"},
    Word<ErrorKind>{ErrorKind::ServiceError, "service-error"},
};

template <typename Words, typename Enum>
QString wordOf(const Words &words, Enum value)
{
    const auto found
        = std::find_if(words.begin(), words.end(), [&](const auto &entry) { return entry.value == value; });
    return QString::fromLatin1(found == words.end() ? words.front().word : found->word);
}

/// Reads members and remembers whether one of them was not what it should be.
class Reader
{
public:
    explicit Reader(const QJsonObject &json)
        : m_json(json)
    {
    }

    bool isSound() const { return m_isSound; }
    QString text(QLatin1StringView key) const { return m_json.value(key).toString(); }
    bool flag(QLatin1StringView key) const { return m_json.value(key).toBool(); }
    QJsonObject object(QLatin1StringView key) const { return m_json.value(key).toObject(); }
    bool has(QLatin1StringView key) const { return m_json.contains(key); }
    int number(QLatin1StringView key)
    {
        const int value = m_json.value(key).toInt(-1);
        m_isSound = m_isSound && value >= 0;
        return qMax(0, value);
    }
    QDateTime time(QLatin1StringView key)
    {
        const QDateTime value = QDateTime::fromString(text(key), Qt::ISODateWithMs);
        m_isSound = m_isSound && value.isValid() && value.timeSpec() == Qt::UTC;
        return value;
    }
    template <typename Words>
    auto word(QLatin1StringView key, const Words &words)
    {
        const QString name = text(key);
        const auto found = std::find_if(words.begin(), words.end(),
                                        [&](const auto &entry) { return name == QLatin1StringView(entry.word); });
        m_isSound = m_isSound && found != words.end();
        return (found == words.end() ? words.begin() : found)->value;
    }
    void fail() { m_isSound = false; }

private:
    const QJsonObject &m_json;
    bool m_isSound = true;
};

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QJsonObject errorToJson(const GraphError &error)
{
    QJsonObject json{
        {u"kind"_s, wordOf(errorWords, error.kind)},
        {u"status"_s, error.status},
        {u"code"_s, error.code},
        {u"serverText"_s, error.serverText},
        {u"requestId"_s, error.requestId},
        {u"clientRequestId"_s, error.clientRequestId},
    };
    if (error.retryAfter)
        json.insert(u"retryAfterMs"_s, qint64(error.retryAfter->count()));
    return json;
}

GraphError errorFromJson(const QJsonObject &json, Reader &outer)
{
    Reader in(json);
    GraphError error;
    error.kind = in.word("kind"_L1, errorWords);
    error.status = in.number("status"_L1);
    error.code = in.text("code"_L1);
    error.serverText = in.text("serverText"_L1);
    error.requestId = in.text("requestId"_L1);
    error.clientRequestId = in.text("clientRequestId"_L1);
    if (in.has("retryAfterMs"_L1))
        error.retryAfter = std::chrono::milliseconds(json.value("retryAfterMs"_L1).toInteger());
    if (!in.isSound())
        outer.fail();
    return error;
}

Remote remoteFromJson(Reader &in)
{
    if (!in.has("remote"_L1))
        return {};
    const QJsonObject remote = in.object("remote"_L1);
    Reader inside(remote);
    const QDateTime until = inside.has("deferredUntil"_L1) ? inside.time("deferredUntil"_L1) : QDateTime();
    if (!inside.isSound())
        in.fail();
    return {true, inside.text("draft"_L1), until};
}

SendState readState(const QString &name, Reader &in)
{
    if (name == "waiting"_L1) {
        return Waiting{in.time("notBefore"_L1),   in.word("reason"_L1, waitWords),          in.number("attempts"_L1),
                       in.number("fruitless"_L1), errorFromJson(in.object("error"_L1), in), remoteFromJson(in)};
    }
    if (name == "preparing"_L1)
        return Preparing{in.number("attempts"_L1), in.flag("renewed"_L1), in.number("fruitless"_L1),
                         remoteFromJson(in)};
    if (name == "sending"_L1) {
        return Sending{in.text("attemptId"_L1), in.time("since"_L1),       in.number("attempts"_L1),
                       in.flag("renewed"_L1),   in.number("fruitless"_L1), in.flag("cancelAsked"_L1),
                       remoteFromJson(in)};
    }
    if (name == "uncertain"_L1) {
        return Uncertain{in.time("since"_L1),
                         errorFromJson(in.object("error"_L1), in),
                         in.flag("crashed"_L1),
                         in.number("attempts"_L1),
                         in.has("looks"_L1) ? in.number("looks"_L1) : 0,
                         in.has("lookedAt"_L1) ? in.time("lookedAt"_L1) : QDateTime(),
                         in.has("drafts"_L1) ? in.number("drafts"_L1) : 0,
                         remoteFromJson(in)};
    }
    if (name == "accepted"_L1) {
        return Accepted{
            in.time("when"_L1),         in.text("requestId"_L1),
            in.flag("saidByPerson"_L1), in.number("attempts"_L1),
            in.text("foundId"_L1),      in.has("deferredUntil"_L1) ? in.time("deferredUntil"_L1) : QDateTime()};
    }
    if (name == "needs-user"_L1) {
        return NeedsUser{in.word("why"_L1, whyWords), errorFromJson(in.object("error"_L1), in), in.text("detail"_L1),
                         in.number("attempts"_L1), remoteFromJson(in)};
    }
    if (name != "cancelled"_L1)
        in.fail();
    return Cancelled{in.time("when"_L1), in.number("attempts"_L1), in.flag("mayHaveBeenSent"_L1)};
}

} // namespace

QJsonObject toJson(const SendState &state)
{
    QJsonObject json = std::visit(
        Overloaded{
            [](const Waiting &waiting) {
                return QJsonObject{{u"notBefore"_s, timeText(waiting.notBefore)},
                                   {u"reason"_s, wordOf(waitWords, waiting.reason)},
                                   {u"fruitless"_s, waiting.fruitless},
                                   {u"error"_s, errorToJson(waiting.error)}};
            },
            [](const Preparing &preparing) {
                return QJsonObject{{u"renewed"_s, preparing.renewed}, {u"fruitless"_s, preparing.fruitless}};
            },
            [](const Sending &sending) {
                return QJsonObject{{u"attemptId"_s, sending.attemptId},
                                   {u"since"_s, timeText(sending.since)},
                                   {u"renewed"_s, sending.renewed},
                                   {u"fruitless"_s, sending.fruitless},
                                   {u"cancelAsked"_s, sending.cancelAsked}};
            },
            [](const Uncertain &uncertain) {
                QJsonObject look{{u"since"_s, timeText(uncertain.since)},
                                 {u"error"_s, errorToJson(uncertain.error)},
                                 {u"crashed"_s, uncertain.crashed},
                                 {u"looks"_s, uncertain.looks},
                                 {u"drafts"_s, uncertain.drafts}};
                if (uncertain.lookedAt.isValid())
                    look.insert(u"lookedAt"_s, timeText(uncertain.lookedAt));
                return look;
            },
            [](const Accepted &accepted) {
                QJsonObject end{{u"when"_s, timeText(accepted.when)},
                                {u"requestId"_s, accepted.requestId},
                                {u"saidByPerson"_s, accepted.saidByPerson},
                                {u"foundId"_s, accepted.foundId}};
                if (accepted.deferredUntil.isValid())
                    end.insert(u"deferredUntil"_s, timeText(accepted.deferredUntil));
                return end;
            },
            [](const NeedsUser &needs) {
                return QJsonObject{{u"why"_s, wordOf(whyWords, needs.why)},
                                   {u"error"_s, errorToJson(needs.error)},
                                   {u"detail"_s, needs.detail}};
            },
            [](const Cancelled &cancelled) {
                return QJsonObject{{u"when"_s, timeText(cancelled.when)},
                                   {u"mayHaveBeenSent"_s, cancelled.mayHaveBeenSent}};
            },
        },
        state);
    if (const Remote remote = remoteOf(state); remote.isUsed) {
        QJsonObject draft{{u"draft"_s, remote.draft}};
        if (remote.deferredUntil.isValid())
            draft.insert(u"deferredUntil"_s, timeText(remote.deferredUntil));
        json.insert(u"remote"_s, draft);
    }
    json.insert(u"format"_s, 1);
    json.insert(u"state"_s, stateName(state));
    json.insert(u"attempts"_s, std::visit([](const auto &any) { return any.attempts; }, state));
    return json;
}

Result<SendState, StateJsonFault> stateFromJson(const QJsonObject &json)
{
    const int format = json.value("format"_L1).toInt(0);
    if (format > 1)
        return Failure{StateJsonFault::NewerFormat};
    if (format != 1)
        return Failure{StateJsonFault::WrongShape};
    Reader in(json);
    const SendState state = readState(in.text("state"_L1), in);
    if (!in.isSound())
        return Failure{StateJsonFault::WrongShape};
    return state;
}

} // namespace Sendoff::Outbox
