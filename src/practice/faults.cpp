// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/faults.h"

#include "practice/calls.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

bool matchesPath(const QString &pattern, const QString &path)
{
    if (!pattern.contains(u'*'))
        return path.startsWith(pattern);
    const QString expression = QRegularExpression::escape(pattern).replace("\\*"_L1, ".*"_L1);
    return QRegularExpression(QRegularExpression::anchoredPattern(expression)).match(path).hasMatch();
}

QString firstUnknown(const QJsonObject &object, const QStringList &known)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return key;
    }
    return {};
}

QByteArray graphErrorBody(const QString &code)
{
    const QJsonObject error{
        {u"code"_s, code}, {u"message"_s, u"A fault that was switched on."_s}, {u"innerError"_s, QJsonObject{}}};
    return QJsonDocument(QJsonObject{{u"error"_s, error}}).toJson(QJsonDocument::Compact);
}

Answer readAnswer(const QJsonObject &action)
{
    Answer answer;
    answer.status = action.value("status"_L1).toInt(action.contains("redirect"_L1) ? 307 : 500);
    QByteArray type = "text/html; charset=utf-8";
    if (action.contains("code"_L1)) {
        answer.body = graphErrorBody(action.value("code"_L1).toString());
        type = "application/json";
    } else if (action.value("body"_L1).isObject()) {
        answer.body = QJsonDocument(action.value("body"_L1).toObject()).toJson(QJsonDocument::Compact);
        type = "application/json";
    } else if (action.contains("bodyBase64"_L1)) {
        answer.body = QByteArray::fromBase64(action.value("bodyBase64"_L1).toString().toLatin1());
    } else {
        answer.body = action.value("body"_L1).toString().toUtf8();
    }
    bool hasType = answer.body.isEmpty();
    const QJsonObject headers = action.value("headers"_L1).toObject();
    for (auto at = headers.begin(); at != headers.end(); ++at) {
        hasType = hasType || at.key().compare("content-type"_L1, Qt::CaseInsensitive) == 0;
        answer.headers.append({at.key().toUtf8(), at.value().toString().toUtf8()});
    }
    if (!hasType)
        answer.headers.append({"Content-Type", type});
    if (action.contains("redirect"_L1))
        answer.headers.append({"Location", action.value("redirect"_L1).toString().toUtf8()});
    return answer;
}

Fault readFault(const QJsonObject &action)
{
    Fault fault;
    fault.loses = action.value("lose"_L1).toString();
    fault.sets = action.value("set"_L1).toObject();
    fault.capitals = action.value("capitals"_L1).toBool();
    fault.keeps = action.value("keep"_L1).toInt(-1);
    if (action.contains("status"_L1) || action.contains("redirect"_L1) || action.contains("code"_L1)
        || action.contains("body"_L1) || action.contains("bodyBase64"_L1)) {
        fault.instead = readAnswer(action);
    }
    fault.hangs = action.value("hang"_L1).toBool();
    fault.closes = action.value("closeBefore"_L1).toBool() || action.value("closeAfterAccept"_L1).toBool();
    fault.resets = action.value("rst"_L1).toBool();
    fault.bare = action.value("bare"_L1).toBool();
    fault.cutAt = action.value("cutAnswerAt"_L1).toInt(-1);
    fault.cutsAnswerBody = action.value("cutAnswerBody"_L1).toBool();
    if (action.contains("cutRequestAt"_L1) || action.value("cutRequestBody"_L1).toBool())
        fault.cut = Cut{action.value("cutRequestAt"_L1).toInt(), action.value("cutRequestBody"_L1).toBool()};
    fault.delayMs = action.value("delayMs"_L1).toInt();
    if (fault.resets && !fault.hangs && !fault.closes && fault.cutAt < 0 && !fault.cutsAnswerBody)
        fault.closes = true;
    const bool ownAnswer = !fault.instead && !fault.hangs && !fault.closes;
    fault.carriesOut = ownAnswer || action.value("accept"_L1).toBool() || action.value("closeAfterAccept"_L1).toBool();
    return fault;
}

