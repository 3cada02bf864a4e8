// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/writing.h"

#include "app/accountadding.h"
#include "app/checkview.h"
#include "app/mailfile.h"
#include "app/requestview.h"
#include "compose/filelook.h"
#include "compose/pastedfile.h"
#include "compose/preflight.h"
#include "graph/messagewire.h"
#include "graph/sendplan.h"
#include "gui/dialogs.h"
#include "gui/uploadwording.h"
#include "gui/wording.h"

#include <QCoreApplication>
#include <QProcess>

#include <memory>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

constexpr auto saveAfter = std::chrono::seconds(2);
constexpr int saveAfterStrokes = 50;
constexpr auto leavingPatience = std::chrono::seconds(3);
constexpr auto signInPatience = std::chrono::minutes(10);
constexpr auto lookPatience = std::chrono::seconds(2);

/// Files chosen together: looked at side by side, shown in the order they were named.
struct Chosen
{
    struct File
    {
        std::optional<Compose::LookResult> look;
        bool isShown = false;
    };
    std::vector<File> files;
    bool isLate = false; ///< a file that keeps us waiting no longer holds up the others
};

Compose::PreflightFacts factsOf(const std::optional<Auth::Account> &account)
{
    if (!account)
        return {};
    Compose::PreflightFacts facts{{account->address}, !account->isPersonal() && !account->isGuest};
    for (const Auth::OwnSender &sender : account->senders)
        facts.ownAddresses.append(sender.address);
    return facts;
}

} // namespace

