// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/authorizerequest.h"

namespace Sendoff::Practice {

/// Who are you, and may this program do that? Works without scripts. `ticket` finds the request again.
Answer signInPage(const AuthorizeRequest &request, const Account *chosen, const QString &ticket);

/// response_mode=form_post: a page that posts the fields to `target` by itself, or by its button without scripts.
Answer formPostPage(const QByteArray &target, const QList<std::pair<QString, QString>> &fields);

} // namespace Sendoff::Practice
