// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/uploadwording.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;

Q_DECLARE_METATYPE(Sendoff::Message)
Q_DECLARE_METATYPE(Sendoff::Graph::TooBig)

namespace {

Attachment file(const QString &type)
{
    Attachment attachment;
    attachment.contentType = type;
    attachment.size = 5'000'000;
    return attachment;
}

} // namespace

class TestUploadWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void progressIsToldInWords_data()
    {
        QTest::addColumn<Outbox::UploadProgress>("progress");
        QTest::addColumn<qint64>("speed");
        QTest::addColumn<QString>("words");
        QTest::newRow("one file") << Outbox::UploadProgress{u"a"_s, 1, 1, 50, 100, 50, 100} << qint64(0)
                                  << u"Uploading the file: 50 %"_s;
        QTest::newRow("second of three") << Outbox::UploadProgress{u"b"_s, 2, 3, 0, 100, 100, 400} << qint64(0)
                                         << u"Uploading file 2 of 3: 25 %"_s;
        QTest::newRow("with its speed") << Outbox::UploadProgress{u"a"_s, 1, 1, 0, 0, 40'000'000, 100'000'000}
                                        << qint64(2'000'000) << u"Uploading the file: 40 %, 2.0 MB/s, 30 s left"_s;
        QTest::newRow("all there") << Outbox::UploadProgress{{}, 0, 3, 0, 0, 100, 100} << qint64(5)
                                   << u"All files are uploaded"_s;
    }
    void progressIsToldInWords()
    {
        QFETCH(Outbox::UploadProgress, progress);
        QFETCH(qint64, speed);
        QString words = uploadInWords(progress, speed);
        words.replace(QChar(0xa0), u' ');
        QTEST(words, "words");
    }

    void aMissingRightSaysWhatItIsFor_data()
    {
        QTest::addColumn<QString>("right");
        QTest::addColumn<Message>("message");
        QTest::addColumn<int>("purpose");
        QTest::addColumn<int>("firstWay");
        using Purpose = RightNeed::Purpose;
        using WayOut = RightNeed::WayOut;
        Message big;
        big.attachments = {file(u"application/pdf"_s)};
        Message pictures;
        pictures.attachments = {file(u"image/jpeg"_s)};
        Message later;
        later.sendAt = QDateTime::currentDateTimeUtc();
        QTest::newRow("files") << u"Mail.ReadWrite"_s << big << int(Purpose::BigFiles) << int(WayOut::Link);
        QTest::newRow("pictures") << u"Mail.ReadWrite"_s << pictures << int(Purpose::BigFiles)
                                  << int(WayOut::SmallerPictures);
        QTest::newRow("later") << u"Mail.ReadWrite"_s << later << int(Purpose::LaterSending) << int(WayOut::SendNow);
        QTest::newRow("another sender") << u"Mail.Send.Shared"_s << big << int(Purpose::OtherSender)
                                        << int(WayOut::OwnAddress);
    }
    void aMissingRightSaysWhatItIsFor()
    {
        QFETCH(QString, right);
        QFETCH(Message, message);
        const RightNeed need = needFor(right, message, {});
        QTEST(int(need.purpose), "purpose");
        QVERIFY(!need.ways.isEmpty());
        QTEST(int(need.ways.first()), "firstWay");
        const Wording words = wordingForMissingRight(right, nullptr);
        QVERIFY(words.title.contains(right));
        QVERIFY(!words.cause.isEmpty() && !words.nextStep.isEmpty());
    }

    void ownCodesAreExplained()
    {
        for (const QString &code : {u"draft_differs"_s, u"upload_session_broken"_s, u"upload_address_unsafe"_s}) {
            Outbox::NeedsUser state;
            state.error.code = code;
            const Wording words = wordingFor(state);
            QVERIFY(words.cause.contains(u"Nothing was sent"));
            QCOMPARE(words, *wordingForOwnCode(code));
        }
        QVERIFY(!wordingForOwnCode(u"ErrorAccessDenied"_s));
    }

    void whatDoesNotFitSaysWhy_data()
    {
        QTest::addColumn<Graph::TooBig>("size");
        QTest::addColumn<QString>("part");
        Graph::TooBig size{200'000'000, 157'286'400, 200'000'000, 0, Graph::TooBig::Why::Attachment, u"film.mp4"_s};
        QTest::newRow("one file") << size << u"film.mp4"_s;
        size.why = Graph::TooBig::Why::Cloud;
        QTest::newRow("this cloud") << size << u"in this cloud"_s;
        size.why = Graph::TooBig::Why::Mime;
        QTest::newRow("an answer") << size << u"answers another mail"_s;
        size.why = Graph::TooBig::Why::SentCopy;
        QTest::newRow("no copy") << size << u"Sent Items"_s;
        size.why = Graph::TooBig::Why::Application;
        QTest::newRow("an application") << size << u"needs Mail.ReadWrite"_s;
    }
    void whatDoesNotFitSaysWhy()
    {
        QFETCH(Graph::TooBig, size);
        QFETCH(QString, part);
        const Wording words = wordingFor(size);
        QVERIFY2(words.cause.contains(part), qUtf8Printable(words.cause));
        QVERIFY(!words.cause.contains(u'%'));
    }
};

QTEST_GUILESS_MAIN(TestUploadWording)
#include "tst_uploadwording.moc"
