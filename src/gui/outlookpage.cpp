// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outlookpage.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

QUrl outlookPage(const Auth::Account *account, Action page)
{
    const QString root = account && account->isPersonal() ? u"https://outlook.live.com/mail/0/"_s
                                                          : u"https://outlook.office.com/mail/"_s;
    return QUrl(page == Action::OpenSentItems ? root + u"sentitems"_s : root);
}

} // namespace Sendoff::Gui
