// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A mail that needs a right its account does not have yet.
#include "app/rightrequest.h"
#include "app/writing.h"
#include "compose/smallerpicture.h"
#include "graph/rights.h"
#include "graph/sendplan.h"
#include "gui/dialogs.h"
#include "gui/uploadwording.h"
#include "gui/wording.h"
#include "outbox/route.h"

using namespace Qt::StringLiterals;

namespace Sendoff::App {

void Writing::connectConsent()
{
    using Gui::ComposeWindow;
    connect(m_window, &ComposeWindow::accountsWindowRequested, this, [this] { Q_EMIT accountsRequested(m_account); });
    connect(m_window, &ComposeWindow::sendLaterOpened, this, &Writing::openSendLater);
    connect(m_window, &ComposeWindow::keepingAsked, this, &Writing::askToKeep);
    connect(m_window, &ComposeWindow::consentWayChosen, this, [this](Gui::RightNeed::WayOut way) {
        if (way == Gui::RightNeed::WayOut::SmallerPictures)
            makePicturesSmaller();
    });
    connect(m_window, &ComposeWindow::consentAsked, this, &Writing::askRight);
    connect(m_window, &ComposeWindow::consentGivenUp, this, [this] {
        if (m_rightRequest)
            m_rightRequest->cancel();
    });
}

/// Who would keep it: the mailbox, if its account may write there or could be allowed to.
void Writing::openSendLater()
{
    const auto account = m_engine.account(m_account);
    Message later = m_window->message();
    later.sendAt = m_engine.clock().now().addDays(1);
    const Graph::Abilities abilities = m_engine.abilities(m_account);
    const bool couldBeKept = account && abilities.hasDeferredSend && abilities.mayAskForRights && later.saveToSent
        && !Graph::needsMime(later);
    m_window->showSendLater(Outbox::isDeferredByService(later, abilities) ? Gui::Keeper::Service
                                : couldBeKept                             ? Gui::Keeper::ThisComputerUnlessAllowed
                                                                          : Gui::Keeper::ThisComputer);
}

void Writing::askToKeep()
{
    const Message message = m_window->message();
    if (const auto account = m_engine.account(m_account))
        m_window->showConsent(Gui::needFor(
            message.asMailbox ? Graph::Right::mailReadWriteShared : Graph::Right::mailReadWrite, message, *account));
}

void Writing::makePicturesSmaller()
{
    const QList<Attachment> before = m_window->message().attachments;
    m_window->showNotice({Gui::Notice::Kind::Info, u"pictures"_s, tr("Making the pictures smaller…"), {}, {}, {}});
    Compose::makeSmaller(m_engine.profile().data, before, this,
                         [this](const QList<std::pair<QString, Attachment>> &smaller) {
                             if (!m_window)
                                 return;
                             qint64 now = 0;
                             qint64 then = 0;
                             int count = 0;
                             for (const auto &[id, picture] : smaller) {
                                 const qint64 size = m_window->replaceAttachment(id, picture);
                                 if (size < 0)
                                     continue; // it was taken off meanwhile
                                 then += size;
                                 now += picture.size;
                                 ++count;
                             }
                             const QString more = tr("They were %1 and are %2 now. Your own files are as they were.")
                                                      .arg(Gui::sizeInWords(then), Gui::sizeInWords(now));
                             m_window->showNotice({count > 0 ? Gui::Notice::Kind::Good : Gui::Notice::Kind::Info,
                                                   u"pictures"_s,
                                                   count > 0 ? tr("%n pictures were made smaller", nullptr, count)
                                                             : tr("No picture can be made smaller"),
                                                   count > 0 ? more : QString(),
                                                   {},
                                                   {}});
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
            // Not sent by itself: whoever agreed in the browser has not looked at the mail since. One that is in the
            // outbox already goes on there.
            m_window->hideConsent();
            m_window->showNotice({Gui::Notice::Kind::Good,
                                  QStringLiteral("right"),
                                  m_item.isEmpty() ? tr("The right was given. Press Send to go on.")
                                                   : tr("The right was given, and the mail goes on."),
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
