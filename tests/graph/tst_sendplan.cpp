// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/messagewire.h"
#include "graph/rights.h"
#include "graph/sendplan.h"

#include <QRegularExpression>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Graph;

namespace {

const Abilities directOnly{.mayAskForRights = false};
const Abilities withDrafts{.rights = {Right::mailReadWrite}};

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

Q_DECLARE_METATYPE(Sendoff::Message)
Q_DECLARE_METATYPE(Sendoff::Graph::Abilities)
Q_DECLARE_METATYPE(Sendoff::Graph::SendPlan)

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
        QCOMPARE(planSend(message, limits, directOnly), SendPlan(DirectSend{size}));
        limits.requestBytes = size - 1;
        QVERIFY(std::holds_alternative<TooBig>(planSend(message, limits, directOnly)));
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
        const SendPlan plan = planSend(withAttachments(sizes), limits, directOnly);
        const auto *tooBig = std::get_if<TooBig>(&plan);
        QVERIFY(tooBig);
        QCOMPARE(tooBig->limit, limits.requestBytes);
        QCOMPARE(tooBig->attachmentBytes, std::accumulate(sizes.begin(), sizes.end(), qint64(0)));
        QVERIFY(tooBig->requestBytes > tooBig->limit);
        QVERIFY(tooBig->attachmentLimit > 0);

