// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "net/call.h"
#include "net/httprequest.h"

namespace Sendoff::Net {

/// The one door to the network.
class Transport
{
public:
    virtual ~Transport() = default;

    /// Starts a request. `token` goes into the Authorization header if the request is signed. The call belongs to the
    /// transport until it has finished.
    virtual Call *send(const HttpRequest &request, const Secret &token) = 0;
};

} // namespace Sendoff::Net