QString findMistake(const QJsonObject &action)
{
    static const QStringList known
        = {u"status"_s,         u"headers"_s,      u"body"_s,        u"bodyBase64"_s,   u"code"_s,
           u"redirect"_s,       u"bare"_s,         u"accept"_s,      u"closeBefore"_s,  u"closeAfterAccept"_s,
           u"hang"_s,           u"rst"_s,          u"cutAnswerAt"_s, u"cutRequestAt"_s, u"delayMs"_s,
           u"times"_s,          u"lose"_s,         u"set"_s,         u"capitals"_s,     u"keep"_s,
           u"cutRequestBody"_s, u"cutAnswerBody"_s};
    if (const QString unknown = firstUnknown(action, known); !unknown.isEmpty())
        return u"an action has no member '%1'"_s.arg(unknown);
    for (const QString &name :
         {u"status"_s, u"cutAnswerAt"_s, u"cutRequestAt"_s, u"delayMs"_s, u"times"_s, u"keep"_s}) {
        if (action.contains(name) && (!action.value(name).isDouble() || action.value(name).toInt(-1) < 0))
            return u"'%1' must be a number, 0 or more"_s.arg(name);
    }
    for (const QString &name : {u"bare"_s, u"accept"_s, u"closeBefore"_s, u"closeAfterAccept"_s, u"hang"_s, u"rst"_s,
                                u"capitals"_s, u"cutRequestBody"_s, u"cutAnswerBody"_s}) {
        if (action.contains(name) && !action.value(name).isBool())
            return u"'%1' must be true or false"_s.arg(name);
    }
    static const QStringList losses = {u"uploads"_s, u"time"_s, u"drafts"_s, u"token"_s};
    if (action.contains("lose"_L1) && !losses.contains(action.value("lose"_L1).toString()))
        return u"'lose' must be one of %1"_s.arg(losses.join(u", "_s));
    if (action.contains("set"_L1) && !action.value("set"_L1).isObject())
        return u"'set' must be an object"_s;
    const int status = action.value("status"_L1).toInt(200);
    return status < 100 || status > 999 ? u"'status' must have three digits"_s : QString();
}

} // namespace

Answer bent(Answer answer, const Fault &fault)
{
    QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    if (object.isEmpty() || (fault.sets.isEmpty() && !fault.capitals && fault.keeps < 0))
        return answer;
    for (auto at = fault.sets.begin(); at != fault.sets.end(); ++at)
        object.insert(at.key(), at.value());
    if (fault.keeps >= 0) {
        QJsonArray value = object.value("value"_L1).toArray();
        while (value.size() > fault.keeps)
            value.removeLast();
        object.insert(u"value"_s, value);
    }
    if (fault.capitals) {
        QJsonObject named;
        for (auto at = object.begin(); at != object.end(); ++at)
            named.insert(at.key().left(1).toUpper() + at.key().mid(1), at.value());
        object = named;
    }
    answer.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return answer;
}

Result<FaultBook::Rule, QString> FaultBook::readRule(const QJsonObject &object)
{
    if (const QString unknown = firstUnknown(object, {u"match"_s, u"action"_s}); !unknown.isEmpty())
        return Failure{u"a rule has no member '%1'"_s.arg(unknown)};
    const QJsonObject match = object.value("match"_L1).toObject();
    const QJsonObject action = object.value("action"_L1).toObject();
    if (const QString unknown = firstUnknown(match, {u"method"_s, u"path"_s, u"call"_s, u"nth"_s}); !unknown.isEmpty())
        return Failure{u"a match has no member '%1'"_s.arg(unknown)};
    const QString call = match.value("call"_L1).toString();
    if (match.contains("call"_L1) && (call.isEmpty() || !callNames().contains(call)))
        return Failure{u"there is no call '%1'"_s.arg(call)};
    if (action.isEmpty())
        return Failure{u"a rule needs an action"_s};
    if (const QString mistake = findMistake(action); !mistake.isEmpty())
        return Failure{mistake};
    return Rule{object,
                match.value("method"_L1).toString().toUpper().toLatin1(),
                match.value("path"_L1).toString(),
                call,
                match.value("nth"_L1).toInt(),
                action.value("times"_L1).toInt(-1),
                readFault(action)};
}

Result<Done, QString> FaultBook::set(const QJsonArray &rules)
{
    QList<Rule> read;
    for (const QJsonValue rule : rules) {
        auto result = readRule(rule.toObject());
        if (!result)
            return Failure{result.error()};
        read.append(result.value());
    }
    m_rules = read;
    return Done{};
}

QJsonArray FaultBook::report() const
{
    QJsonArray array;
    for (const Rule &rule : m_rules) {
        QJsonObject object = rule.source;
        object.insert(u"seen"_s, rule.seen);
        object.insert(u"used"_s, rule.used);
        array.append(object);
    }
    return array;
}

std::optional<Fault> FaultBook::next(const Request &request)
{
    return choose(request, false);
}

std::optional<Cut> FaultBook::nextCut(const Request &begun)
{
    const auto fault = choose(begun, true);
    return fault ? fault->cut : std::nullopt;
}

std::optional<Fault> FaultBook::choose(const Request &request, bool begun)
{
    std::optional<Fault> chosen;
    for (Rule &rule : m_rules) {
        if (begun != rule.fault.cut.has_value())
            continue;
        if ((!rule.method.isEmpty() && rule.method != request.method) || !matchesPath(rule.path, request.path))
            continue;
        if (!rule.call.isEmpty() && rule.call != callName(readCall(request.method, request.path).kind))
            continue;
        ++rule.seen;
        const bool due = (rule.nth == 0 || rule.seen == rule.nth) && (rule.times < 0 || rule.used < rule.times);
        if (due && !chosen) {
            ++rule.used;
            chosen = rule.fault;
        }
    }
    return chosen;
}

} // namespace Sendoff::Practice