        // What it says does fit, however it is spread; and not much more does.
        QList<qint64> fitting(sizes.size(), 1);
        fitting.last() = tooBig->attachmentLimit - (sizes.size() - 1);
        QVERIFY(std::holds_alternative<DirectSend>(planSend(withAttachments(fitting), limits, directOnly)));
        fitting.last() += 3 * sizes.size() + 3;
        QVERIFY(std::holds_alternative<TooBig>(planSend(withAttachments(fitting), limits, directOnly)));
    }

    void aTextThatIsTooBigLeavesNoRoom()
    {
        Message message = withAttachments({10});
        message.body.content = QString(5'000'000, u'x');
        const SendPlan plan = planSend(message, Limits(), directOnly);
        QVERIFY(std::holds_alternative<TooBig>(plan));
        QCOMPARE(std::get<TooBig>(plan).attachmentLimit, 0);
        QCOMPARE(std::get<TooBig>(plan).attachmentBytes, 10);
    }

    void aRouteIsChosen_data()
    {
        QTest::addColumn<Message>("message");
        QTest::addColumn<Abilities>("abilities");
        QTest::addColumn<SendPlan>("plan");

        const Message small = withAttachments({1000});
        const qint64 smallSize = sendMailBodySize(small);
        const qint64 smallDraft = draftBodySize(small, Enclosed::All);
        const Limits limits;
        QTest::newRow("small, Mail.Send only") << small << Abilities() << SendPlan(DirectSend{smallSize});
        DraftSend whole{.createBytes = smallDraft};
        QTest::newRow("small, drafts allowed") << small << withDrafts << SendPlan(whole);
        Message unkept = small;
        unkept.saveToSent = false;
        QTest::newRow("no copy in Sent Items")
            << unkept << withDrafts << SendPlan(DirectSend{sendMailBodySize(unkept)});
        Message later = small;
        later.sendAt = QDateTime(QDate(2030, 1, 2), QTime(8, 0), Qt::UTC);
        DraftSend deferred{.createBytes = draftBodySize(later, Enclosed::All)};
        deferred.deferredUntil = later.sendAt;
        QTest::newRow("send later, drafts allowed") << later << withDrafts << SendPlan(deferred);
        Abilities personal = withDrafts;
        personal.hasDeferredSend = false;
        deferred.deferredUntil = {};
        QTest::newRow("send later, not trusted") << later << personal << SendPlan(deferred);

        const Message big = withAttachments({3'000'000, 2'999'999, 3'276'801});
        DraftSend parts{.createBytes = draftBodySize(big, Enclosed::None)};
        parts.uploads = {{{}, 3'000'000, 1}, {{}, 2'999'999, 0}, {{}, 3'276'801, 2}};
        QTest::newRow("big files") << big << Abilities() << SendPlan(parts);
        QTest::newRow("big files, drafts allowed") << big << withDrafts << SendPlan(parts);
    }
    void aRouteIsChosen()
    {
        QFETCH(Message, message);
        QFETCH(Abilities, abilities);
        QFETCH(SendPlan, plan);
        SendPlan chosen = planSend(message, Limits(), abilities);
        if (auto *draft = std::get_if<DraftSend>(&chosen)) {
            QVERIFY(draft->messageBytes > 0);
            draft->messageBytes = 0;
        }
        QCOMPARE(chosen, plan);
    }

    void aTextVersionIsWishedForAndNotInsistedOn()
    {
        Message message = withAttachments({100});
        message.body = {BodyKind::Html, u"<p>x</p>"_s};
        message.textAlternative = true;
        QVERIFY(std::holds_alternative<MimeSend>(planSend(message, Limits(), withDrafts)));
        message.saveToSent = false; // MIME has no such wish
        QVERIFY(std::holds_alternative<DirectSend>(planSend(message, Limits(), withDrafts)));
        message.saveToSent = true;
        message.body.kind = BodyKind::Text;
        QVERIFY(std::holds_alternative<DraftSend>(planSend(message, Limits(), withDrafts)));
        message = withAttachments({5'000'000});
        message.body = {BodyKind::Html, u"<p>x</p>"_s};
        message.textAlternative = true;
        QVERIFY(std::holds_alternative<DraftSend>(planSend(message, Limits(), withDrafts)));
        message.inReplyTo = u"<a@example.org>"_s;
        QVERIFY(std::holds_alternative<TooBig>(planSend(message, Limits(), withDrafts)));
    }

    void whatCannotGoSaysWhy_data()
    {
        QTest::addColumn<Message>("message");
        QTest::addColumn<Abilities>("abilities");
        QTest::addColumn<int>("why");
        using Why = TooBig::Why;
        const auto row = [](const char *name, const Message &message, const Abilities &abilities, Why why) {
            QTest::newRow(name) << message << abilities << int(why);
        };
        const Limits limits;
        row("151 MiB", withAttachments({limits.attachmentBytes + 1}), {}, Why::Attachment);
        Abilities usgov = abilitiesOfCloud(u"usgov"_s);
        row("no sessions in this cloud", withAttachments({5'000'000}), usgov, Why::Cloud);
        Message picture = withAttachments({5'000'000});
        picture.attachments[0].isInline = true;
        row("no big pictures in this cloud", picture, abilitiesOfCloud(u"bleu"_s), Why::Cloud);
        Message answer = withAttachments({3'000'000});
        answer.inReplyTo = u"<a@example.org>"_s;
        row("an answer with a big file", answer, withDrafts, Why::Mime);
        Message unkept = withAttachments({5'000'000});
        unkept.saveToSent = false;
        row("a big file and no copy", unkept, withDrafts, Why::SentCopy);
        Message text = withAttachments({});
        text.body.content = QString(5'000'000, u'x');
        row("a text that is too long", text, withDrafts, Why::Request);
        row("an application without the right", withAttachments({5'000'000}), directOnly, Why::Application);
    }
    void whatCannotGoSaysWhy()
    {
        QFETCH(Message, message);
        QFETCH(Abilities, abilities);
        QFETCH(int, why);
        const SendPlan plan = planSend(message, Limits(), abilities);
        const auto *big = std::get_if<TooBig>(&plan);
        QVERIFY(big);
        QCOMPARE(int(big->why), why);
        QVERIFY(rightsFor(plan, message).isEmpty());
    }

    void inOtherCloudsTheRestStillGoes()
    {
        const SendPlan plan = planSend(withAttachments({2'900'000, 2'900'000}), Limits(), abilitiesOfCloud(u"usgov"_s));
        QVERIFY(std::holds_alternative<DraftSend>(plan));
        QVERIFY(abilitiesOfCloud(u"global"_s).hasUploadSessions);
        QVERIFY(abilitiesOfCloud(u"custom"_s).hasInlineUploads);
    }

    void theUsualLimitIsCountedAfterBase64()
    {
        const auto overLimit = [](qint64 size) {
            return std::get<DraftSend>(planSend(withAttachments({size}), Limits())).isOverUsualLimit;
        };
        QVERIFY(!overLimit(26'000'000));
        QVERIFY(overLimit(27'500'000));
    }

    void rightsAreNamed()
    {
        const Message big = withAttachments({5'000'000});
        const SendPlan plan = planSend(big, Limits());
        QCOMPARE(rightsFor(plan, big), QStringList({u"Mail.Send"_s, u"Mail.ReadWrite"_s}));
        QCOMPARE(missingRights(plan, big, {}), QStringList{u"Mail.ReadWrite"_s});
        QCOMPARE(missingRights(plan, big, withDrafts), QStringList());
        Message other = big;
        other.from = Address{{}, u"team@example.org"_s};
        other.asMailbox = true;
        QCOMPARE(missingRights(planSend(other, Limits()), other, {}),
                 QStringList({u"Mail.Send.Shared"_s, u"Mail.ReadWrite.Shared"_s}));
    }
};

QTEST_APPLESS_MAIN(TestSendPlan)
#include "tst_sendplan.moc"
