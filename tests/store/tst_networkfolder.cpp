// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/networkfolder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Store;

class TestNetworkFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsFileSystems_data()
    {
        QTest::addColumn<quint64>("magic");
        QTest::addColumn<bool>("isNetwork");
        QTest::newRow("nfs") << quint64(0x6969) << true;
        QTest::newRow("cifs") << quint64(0xFF534D42) << true;
        QTest::newRow("smb 3") << quint64(0xFE534D42) << true;
        QTest::newRow("ceph") << quint64(0x00C36400) << true;
        QTest::newRow("9p") << quint64(0x01021997) << true;
        QTest::newRow("ext4") << quint64(0xEF53) << false;
        QTest::newRow("btrfs") << quint64(0x9123683E) << false;
        QTest::newRow("xfs") << quint64(0x58465342) << false;
        QTest::newRow("tmpfs") << quint64(0x01021994) << false;
        QTest::newRow("overlay") << quint64(0x794C7630) << false;
    }
    void knowsFileSystems()
    {
        QFETCH(quint64, magic);
        QTEST(isNetworkFileSystem(magic), "isNetwork");
    }

    void looksAboveAFolderThatIsNotThere()
    {
        const QTemporaryDir here;
        QVERIFY(!isNetworkFolder(here.path()));
        QVERIFY(!isNetworkFolder(here.filePath(u"not/there/yet"_s)));
    }
};

QTEST_APPLESS_MAIN(TestNetworkFolder)
#include "tst_networkfolder.moc"
