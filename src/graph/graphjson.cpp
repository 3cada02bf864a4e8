// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphjson.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Sendoff::Graph {

namespace {

constexpr int deepestInnerError = 32;

bool beginsAsObject(QByteArrayView body)
{
    if (body.startsWith("\xEF\xBB\xBF"))
        body = body.sliced(3);
    for (const char c : body) {
        if (c == '{')
            return true;
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return false;
    }
    return false;
}

/// Both spellings are in use.
QJsonObject innerError(const QJsonObject &error)
{
    const QJsonValue inner = error.value("innerError"_L1);
    return inner.isObject() ? inner.toObject() : error.value("innererror"_L1).toObject();
}

void keepFirst(QString &to, const QString &text)
{
    if (to.isEmpty())
        to = text;
}

} // namespace

ErrorBody readErrorBody(const QByteArray &body)
{
    ErrorBody result;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isNull()) {
        result.shape = beginsAsObject(body) ? BodyShape::BrokenJson : BodyShape::Other;
        return result;
    }
    QJsonObject error = document.object().value("error"_L1).toObject();
    if (!error.value("code"_L1).isString())
        return result;
    result.shape = BodyShape::ErrorObject;
    result.message = error.value("message"_L1).toString();
    for (int depth = 0; depth <= deepestInnerError && !error.isEmpty(); ++depth) {
        const QString code = error.value("code"_L1).toString();
        if (!code.isEmpty())
            result.codes.append(code);
        keepFirst(result.requestId, error.value("request-id"_L1).toString());
        keepFirst(result.clientRequestId, error.value("client-request-id"_L1).toString());
        error = innerError(error);
    }
    return result;
}

} // namespace Sendoff::Graph
