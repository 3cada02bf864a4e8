// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The sheet that asks for a right a mail needs.
#include "gui/composewindow_p.h"
#include "gui/consentsheet.h"

namespace Sendoff::Gui {

void ComposeWindow::showConsent(const RightNeed &need)
{
    if (d->handedOver)
        unlock();
    if (d->consent && d->consent->need() == need) {
        d->consent->showPage(ConsentAsking{});
        return;
    }
    delete d->consent;
    auto *sheet = new ConsentSheet(need, this);
    d->consent = sheet;
    connect(sheet, &ConsentSheet::allowAsked, this, &ComposeWindow::consentAsked);
    connect(sheet, &ConsentSheet::waitGivenUp, this, &ComposeWindow::consentGivenUp);
    connect(sheet, &ConsentSheet::wayChosen, this, [this](RightNeed::WayOut way) {
        hideConsent();
        d->takeWay(way);
        Q_EMIT consentWayChosen(way);
    });
    connect(sheet, &ConsentSheet::cancelled, this, &ComposeWindow::hideConsent);
    connect(sheet, &ConsentSheet::resized, d.get(), &Private::orderTabs);
    d->ui.column->insertWidget(d->ui.column->indexOf(d->ui.strip), sheet);
    sheet->show();
    d->orderTabs();
}

void ComposeWindow::showConsentPage(const ConsentPage &page)
{
    if (d->consent)
        d->consent->showPage(page);
}

void ComposeWindow::hideConsent()
{
    if (!d->consent)
        return;
    const bool hadFocus = d->consent->isAncestorOf(focusWidget());
    d->consent->hide();
    d->consent->deleteLater(); // one of its buttons may be speaking
    d->consent = nullptr;
    d->orderTabs();
    if (hadFocus)
        d->ui.body->setFocus(Qt::OtherFocusReason);
}

ConsentSheet *ComposeWindow::consentSheet() const
{
    return d->consent;
}

} // namespace Sendoff::Gui
