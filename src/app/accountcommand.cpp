// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountcommand.h"

#include "app/appaccount.h"
#include "app/queuedmail.h"
#include "app/registration.h"
#include "app/terminal.h"
#include "gui/wording.h"
#include "store/opening.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

AccountCommand::AccountCommand(Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
}

void AccountCommand::add(const AccountAdd &options)
{
    const auto cloud = Auth::cloudNamed(options.cloud, options.authority, options.graph);
    if (!cloud) {
        switch (cloud.error()) {
        case Auth::CloudFault::UnknownName:
            end(ExitStatus::Usage,
                tr("There is no cloud named \"%1\". Known are global, usgov, usgov-dod, china, bleu, delos and custom.")
                    .arg(options.cloud));
            return;
        case Auth::CloudFault::UnsafeUrl:
            end(ExitStatus::Usage,
                tr("--authority and --graph must be https addresses, because a sign-in travels over them."));
            return;
        case Auth::CloudFault::MissingUrl:
            end(ExitStatus::Usage, tr("--cloud custom needs both --authority URL and --graph URL."));
            return;
        }
    }
    if (options.isApp) {
        addProgram(options, cloud.value());
        return;
    }
    Auth::AuthConfig config;
    config.clientId = m_engine.clientId();
    config.cloud = cloud.value();
    config.tenant = options.tenant;
    config.loginHint = options.loginHint;
    // Who is known already is asked for no less than before, and need not choose among accounts.
    if (const auto known = m_engine.accountByAddress(options.loginHint);
        known && !known->isAppOnly && known->config.cloud == config.cloud) {
        config.extraRights = known->config.extraRights;
        if (!options.rights.isEmpty())
            config.prompt.clear();
    }
    config.extraRights += Auth::missingRights(options.rights, config.extraRights);
    m_rights = options.rights;
    if (config.clientId.isEmpty()) {
        say(tr("There is no client id to sign in with."));
        print(registrationSteps().toUtf8());
        end(ExitStatus::SignInNeeded, tr("Then run: sendoff account add --client-id ID"));
        return;
    }
    if (config.tenant == Auth::Tenant::personal && !config.cloud.hasPersonalAccounts) {
        end(ExitStatus::Usage, tr("Personal accounts exist only in the global cloud."));
        return;
    }
    auto *attempt = new Auth::SignIn(config, m_engine.dice(), this);
    connect(attempt, &Auth::SignIn::browserWanted, this, &AccountCommand::openBrowser);
    connect(attempt, &Auth::SignIn::finished, this, [this](const Result<Auth::SignedIn, Auth::AuthError> &result) {
        if (!result) {
            const QString proxy = m_engine.proxyAdvice();
            end(ExitStatus::SignInNeeded, proxy.isEmpty() ? Gui::inOneLine(Gui::wordingFor(result.error())) : proxy);
            return;
        }
        m_engine.learnMailbox(result.value(), this, [this](const Auth::SignedIn &known) { keep(known); });
    });
    attempt->start(std::chrono::minutes(10));
}

void AccountCommand::openBrowser(const QUrl &url)
{
    const QString link = QString::fromLatin1(url.toEncoded());
    say(tr("Sign in with your browser. If it does not open, visit this address on this computer:"));
    // As it is, not through say(): it is long, and a cut link is none.
    std::fprintf(stderr, "%s\n", qPrintable(link));
    const QString opener = QStandardPaths::findExecutable(u"xdg-open"_s);
    QProcess browser;
    browser.setProgram(opener);
    browser.setArguments({link});
    browser.setStandardInputFile(QProcess::nullDevice());
    browser.setStandardOutputFile(QProcess::nullDevice());
    browser.setStandardErrorFile(QProcess::nullDevice());
    if (opener.isEmpty() || !browser.startDetached())
        say(tr("No browser could be started (xdg-open)."));
}

void AccountCommand::keep(const Auth::SignedIn &signedIn)
{
    const QString address = signedIn.account.address;
    m_engine.keep(
        signedIn, this, [this, address, granted = signedIn.tokens.scopes](const Result<Done, KeepError> &kept) {
            if (kept) {
                print(address.toUtf8() + '\n');
                const QStringList missing = Auth::missingRights(m_rights, granted);
                if (missing.isEmpty())
                    end(ExitStatus::Done, QString());
                else
                    end(ExitStatus::SignInNeeded,
                        tr("Signed in as %1, but not granted: %2. An administrator may have to allow it.")
                            .arg(address, missing.join(u", "_s)));
                return;
            }
            if (kept.error().kind == KeepError::Kind::Settings) {
                end(ExitStatus::NotStored,
                    tr("Signed in as %1, but the settings could not be written to %2.")
                        .arg(address, m_engine.profile().settingsFile()));
                return;
            }
            m_engine.settings().dropAccount(m_engine.accountByAddress(address).value_or(Auth::Account{}).id);
            const bool isLocked = kept.error().vault.fault == Auth::VaultFault::Locked;
            end(ExitStatus::SignInNeeded,
                isLocked
                    ? tr("Signed in as %1, but the keychain is locked, so the sign-in could not be kept. Unlock it "
                         "and try again.")
                          .arg(address)
                    : tr("Signed in as %1, but there is no keychain to keep the sign-in (%2). Install and start one, "
                         "for example gnome-keyring, and try again.")
                          .arg(address, kept.error().vault.detail));
        });
}

