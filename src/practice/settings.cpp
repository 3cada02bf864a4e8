// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/settings.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

/// In the order of Consent.
const QStringList &consentNames()
{
    static const QStringList names = {u"given"_s, u"refused"_s, u"administrator"_s};
    return names;
}

} // namespace

QJsonObject Settings::toJson() const
{
    return {{u"messageLimit"_s, messageLimit},
            {u"uploadLifetimeMs"_s, qint64(uploadLifetime.count())},
            {u"keepsIdOnSend"_s, keepsIdOnSend},
            {u"consent"_s, consentNames().at(static_cast<int>(consent))},
            {u"demandsClaims"_s, demandsClaims}};
}

Result<Settings, QString> changed(Settings now, const QJsonObject &wishes)
{
    for (auto at = wishes.begin(); at != wishes.end(); ++at) {
        const bool isNumber = at.value().isDouble() && at.value().toInteger(-1) >= 0;
        if (at.key() == "messageLimit"_L1 && isNumber)
            now.messageLimit = at.value().toInteger();
        else if (at.key() == "uploadLifetimeMs"_L1 && isNumber)
            now.uploadLifetime = std::chrono::milliseconds(at.value().toInteger());
        else if (at.key() == "keepsIdOnSend"_L1 && at.value().isBool())
            now.keepsIdOnSend = at.value().toBool();
        else if (at.key() == "demandsClaims"_L1 && at.value().isBool())
            now.demandsClaims = at.value().toBool();
        else if (at.key() == "consent"_L1 && consentNames().contains(at.value().toString()))
            now.consent = static_cast<Consent>(consentNames().indexOf(at.value().toString()));
        else
            return Failure{u"'%1' is not a setting, or its value is not right"_s.arg(at.key())};
    }
    return now;
}

} // namespace Sendoff::Practice
