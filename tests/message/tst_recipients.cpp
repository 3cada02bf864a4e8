// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/recipients.h"
#include "message/rows.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class RecipientsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void fieldIsReadAsAPersonMeansIt_data();
    void fieldIsReadAsAPersonMeansIt();
    void faultSaysWhy_data();
    void faultSaysWhy();
    void placesShowWhereEachStands();
    void doublesGoOnce_data();
    void doublesGoOnce();
    void unreadableDoublesStay();
    void readableListComesBackFromItsText_data();
    void readableListComesBackFromItsText();
    void unreadablePiecesComeBackToo();
    void nothingTypedIsLost();
    void hugeFieldsTakeNoTime_data();
    void hugeFieldsTakeNoTime();
    void tenThousandRecipientsAreTenThousand();
    void knownAddressIsChecked();
};

void RecipientsTest::fieldIsReadAsAPersonMeansIt_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("read");
    QTest::addColumn<QStringList>("unreadable");
    QTest::addColumn<QStringList>("flags");
    for (const QString &name : {u"address-rows.json"_s, u"address-more.json"_s}) {
        const QJsonArray rows = Rows::file(name).value(u"rows"_s).toArray();
        QVERIFY2(rows.size() > 60, qPrintable(name));
        for (const auto &value : rows) {
            const QJsonObject row = value.toObject();
            QTest::newRow(Rows::name(row).constData())
                << row.value(u"typed"_s).toString() << Rows::pairs(row.value(u"read"_s))
                << Rows::strings(row.value(u"unreadable"_s)) << Rows::strings(row.value(u"flags"_s));
        }
    }
}

void RecipientsTest::fieldIsReadAsAPersonMeansIt()
{
    QFETCH(QString, typed);
    const QList<Recipient> field = readRecipients(typed);
    QTEST(Rows::readable(field), "read");
    QTEST(Rows::unreadable(field), "unreadable");
    QTEST(Rows::flags(field), "flags");
}

void RecipientsTest::faultSaysWhy_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<AddressFault>("fault");
    QTest::newRow("word") << u"ana"_s << AddressFault::NoAt;
    QTest::newRow("quoted word") << u"\"ana@example.org\""_s << AddressFault::NoAt;
    QTest::newRow("empty brackets") << u"Ana <>"_s << AddressFault::NoAt;
    QTest::newRow("no local part") << u"@example.org"_s << AddressFault::NoLocalPart;
    QTest::newRow("no domain") << u"ana@"_s << AddressFault::NoDomain;
    QTest::newRow("dot at the end of the local part") << u"ana.@example.org"_s << AddressFault::BadLocalPart;
    QTest::newRow("two dots") << u"an..a@example.org"_s << AddressFault::BadLocalPart;
    QTest::newRow("blank") << u"ana mora@example.org"_s << AddressFault::BadLocalPart;
    QTest::newRow("domain with two dots") << u"ana@example..org"_s << AddressFault::BadDomain;
    QTest::newRow("hyphen at the edge") << u"ana@-example.org"_s << AddressFault::BadDomain;
    QTest::newRow("bad literal") << u"ana@[1.2.3.256]"_s << AddressFault::BadDomain;
    QTest::newRow("long local part") << QString(QString(65, u'a') + u"@example.org"_s) << AddressFault::TooLong;
    QTest::newRow("two brackets") << u"<a@example.org> <b@example.org>"_s << AddressFault::SeveralAddresses;
    QTest::newRow("text behind") << u"Ana <a@example.org> Mora"_s << AddressFault::SeveralAddresses;
    QTest::newRow("three parts") << u"a@b@example.org"_s << AddressFault::SeveralAddresses;
    QTest::newRow("comma in brackets") << u"<a@example,org>"_s << AddressFault::SeveralAddresses;
    QTest::newRow("open bracket") << u"Ana <a@example.org"_s << AddressFault::Unbalanced;
    QTest::newRow("open parenthesis") << u"Ana (x <a@example.org>"_s << AddressFault::Unbalanced;
    QTest::newRow("closing parenthesis") << u"Ana x) <a@example.org>"_s << AddressFault::Unbalanced;
    QTest::newRow("quote at an address") << u"ana@example.org\""_s << AddressFault::Unbalanced;
    QTest::newRow("zero-width space") << u"an\u200Ba@example.org"_s << AddressFault::HiddenCharacters;
    QTest::newRow("bidi override") << u"<an\u202Ea@example.org>"_s << AddressFault::HiddenCharacters;
    QTest::newRow("NUL") << u"an\0a@example.org"_s << AddressFault::HiddenCharacters;
}