void AccountCommand::addProgram(const AccountAdd &options, const Auth::Cloud &cloud)
{
    if (options.tenant == Auth::Tenant::personal || options.tenant == Auth::Tenant::work
        || options.tenant == u"common") {
        end(ExitStatus::Usage, tr("--app needs the tenant itself: its id, or a domain of the organization."));
        return;
    }
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        end(ExitStatus::FileUnreadable, tr("Standard input cannot be read."));
        return;
    }
    const auto credential = readCredential(options, input, m_engine.clock().now());
    if (!credential) {
        end(credential.error().isFile ? ExitStatus::FileUnreadable : ExitStatus::Usage, credential.error().text);
        return;
    }
    const Auth::Account account = programAccount(options, m_engine.clientId(), cloud);
    m_engine.keepProgram(account, credential.value(), this, [this, account](const Result<Done, Auth::AuthError> &kept) {
        if (!kept) {
            end(ExitStatus::SignInNeeded,
                tr("%1 Nothing was kept.").arg(Gui::inOneLine(Gui::wordingFor(kept.error()))));
            return;
        }
        print(account.address.toUtf8() + '\n');
        end(ExitStatus::Done,
            tr("Sendoff may now send as %1 without anybody signing in. Whoever can use "
               "this computer's account can do so too.")
                .arg(account.address));
    });
}

void AccountCommand::list(const AccountList &options)
{
    // Whether a sign-in is there is told by the keychain alone; nothing is asked over the network for a list.
    m_left = m_engine.accounts();
    m_isJson = options.isJson;
    listNext();
}

void AccountCommand::listNext()
{
    if (m_left.isEmpty()) {
        print(m_isJson ? QJsonDocument(m_array).toJson(QJsonDocument::Indented) : m_lines);
        end(ExitStatus::Done, QString());
        return;
    }
    const Auth::Account account = m_left.takeFirst();
    m_engine.storedState(account.id, this, [this, account](const QString &state) {
        tell(account, state);
        listNext();
    });
}

void AccountCommand::tell(const Auth::Account &account, const QString &state)
{
    const bool isDefault = account.id == m_engine.defaultAccountId();
    const QString kind = account.isAppOnly ? u"app"_s : account.isPersonal() ? u"personal"_s : u"work"_s;
    QStringList rights = m_engine.rights(account.id);
    rights.removeIf([](const QString &right) { return !right.contains(u'.'); });
    QJsonArray senders;
    for (const Auth::OwnSender &sender : account.senders)
        senders.append(
            QJsonObject{{u"address"_s, sender.address}, {u"name"_s, sender.name}, {u"mailbox"_s, sender.isMailbox}});
    m_array.append(QJsonObject{{u"address"_s, account.address},
                               {u"name"_s, account.name},
                               {u"kind"_s, kind},
                               {u"tenant"_s, account.tenantId},
                               {u"cloud"_s, account.config.cloud.name},
                               {u"state"_s, state},
                               {u"rights"_s, QJsonArray::fromStringList(rights)},
                               {u"senders"_s, senders},
                               {u"default"_s, isDefault}});
    QStringList words{account.address, account.name, kind, account.config.cloud.name, state, rights.join(u' ')};
    if (isDefault)
        words.append(u"default"_s);
    m_lines += words.join(u'\t').toUtf8() + '\n';
}

void AccountCommand::remove(const AccountRemove &options)
{
    const auto account = m_engine.accountByAddress(options.address);
    if (!account) {
        end(ExitStatus::Usage,
            tr("%1 is not signed in here. \"sendoff account list\" shows who is.").arg(options.address));
        return;
    }
    m_engine.removeAccount(account->id, this, [this, id = account->id](const Result<Done, Auth::VaultError> &removed) {
        if (!removed)
            end(ExitStatus::NotStored,
                tr("The sign-in could not be removed from the keychain: %1. Nothing was changed.")
                    .arg(removed.error().detail));
        else
            takeBackMail(id);
    });
}

void AccountCommand::takeBackMail(const QString &id)
{
    if (!m_engine.hasDatabase()) {
        end(ExitStatus::Done, QString());
        return;
    }
    auto opened = Store::openProfile(m_engine.profile().data);
    if (!opened) {
        end(ExitStatus::NotStored, Gui::inOneLine(Gui::wordingFor(opened.error())));
        return;
    }
    Store::Database database = std::move(std::move(opened).value().database);
    Outbox::Queue queue(
        database, Store::Spool(m_engine.profile().data), m_engine.transport(),
        [](const QString &) { return std::optional<Outbox::Route>(); }, m_engine.clock(), m_engine.dice());
    queue.watch();
    const int drafts = takeBack(id, queue);
    const int left = queuedMailOf(id, queue).unsettled;
    QStringList lines;
    if (drafts > 0)
        lines.append(tr("%n mail(s) that waited are drafts again.", nullptr, drafts));
    if (left > 0)
        lines.append(tr("%n mail(s) whose end is not settled stay in the outbox.", nullptr, left));
    end(ExitStatus::Done, lines.join(u' '));
}

void AccountCommand::end(ExitStatus status, const QString &line)
{
    if (!line.isEmpty())
        say(line);
    // After the present slot: list() and the usage errors end before anybody listens.
    QTimer::singleShot(0, this, [this, status] { Q_EMIT finished(status); });
}

} // namespace Sendoff::App
