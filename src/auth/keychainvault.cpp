// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/keychainvault.h"

#include "auth/secretservice.h"

#include <QPointer>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

using Ended = std::function<void(QKeychain::Error, const QString &detail)>;

// Runs a job to its end or to the end of our patience. A job cannot be called back: late, it is only not listened to.
void run(QKeychain::Job *job, const QString &key, QObject *context, std::chrono::milliseconds patience,
         const Ended &ended)
{
    job->setKey(key);
    job->setInsecureFallback(false);
    auto *watch = new QTimer(context); // its life is our interest in the job
    watch->setSingleShot(true);
    QObject::connect(watch, &QTimer::timeout, watch, [watch, ended] {
        watch->deleteLater();
        ended(QKeychain::OtherError, u"no answer in time"_s);
    });
    QObject::connect(job, &QKeychain::Job::finished, watch, [watch, ended](QKeychain::Job *finished) {
        if (!watch->isActive())
            return;
        watch->stop();
        watch->deleteLater();
        ended(finished->error(), finished->errorString());
    });
    watch->start(patience);
    job->start();
}

VaultFault faultFor(QKeychain::Error error, KeychainState state)
{
    if (state == KeychainState::Locked)
        return VaultFault::Locked;
    if (state == KeychainState::Absent)
        return VaultFault::Absent;
    switch (error) {
    case QKeychain::EntryNotFound:
        return state == KeychainState::Unlocked || state == KeychainState::Unmade ? VaultFault::Empty
                                                                                  : VaultFault::Failed;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return VaultFault::Denied;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return VaultFault::Absent;
    default:
        return VaultFault::Failed;
    }
}

void explain(QKeychain::Error error, const QString &detail, QObject *context, std::chrono::milliseconds patience,
             const std::function<void(const VaultError &)> &then)
{
    askKeychainState(context, patience, [error, detail, then](KeychainState state) {
        then({faultFor(error, state), detail});
    });
}

void runForEffect(QKeychain::Job *job, const QString &key, QObject *context, std::chrono::milliseconds patience,
                  const std::function<void(const Result<Done, VaultError> &)> &answer)
{
    const bool isRemoval = qobject_cast<QKeychain::DeletePasswordJob *>(job);
    run(job, key, context, patience, [=](QKeychain::Error error, const QString &detail) {
        if (error == QKeychain::NoError && !isRemoval)
            return answer(Done{});
        explain(error, detail, context, patience, [error, isRemoval, answer](const VaultError &why) {
            // QtKeychain calls it a success when it removed nothing since all was locked.
            const bool isRemoved = error == QKeychain::NoError && why.fault != VaultFault::Locked;
            if (isRemoval && (isRemoved || why.fault == VaultFault::Empty))
                return answer(Done{});
            answer(Failure{why});
        });
    });
}

} // namespace

KeychainVault::KeychainVault(const QString &profile)
    : m_service(u"io.github.sendoff.Sendoff"_s)
{
    if (!profile.isEmpty())
        m_service += u'/' + profile;
}

void KeychainVault::load(const QString &key, QObject *context,
                         std::function<void(const Result<Secret, VaultError> &)> answer)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    const QPointer<QKeychain::ReadPasswordJob> reading(job);
    run(job, key, context, m_patience,
        [reading, context, answer, patience = m_patience](QKeychain::Error error, const QString &detail) {
            if (error == QKeychain::NoError && reading && !reading->textData().isEmpty())
                return answer(Secret(reading->textData().toUtf8()));
            explain(error == QKeychain::NoError ? QKeychain::EntryNotFound : error, detail, context, patience,
                    [answer](const VaultError &why) { answer(Failure{why}); });
        });
}

void KeychainVault::store(const QString &key, const Secret &value, QObject *context,
                          std::function<void(const Result<Done, VaultError> &)> answer)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setTextData(QString::fromUtf8(value.reveal()));
    runForEffect(job, key, context, m_patience, answer);
}

void KeychainVault::remove(const QString &key, QObject *context,
                           std::function<void(const Result<Done, VaultError> &)> answer)
{
    runForEffect(new QKeychain::DeletePasswordJob(m_service), key, context, m_patience, answer);
}

} // namespace Sendoff::Auth
