// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accountcommand.h"

#include "app/registration.h"
#include "app/terminal.h"
#include "gui/wording.h"

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
    Auth::AuthConfig config;
    config.clientId = m_engine.clientId();
    config.cloud = cloud.value();
    config.tenant = options.tenant;
    config.loginHint = options.loginHint;
    if (config.clientId.isEmpty()) {
        say(tr("There is no client id to sign in with."));
        print(registrationSteps().toUtf8());
        end(ExitStatus::SignInNeeded, tr("Then run: sendoff account add --client-id ID"));
        return;
    }
    if (config.tenant == Auth::Tenant::personal && !config.cloud.hasPersonalAccounts
        && config.cloud.name != u"custom") {
        end(ExitStatus::Usage, tr("Personal accounts exist only in the global cloud."));
        return;
    }
    auto *attempt = new Auth::SignIn(config, m_engine.dice(), this);
    connect(attempt, &Auth::SignIn::browserWanted, this, &AccountCommand::openBrowser);
    connect(attempt, &Auth::SignIn::finished, this, [this](const Result<Auth::SignedIn, Auth::AuthError> &result) {
        if (!result) {
            end(ExitStatus::SignInNeeded, Gui::inOneLine(Gui::wordingFor(result.error())));
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
    m_engine.keep(signedIn, this, [this, address](const Result<Done, KeepError> &kept) {
        if (kept) {
            print(address.toUtf8() + '\n');
            end(ExitStatus::Done, QString());
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
            isLocked ? tr("Signed in as %1, but the keychain is locked, so the sign-in could not be kept. Unlock it "
                          "and try again.")
                           .arg(address)
                     : tr("Signed in as %1, but there is no keychain to keep the sign-in (%2). Install and start one, "
                          "for example gnome-keyring, and try again.")
                           .arg(address, kept.error().vault.detail));
    });
}

void AccountCommand::list(const AccountList &options)
{
    const QString preferred = m_engine.defaultAccountId();
    QJsonArray array;
    QByteArray lines;
    for (const Auth::Account &account : m_engine.accounts()) {
        const QString kind = account.isPersonal() ? u"personal"_s : u"work"_s;
        array.append(QJsonObject{{u"address"_s, account.address},
                                 {u"name"_s, account.name},
                                 {u"kind"_s, kind},
                                 {u"tenant"_s, account.tenantId},
                                 {u"cloud"_s, account.config.cloud.name},
                                 {u"default"_s, account.id == preferred}});
        lines += account.address.toUtf8() + '\t' + account.name.toUtf8() + '\t' + kind.toUtf8() + '\t'
            + account.config.cloud.name.toUtf8() + (account.id == preferred ? "\tdefault\n" : "\n");
    }
    print(options.isJson ? QJsonDocument(array).toJson(QJsonDocument::Indented) : lines);
    end(ExitStatus::Done, QString());
}

void AccountCommand::remove(const AccountRemove &options)
{
    const auto account = m_engine.accountByAddress(options.address);
    if (!account) {
        end(ExitStatus::Usage,
            tr("%1 is not signed in here. \"sendoff account list\" shows who is.").arg(options.address));
        return;
    }
    m_engine.removeAccount(account->id, this, [this](const Result<Done, Auth::VaultError> &removed) {
        if (removed)
            end(ExitStatus::Done, QString());
        else
            end(ExitStatus::NotStored,
                tr("The sign-in could not be removed from the keychain: %1. Nothing was changed.")
                    .arg(removed.error().detail));
    });
}

void AccountCommand::end(ExitStatus status, const QString &line)
{
    if (!line.isEmpty())
        say(line);
    // After the present slot: list() and the usage errors end before anybody listens.
    QTimer::singleShot(0, this, [this, status] { Q_EMIT finished(status); });
}

} // namespace Sendoff::App
