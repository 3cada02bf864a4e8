// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/filename.h"
#include "message/rows.h"

#include <QMimeDatabase>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class FileNameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void nameIsFitToSend_data();
    void nameIsFitToSend();
    void typeFollowsFromTheName_data();
    void typeFollowsFromTheName();
    void randomNamesAreAlwaysSafe();
};

namespace {

QStringList flagNames(FileNameFlags flags)
{
    const std::pair<FileNameFlag, QString> names[] = {
        {FileNameFlag::Refused, u"refused"_s},
        {FileNameFlag::Remote, u"remote"_s},
        {FileNameFlag::PathRemoved, u"path-removed"_s},
        {FileNameFlag::Decoded, u"decoded"_s},
        {FileNameFlag::BidiRemoved, u"bidi-removed"_s},
        {FileNameFlag::InvisibleRemoved, u"invisible-removed"_s},
        {FileNameFlag::ControlRemoved, u"control-removed"_s},
        {FileNameFlag::TrailingDotOrBlank, u"trailing-dot-or-blank"_s},
        {FileNameFlag::Shortened, u"shortened"_s},
        {FileNameFlag::ReservedName, u"reserved-name"_s},
        {FileNameFlag::DoubleExtension, u"double-extension"_s},
        {FileNameFlag::BlockedType, u"blocked-type"_s},
        {FileNameFlag::EmptyFile, u"empty-file"_s},
    };
    QStringList list;
    for (const auto &[flag, name] : names) {
        if (flags.testFlag(flag))
            list.append(name);
    }
    list.sort();
    return list;
}

void addRows()
{
    QTest::addColumn<QJsonObject>("row");
    for (const QString &name : {u"filename-rows.json"_s, u"filename-more.json"_s}) {
        const QJsonArray rows = Rows::file(name).value(u"rows"_s).toArray();
        QVERIFY2(rows.size() > 20, qPrintable(name));
        for (const auto &value : rows)
            QTest::newRow(Rows::name(value.toObject()).constData()) << value.toObject();
    }
}

FileName cleanRow(const QJsonObject &row)
{
    if (row.contains(u"suggested"_s))
        return cleanSuggestedName(row.value(u"suggested"_s).toString());
    return cleanFileName(row.value(u"path"_s).toString());
}

} // namespace

void FileNameTest::nameIsFitToSend_data()
{
    addRows();
}

void FileNameTest::nameIsFitToSend()
{
    QFETCH(QJsonObject, row);
    if (row.value(u"onDisk"_s).toString() == u"pipe"_s)
        QSKIP("only the disk tells a pipe from a file; whoever attaches it looks there");
    const FileName name = cleanRow(row);
    QCOMPARE(name.sendName, row.value(u"sendName"_s).toString());
    QCOMPARE(name.localName, row.value(u"localName"_s).toString());
    QStringList flags = Rows::strings(row.value(u"flags"_s));
    flags.removeAll(u"empty-file"_s); // the disk again
    flags.sort();
    QCOMPARE(flagNames(name.flags), flags);
}

void FileNameTest::typeFollowsFromTheName_data()
{
    addRows();
}

// The database of the machine decides; where it does not know a type, or calls it otherwise, there is nothing to check.
void FileNameTest::typeFollowsFromTheName()
{
    QFETCH(QJsonObject, row);
    const QString expected = row.value(u"mime"_s).toString();
    const QMimeDatabase database;
    if (expected.isEmpty() || !database.mimeTypeForName(expected).isValid())
        QSKIP("the MIME database of this machine does not know the type");
    const QMimeType type = database.mimeTypeForFile(cleanRow(row).sendName, QMimeDatabase::MatchExtension);
    const bool same = type == database.mimeTypeForName(expected) || type.inherits(expected);
    if (!same && type.name().contains(u"compressed-tar"_s))
        QSKIP("this machine has a finer type for a packed archive");
    QVERIFY2(same, qPrintable(type.name()));
}

void FileNameTest::randomNamesAreAlwaysSafe()
{
    QRandomGenerator random(4711);
    const QStringList parts{u"a"_s,
                            u"."_s,
                            u"/"_s,
                            u"\\"_s,
                            u".."_s,
                            u" "_s,
                            u"\n"_s,
                            u"\u202E"_s,
                            u"\u200D"_s,
                            u"\U0001F469"_s,
                            u"CON"_s,
                            u".exe"_s,
                            u":"_s,
                            u"\u0301"_s,
                            QString(90, u'\u65E5'),
                            QString(QChar(0xD83D)),
                            u"%2F"_s,
                            u"=?utf-8?q?=2F..=2Fx?="_s,
                            u"\u00E4"_s};
    const QRegularExpression notLocal(u"[/\\\\:*?\"<>|\\x00-\\x1F]|[. ]$|^$"_s);
    for (int round = 0; round < 5'000; ++round) {
        QString typed;
        for (int i = random.bounded(8); i >= 0; --i)
            typed += parts.at(random.bounded(int(parts.size())));
        const FileName suggested = cleanSuggestedName(typed);
        QVERIFY2(!suggested.sendName.isEmpty(), qPrintable(typed));
        for (const FileName &name : {suggested, cleanFileName(u"/tmp/"_s + typed)}) {
            QCOMPARE(name.sendName.isEmpty(), name.flags.testFlag(FileNameFlag::Refused));
            QCOMPARE(name.localName.isEmpty(), name.sendName.isEmpty());
            if (name.sendName.isEmpty())
                continue;
            QVERIFY2(name.sendName.toUtf8().size() <= 255 && name.localName.toUtf8().size() <= 255, qPrintable(typed));
            QVERIFY2(!name.sendName.contains(u'/') && !name.sendName.contains(u'\n'), qPrintable(typed));
            QVERIFY2(!name.localName.contains(notLocal), qPrintable(typed));
            QVERIFY2(name.sendName.isValidUtf16(), qPrintable(typed));
        }
    }
}

QTEST_APPLESS_MAIN(FileNameTest)
#include "tst_filename.moc"
