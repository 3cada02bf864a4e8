// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A mail that needs a right its account does not have yet.
#include "app/rightrequest.h"
#include "app/writing.h"
#include "gui/dialogs.h"

namespace Sendoff::App {

void Writing::connectConsent()
{
    using Gui::ComposeWindow;
    connect(m_window, &ComposeWindow::accountsWindowRequested, this, [this] { Q_EMIT accountsRequested(m_account); });
    connect(m_window, &ComposeWindow::consentAsked, this, &Writing::askRight);
    connect(m_window, &ComposeWindow::consentGivenUp, this, [this] {
        if (m_rightRequest)
            m_rightRequest->cancel();
    });
}

void Writing::askRight(const QString &right)
{
    if (m_rightRequest)
        return;
    m_rightRequest = m_engine.askRight(m_account, right, this);
    if (!m_rightRequest)
        return;
    connect(m_rightRequest, &RightRequest::browserWanted, this, [this](const QUrl &url) {
        m_window->showConsentPage(Gui::ConsentInBrowser{url});
        if (m_engine.profile().isPractice) {
            // Nobody has to decide there; a refusal is told by the request's own end.
            Practice::visit(m_engine.transport(), url, m_rightRequest,
                            [this](const PracticeError &) { m_rightRequest->cancel(); });
            return;
        }
        m_dialogs.openUrl(url);
    });
    connect(m_rightRequest, &RightRequest::exchanging, this,
            [this] { m_window->showConsentPage(Gui::ConsentExchanging{}); });
    connect(m_rightRequest, &RightRequest::finished, this, [this](const Result<Done, Auth::AuthError> &result) {
        std::exchange(m_rightRequest, nullptr)->deleteLater();
        if (!m_window || !m_window->consentSheet())
            return;
        if (result) {
            // Not sent by itself: whoever agreed in the browser has not looked at the mail since.
            m_window->hideConsent();
            m_window->showNotice({Gui::Notice::Kind::Good,
                                  QStringLiteral("right"),
                                  tr("The right was given. Press Send to go on."),
                                  {},
                                  {},
                                  {}});
        } else if (result.error().kind == Auth::AuthErrorKind::Cancelled) {
            m_window->showConsentPage(Gui::ConsentAsking{});
        } else {
            m_window->showConsentPage(Gui::ConsentRefused{result.error()});
        }
    });
    m_rightRequest->start();
}

} // namespace Sendoff::App