Writing::Writing(Engine &engine, Gui::Dialogs &dialogs, const ComposeInput &input, const QString &draftId,
                 QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_dialogs(dialogs)
    , m_window(new Gui::ComposeWindow(dialogs))
    , m_draftId(draftId.isEmpty() ? engine.dice().uuid() : draftId)
{
    m_window->setMessage(input.message);
    m_window->setClosesWhenAccepted(m_engine.settings().closesAfterSending());
    m_window->setUndoSeconds(int(m_engine.settings().undoSpan().count()));
    m_window->setRichByDefault(m_engine.settings().writesRich());
    if (!input.dropped.isEmpty() || !input.warnings.isEmpty())
        m_window->showLinkNotes(input.dropped, input.warnings);
    m_account = m_engine.defaultAccountId();
    showAccounts();
    connectWindow();
    connectConsent();
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(saveAfter);
    connect(&m_saveTimer, &QTimer::timeout, this, &Writing::save);
    m_window->installEventFilter(this);
}

Writing::~Writing()
{
    if (m_window)
        m_window->removeEventFilter(this);
    delete m_window;
}

bool Writing::eventFilter(QObject *watched, QEvent *event)
{
    // Whoever goes elsewhere expects to find things as they were left.
    if (watched == m_window && event->type() == QEvent::WindowDeactivate)
        save();
    return QObject::eventFilter(watched, event);
}

bool Writing::isUntouched() const
{
    return m_window && m_item.isEmpty() && !m_isStored && m_window->message().isBlank();
}

void Writing::load(const Compose::Draft &draft)
{
    m_draftId = draft.id;
    m_account = draft.account;
    m_isStored = true;
    m_window->setMessage(changeable(draft.message, m_engine.profile().data));
    m_isDirty = false;
    showAccounts();
}

void Writing::connectWindow()
{
    using Gui::ComposeWindow;
    ComposeWindow *window = m_window;
    connect(window, &ComposeWindow::messageChanged, this, &Writing::messageChanged);
    connect(window, &ComposeWindow::filesChosen, this, &Writing::attach);
    connect(window, &ComposeWindow::imagePasted, this, &Writing::keepImage);
    connect(window, &ComposeWindow::sendRequested, this, &Writing::send);
    connect(window, &ComposeWindow::backToDraftRequested, this, &Writing::backToDraft);
    connect(window, &ComposeWindow::closing, this, &Writing::closing);
    connect(window, &QObject::destroyed, this, &Writing::closed);
    connect(window, &ComposeWindow::draftsWindowRequested, this, &Writing::draftsRequested);
    connect(window, &ComposeWindow::outboxWindowRequested, this, &Writing::outboxRequested);
    connect(window, &ComposeWindow::accountCheckRequested, this, [this] { showCheck(m_engine, m_account, m_window); });
    connect(window, &ComposeWindow::requestWindowRequested, this,
            [this] { showRequest(m_engine, m_window->message(), m_account, m_window); });
    connect(window, &ComposeWindow::versionsRequested, this, [this] {
        save(); // what is there now is among them
        Q_EMIT versionsRequested();
    });
    connect(window, &ComposeWindow::undoSecondsChosen, this, [this](int seconds) {
        m_engine.settings().setUndoSpan(std::chrono::seconds(seconds));
        Q_EMIT undoSpanChanged();
    });
    connect(window, &ComposeWindow::richChosen, this, [this](bool rich) { m_engine.settings().setWritesRich(rich); });
    connect(window, &ComposeWindow::newWindowRequested, this, &Writing::newWindowRequested);
    connect(window, &ComposeWindow::quitRequested, this, &Writing::quitRequested);
    const auto onDesk = [this](void (Outbox::Desk::*act)(const QString &)) {
        if (!m_item.isEmpty())
            (m_engine.desk().*act)(m_item);
    };
    connect(window, &ComposeWindow::cancelRequested, this, [onDesk] { onDesk(&Outbox::Desk::cancel); });
    connect(window, &ComposeWindow::retryRequested, this, [this, onDesk] {
        // A person's "try again" does not wait for the pause after an earlier failure.
        if (Auth::Session *session = m_engine.session(m_account))
            session->endPause();
        onDesk(&Outbox::Desk::retry);
    });
    connect(window, &ComposeWindow::pauseRequested, this, [onDesk] { onDesk(&Outbox::Desk::pauseUpload); });
    connect(window, &ComposeWindow::saidSent, this, [onDesk] { onDesk(&Outbox::Desk::saidSent); });
    connect(window, &ComposeWindow::noticeAnswered, this, [this](const QString &key, Gui::Action action) {
        if (key.startsWith(u"draft:") && action == Gui::Action::KeepWriting) {
            m_window->removeNotice(key);
            Q_EMIT draftOpenRequested(key.mid(6));
        }
    });

    connect(window, &ComposeWindow::accountChosen, this, [this](const QString &id) { m_account = id; });
    connect(window, &ComposeWindow::signInOpened, this, &Writing::chooseSignIn);
    connect(window, &ComposeWindow::signInRequested, this, &Writing::signIn);
    connect(window, &ComposeWindow::signInCancelled, this, [this] {
        if (m_signIn)
            m_signIn->cancel();
    });
    connect(window, &ComposeWindow::accountConfirmed, this, &Writing::confirmAccount);
    connect(window, &ComposeWindow::accountDeclined, this, &Writing::declineAccount);
    connect(window, &ComposeWindow::signInAgainRequested, this, &Writing::signInAgain);
    connect(window, &ComposeWindow::signOutRequested, this, [this](const QString &id) {
        m_engine.signOut(id, this, [this](const Result<Done, Auth::VaultError> &removed) {
            if (!removed)
                m_window->showAuthError(
                    {Auth::AuthErrorKind::VaultFailed, u"sign-out"_s, {}, removed.error().detail, 0, {}});
        });
    });

    connect(&m_engine, &Engine::accountsChanged, this, &Writing::showAccounts);
    connect(&m_engine, &Engine::stateChanged, this, &Writing::showStates);
    connect(&m_engine, &Engine::practiceReady, this, [this] {
        showAccounts();
        if (std::exchange(m_sendsWhenReady, false))
            send();
    });
    connect(&m_engine, &Engine::practiceFailed, this, [this](const QString &detail) {
        if (std::exchange(m_sendsWhenReady, false))
            m_window->unlock();
        m_window->showNotice({Gui::Notice::Kind::Error,
                              u"practice"_s,
                              tr("The practice service did not start."),
                              tr("Your text is safe. Close the window and start Sendoff again."),
                              detail,
                              {}});
    });
}

void Writing::showAccounts()
{
    if (!m_engine.account(m_account))
        m_account = m_engine.defaultAccountId();
    m_window->setAccounts(m_engine.accounts(), m_account);
    showStates();
    if (m_engine.practice())
        m_window->setPractice(m_engine.practice()->mailbox);
}

void Writing::showStates()
{
    QStringList ids;
    for (const Auth::Account &account : m_engine.accounts()) {
        if (m_engine.state(account.id) == Auth::SessionState::SignInNeeded)
            ids.append(account.id);
    }
    if (m_window)
        m_window->setSignedOut(ids);
}

void Writing::signInAgain(const QString &accountId)
{
    if (const auto account = m_engine.account(accountId); account && !account->isAppOnly) {
        Auth::AuthConfig config = account->config;
        config.claims = m_engine.trouble(accountId).claims;
        startSignIn(config, accountId);
    }
}

void Writing::forget()
{
    if (!m_window || !m_item.isEmpty())
        return;
    m_saveTimer.stop();
    m_isLeaving = true;
    m_window->close();
}

void Writing::takeBackVersion(const Message &message)
{
    if (!m_item.isEmpty() || !m_window)
        return;
    m_window->setMessage(changeable(message, m_engine.profile().data));
    m_isDirty = true;
    save();
}

void Writing::attach(const QStringList &files)
{
    const auto chosen = std::make_shared<Chosen>();
    chosen->files.resize(size_t(files.size()));
    const auto show = [this, chosen] {
        for (Chosen::File &file : chosen->files) {
            if (!file.look && !chosen->isLate)
                return;
            if (!file.look || std::exchange(file.isShown, true))
                continue;
            if (*file.look)
                m_window->addAttachment(file.look->value());
            else
                m_window->showFileRefused(file.look->error());
        }
    };
    for (size_t at = 0; at < chosen->files.size(); ++at) {
        Compose::lookAtFile(files.at(qsizetype(at)), this, [chosen, show, at](const Compose::LookResult &look) {
            chosen->files[at].look = look;
            show();
        });
    }
    QTimer::singleShot(lookPatience, this, [chosen, show] {
        chosen->isLate = true;
        show();
    });
}

void Writing::follow(const Outbox::Item &item)
{
    followDesk();
    m_item = item.id;
    m_asSent = m_window->message();
    m_account = item.account;
    m_saveTimer.stop();
    m_isDirty = false;
    showAccounts();
    showState(item.state, !std::holds_alternative<Outbox::Uncertain>(item.state));
}

void Writing::keepImage(const QByteArray &png, const QString &name)
{
    Compose::keepPasted(m_engine.profile().data, png, name, this, [this](const Compose::LookResult &kept) {
        if (kept)
            m_window->addAttachment(kept.value());
        else
            m_window->showStoreError(kept.error());
    });
}

void Writing::messageChanged()
{
    if (!m_item.isEmpty()) {
        if (!m_needsUser || m_window->message() == m_asSent)
            return;
        // Whoever writes on has taken it back: from here on it is a draft, and saved as one.
        m_engine.desk().cancel(std::exchange(m_item, QString()));
        m_isStored = true;
    }
    m_isDirty = true;
    showSize(m_window->message());
    if (++m_strokes >= saveAfterStrokes)
        save();
    else if (!m_saveTimer.isActive())
        m_saveTimer.start();
}

void Writing::save()
{
    if (!m_window || !m_isDirty || m_isSaving || m_isDone || !m_item.isEmpty())
        return;
    const Message message = m_window->message();
    if (message.isBlank() && !m_isStored)
        return;
    m_saveTimer.stop();
    m_strokes = 0;
    m_isDirty = false;
    m_isSaving = true;
    m_window->showSaving();
    m_engine.withDrafts<Done>(
        this,
        [id = m_draftId, message, account = m_account](Compose::DraftStore &drafts) {
            return drafts.save(id, message, account, Compose::DraftStore::Place::Window);
        },
        [this](const Result<Done, Store::StoreError> &result) { saved(result); });
}

void Writing::saved(const Result<Done, Store::StoreError> &result)
{
    m_isSaving = false;
    if (!m_window)
        return;
    if (!result) {
        m_isDirty = true;
        m_window->showNotSaved(result.error());
        m_saveTimer.start();
        return;
    }
    m_isStored = m_isStored || m_item.isEmpty();
    if (!m_item.isEmpty())
        return;
    Q_EMIT draftSaved();
    if (!m_isDirty)
        m_window->showSaved(m_engine.clock().now());
    else if (!m_saveTimer.isActive())
        m_saveTimer.start();
}

void Writing::send()
{
    const Message message = m_window->message();
    const QList<Problem> problems = check(message, Limits{});
    QList<Compose::Finding> findings;
    if (!m_window->warningsSeen() && !blocks(problems))
        findings = Compose::preflight(message, factsOf(m_engine.account(m_account)));
    const bool warns = !problems.isEmpty() || !findings.isEmpty();
    if (blocks(problems) || (warns && !m_window->warningsSeen())) {
        m_window->showProblems(problems, findings);
        return;
    }
    m_window->showProblems({});
    const Graph::Abilities abilities = m_engine.abilities(m_account);
    const Graph::SendPlan plan = Graph::planSend(message, Limits{}, abilities);
    if (const auto *big = std::get_if<Graph::TooBig>(&plan)) {
        m_window->showTooBig(*big);
        m_window->unlock();
        return;
    }
    const auto *draft = std::get_if<Graph::DraftSend>(&plan);
    if (draft && draft->isOverUsualLimit && !m_window->warningsSeen()) {
        m_window->showUsualLimit(*draft);
        return;
    }
    if (!m_engine.account(m_account)) {
        if (m_engine.profile().isPractice) {
            m_sendsWhenReady = true;
            return;
        }
        m_window->unlock();
        chooseSignIn();
        return;
    }
    const QStringList missing = Graph::missingRights(plan, message, abilities);
    if (!missing.isEmpty() && !isKeptHere(message, plan)) {
        m_window->showConsent(Gui::needFor(missing.first(), message, *m_engine.account(m_account)));
        return;
    }
    submit(message);
}

/// A mail for later that would fit without a draft can wait on this computer instead of asking for a right.
bool Writing::isKeptHere(const Message &message, const Graph::SendPlan &plan) const
{
    Q_UNUSED(plan)
    Message now = message;
    now.sendAt = {};
    return message.sendAt.isValid() && std::holds_alternative<Graph::DirectSend>(Graph::planSend(now, Limits{}));
}

/// Of the whole mail against what the mailbox takes, where it can go up in parts.
void Writing::showSize(const Message &message)
{
    const Graph::SendPlan plan = Graph::planSend(message, Limits{}, m_engine.abilities(m_account));
    const auto *draft = std::get_if<Graph::DraftSend>(&plan);
    const qint64 direct = Graph::sendMailBodySize(message);
    if (draft && direct > Limits{}.requestBytes)
        m_window->setSizeInfo(draft->messageBytes, Limits{}.usualMessageBytes);
    else
        m_window->setSizeInfo(direct, Limits{}.requestBytes);
}

void Writing::submit(const Message &message)
{
    followDesk();
    // The store does one thing after the other: what was typed last is on disk before anything is done with it.
    save();
    m_saveTimer.stop();
    if (!m_item.isEmpty())
        m_engine.desk().cancel(m_item); // an edited mail takes the place of the one that was refused
    m_asSent = message;
    m_item = m_engine.desk().submit({message, m_account, m_draftId, m_engine.settings().undoSpan()});
}

void Writing::followDesk()
{
    if (std::exchange(m_followsDesk, true))
        return;
    using Outbox::Desk;
    Desk *desk = &m_engine.desk();
    connect(desk, &Desk::copying, this, [this](const QString &id, qint64 octets, qint64 total) {
        if (m_window && id == m_item)
            m_window->showCopying(octets, total);
    });
    connect(desk, &Desk::queued, this, [this](const QString &id) {
        if (id == m_item)
            m_isStored = false; // it is a mail in the outbox now, not a draft
    });
    connect(desk, &Desk::refused, this, [this](const QString &id, const Store::StoreError &why) {
        if (id == m_item)
            refused(why);
    });
    connect(desk, &Desk::changed, this, [this](const QString &id, const Outbox::SendState &state, bool mayCancel) {
        if (id == m_item)
            showState(state, mayCancel);
    });
    connect(desk, &Desk::progressed, this, [this](const QString &id, qint64 sent, qint64 total, bool mayCancel) {
        if (!m_window || id != m_item)
            return;
        m_window->showProgress(sent, total);
        m_window->setCancellable(mayCancel);
    });
    connect(desk, &Desk::uploading, this, [this](const QString &id, const Outbox::UploadProgress &progress) {
        if (m_window && id == m_item)
            m_window->showUploading(progress);
    });
    connect(desk, &Desk::recordingFailed, this, [this](const QString &id, const Store::StoreError &why) {
        if (m_window && id == m_item)
            m_window->showStoreError(why);
    });
}

void Writing::refused(const Store::StoreError &why)
{
    m_item.clear();
    m_isDirty = true;
    save();
    if (!m_window)
        return;
    m_window->showFileRefused(why);
    m_window->unlock();
}

void Writing::showState(const Outbox::SendState &state, bool mayCancel)
{
    m_isDone = std::holds_alternative<Outbox::Accepted>(state);
    m_needsUser = std::holds_alternative<Outbox::NeedsUser>(state);
    if (!m_window)
        return;
    m_window->showState(state);
    if (std::holds_alternative<Outbox::Cancelled>(state)) {
        // The outbox has made it a draft again.
        m_item.clear();
        m_isStored = true;
        m_isDirty = true;
        save();
        return;
    }
    m_window->setCancellable(mayCancel);
}

void Writing::backToDraft()
{
    m_engine.desk().takeBack(m_item);
    m_item.clear();
    m_isStored = true;
    m_isDirty = true;
    if (m_asSent.asItIs)
        m_window->setMessage(changeable(m_asSent, m_engine.profile().data));
    m_window->unlock();
    save();
}

void Writing::closing()
{
    if (m_signIn)
        m_signIn->cancel();
    // A mail in the outbox is safe there. What was never worth a draft leaves nothing behind.
    const bool isNothing = !m_isStored && !m_isSaving && (!m_isDirty || m_window->message().isBlank());
    if (m_isLeaving || m_isDone || !m_item.isEmpty() || isNothing) {
        m_window->removeEventFilter(this); // it is about to be torn down, and loses the focus on the way
        return;
    }
    m_window->holdOpen();
    m_window->hide();
    leave();
}

/// The last save, with the window out of sight; it comes back if that fails or does not end.
void Writing::leave()
{
    m_saveTimer.stop();
    m_isDirty = false;
    const auto showAgain = [this] {
        if (m_window && !m_isLeaving)
            m_window->show();
    };
    QTimer::singleShot(leavingPatience, this, showAgain);
    const Message message = m_window->message();
    m_engine.withDrafts<Done>(
        this,
        [id = m_draftId, message, account = m_account](Compose::DraftStore &drafts) {
            const auto saved = drafts.save(id, message, account, Compose::DraftStore::Place::Drawer);
            return saved && message.isBlank() ? drafts.discard(id) : saved;
        },
        [this, showAgain, message](const Result<Done, Store::StoreError> &result) {
            if (!m_window)
                return;
            if (!result) {
                m_isDirty = true;
                showAgain();
                m_window->showNotSaved(result.error());
                return;
            }
            m_isStored = true;
            if (m_window->message() != message) {
                // Somebody wrote on when it came back into sight, or its last change was still on its way here.
                if (!m_window->isVisible())
                    leave();
                return;
            }
            m_isLeaving = true;
            m_window->close();
        });
}

void Writing::chooseSignIn()
{
    m_window->showSignIn(Gui::SignInChoosing{!m_engine.clientId().isEmpty(), !m_engine.profile().isPractice, {}});
}

void Writing::signIn(const Gui::SignInChoice &choice)
{
    using Kind = Gui::SignInChoice::Kind;
    if (choice.kind == Kind::Practice) {
        // Its own program, with its own profile: practice mail and real mail never meet.
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--practice"_s});
        m_window->hideSignIn();
        return;
    }
    startSignIn(configFor(m_engine, choice), {});
}

void Writing::startSignIn(const Auth::AuthConfig &config, const QString &expectedId)
{
    if (m_signIn) {
        m_signIn->disconnect(this);
        m_signIn->cancel();
        m_signIn->deleteLater();
    }
    m_signIn = new Auth::SignIn(config, m_engine.dice(), this);
    const QDateTime until = m_engine.clock().now().addSecs(std::chrono::seconds(signInPatience).count());
    connect(m_signIn, &Auth::SignIn::browserWanted, this, [this, until](const QUrl &url) {
        m_window->showSignIn(Gui::SignInInBrowser{url, until});
        m_dialogs.openUrl(url);
    });
    connect(m_signIn, &Auth::SignIn::exchanging, this, [this] { m_window->showSignIn(Gui::SignInExchanging{}); });
    connect(m_signIn, &Auth::SignIn::finished, this,
            [this, expectedId, config](const Result<Auth::SignedIn, Auth::AuthError> &result) {
                m_signIn->deleteLater();
                m_signIn = nullptr;
                signInFinished(result, expectedId, config);
            });
    m_signIn->start(signInPatience);
}

void Writing::signInFinished(const Result<Auth::SignedIn, Auth::AuthError> &result, const QString &expectedId,
                             const Auth::AuthConfig &config)
{
    if (!m_window)
        return;
    if (!result) {
        if (result.error().kind == Auth::AuthErrorKind::Cancelled)
            chooseSignIn();
        else
            m_window->showSignIn(Gui::SignInFailed{result.error(), m_engine.clock().now(), config.clientId, config});
        return;
    }
    if (!expectedId.isEmpty() && result.value().account.id != expectedId) {
        // Mail waiting for one mailbox must never leave by another.
        m_window->showSignIn(Gui::SignInFailed{
            {Auth::AuthErrorKind::OtherAccount, u"other_account"_s, {}, result.value().account.address, 0, {}},
            m_engine.clock().now(),
            config.clientId,
            config});
        return;
    }
    m_engine.learnMailbox(result.value(), this, [this](const Auth::SignedIn &known) {
        m_toConfirm = known;
        m_window->showSignIn(Gui::SignInToConfirm{known.account, true});
    });
}

void Writing::confirmAccount()
{
    if (!m_toConfirm)
        return;
    const Auth::SignedIn signedIn = *std::exchange(m_toConfirm, std::nullopt);
    m_account = signedIn.account.id;
    m_engine.keep(signedIn, this, [this](const Result<Done, KeepError> &kept) {
        if (!m_window)
            return;
        m_window->hideSignIn();
        showAccounts();
        if (!kept && kept.error().kind == KeepError::Kind::Vault) {
            const bool isLocked = kept.error().vault.fault == Auth::VaultFault::Locked;
            const bool isAbsent = kept.error().vault.fault == Auth::VaultFault::Absent;
            m_window->showAuthError({isLocked       ? Auth::AuthErrorKind::VaultLocked
                                         : isAbsent ? Auth::AuthErrorKind::VaultMissing
                                                    : Auth::AuthErrorKind::VaultFailed,
                                     u"keychain"_s,
                                     {},
                                     kept.error().vault.detail,
                                     0,
                                     {}});
        }
    });
}

void Writing::declineAccount()
{
    m_toConfirm.reset(); // the tokens go with it, unstored
    chooseSignIn();
}

} // namespace Sendoff::App
