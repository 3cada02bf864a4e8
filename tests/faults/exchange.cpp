// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sends mails by the real queue, sender, database and transport to a server that misbehaves to order: new objects for
// each trial, since what one connection met changes what Qt does with the next. Reads one trial a line, as JSON, and
// writes what was seen of it; what the server accepted goes into a ledger like that of the practice service.
#include "net/qnamtransport.h"
#include "outbox/queue.h"
#include "support/fakeclock.h"
#include "support/faketokensource.h"
#include "support/faultserver.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <cstdio>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Testing;

namespace {

constexpr auto patience = std::chrono::seconds(120);

/// Runs the event loop until `isThere`. False: the patience was over.
bool await(const std::function<bool()> &isThere)
{
    if (isThere())
        return true;
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (isThere())
            loop.exit(0);
    });
    look.start(1ms);
    QTimer::singleShot(patience, &loop, [&loop] { loop.exit(1); });
    return loop.exec() == 0;
}

/// The real transport, and what it said of the body of each request.
class Listening final : public Net::Transport
{
public:
    Net::Call *send(const Net::HttpRequest &request, const Secret &token) override
    {
        Net::Call *call = m_transport.send(request, token);
        QObject::connect(call, &Net::Call::finished, &m_context,
                         [this](const Net::HttpReply &reply) { isHandedOver = isHandedOver || reply.bodyHandedOver; });
        return call;
    }

    bool isHandedOver = false; ///< of one of the requests

private:
    QObject m_context;
    Net::QnamTransport m_transport;
};

/// One life of the program.
class Life
{
public:
    Life(const QString &folder, const QUrl &server, const Clock &clock)
        : m_database(Store::Database::open(folder))
        , m_queue(
              m_database.value(), Store::Spool(folder), transport,
              [this, server](const QString &account) {
                  return Outbox::Route{{server}, &m_tokens, account};
              },
              clock, m_dice)
        , m_clock(clock)
    {
        QObject::connect(&m_queue, &Outbox::Queue::refused, &m_queue,
                         [](const QString &) { qFatal("a mail was not queued"); });
        m_queue.start();
    }

    QString submit(const Message &message) { return m_queue.submit(message, u"adele@practice.example"_s); }

    /// Until the item goes nowhere by itself any more, for now.
    bool settle(const QString &id)
    {
        bool isNew = true; // asking costs a look at the database
        const auto news = QObject::connect(&m_queue, &Outbox::Queue::changed, &m_queue, [&isNew] { isNew = true; });
        const bool isSettled = await([&] { return std::exchange(isNew, false) && isAtRest(id); });
        QObject::disconnect(news);
        return isSettled;
    }

    Listening transport;

private:
    bool isAtRest(const QString &id) const
    {
        const auto item = m_queue.item(id);
        if (!item || Outbox::isInHand(item->state) || Outbox::isRenewal(item->state))
            return false;
        const auto *waiting = std::get_if<Outbox::Waiting>(&item->state);
        return !waiting || waiting->notBefore > m_clock.now();
    }

    SystemDice m_dice;
    FakeTokenSource m_tokens;
    Result<Store::Database, Store::StoreError> m_database;
    Outbox::Queue m_queue;
    const Clock &m_clock;
};

struct Trial
{
    QString folder;
    Message message;
    bool isTls = false;
    bool isAccepted = true; ///< what the server does with a complete request
    Fault fault;
};

Trial readTrial(const QJsonObject &json)
{
    Trial trial;
    trial.folder = json["folder"_L1].toString();
    trial.message.subject = json["subject"_L1].toString();
    trial.message.body.content = json["body"_L1].toString();
    Recipient to;
    to.address.mailbox = u"ben@practice.example"_s;
    trial.message.recipients.to = {to};
    trial.isTls = json["tls"_L1].toBool();
    trial.isAccepted = json["accepted"_L1].toBool();
    trial.fault.answer = QByteArray::fromBase64(json["answer"_L1].toString().toLatin1());
    trial.fault.readAtMost = json["readAtMost"_L1].toInt(-1);
    trial.fault.answerAtMost = json["answerAtMost"_L1].toInt(-1);
    const QString end = json["end"_L1].toString();
    trial.fault.end = end == "FIN"_L1 ? Fault::End::Close : end == "RST"_L1 ? Fault::End::Reset : Fault::End::KeepAlive;
    return trial;
}

QByteArray ledgerLine(const Arrived &request)
{
    const QJsonObject mail = QJsonDocument::fromJson(request.body).object()["message"_L1].toObject();
    const QByteArray text = mail["body"_L1].toObject()["content"_L1].toString().toUtf8();
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
    const QJsonObject line{
        {u"subject"_s, mail["subject"_L1]}, {u"bodySha256"_s, hash}, {u"attachments"_s, QJsonArray()}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

bool areAllGone(const FaultServer &server)
{
    return server.ended == server.connections;
}

class Experiment
{
public:
    explicit Experiment(QFile &ledger)
        : m_ledger(ledger)
    {
    }

    QJsonObject run(const Trial &trial)
    {
        const auto tls = trial.isTls ? std::optional(tlsOf(u"good"_s)) : std::nullopt;
        FaultServer broken(tls);
        broken.fault = trial.fault;
        FakeClock clock;
        QString id;
        bool isHandedOver = false;
        bool isSettled = false;
        {
            Life life(trial.folder, broken.url(), clock);
            id = life.submit(trial.message);
            isSettled = life.settle(id);
            isHandedOver = life.transport.isHandedOver;
        }
        isSettled = isSettled && await([&] { return areAllGone(broken); });
        const int requests = static_cast<int>(broken.requests.size());

        FaultServer healthy(tls);
        healthy.fault.answer = httpAnswer(202);
        clock.advance(std::chrono::hours(25)); // longer than any pause
        {
            Life life(trial.folder, healthy.url(), clock);
            isSettled = isSettled && life.settle(id);
        }
        isSettled = isSettled && await([&] { return areAllGone(healthy) && areAllGone(broken); });
        if (trial.isAccepted)
            write(broken.requests);
        write(healthy.requests);
        const qsizetype head = broken.requests.isEmpty() ? 0 : broken.requests.first().head.size();
        return {{u"subject"_s, trial.message.subject},
                {u"handedOver"_s, isHandedOver},
                {u"settled"_s, isSettled},
                {u"requests"_s, requests},
                {u"octets"_s, broken.octetsRead},
                {u"head"_s, head}};
    }

private:
    void write(const QList<Arrived> &requests)
    {
        for (const Arrived &request : requests)
            m_ledger.write(ledgerLine(request));
        m_ledger.flush();
    }

    QFile &m_ledger;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QFile trials;
    QFile ledger(QCoreApplication::arguments().value(1));
    if (!trials.open(stdin, QIODevice::ReadOnly) || !ledger.open(QIODevice::WriteOnly | QIODevice::Append)) {
        std::fprintf(stderr, "usage: faults_exchange LEDGER <TRIALS\n");
        return 64;
    }
    trustTestRoot();
    Experiment experiment(ledger);
    for (QByteArray line = trials.readLine(); !line.isEmpty(); line = trials.readLine()) {
        const Trial trial = readTrial(QJsonDocument::fromJson(line).object());
        const QJsonObject seen = experiment.run(trial);
        std::printf("%s\n", QJsonDocument(seen).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
    }
    return 0;
}
