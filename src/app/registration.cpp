// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registration.h"

#include <QCoreApplication>

namespace Sendoff::App {

QString registrationSteps()
{
    return QCoreApplication::translate(
        "Registration",
        R"(Sendoff signs in with a client id that you (or your organization) registered; it takes five minutes and costs nothing:
 1. Open https://entra.microsoft.com and go to Entra ID > App registrations > New registration.
 2. Give it a name. For "Supported account types" choose any Entra ID tenant plus personal Microsoft accounts,
    or only your own organization. Press Register.
 3. Under Manage > Authentication add a redirect URI for the platform "Mobile and desktop applications":
    http://localhost
 4. Under API permissions add the delegated Microsoft Graph permissions User.Read and Mail.Send.
 5. Make no client secret. Copy the "Application (client) ID" from the overview page.
)");
}

} // namespace Sendoff::App
