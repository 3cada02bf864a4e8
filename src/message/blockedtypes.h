// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace Sendoff {

/// Extensions (lower case, no dot) that Outlook refuses to open, from "Blocked attachments in Outlook" on
/// support.microsoft.com.
bool isBlockedExtension(QStringView extension);

/// Extensions people take for something to look at: documents, pictures, sound, archives.
bool isDocumentExtension(QStringView extension);

} // namespace Sendoff
