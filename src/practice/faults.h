// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "practice/exchange.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace Sendoff::Practice {

/// What goes wrong with one request.
struct Fault
{
    std::optional<Answer> instead; ///< this answer in place of the service's own
    bool carriesOut = false; ///< the request is carried out all the same, only its answer is lost or replaced
    bool hangs = false; ///< no answer, the connection stays open
    bool closes = false; ///< no answer, the connection ends
    bool resets = false; ///< where it ends, it ends with a reset (RST), not in peace
    bool bare = false; ///< no headers of Graph on `instead`: somebody on the way answered
    std::optional<Cut> cut{}; ///< the connection ends while the request comes
    qsizetype cutAt = -1; ///< the answer ends after so many octets of it, status line included
    bool cutsAnswerBody = false; ///< the answer ends in the middle of its body
    QString loses{}; ///< what is gone before the request is carried out: uploads, time, drafts or token
    QJsonObject sets{}; ///< members that the JSON of the answer has in place of its own
    bool capitals = false; ///< the names in the JSON of the answer begin with a capital
    int keeps = -1; ///< so many of the objects in `value` of the answer, no more
    int delayMs = 0; ///< the answer waits, the request does not
};

/// The service's own answer, bent as the fault says (set, capitals, keep).
Answer bent(Answer answer, const Fault &fault);

/// The switchboard behind /faults. A rule is
///   {"match": {"method", "path", "call", "nth"}, "action": {…}}
/// `path` is the beginning of a path, or a whole one with `*` for anything; `call` is one of callNames(), and
/// of upload sessions `part` with `nth` 3 is the third range; `nth` (from 1, counted since the rule was
/// set) takes one request only. The action has any of
///   status, headers {name: value}, body (text, or an object sent as JSON), bodyBase64, code (makes Graph's error
///   body), redirect URL (status 307 unless given), bare, accept (carried out first), closeBefore, closeAfterAccept,
///   lose "uploads" | "time" (of all uploads) | "drafts" | "token", set {member: value}, capitals, keep N,
///   hang, rst, cutAnswerAt N, cutAnswerBody (in its middle), cutRequestAt N (head included), cutRequestBody,
///   delayMs N, times N (how often at most).
/// The first rule that matches and is not used up wins.
class FaultBook
{
public:
    /// Replaces all rules by `rules`, one object or an array of them. The failure says what is wrong with them.
    Result<Done, QString> set(const QJsonArray &rules);
    void clear() { m_rules.clear(); }
    QJsonArray report() const;

    /// For a request that is complete.
    std::optional<Fault> next(const Request &request);
    /// For one that has only begun: where to cut it, if it is to be cut.
    std::optional<Cut> nextCut(const Request &begun);

private:
    struct Rule
    {
        QJsonObject source;
        QByteArray method; ///< empty: any
        QString path; ///< empty: any
        QString call{}; ///< empty: any
        int nth = 0; ///< 0: every one
        int times = -1; ///< -1: no end
        Fault fault;
        int seen = 0;
        int used = 0;
    };

    std::optional<Fault> choose(const Request &request, bool begun);
    static Result<Rule, QString> readRule(const QJsonObject &object);

    QList<Rule> m_rules;
};

} // namespace Sendoff::Practice
