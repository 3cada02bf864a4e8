// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/address.h"
#include "message/rows.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;

class AddressTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void textIsWhatAPersonWrites_data();
    void textIsWhatAPersonWrites();
};

void AddressTest::textIsWhatAPersonWrites_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("mailbox");
    QTest::addColumn<QString>("text");
    for (const QString &name : {u"address-rows.json"_s, u"address-more.json"_s}) {
        const QJsonArray rows = Rows::file(name).value(u"texts"_s).toArray();
        QVERIFY(!rows.isEmpty());
        for (const auto &value : rows) {
            const QString text = value.toObject().value(u"text"_s).toString();
            const QJsonArray address = value.toObject().value(u"address"_s).toArray();
            const QString rowName = address.at(0).toString() + u'|' + address.at(1).toString();
            QTest::newRow(rowName.toUtf8().constData()) << address.at(0).toString() << address.at(1).toString() << text;
        }
    }
}

void AddressTest::textIsWhatAPersonWrites()
{
    QFETCH(QString, name);
    QFETCH(QString, mailbox);
    QTEST(toText(Address{name, mailbox}), "text");
}

QTEST_APPLESS_MAIN(AddressTest)
#include "tst_address.moc"
