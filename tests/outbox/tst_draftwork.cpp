// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/draftwork.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <random>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Outbox;

namespace {

constexpr qint64 part = 100;

DraftFile small(const QString &name)
{
    return {u"our-"_s + name, name, 10, false};
}

DraftFile big(const QString &name, qint64 size)
{
    return {u"our-"_s + name, name, size, true};
}

DraftWork fresh(const QList<DraftFile> &files)
{
    DraftWork work(files, false, false, {}, part);
    work.created(u"d"_s);
    return work;
}

template <typename Step>
std::optional<Step> nextIs(const DraftWork &work)
{
    const DraftStep next = work.next();
    const auto *step = std::get_if<Step>(&next);
    return step ? std::optional(*step) : std::nullopt;
}

Graph::UploadAnswer wants(qint64 from)
{
    return Graph::Wants{from};
}

} // namespace

class TestDraftWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aSmallMailIsMadeInOneRequest()
    {
        DraftWork work({small(u"a"_s)}, true, false, {}, part);
        QVERIFY(nextIs<CreateDraft>(work));
        work.created(u"d"_s);
        QVERIFY(nextIs<DraftIsReady>(work));
    }

    void whatMayBeThereIsLookedForFirst()
    {
        DraftWork work({}, true, true, {}, part);
        QVERIFY(nextIs<FindDraft>(work));
        work.found(Graph::NotFound{});
        QVERIFY(nextIs<CreateDraft>(work));

        DraftWork adopted({}, true, true, {}, part);
        adopted.found(Graph::Found{u"d"_s, true});
        QVERIFY(nextIs<CheckDraft>(adopted));
        adopted.checked({u"d"_s, true, {}});
        QVERIFY(nextIs<DraftIsReady>(adopted));
    }

    void whatWasSentIsNotSentAgain()
    {
        DraftWork found({}, true, true, {}, part);
        found.found(Graph::Found{u"m"_s, false});
        QCOMPARE(nextIs<DraftWasSent>(found), std::optional(DraftWasSent{u"m"_s}));
        DraftWork known({}, true, true, u"d"_s, part);
        QVERIFY(nextIs<CheckDraft>(known));
        known.checked({u"d"_s, false, {}});
        QCOMPARE(nextIs<DraftWasSent>(known), std::optional(DraftWasSent{u"d"_s}));
    }

    void aDraftThatIsGoneIsLookedForAndMadeAnew()
    {
        DraftWork work({small(u"a"_s)}, false, true, u"d"_s, part);
        work.isGone();
        QVERIFY(nextIs<FindDraft>(work));
        work.found(Graph::NotFound{});
        QVERIFY(nextIs<CreateDraft>(work));
    }

    void filesGoUpInOrderAndAreComparedAtTheEnd()
    {
        DraftWork work = fresh({small(u"a"_s), big(u"b"_s, 250), small(u"c"_s)});
        QCOMPARE(nextIs<AttachFile>(work), std::optional(AttachFile{0}));
        work.attached(0, u"1"_s);
        QCOMPARE(nextIs<OpenSession>(work), std::optional(OpenSession{1}));
        work.opened(1, true);
        QCOMPARE(nextIs<PutPart>(work), std::optional(PutPart{1, 0, 100}));
        work.put({1, 0, 100}, wants(100));
        work.put({1, 100, 100}, wants(200));
        QCOMPARE(nextIs<PutPart>(work), std::optional(PutPart{1, 200, 50}));
        work.put({1, 200, 50}, Graph::Complete{u"2"_s});
        QCOMPARE(nextIs<AttachFile>(work), std::optional(AttachFile{2}));
        work.attached(2, u"3"_s);
        QVERIFY(nextIs<ListFiles>(work));
        work.listed({{u"3"_s, u"c"_s, 10}, {u"1"_s, u"a"_s, 10}, {u"2"_s, u"b"_s, 260}});
        QVERIFY(nextIs<DraftIsReady>(work));
        QVERIFY(work.gotOn());
    }

    void afterARestartTheServiceSaysWhatItHas()
    {
        DraftWork work({small(u"a"_s), big(u"b"_s, 250)}, false, true, u"d"_s, part);
        QVERIFY(nextIs<CheckDraft>(work));
        work.checked({u"d"_s, true, {}});
        QVERIFY(nextIs<ListFiles>(work));
        work.listed({{u"1"_s, u"a"_s, 10}});
        QCOMPARE(nextIs<OpenSession>(work), std::optional(OpenSession{1}));
        work.opened(1, false); // its URL was kept
        QCOMPARE(nextIs<AskRange>(work), std::optional(AskRange{1}));
        work.ranged(wants(200));
        QCOMPARE(nextIs<PutPart>(work), std::optional(PutPart{1, 200, 50}));
    }

    void aLostLastAnswerDoesNotDoubleAFile()
    {
        DraftWork work = fresh({big(u"b"_s, 150)});
        work.opened(0, true);
        work.put({0, 0, 100}, wants(100));
        // The last part's answer was lost, and now the session is not known any more.
        work.put({0, 100, 50}, Graph::SessionGone{});
        QVERIFY(nextIs<ListFiles>(work));
        work.listed({{u"9"_s, u"b"_s, 150}});
        QVERIFY(nextIs<DraftIsReady>(work));
    }

    void anExpiredSessionIsOpenedAnew()
    {
        DraftWork work = fresh({big(u"b"_s, 150)});
        work.opened(0, true);
        work.put({0, 0, 100}, Graph::SessionGone{});
        QVERIFY(!work.hasSession());
        work.listed({});
        QCOMPARE(nextIs<OpenSession>(work), std::optional(OpenSession{0}));
    }

    void aRangeThatCannotBeReadIsAskedOnceMore()
    {
        DraftWork work({big(u"b"_s, 250)}, false, true, u"d"_s, part);
        work.checked({u"d"_s, true, {}});
        work.listed({});
        work.opened(0, false);
        work.ranged(Graph::AskAgain{});
        QVERIFY(nextIs<AskRange>(work));
        work.ranged(wants(100));
        QCOMPARE(nextIs<PutPart>(work), std::optional(PutPart{0, 100, 100}));
    }

    void aRangeThatCanNeverBeReadEnds()
    {
        DraftWork work({big(u"b"_s, 250)}, false, true, u"d"_s, part);
        work.checked({u"d"_s, true, {}});
        int asked = 0;
        for (int turn = 0; turn < 100; ++turn) {
            const DraftStep next = work.next();
            if (std::holds_alternative<SessionBroken>(next)) {
                QVERIFY(asked > 1 && asked < 20);
                return;
            }
            if (std::holds_alternative<ListFiles>(next)) {
                work.listed({});
            } else if (std::holds_alternative<OpenSession>(next)) {
                work.opened(0, false);
            } else {
                QVERIFY(std::holds_alternative<AskRange>(next));
                ++asked;
                work.ranged(Graph::AskAgain{});
            }
        }
        QFAIL("goes on for ever");
    }

    void oddAnswersEnd_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("no progress") << 0;
        QTest::newRow("cannot be read") << 1;
        QTest::newRow("always gone") << 2;
        QTest::newRow("has more than it got") << 3;
        QTest::newRow("complete too early") << 4;
    }
    void oddAnswersEnd()
    {
        QFETCH(int, kind);
        const QList<Graph::UploadAnswer> answers{wants(0), Graph::AskAgain{}, Graph::SessionGone{}, wants(240),
                                                 Graph::Complete{u"9"_s}};
        DraftWork work = fresh({big(u"b"_s, 250)});
        for (int turn = 0; turn < 100; ++turn) {
            const DraftStep next = work.next();
            if (std::holds_alternative<SessionBroken>(next))
                return;
            if (std::holds_alternative<OpenSession>(next))
                work.opened(0, true);
            else if (std::holds_alternative<ListFiles>(next))
                work.listed({});
            else if (std::holds_alternative<AskRange>(next))
                work.ranged(wants(0));
            else if (const auto *put = std::get_if<PutPart>(&next))
                work.put(*put, answers.at(kind));
            else
                QFAIL("went another way");
        }
        QFAIL("goes on for ever");
    }

    void aFileThatIsThereTwiceIsTakenOutOnce()
    {
        DraftWork work = fresh({small(u"a"_s)});
        work.attached(0, u"1"_s);
        work.listed({{u"0"_s, u"a"_s, 10}, {u"1"_s, u"a"_s, 10}});
        QCOMPARE(nextIs<RemoveFile>(work), std::optional(RemoveFile{u"0"_s}));
        work.removed(u"0"_s);
        QVERIFY(nextIs<ListFiles>(work));
        work.listed({{u"1"_s, u"a"_s, 10}});
        QVERIFY(nextIs<DraftIsReady>(work));
    }

    void twoFilesOfOneNameAreTwoFiles()
    {
        DraftWork work({small(u"a"_s), small(u"a"_s)}, false, true, u"d"_s, part);
        work.checked({u"d"_s, true, {}});
        work.listed({{u"1"_s, u"a"_s, 10}});
        QCOMPARE(nextIs<AttachFile>(work), std::optional(AttachFile{1}));
        work.attached(1, u"2"_s);
        work.listed({{u"1"_s, u"a"_s, 10}, {u"2"_s, u"a"_s, 10}});
        QVERIFY(nextIs<DraftIsReady>(work));
    }

    void whatWeDidNotPutThereStopsIt()
    {
        DraftWork work = fresh({small(u"a"_s)});
        work.attached(0, u"1"_s);
        work.listed({{u"1"_s, u"a"_s, 10}, {u"7"_s, u"secret.pdf"_s, 5}});
        QVERIFY(nextIs<DraftDiffers>(work));
    }

    void whatDoesNotStayThereStopsIt()
    {
        DraftWork work = fresh({small(u"a"_s)});
        for (int round = 0; round < 10; ++round) {
            if (nextIs<DraftDiffers>(work))
                return;
            if (nextIs<AttachFile>(work))
                work.attached(0, QString::number(round));
            else
                work.listed({});
        }
        QFAIL("goes on for ever");
    }

    void aFileThatIsMuchTooSmallIsAnother()
    {
        DraftWork work({big(u"b"_s, 100'000)}, false, true, u"d"_s, part);
        work.checked({u"d"_s, true, {}});
        work.listed({{u"1"_s, u"b"_s, 50'000}});
        QCOMPARE(nextIs<RemoveFile>(work), std::optional(RemoveFile{u"1"_s}));
    }

    /// A service that keeps what it gets, and loses answers and sessions at random.
    void randomTroubleNeverRepeatsAFinishedPartNorDoublesAFile()
    {
        std::mt19937 generator(7);
        const auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(generator); };
        for (int walk = 0; walk < 500; ++walk) {
            const QList<DraftFile> files{big(u"a"_s, 1000), small(u"b"_s), big(u"c"_s, 333)};
            DraftWork work(files, false, false, {}, part);
            QList<Graph::Attached> there;
            std::map<qsizetype, qint64> sessions;
            std::map<qsizetype, QList<qint64>> sent; // where the parts of the running session began
            bool isOver = false;
            for (int turn = 0; turn < 2000 && !isOver; ++turn) {
                const bool answerIsLost = below(12) == 0;
                const DraftStep next = work.next();
                if (std::holds_alternative<CreateDraft>(next)) {
                    work.created(u"d"_s);
                } else if (std::holds_alternative<FindDraft>(next)) {
                    work.found(Graph::Found{u"d"_s, true});
                } else if (std::holds_alternative<CheckDraft>(next)) {
                    work.checked({u"d"_s, true, {}});
                } else if (std::holds_alternative<ListFiles>(next)) {
                    work.listed(there);
                } else if (const auto *remove = std::get_if<RemoveFile>(&next)) {
                    QFAIL(qPrintable(u"had to remove "_s + remove->id));
                } else if (const auto *attach = std::get_if<AttachFile>(&next)) {
                    there.append({QString::number(turn), files.at(attach->file).name, files.at(attach->file).size});
                    if (!answerIsLost)
                        work.attached(attach->file, QString::number(turn));
                } else if (const auto *open = std::get_if<OpenSession>(&next)) {
                    const bool isKept = sessions.contains(open->file);
                    if (!isKept)
                        sent[open->file].clear();
                    sessions.try_emplace(open->file, 0);
                    work.opened(open->file, !isKept);
                } else if (const auto *ask = std::get_if<AskRange>(&next)) {
                    work.ranged(sessions.contains(ask->file) ? wants(sessions[ask->file])
                                                             : Graph::UploadAnswer(Graph::SessionGone{}));
                } else if (const auto *put = std::get_if<PutPart>(&next)) {
                    QVERIFY(sessions.contains(put->file));
                    QVERIFY2(!sent[put->file].contains(put->from), "a finished part went up again");
                    QCOMPARE(put->from, sessions[put->file]);
                    sent[put->file].append(put->from);
                    sessions[put->file] += put->size;
                    const bool isLast = sessions[put->file] == files.at(put->file).size;
                    if (isLast) {
                        there.append({QString::number(turn), files.at(put->file).name, files.at(put->file).size});
                        sessions.erase(put->file);
                    }
                    if (!answerIsLost)
                        work.put(*put,
                                 isLast ? Graph::UploadAnswer(Graph::Complete{QString::number(turn)})
                                        : wants(sessions[put->file]));
                } else {
                    QVERIFY(std::holds_alternative<DraftIsReady>(next));
                    isOver = true;
                }
                if (answerIsLost && !isOver) // as after a restart
                    work = DraftWork(files, false, true, below(2) == 0 ? u"d"_s : QString(), part);
            }
            QVERIFY(isOver);
            QCOMPARE(there.size(), files.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestDraftWork)
#include "tst_draftwork.moc"
