// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/practice.h"

#include "net/urlsafety.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QProcess>
#include <QTimer>

#include <optional>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

const QString practiceAccount = u"adele@practice.example"_s;
const QString practiceClientId = u"5e9d0ff0-0000-4000-8000-000000000001"_s;
constexpr int idleMinutes = 60;

std::optional<PracticeAddress> readAddress(const QString &file)
{
    QFile ready(file);
    if (!ready.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray line = ready.readLine(4096);
    if (!line.endsWith('\n'))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    const PracticeAddress address{QUrl(json.value(u"authority"_s).toString()), QUrl(json.value(u"graph"_s).toString()),
                                  QUrl(json.value(u"mailbox"_s).toString())};
    // Practice is on this computer by definition; anything else in that file is not ours.
    if (!Net::isLoopback(address.authority) || !Net::isLoopback(address.graph) || !Net::isLoopback(address.mailbox))
        return std::nullopt;
    return address;
}

Net::HttpRequest plainGet(const QUrl &url)
{
    Net::HttpRequest request;
    request.method = Net::HttpRequest::Method::Get;
    request.url = url;
    request.isSigned = false;
    request.connectTimeout = std::chrono::seconds(5);
    request.answerTimeout = std::chrono::seconds(10);
    return request;
}

} // namespace

Practice::Practice(Profile profile, Net::Transport &transport, Dice &dice, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_transport(transport)
    , m_dice(dice)
{
}

QString Practice::accountAddress()
{
    return practiceAccount;
}

QString Practice::readyFile() const
{
    return m_profile.data + u"/service.json"_s;
}

void Practice::start()
{
    const auto address = readAddress(readyFile());
    if (!address) {
        launch();
        return;
    }
    probe(*address, [this, address](bool isThere) {
        if (isThere)
            signIn(*address);
        else
            launch();
    });
}

void Practice::probe(const PracticeAddress &address, const std::function<void(bool)> &answer)
{
    Net::Call *call = m_transport.send(plainGet(address.mailbox), Secret());
    connect(call, &Net::Call::finished, this, [answer](const Net::HttpReply &reply) {
        answer(reply.outcome == Net::Outcome::Answered && reply.status == 200);
    });
}

void Practice::launch()
{
    if (!makePrivateFolder(m_profile.data)) {
        Q_EMIT failed({tr("The folder %1 cannot be used.").arg(m_profile.data)});
        return;
    }
    // Two commands started at the same moment must not start two services: the first starts it, the other finds it.
    m_lock = std::make_unique<QLockFile>(m_profile.data + u"/service.lock"_s);
    m_lock->setStaleLockTime(15'000);
    if (m_lock->tryLock(0)) {
        QFile::remove(readyFile());
        QProcess service;
        service.setProgram(QCoreApplication::applicationDirPath() + u"/sendoff-practice"_s);
        service.setArguments({u"--data"_s, m_profile.data + u"/mailbox"_s, u"--ledger"_s,
                              m_profile.data + u"/ledger.jsonl"_s, u"--quit-when-idle"_s,
                              QString::number(idleMinutes)});
        service.setStandardInputFile(QProcess::nullDevice());
        service.setStandardOutputFile(readyFile());
        service.setStandardErrorFile(m_profile.data + u"/service.log"_s);
        if (!service.startDetached()) {
            Q_EMIT failed({tr("The program sendoff-practice could not be started: %1").arg(service.errorString())});
            return;
        }
    }
    awaitReady(200);
}

void Practice::awaitReady(int triesLeft)
{
    if (const auto address = readAddress(readyFile())) {
        m_lock.reset();
        signIn(*address);
        return;
    }
    if (triesLeft == 0) {
        m_lock.reset();
        Q_EMIT failed(
            {tr("The practice service did not start. %1 may say why.").arg(m_profile.data + u"/service.log"_s)});
        return;
    }
    QTimer::singleShot(50, this, [this, triesLeft] { awaitReady(triesLeft - 1); });
}

void Practice::signIn(const PracticeAddress &address)
{
    Auth::AuthConfig config;
    config.clientId = practiceClientId;
    const auto cloud = Auth::cloudNamed(u"custom"_s, address.authority, address.graph);
    Q_ASSERT(cloud); // loopback, checked when it was read
    config.cloud = cloud.value();
    config.loginHint = practiceAccount;
    config.prompt = u"none"_s;
    config.responseMode = Auth::ResponseMode::Query;
    auto *attempt = new Auth::SignIn(config, m_dice, this);
    connect(attempt, &Auth::SignIn::browserWanted, this, &Practice::follow);
    connect(attempt, &Auth::SignIn::finished, this,
            [this, attempt, address](const Result<Auth::SignedIn, Auth::AuthError> &result) {
                attempt->deleteLater();
                if (result)
                    Q_EMIT ready(address, result.value());
                else
                    Q_EMIT failed(
                        {tr("The practice sign-in failed: %1 %2").arg(result.error().code, result.error().text)});
            });
    attempt->start(std::chrono::seconds(30));
}

void Practice::follow(const QUrl &url)
{
    visit(m_transport, url, this, [this](const PracticeError &error) { Q_EMIT failed(error); });
}

void Practice::visit(Net::Transport &transport, const QUrl &url, QObject *context,
                     const std::function<void(const PracticeError &)> &failed)
{
    // What a browser would do with an answer by redirect, and nothing more: it goes to our own listener on this
    // computer.
    Net::Call *call = transport.send(plainGet(url), Secret());
    connect(call, &Net::Call::finished, context, [&transport, failed](const Net::HttpReply &reply) {
        const QUrl next = QUrl::fromEncoded(reply.header("Location"), QUrl::StrictMode);
        if (reply.outcome == Net::Outcome::Answered && reply.status == 302 && Net::isLoopback(next)) {
            transport.send(plainGet(next), Secret());
            return;
        }
        failed({tr("The practice service refused the sign-in (status %1).").arg(reply.status)});
    });
}

} // namespace Sendoff::App
