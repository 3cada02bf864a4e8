// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/smallerpicture.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Compose;

class TestSmallerPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void aBigPhotographBecomesAScreenful_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("newName");
        QTest::addColumn<QSize>("newSize");
        QTest::newRow("wide") << u"beach.jpg"_s << QSize(1000, 750) << u"beach.jpg"_s << QSize(480, 360);
        QTest::newRow("tall, a JPEG by another ending")
            << u"tower.JPEG"_s << QSize(250, 1000) << u"tower.JPEG"_s << QSize(120, 480);
        QTest::newRow("a screenshot in PNG")
            << u"screen.png"_s << QSize(2560, 1440) << u"screen.jpg"_s << QSize(480, 270);
        QTest::newRow("dots in its name") << u"a.b.bmp"_s << QSize(400, 300) << u"a.b.jpg"_s << QSize(400, 300);
    }
    void aBigPhotographBecomesAScreenful()
    {
        QFETCH(const QString, name);
        QFETCH(const QSize, size);
        const Attachment before = saved(name, photograph(size), 98);
        const auto smaller = smallerPictureNow(before, 480);
        QVERIFY(smaller);
        QTEST(smaller->name, "newName");
        QVERIFY(smaller->octets.size() <= before.size - before.size / 10);
        QTEST(QImage::fromData(smaller->octets).size(), "newSize");
    }

    void whatShowsThroughStays()
    {
        QImage picture = photograph({600, 600}).convertToFormat(QImage::Format_ARGB32);
        picture.setPixelColor(0, 0, QColor(10, 20, 30, 0));
        for (int x = 0; x < 200; ++x) {
            for (int y = 0; y < 200; ++y)
                picture.setPixelColor(x, y, Qt::transparent);
        }
        const auto smaller = smallerPictureNow(saved(u"logo.png"_s, picture), 480);
        QVERIFY(smaller);
        QCOMPARE(smaller->name, u"logo.png"_s);
        QCOMPARE(QImage::fromData(smaller->octets).pixelColor(5, 5).alpha(), 0);
    }

    void turnsItAsTheCameraSaysAndForgetsWhereItWasTaken()
    {
        const Attachment before = saved(u"phone.jpg"_s, photograph({750, 500}), 98, exif());
        QImageReader check(before.file);
        QCOMPARE(check.transformation(), QImageIOHandler::TransformationRotate90);
        const auto smaller = smallerPictureNow(before, 480);
        QVERIFY(smaller);
        QCOMPARE(QImage::fromData(smaller->octets).size(), QSize(320, 480));
        QVERIFY(!smaller->octets.contains("Exif"));
        QVERIFY(!smaller->octets.contains("NEAR-HOME"));
    }

    void leavesTheRestAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("no picture") << u"letter.pdf"_s << QByteArray(300'000, 'x');
        QTest::newRow("a broken picture") << u"broken.jpg"_s << QByteArray("\xFF\xD8\xFF\xE0 nothing more");
        QTest::newRow("a drawing of lines")
            << u"a.svg"_s
            << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='4000' height='4000'><rect width='9'/></svg>");
        QTest::newRow("one that moves") << u"cat.gif"_s << QByteArray("GIF89a\x01\x00\x01\x00\x00\x00\x00;", 14);
        QTest::newRow("an empty file") << u"nothing.png"_s << QByteArray();
    }
    void leavesTheRestAlone()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, octets);
        // The reader of JPEG tells what is wrong with it.
        if (name == u"broken.jpg") {
            for (int line = 0; line < 2; ++line)
                QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"JPEG"_s));
        }
        QVERIFY(!smallerPictureNow(kept(name, octets)));
    }

    void oneThatIsSmallAlreadyStays()
    {
        const Attachment first = saved(u"beach.jpg"_s, photograph({600, 480}), 95);
        const auto once = smallerPictureNow(first, 480);
        QVERIFY(once);
        QVERIFY(!smallerPictureNow(kept(u"beach.jpg"_s, once->octets), 480));
        Attachment gone = first;
        gone.file += u".not"_s;
        QVERIFY(!smallerPictureNow(gone));
    }

    void keepsThePlaceInTheTextOfEach()
    {
        Attachment inside = saved(u"in.png"_s, photograph({2200, 1200}));
        inside.id = u"one"_s;
        inside.isInline = true;
        inside.contentId = u"pic@1"_s;
        Attachment letter = kept(u"letter.txt"_s, QByteArray(5000, 'x'));
        letter.id = u"two"_s;
        QList<std::pair<QString, Attachment>> all;
        bool isAnswered = false;
        makeSmaller(m_folder->filePath(u"profile"_s), {inside, letter}, this, [&](const auto &smaller) {
            all = smaller;
            isAnswered = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered, 20'000);
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().first, u"one"_s);
        const Attachment &after = all.first().second;
        QVERIFY(after.isInline);
        QCOMPARE(after.contentId, u"pic@1"_s);
        QCOMPARE(after.name, u"in.jpg"_s);
        QCOMPARE(after.contentType, u"image/jpeg"_s);
        QCOMPARE(after.size, QFileInfo(after.file).size());
        QVERIFY(after.file.startsWith(m_folder->filePath(u"profile/pasted"_s)));
    }

private:
    /// Noise, which no format packs well.
    static QImage photograph(QSize size)
    {
        std::mt19937 noise(7);
        QImage picture(size, QImage::Format_RGB32);
        for (int y = 0; y < size.height(); ++y) {
            auto *line = reinterpret_cast<QRgb *>(picture.scanLine(y));
            for (int x = 0; x < size.width(); ++x)
                line[x] = qRgb(int(noise() % 256), (x / 8) % 256, (y / 8) % 256);
        }
        return picture;
    }
    Attachment kept(const QString &name, const QByteArray &octets)
    {
        const QString path = m_folder->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(octets) != octets.size())
            qFatal("cannot write");
        Attachment attachment;
        attachment.file = path;
        attachment.name = name;
        attachment.size = octets.size();
        return attachment;
    }
    Attachment saved(const QString &name, const QImage &picture, int quality = -1, const QByteArray &inserted = {})
    {
        const QString path = m_folder->filePath(name);
        if (!picture.save(path, nullptr, quality))
            qFatal("cannot save");
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read");
        QByteArray octets = file.readAll();
        file.close();
        return kept(name, octets.insert(2, inserted));
    }
    /// An APP1 segment (JEITA CP-3451): orientation 6, and words that tell a place.
    static QByteArray exif()
    {
        QByteArray tiff("MM\0*\0\0\0\x08", 8);
        tiff += QByteArray("\0\x02", 2);
        tiff += QByteArray("\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", 12);
        tiff += QByteArray("\x01\x0E\0\x02\0\0\0\x0A\0\0\0\x26", 12);
        tiff += QByteArray("\0\0\0\0", 4);
        tiff += QByteArray("NEAR-HOME\0", 10);
        const QByteArray body = QByteArray("Exif\0\0", 6) + tiff;
        const auto length = quint16(body.size() + 2);
        return QByteArray("\xFF\xE1") + char(length >> 8) + char(length & 0xFF) + body;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSmallerPicture)
#include "tst_smallerpicture.moc"