void RecipientsTest::faultSaysWhy()
{
    QFETCH(QString, typed);
    const QList<Recipient> field = readRecipients(typed);
    QCOMPARE(field.size(), 1);
    QTEST(field.first().fault, "fault");
    QCOMPARE(field.first().unreadable, typed);
    QVERIFY(!field.first().isReadable());
}

void RecipientsTest::placesShowWhereEachStands()
{
    const QString typed = u" Ana <ana@example.org>; ben@x, wrong one ,Mora, Cleo <c@example.org> ,d@y  (Dee) e@z\n"_s;
    QStringList slices;
    for (const PlacedRecipient &placed : readPlacedRecipients(typed))
        slices.append(typed.sliced(placed.start, placed.length));
    QCOMPARE(slices,
             QStringList({u"Ana <ana@example.org>"_s, u"ben@x"_s, u"wrong one"_s, u"Mora, Cleo <c@example.org>"_s,
                          u"d@y"_s, u"e@z"_s}));
}

void RecipientsTest::doublesGoOnce_data()
{
    QTest::addColumn<QJsonObject>("row");
    for (const QString &name : {u"address-rows.json"_s, u"address-more.json"_s}) {
        const QJsonArray rows = Rows::file(name).value(u"doubles"_s).toArray();
        QVERIFY(!rows.isEmpty());
        for (const auto &value : rows)
            QTest::newRow(Rows::name(value.toObject()).constData()) << value.toObject();
    }
}

void RecipientsTest::doublesGoOnce()
{
    QFETCH(QJsonObject, row);
    const auto typed = [&row](const QString &key) { return readRecipients(row.value(key).toString()); };
    const Recipients once = withoutDoubles({typed(u"to"_s), typed(u"cc"_s), typed(u"bcc"_s)});
    const auto mailboxes = [](const QList<Recipient> &field) {
        QStringList list;
        for (const Recipient &recipient : field)
            list.append(recipient.address.mailbox);
        return list;
    };
    QCOMPARE(mailboxes(once.to), Rows::strings(row.value(u"keptTo"_s)));
    QCOMPARE(mailboxes(once.cc), Rows::strings(row.value(u"keptCc"_s)));
    QCOMPARE(mailboxes(once.bcc), Rows::strings(row.value(u"keptBcc"_s)));
    QCOMPARE(withoutDoubles(once), once);
}

void RecipientsTest::unreadableDoublesStay()
{
    const Recipients typed{readRecipients(u"ana, ana, a@example.org"_s), readRecipients(u"ana"_s), {}};
    QCOMPARE(withoutDoubles(typed), typed);
}

void RecipientsTest::readableListComesBackFromItsText_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void RecipientsTest::readableListComesBackFromItsText()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    const QStringList names{u""_s,
                            u"Ana"_s,
                            u"Mora, Ana"_s,
                            u"Team: x"_s,
                            u"a \"b\" c"_s,
                            u"back\\slash"_s,
                            u"(x) y"_s,
                            u"[x]"_s,
                            u"o'Neil"_s,
                            u"x@y"_s,
                            u"<b@c>"_s,
                            u"J. R."_s,
                            u"\u4F50\u85E4"_s,
                            u"\u05D0\u05D1"_s,
                            u"=?utf-8?q?x?="_s,
                            u"semi; colon"_s,
                            u"unclosed ( and \""_s,
                            u"\U0001F469\u200D\U0001F4BB"_s,
                            u"mailto:"_s,
                            u"'"_s,
                            u"a > b"_s};
    const QStringList mailboxes{u"ana@example.org"_s, u"\"a,b\"@example.org"_s,    u"\"a \\\" b\"@x"_s,
                                u"ana@[192.0.2.1]"_s, u"ana@[IPv6:2001:db8::1]"_s, u"\u00FC@\u00FC.example"_s,
                                u"{x}@localhost"_s,   u"\"x>y\"@example.org"_s};
    for (int round = 0; round < 50; ++round) {
        QList<Recipient> list;
        for (int i = random.bounded(5); i >= 0; --i) {
            const Address address{names.at(random.bounded(int(names.size()))),
                                  mailboxes.at(random.bounded(int(mailboxes.size())))};
            list.append(recipientOf(address));
            QVERIFY2(list.last().isReadable(), qPrintable(toText(address)));
        }
        QCOMPARE(readRecipients(toText(list)), list);
    }
}

