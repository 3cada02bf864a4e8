// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Sendoff::Practice {

/// The first name that stands twice in one object of this well-formed JSON text, or empty. QJsonDocument keeps the last
/// value and says nothing; a service that reads OData refuses.
QString repeatedJsonName(const QByteArray &json);

} // namespace Sendoff::Practice
