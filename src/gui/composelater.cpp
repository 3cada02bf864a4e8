// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A time to leave, and the other ways out of a right that is missing.
#include "gui/composewindow_p.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

void ComposeWindow::showSendLater(Keeper keeper)
{
    auto *dialog = new SendLaterDialog(QDateTime::currentDateTime(), d->message.sendAt, keeper, this);
    connect(dialog, &SendLaterDialog::chosen, d.get(), [this](const QDateTime &when) {
        d->setSendAt(when);
        d->send();
    });
    connect(dialog, &SendLaterDialog::withoutTime, d.get(), [this] { d->setSendAt({}); });
    connect(dialog, &SendLaterDialog::keepingAsked, d.get(), [this](const QDateTime &when) {
        d->setSendAt(when);
        Q_EMIT keepingAsked();
    });
    dialog->open();
}

void ComposeWindow::Private::setSendAt(const QDateTime &when)
{
    if (w.m_locked)
        return;
    message.sendAt = when;
    showOptions();
    touch();
}

void ComposeWindow::Private::takeWay(RightNeed::WayOut way)
{
    switch (way) {
    case RightNeed::WayOut::SmallerPictures:
        break; // whoever has the files makes them smaller
    case RightNeed::WayOut::Link:
        w.showNotice({Notice::Kind::Info,
                      u"link-way"_s,
                      tr("Put the files where the recipients can open them"),
                      tr("OneDrive or SharePoint, for example. Share them there, paste the link into the text, and "
                         "take the files off this mail."),
                      {},
                      {}});
        ui.body->setFocus(Qt::OtherFocusReason);
        break;
    case RightNeed::WayOut::FewerFiles:
        focusOn(Action::CheckAttachments);
        break;
    case RightNeed::WayOut::SendNow:
        setSendAt({});
        send();
        break;
    case RightNeed::WayOut::OwnAddress:
        chooseSender(w.m_account, std::nullopt);
        send();
        break;
    }
}

} // namespace Sendoff::Gui
