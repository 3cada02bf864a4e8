// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/draftstore.h"
#include "support/fakeclock.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::Compose;

namespace {

Message written(const QString &subject)
{
    Message message;
    message.recipients.to = readRecipients(u"Ana <ana@example.org>, not an address"_s);
    message.subject = subject;
    message.body.content = u"Text\n"_s;
    Attachment attachment;
    attachment.id = u"a"_s;
    attachment.file = u"/home/ana/a.txt"_s;
    attachment.name = u"a.txt"_s;
    attachment.contentType = u"text/plain"_s;
    attachment.size = 5;
    attachment.print = {5, 1'772'366'400'123, 64'769, 12'345'678'901};
    message.attachments = {attachment};
    return message;
}

} // namespace

class TestDraftStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_root = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup()
    {
        m_store.reset();
        m_database.reset();
    }

    void whatWasSavedComesBackEqual()
    {
        QVERIFY(m_store->save(u"d"_s, written(u"Hello"_s), u"me"_s));
        m_store.reset();
        m_database.reset();
        open();
        const auto draft = m_store->load(u"d"_s);
        QVERIFY(draft);
        QCOMPARE(draft->id, u"d"_s);
        QCOMPARE(draft->account, u"me"_s);
        QCOMPARE(draft->message, written(u"Hello"_s));
        QCOMPARE(draft->saved, m_clock.now());
    }

    void savingAgainReplaces()
    {
        QVERIFY(m_store->save(u"d"_s, written(u"1"_s), {}));
        QVERIFY(m_store->save(u"d"_s, written(u"2"_s), u"me"_s));
        QCOMPARE(m_store->all().size(), 1);
        QCOMPARE(m_store->load(u"d"_s)->message.subject, u"2"_s);
        QCOMPARE(m_store->load(u"d"_s)->account, u"me"_s);
    }

    void theNewestComesFirst()
    {
        for (const QString &id : {u"1"_s, u"2"_s, u"3"_s}) {
            QVERIFY(m_store->save(id, written(id), {}));
            m_clock.advance(1s);
        }
        QVERIFY(m_store->save(u"2"_s, written(u"2"_s), {}));
        QStringList ids;
        for (const Draft &draft : m_store->all())
            ids.append(draft.id);
        QCOMPARE(ids, QStringList({u"2"_s, u"3"_s, u"1"_s}));
    }

    void whatIsRemovedIsGone()
    {
        QVERIFY(m_store->save(u"d"_s, written(u"1"_s), {}));
        QVERIFY(m_store->remove(u"d"_s));
        QVERIFY(!m_store->load(u"d"_s));
        QVERIFY(m_store->remove(u"d"_s));
    }

    void aSaveThatFailedSaysSoAndKeepsTheOldText()
    {
        QVERIFY(m_store->save(u"d"_s, written(u"old"_s), {}));
        QVERIFY(m_database->run(u"PRAGMA query_only=ON"_s).isActive());
        const auto saved = m_store->save(u"d"_s, written(u"new"_s), {});
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, Store::StoreError::Kind::ReadOnly);
        QVERIFY(m_database->run(u"PRAGMA query_only=OFF"_s).isActive());
        QCOMPARE(m_store->load(u"d"_s)->message.subject, u"old"_s);
        QVERIFY(m_store->save(u"d"_s, written(u"new"_s), {}));
    }

    void aDraftOfALaterVersionIsLeftWhereItIs()
    {
        QVERIFY(m_store->save(u"d"_s, written(u"1"_s), {}));
        QVERIFY(m_database->run(u"UPDATE draft SET message='{\"format\":99}'"_s).isActive());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be read"_s));
        QVERIFY(m_store->all().isEmpty());
        QSqlQuery query = m_database->run(u"SELECT message FROM draft"_s);
        QVERIFY(query.next());
        QCOMPARE(query.value(0).toString(), u"{\"format\":99}"_s);
    }

    void anEmptyTextNeverTakesThePlaceOfAnotherForGood()
    {
        QVERIFY(m_store->save(u"d"_s, written(u"1"_s), {}));
        m_clock.advance(1s);
        QVERIFY(m_store->save(u"d"_s, {}, {}));
        m_clock.advance(1s);
        QVERIFY(m_store->save(u"d"_s, written(u"2"_s), {}));
        const QList<DraftVersion> versions = m_store->versions(u"d"_s);
        QCOMPARE(versions.size(), 1);
        QCOMPARE(versions.first().message, written(u"1"_s));
        QCOMPARE(versions.first().saved, m_clock.now().addSecs(-2));
    }

    void aVersionIsKeptForEachMinuteOfWriting()
    {
        for (int second = 0; second < 181; second += 2) {
            QVERIFY(m_store->save(u"d"_s, written(QString::number(second)), {}));
            m_clock.advance(2s);
        }
        QStringList subjects;
        for (const DraftVersion &version : m_store->versions(u"d"_s))
            subjects.append(version.message.subject);
        QCOMPARE(subjects, QStringList({u"174"_s, u"116"_s, u"58"_s, u"0"_s}));
    }

    void whatIsSavedUnchangedIsNoVersion()
    {
        for (int round = 0; round < 5; ++round) {
            QVERIFY(m_store->save(u"d"_s, written(u"same"_s), {}));
            m_clock.advance(5min);
        }
        QVERIFY(m_store->versions(u"d"_s).isEmpty());
    }

    void theLastTwentyVersionsStay()
    {
        for (int round = 0; round < 30; ++round) {
            QVERIFY(m_store->save(u"d"_s, written(QString::number(round)), {}));
            m_clock.advance(2min);
        }
        const QList<DraftVersion> versions = m_store->versions(u"d"_s);
        QCOMPARE(versions.size(), 20);
        QCOMPARE(versions.first().message.subject, u"28"_s);
        QCOMPARE(versions.last().message.subject, u"9"_s);
    }

    void aLossIsKept_data()
    {
        QTest::addColumn<Message>("next");
        Message halved = written(u"1"_s);
        halved.body.content = u"Te"_s;
        QTest::newRow("less than half of the text") << halved;
        Message bare = written(u"1"_s);
        bare.attachments.clear();
        QTest::newRow("no attachment any more") << bare;
        QTest::newRow("nothing") << Message();
    }
    void aLossIsKept()
    {
        QFETCH(Message, next);
        QVERIFY(m_store->save(u"d"_s, written(u"0"_s), {}));
        m_clock.advance(61s);
        QVERIFY(m_store->save(u"d"_s, written(u"1"_s), {}));
        m_clock.advance(1s);
        QVERIFY(m_store->save(u"d"_s, next, {}));
        QCOMPARE(m_store->versions(u"d"_s).first().message, written(u"1"_s));
    }

    void aClockThatWasSetBackStillLeavesVersions()
    {
        QVERIFY(m_store->save(u"d"_s, written(u"1"_s), {}));
        m_clock.advance(2min);
        QVERIFY(m_store->save(u"d"_s, written(u"2"_s), {}));
        m_clock.setNow(m_clock.now().addYears(-10));
        QVERIFY(m_store->save(u"d"_s, written(u"3"_s), {}));
        QCOMPARE(m_store->versions(u"d"_s).size(), 2);
    }

    void whatIsDiscardedCanBeHadBackForAMonth()
    {
        QVERIFY(m_store->save(u"d"_s, written(u"1"_s), {}, DraftStore::Place::Window));
        QVERIFY(m_store->discard(u"d"_s));
        QVERIFY(m_store->all().isEmpty());
        QVERIFY(m_store->inWindows().isEmpty());
        m_clock.advance(29 * 24h);
        QVERIFY(m_store->sweep());
        QVERIFY(m_store->restore(u"d"_s));
        QCOMPARE(m_store->all().size(), 1);
        QVERIFY(m_store->discard(u"d"_s));
        m_clock.advance(31 * 24h);
        QVERIFY(m_store->sweep());
        QVERIFY(m_store->restore(u"d"_s));
        QVERIFY(m_store->all().isEmpty());
    }

    void thoseInWindowsAreKnown()
    {
        QVERIFY(m_store->save(u"1"_s, written(u"1"_s), {}, DraftStore::Place::Window));
        QVERIFY(m_store->save(u"2"_s, written(u"2"_s), {}, DraftStore::Place::Drawer));
        QCOMPARE(m_store->inWindows().size(), 1);
        QVERIFY(m_store->setPlace(u"1"_s, DraftStore::Place::Drawer));
        QVERIFY(m_store->inWindows().isEmpty());
        QCOMPARE(m_store->all().size(), 2);
    }

private:
    void open()
    {
        auto database = Store::Database::open(m_root->filePath(u"profile"_s));
        QVERIFY(database);
        m_database = std::make_unique<Store::Database>(std::move(database).value());
        m_store = std::make_unique<DraftStore>(*m_database, m_clock);
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<DraftStore> m_store;
};

QTEST_GUILESS_MAIN(TestDraftStore)
#include "tst_draftstore.moc"
