// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/writing.h"

#include "compose/filelook.h"
#include "compose/pastedfile.h"
#include "graph/messagewire.h"
#include "graph/sendplan.h"
#include "gui/dialogs.h"
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

} // namespace

Writing::Writing(Engine &engine, Gui::Dialogs &dialogs, const ComposeInput &input, const QString &draftId,
                 QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_window(new Gui::ComposeWindow(dialogs))
    , m_draftId(draftId.isEmpty() ? engine.dice().uuid() : draftId)
{
    m_window->setMessage(input.message);
    m_window->setClosesWhenAccepted(m_engine.settings().closesAfterSending());
    if (!input.dropped.isEmpty() || !input.warnings.isEmpty())
        m_window->showLinkNotes(input.dropped, input.warnings);
    m_account = m_engine.defaultAccountId();
    showAccounts();
    connectWindow();
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(saveAfter);
    connect(&m_saveTimer, &QTimer::timeout, this, &Writing::save);
}

Writing::~Writing()
{
    delete m_window;
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
    connect(window, &ComposeWindow::newWindowRequested, this, &Writing::newWindowRequested);
    connect(window, &ComposeWindow::quitRequested, this, &Writing::quitRequested);
    const auto onQueue = [this](void (Outbox::Queue::*act)(const QString &)) {
        if (const auto queue = m_engine.queue(); queue && !m_item.isEmpty())
            (queue.value()->*act)(m_item);
    };
    connect(window, &ComposeWindow::cancelRequested, this, [onQueue] { onQueue(&Outbox::Queue::cancel); });
    connect(window, &ComposeWindow::retryRequested, this, [this, onQueue] {
        // A person's "try again" does not wait for the pause after an earlier failure.
        if (Auth::Session *session = m_engine.session(m_account))
            session->endPause();
        onQueue(&Outbox::Queue::retry);
    });
    connect(window, &ComposeWindow::saidSent, this, [onQueue] { onQueue(&Outbox::Queue::saidSent); });
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
    connect(window, &ComposeWindow::signInAgainRequested, this, [this](const QString &id) {
        if (const auto account = m_engine.account(id))
            startSignIn(account->config, id);
    });
    connect(window, &ComposeWindow::signOutRequested, this, [this](const QString &id) {
        m_engine.removeAccount(id, this, [this](const Result<Done, Auth::VaultError> &removed) {
            if (!removed)
                m_window->showAuthError(
                    {Auth::AuthErrorKind::VaultFailed, u"sign-out"_s, {}, removed.error().detail, 0, {}});
        });
    });

    connect(&m_engine, &Engine::accountsChanged, this, &Writing::showAccounts);
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
    if (m_engine.practice())
        m_window->setPractice(m_engine.practice()->mailbox);
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
    const auto queue = m_engine.queue();
    if (!queue)
        return;
    followQueue(queue.value());
    m_item = item.id;
    m_account = item.account;
    m_saveTimer.stop();
    m_isDirty = false;
    showAccounts();
    showState(item.state);
    m_window->setCancellable(queue.value()->mayCancel(item.id));
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
    m_isDirty = true;
    m_window->setSizeInfo(Graph::sendMailBodySize(m_window->message()), Limits{}.requestBytes);
    if (!m_saveTimer.isActive())
        m_saveTimer.start();
}

bool Writing::save()
{
    if (!m_isDirty || m_isDone || !m_item.isEmpty())
        return true;
    const Message message = m_window->message();
    if (message.isBlank()) {
        dropDraft();
        return true;
    }
    const auto drafts = m_engine.drafts();
    const auto saved = drafts ? drafts.value()->save(m_draftId, message, m_account)
                              : Result<Done, Store::StoreError>(Failure{drafts.error()});
    if (!saved) {
        m_window->showStoreError(saved.error());
        m_saveTimer.start();
        return false;
    }
    m_isDirty = false;
    m_window->showSaved(m_engine.clock().now());
    return true;
}

void Writing::dropDraft()
{
    if (!m_engine.hasDatabase())
        return;
    if (const auto drafts = m_engine.drafts())
        std::ignore = drafts.value()->remove(m_draftId);
}

void Writing::send()
{
    const Message message = m_window->message();
    const QList<Problem> problems = check(message, Limits{});
    if (blocks(problems) || (!problems.isEmpty() && !m_window->warningsSeen())) {
        m_window->showProblems(problems);
        return;
    }
    m_window->showProblems({});
    const Graph::SendPlan plan = Graph::planSend(message, Limits{});
    if (const auto *big = std::get_if<Graph::TooBig>(&plan)) {
        m_window->showTooBig(*big);
        m_window->unlock();
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
    submit(message);
}

void Writing::submit(const Message &message)
{
    const auto opened = m_engine.queue();
    if (!opened) {
        m_window->showStoreError(opened.error());
        m_window->unlock();
        return;
    }
    Outbox::Queue *queue = opened.value();
    followQueue(queue);
    if (!m_item.isEmpty())
        queue->cancel(m_item); // an edited mail takes the place of the one that was refused
    m_saveTimer.stop();
    m_item = queue->submit(message, m_account);
}

void Writing::followQueue(Outbox::Queue *queue)
{
    if (m_queueConnections[0])
        return;
    using Outbox::Queue;
    m_queueConnections[0]
        = connect(queue, &Queue::copying, this, [this](const QString &id, qint64 octets, qint64 total) {
              if (id == m_item)
                  m_window->showCopying(octets, total);
          });
    m_queueConnections[1] = connect(queue, &Queue::queued, this, [this](const QString &id) {
        if (id == m_item)
            dropDraft();
    });
    m_queueConnections[2]
        = connect(queue, &Queue::refused, this, [this](const QString &id, const Store::StoreError &why) {
              if (id != m_item)
                  return;
              m_item.clear();
              m_window->showFileRefused(why);
              m_window->unlock();
          });
    m_queueConnections[3]
        = connect(queue, &Queue::changed, this, [this, queue](const QString &id, const Outbox::SendState &state) {
              if (id != m_item)
                  return;
              showState(state);
              if (m_window)
                  m_window->setCancellable(!m_item.isEmpty() && queue->mayCancel(id));
          });
    m_queueConnections[4]
        = connect(queue, &Queue::progressed, this, [this, queue](const QString &id, qint64 sent, qint64 total) {
              if (id != m_item)
                  return;
              m_window->showProgress(sent, total);
              m_window->setCancellable(queue->mayCancel(id));
          });
    connect(queue, &Queue::recordingFailed, this, [this](const QString &id, const Store::StoreError &why) {
        if (id == m_item)
            m_window->showStoreError(why);
    });
}

void Writing::showState(const Outbox::SendState &state)
{
    m_isDone = std::holds_alternative<Outbox::Accepted>(state);
    m_window->showState(state);
    if (std::holds_alternative<Outbox::Cancelled>(state)) {
        m_item.clear();
        m_isDirty = true;
        save();
    }
}

void Writing::backToDraft()
{
    if (const auto queue = m_engine.queue())
        queue.value()->takeBack(m_item);
    m_item.clear();
    m_isDirty = true;
    m_window->unlock();
    save();
}

void Writing::closing()
{
    // A mail in the outbox is safe there; everything else becomes a draft before the window goes.
    if (m_signIn)
        m_signIn->cancel();
    if (!save())
        m_window->keepOpen({Store::StoreError::Kind::Failed, m_engine.profile().data, {}});
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
    if (!choice.clientId.isEmpty()) {
        m_engine.useClientId(choice.clientId);
        m_engine.settings().setClientId(choice.clientId);
    }
    Auth::AuthConfig config;
    config.clientId = m_engine.clientId();
    config.cloud = Auth::cloudNamed(u"global"_s, {}, {}).value();
    config.tenant = choice.kind == Kind::Personal ? Auth::Tenant::personal
        : choice.tenant.isEmpty()                 ? Auth::Tenant::work
                                                  : choice.tenant;
    config.loginHint = choice.address;
    startSignIn(config, {});
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
        Gui::DesktopDialogs().openUrl(url);
    });
    connect(m_signIn, &Auth::SignIn::exchanging, this, [this] { m_window->showSignIn(Gui::SignInExchanging{}); });
    connect(m_signIn, &Auth::SignIn::finished, this,
            [this, expectedId, clientId = config.clientId](const Result<Auth::SignedIn, Auth::AuthError> &result) {
                m_signIn->deleteLater();
                m_signIn = nullptr;
                signInFinished(result, expectedId, clientId);
            });
    m_signIn->start(signInPatience);
}

void Writing::signInFinished(const Result<Auth::SignedIn, Auth::AuthError> &result, const QString &expectedId,
                             const QString &clientId)
{
    if (!m_window)
        return;
    if (!result) {
        if (result.error().kind == Auth::AuthErrorKind::Cancelled)
            chooseSignIn();
        else
            m_window->showSignIn(Gui::SignInFailed{result.error(), m_engine.clock().now(), clientId});
        return;
    }
    if (!expectedId.isEmpty() && result.value().account.id != expectedId) {
        // Mail waiting for one mailbox must never leave by another.
        m_window->showSignIn(Gui::SignInFailed{
            {Auth::AuthErrorKind::OtherAccount, u"other_account"_s, {}, result.value().account.address, 0, {}},
            m_engine.clock().now(),
            clientId});
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
