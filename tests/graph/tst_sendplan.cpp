// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/messagewire.h"
#include "graph/sendplan.h"

#include <QRegularExpression>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;

namespace {

Message withAttachments(const QList<qint64> &sizes)
{
    Message message;
    Recipient recipient;
    recipient.address.mailbox = u"ana@example.org"_s;
    message.recipients.to = {recipient};
    message.subject = u"Files"_s;
    for (const qint64 size : sizes) {
        Attachment attachment;
        attachment.name = u"file.bin"_s;
        attachment.contentType = u"application/octet-stream"_s;
        attachment.size = size;
        message.attachments.append(attachment);
    }
    return message;
}

} // namespace

class TestSendPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void theLimitItselfStillFits()
    {
        const Message message = withAttachments({1000, 2000});
        const qint64 size = sendMailBodySize(message);
        Limits limits;
        limits.requestBytes = size;
        QCOMPARE(planSend(message, limits), SendPlan(DirectSend{size}));
        limits.requestBytes = size - 1;
        QVERIFY(std::holds_alternative<TooBig>(planSend(message, limits)));
    }

    void tooBigSaysWhatWouldFit_data()
    {
        QTest::addColumn<QList<qint64>>("sizes");
        QTest::newRow("one") << QList<qint64>{5'000'000};
        QTest::newRow("one, by a hair") << QList<qint64>{3'145'600};
        QTest::newRow("two") << QList<qint64>{3'000'000, 3'000'000};
        QTest::newRow("many small") << QList<qint64>(100, 50'000);
        QTest::newRow("huge") << QList<qint64>{100'000'000'000};
    }
    void tooBigSaysWhatWouldFit()
    {
        QFETCH(QList<qint64>, sizes);
        const Limits limits;
        const SendPlan plan = planSend(withAttachments(sizes), limits);
        const auto *tooBig = std::get_if<TooBig>(&plan);
        QVERIFY(tooBig);
        QCOMPARE(tooBig->limit, limits.requestBytes);
        QCOMPARE(tooBig->attachmentBytes, std::accumulate(sizes.begin(), sizes.end(), qint64(0)));
        QVERIFY(tooBig->requestBytes > tooBig->limit);
        QVERIFY(tooBig->attachmentLimit > 0);

        // What it says does fit, however it is spread; and not much more does.
        QList<qint64> fitting(sizes.size(), 1);
        fitting.last() = tooBig->attachmentLimit - (sizes.size() - 1);
        QVERIFY(std::holds_alternative<DirectSend>(planSend(withAttachments(fitting), limits)));
        fitting.last() += 3 * sizes.size() + 3;
        QVERIFY(std::holds_alternative<TooBig>(planSend(withAttachments(fitting), limits)));
    }

    void aTextThatIsTooBigLeavesNoRoom()
    {
        Message message = withAttachments({10});
        message.body.content = QString(5'000'000, u'x');
        const SendPlan plan = planSend(message, Limits());
        QVERIFY(std::holds_alternative<TooBig>(plan));
        QCOMPARE(std::get<TooBig>(plan).attachmentLimit, 0);
        QCOMPARE(std::get<TooBig>(plan).attachmentBytes, 10);
    }
};

QTEST_APPLESS_MAIN(TestSendPlan)
#include "tst_sendplan.moc"