void RecipientsTest::unreadablePiecesComeBackToo()
{
    const QList<Recipient> list = readRecipients(u"Mora; Ana <ana@example.org>; ben; @x; Team <>, c@example.org"_s);
    QCOMPARE(list.size(), 6);
    QCOMPARE(readRecipients(toText(list)), list);
}

// Every word of the input stands in an address, a name, or an unreadable piece.
void RecipientsTest::nothingTypedIsLost()
{
    QRandomGenerator random(20260);
    // Without parentheses, since comments inside an address go by the rules.
    const QStringList parts{u"ana"_s,    u"@"_s,    u"example.org"_s, u" "_s,        u","_s,  u";"_s,
                            u"\n"_s,     u"<"_s,    u">"_s,           u"\""_s,       u"\\"_s, u"["_s,
                            u"]"_s,      u"."_s,    u"b@c.de"_s,      u"<d@e.fg>"_s, u"\t"_s, u"\u200B"_s,
                            u"\u00A0"_s, u"mora"_s, u"'"_s,           u"\u3002"_s};
    for (int round = 0; round < 20'000; ++round) {
        QString typed;
        for (int i = random.bounded(12); i >= 0; --i)
            typed += parts.at(random.bounded(int(parts.size())));
        QString kept;
        for (const Recipient &recipient : readRecipients(typed))
            kept += recipient.address.name + u' ' + recipient.address.mailbox + u' ' + recipient.unreadable + u' ';
        for (const QString &word : {u"ana"_s, u"mora"_s, u"example.org"_s, u"b@c.de"_s, u"d@e.fg"_s}) {
            // A name that only repeats the address is left out, so once is enough.
            QVERIFY2(!typed.contains(word) || kept.contains(word), qPrintable(typed));
        }
    }
}

void RecipientsTest::hugeFieldsTakeNoTime_data()
{
    QTest::addColumn<QString>("typed");
    constexpr qsizetype size = 200'000;
    for (const QString &piece :
         {u"("_s,     u")"_s,  u"<"_s,      u">"_s,     u"\""_s,      u"\\"_s,        u"["_s,  u"@"_s,     u"@["_s,
          u":"_s,     u"a:"_s, u"a@b:"_s,   u","_s,     u" "_s,       u"\n "_s,       u"a "_s, u"a@b "_s,  u"a@b,"_s,
          u"<\""_s,   u"<a"_s, u"(a)"_s,    u"(\""_s,   u"()"_s,      u"a."_s,        u".@"_s, u"<a@b>"_s, u"x,"_s,
          u"\"a\""_s, u"=?"_s, u"\u200B"_s, u"a@b:<"_s, u"mailto:"_s, u"\U000E0020"_s})
        QTest::newRow(piece.toUtf8().toPercentEncoding().constData()) << piece.repeated(size / piece.size());
    QTest::newRow("nested comments") << QString(QString(10'000, u'(') + QString(10'000, u')') + u" a@example.org"_s);
    QTest::newRow("long name") << QString(QString(1'000'000, u'n') + u" <a@example.org>"_s);
    QTest::newRow("long name of signs") << QString(u"\""_s + u"a@b "_s.repeated(size / 4) + u"\" <a@example.org>"_s);
    QTest::newRow("long link") << QString(u"<"_s + u"@a,"_s.repeated(size / 3) + u":a@example.org>"_s);
}

// Seconds if it is linear, hours and the test's time-out if it is not.
void RecipientsTest::hugeFieldsTakeNoTime()
{
    QFETCH(QString, typed);
    QVERIFY(readRecipients(typed).size() <= typed.size());
}

void RecipientsTest::tenThousandRecipientsAreTenThousand()
{
    QString typed;
    for (int i = 0; i < 10'000; ++i)
        typed += u"Person %1 <p%1@example.org>; "_s.arg(i);
    const QList<Recipient> field = readRecipients(typed);
    QCOMPARE(field.size(), 10'000);
    QCOMPARE(field.last().address, Address({u"Person 9999"_s, u"p9999@example.org"_s}));
    QCOMPARE(withoutDoubles({field, field, field}).count(), 10'000);
}

void RecipientsTest::knownAddressIsChecked()
{
    QCOMPARE(recipientOf(Address{u"Ana"_s, u"ana@example.org"_s}).address.name, u"Ana"_s);
    const Recipient wrong = recipientOf(Address{u"Ana Mora"_s, u"ana"_s});
    QCOMPARE(wrong.fault, AddressFault::NoAt);
    QCOMPARE(wrong.unreadable, u"Ana Mora <ana>"_s);
}

QTEST_APPLESS_MAIN(RecipientsTest)
#include "tst_recipients.moc"
