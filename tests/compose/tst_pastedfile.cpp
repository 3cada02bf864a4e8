// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/pastedfile.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Compose;

class TestPastedFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
        m_folder = m_root->filePath(u"profile"_s);
    }

    void keepsTheOctetsPrivately()
    {
        const mode_t before = umask(0);
        const auto kept = keepPastedNow(m_folder, "a,b\n"_ba, u"../table.csv"_s);
        umask(before);
        QVERIFY(kept);
        QCOMPARE(kept.value().name, u"table.csv"_s);
        QCOMPARE(kept.value().contentType, u"text/csv"_s);
        QCOMPARE(kept.value().size, 4);
        QVERIFY(kept.value().file.startsWith(m_folder + u"/pasted/"_s));
        QFile file(kept.value().file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "a,b\n"_ba);
        struct stat facts = {};
        QCOMPARE(stat(QFile::encodeName(kept.value().file).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 07777, mode_t(0600));
        QCOMPARE(stat(QFile::encodeName(m_folder).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 07777, mode_t(0700));
    }

    void twoWithOneNameDoNotMeet()
    {
        const auto one = keepPastedNow(m_folder, "1"_ba, u"a.txt"_s);
        const auto two = keepPastedNow(m_folder, "2"_ba, u"a.txt"_s);
        QVERIFY(one && two);
        QVERIFY(one.value().file != two.value().file);
        QVERIFY(one.value().id != two.value().id);
    }

    void aPictureComesAsPng()
    {
        QImage picture(3, 2, QImage::Format_RGB32);
        picture.fill(0xff00ff00);
        std::optional<LookResult> kept;
        keepPasted(m_folder, picture, u"picture.png"_s, this, [&](const LookResult &result) { kept = result; });
        QTRY_VERIFY(kept);
        QVERIFY(*kept);
        QCOMPARE(kept->value().contentType, u"image/png"_s);
        QImage back(kept->value().file);
        QCOMPARE(back.size(), QSize(3, 2));
        QCOMPARE(back.pixel(1, 1), picture.pixel(1, 1));
    }

    void noPictureIsNoFile()
    {
        std::optional<LookResult> kept;
        keepPasted(m_folder, QImage(), u"picture.png"_s, this, [&](const LookResult &result) { kept = result; });
        QTRY_VERIFY(kept);
        QVERIFY(!*kept);
        QVERIFY(!QDir(m_folder + u"/pasted"_s).exists());
    }

    void aPlantedLinkIsNotFollowed()
    {
        const QString elsewhere = m_root->filePath(u"elsewhere"_s);
        QVERIFY(QDir().mkpath(elsewhere));
        QVERIFY(QDir().mkpath(m_folder));
        QVERIFY(QFile::link(elsewhere, m_folder + u"/pasted"_s));
        QVERIFY(!keepPastedNow(m_folder, "x"_ba, u"a"_s));
        QVERIFY(QDir(elsewhere).isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_root;
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestPastedFile)
#include "tst_pastedfile.moc"
