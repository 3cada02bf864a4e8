// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/idtoken.h"
#include "fuzz/law.h"

#include <QTimeZone>

using namespace Sendoff;
using namespace Qt::StringLiterals;
using Fuzz::law;

/// Octets that are not a token as they are become the payload of one, so that the fuzzer need not learn base64.
static void check(const QByteArray &token, const QString &tenant)
{
    Auth::AuthConfig config;
    config.clientId = u"client"_s;
    config.cloud = Auth::knownClouds().constFirst();
    config.tenant = tenant;
    const QDateTime now(QDate(2026, 1, 31), QTime(12, 0), QTimeZone::utc());
    const auto account = Auth::readIdToken(token, config, "nonce", now);
    if (!account)
        return;
    law(!account.value().id.isEmpty() && !account.value().tenantId.isEmpty(), "an account has an id and a directory");
    law(account.value().id.endsWith(account.value().tenantId), "an id holds in its directory only");
    law(!account.value().isPersonal() || account.value().config.tenant == Auth::Tenant::personal,
        "a personal account stays at /consumers");
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray octets = Fuzz::octets(data, size);
    const QByteArray wrapped = "eyJhbGciOiJSUzI1NiJ9"_ba + '.'
        + octets.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + ".c2ln";
    for (const QString &tenant : {Auth::Tenant::work, Auth::Tenant::personal}) {
        check(octets, tenant);
        check(wrapped, tenant);
    }
    return 0;
}
