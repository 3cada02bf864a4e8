// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outboxwording.h"
#include "gui/outlookpage.h"
#include "outboxsamples.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

// What the outbox says of a mail: no widgets here, the command line says it too.
class TestOutboxWording : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(anyWarning()); }
    void everyStateHasWords_data();
    void everyStateHasWords();
    void onlyAcceptedSoundsLikeSent();
    void everyEventHasWords();
    void whatAnAnswerMeantDependsOnTheStateAfterIt();
    void everyVerdictHasWords();
    void theCountdownIsShortAndEnds();
    void recipientsAreCounted();
    void momentsAreShort();
    void aLookThatFindsNothingProvesNothing();
    void recoveredSharedAndRebuiltAreTold();
    void aDraftThatWasNotSavedIsNotCalledSent();
    void notificationsHoldNothingButTheSubject();
    void copiedTextsHoldTheIds();
    void sentItemsDependOnTheAccount();
};

namespace {

QList<std::pair<QByteArray, Outbox::SendState>> everyState()
{
    QList<std::pair<QByteArray, Outbox::SendState>> states;
    for (int i = 0; i <= static_cast<int>(Outbox::WaitReason::TokenRenewal); ++i)
        states.append({"waiting " + QByteArray::number(i), waiting(static_cast<Outbox::WaitReason>(i), 9)});
    for (int i = 0; i <= static_cast<int>(Outbox::NeedsUser::Why::Recovered); ++i) {
        Outbox::NeedsUser state = refused(Graph::ErrorKind::BadRequest);
        state.why = static_cast<Outbox::NeedsUser::Why>(i);
        states.append({"needs user " + QByteArray::number(i), state});
    }
    Outbox::Uncertain crashed = uncertain();
    crashed.crashed = true;
    Outbox::Accepted said = accepted();
    said.saidByPerson = true;
    Outbox::Accepted found = accepted();
    found.foundId = u"AAMk="_s;
    Outbox::Uncertain looked = uncertain();
    looked.looks = 2;
    Outbox::Cancelled doubtful;
    doubtful.mayHaveBeenSent = true;
    return states
        + QList<std::pair<QByteArray, Outbox::SendState>>{{"found", found},
                                                          {"looked", looked},
                                                          {"preparing", Outbox::Preparing{}},
                                                          {"sending", Outbox::Sending{}},
                                                          {"uncertain", uncertain()},
                                                          {"crashed", crashed},
                                                          {"accepted", accepted()},
                                                          {"said", said},
                                                          {"cancelled", Outbox::Cancelled{}},
                                                          {"doubtful", doubtful}};
}

} // namespace

void TestOutboxWording::everyStateHasWords_data()
{
    QTest::addColumn<Outbox::SendState>("state");
    for (const auto &[name, state] : everyState())
        QTest::newRow(name.constData()) << state;
}

void TestOutboxWording::everyStateHasWords()
{
    QFETCH(Outbox::SendState, state);
    const QString word = wordFor(state);
    QVERIFY(!word.isEmpty());
    QVERIFY(word != Outbox::stateName(state)); // words, not codes
    const Wording words = wordingFor(state);
    QVERIFY(!words.title.isEmpty() && !words.cause.isEmpty());
    const QString all = words.title + words.cause + words.nextStep + reasonFor(state);
    QVERIFY2(!all.contains(u'%'), qUtf8Printable(all));
    QVERIFY2(!all.contains(u"elivered"), qUtf8Printable(all));
    QCOMPARE(words.button.isEmpty(), words.action == Action::None);
    const bool needs
        = std::holds_alternative<Outbox::NeedsUser>(state) || std::holds_alternative<Outbox::Uncertain>(state);
    QVERIFY(!needs || !words.nextStep.isEmpty());
    QVERIFY(!needs || !reasonFor(state).isEmpty());
}

void TestOutboxWording::onlyAcceptedSoundsLikeSent()
{
    for (const auto &[name, state] : everyState()) {
        const QString word = wordFor(state);
        const bool sounds = word.contains(u"ccepted") || word.contains(u"sent", Qt::CaseInsensitive);
        QVERIFY2(sounds == std::holds_alternative<Outbox::Accepted>(state), name.constData());
    }
}

void TestOutboxWording::everyEventHasWords()
{
    using namespace Outbox;
    const QList<SendEvent> events{Due{},         TokenReady{},   TokenMissing{},  ContentMissing{}, NotRecorded{},
                                  Replied{},     FoundAtStart{}, CancelAsked{},   RetryAsked{},     SaidSent{},
                                  TakenBack{},   SignedIn{},     AccountPaused{}, Online{},         LookedUp{},
                                  DraftWanted{}, DraftKnown{},   PrepareFailed{}, RightMissing{},   FoundSent{},
                                  PauseAsked{},  NotYet{}};
    QSet<size_t> seen;
    for (const SendEvent &event : events) {
        seen.insert(event.index());
        for (const auto &[name, state] : everyState()) {
            const Happening happening{QDateTime(), eventName(event), stateName(state)};
            QVERIFY2(!wordsFor(happening).isEmpty(), qUtf8Printable(happening.event));
            QVERIFY2(wordsFor(happening) != wordFor(state) && wordsFor(happening) != happening.event,
                     qUtf8Printable(happening.event));
        }
    }
    QCOMPARE(qsizetype(std::variant_size_v<SendEvent>), seen.size());
    QVERIFY(wordsFor(Happening{{}, u"queued"_s, u"waiting"_s}).contains(u"safely"));
    // Of an event that a later version has written, at least the state is told.
    QCOMPARE(wordsFor(Happening{{}, u"teleported"_s, u"sending"_s}), u"Sending"_s);
}

void TestOutboxWording::whatAnAnswerMeantDependsOnTheStateAfterIt()
{
    QSet<QString> words;
    for (const QString &state : {u"accepted"_s, u"waiting"_s, u"uncertain"_s, u"needs-user"_s, u"cancelled"_s})
        words.insert(wordsFor(Outbox::Happening{{}, u"replied"_s, state}));
    words.insert(wordsFor(Outbox::Happening{{}, u"replied"_s, u"sending"_s})); // said where nothing better is known
    QCOMPARE(words.size(), 6);
    QVERIFY(wordsFor(Outbox::Happening{{}, u"found-at-start"_s, u"uncertain"_s})
            != wordsFor(Outbox::Happening{{}, u"found-at-start"_s, u"waiting"_s}));
}

void TestOutboxWording::everyVerdictHasWords()
{
    QSet<QString> words;
    for (const QString &verdict : {u"accepted"_s, u"not-accepted"_s, u"unclear"_s, QString()}) {
        Outbox::Attempt attempt;
        attempt.verdict = verdict;
        words.insert(wordsFor(attempt));
    }
    QCOMPARE(words.size(), 4);
}

void TestOutboxWording::theCountdownIsShortAndEnds()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Outbox::Waiting state;
    state.notBefore = now.addSecs(40);
    QCOMPARE(countdownFor(state, now), u"in 40\u00a0s"_s);
    QCOMPARE(countdownFor(state, now.addSecs(40)), QString());
    QCOMPARE(countdownFor(Outbox::Sending{}, now), QString());
    state.notBefore = {};
    QVERIFY(!nextTry(state, now));
}

void TestOutboxWording::recipientsAreCounted()
{
    const QStringList five{u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s};
    QCOMPARE(recipientsInWords(five.first(1), 1), u"A"_s);
    QCOMPARE(recipientsInWords(five.first(4), 4), u"A, B, C, D"_s);
    QCOMPARE(recipientsInWords(five, 5), u"A, B, C and 2 more"_s);
    QCOMPARE(recipientsInWords(five, 500), u"A, B, C and 497 more"_s);
    QCOMPARE(recipientsInWords(five.first(2), 3), u"A, B and 1 more"_s);
    QVERIFY(!recipientsInWords({}, 0).isEmpty());
    QVERIFY(!recipientsInWords({u"a\nb"_s}, 1).contains(u'\n'));
    QCOMPARE(subjectInWords(u"  \n "_s), u"(no subject)"_s);
}

void TestOutboxWording::momentsAreShort()
{
    const QDateTime now(QDate(2026, 6, 1), QTime(12, 0));
    QCOMPARE(momentInWords(now.addSecs(-3600), now), timeInWords(now.addSecs(-3600)));
    QCOMPARE(momentInWords(now.addDays(-3), now), u"29 May"_s);
    QVERIFY(momentInWords(now.addYears(-2), now).contains(u"24"));
    QCOMPARE(shortTime(now, now), u"12:00:00"_s);
    QCOMPARE(shortTime(now.addDays(-3), now), u"29 May, 12:00:00"_s);
    QCOMPARE(exactTime(now), u"1 Jun 2026, 12:00:00"_s);
}

void TestOutboxWording::aLookThatFindsNothingProvesNothing()
{
    Outbox::Uncertain state = uncertain();
    const QString without = wordingFor(state).cause;
    QVERIFY(!without.contains(u"mailbox")); // it may not look everywhere, so it does not say so
    state.looks = 1;
    state.lookedAt = state.since.addSecs(5);
    QVERIFY2(wordingFor(state).cause.contains(u"so far"), qUtf8Printable(wordingFor(state).cause));
    state.looks = 1000;
    QVERIFY(wordingFor(state).cause.contains(u"does not prove"));
    for (const QString &words : {wordingFor(state).nextStep, wordingFor(uncertain()).nextStep})
        QVERIFY(words.contains(u"Sent Items") && words.contains(u"twice"));
}

void TestOutboxWording::recoveredSharedAndRebuiltAreTold()
{
    Outbox::NeedsUser found;
    found.why = Outbox::NeedsUser::Why::Recovered;
    QCOMPARE(wordingFor(found), wordingForRecovered());
    QVERIFY(wordingForRecovered().title.contains(u"not sent"));
    QVERIFY(wordingForSharedFolder(u"/net/home/a"_s).cause.contains(u"/net/home/a"));
    QVERIFY(wordingForSharedFolder(u"/net/home/a"_s).cause.contains(u"sends none"));
    QVERIFY(wordingForRebuilt(u"/home/a/old.db"_s).cause.contains(u"/home/a/old.db"));
    QVERIFY(!wordingForRebuilt(u"/home/a/old.db"_s).nextStep.isEmpty());
}

void TestOutboxWording::aDraftThatWasNotSavedIsNotCalledSent()
{
    QSet<QString> causes;
    for (int i = 0; i <= static_cast<int>(Store::StoreError::Kind::Failed); ++i) {
        const Wording words = wordingForUnsaved({static_cast<Store::StoreError::Kind>(i), {}, {}});
        QVERIFY(words.title.contains(u"not saved"));
        QVERIFY(!(words.cause + words.nextStep).contains(u"sent"));
        causes.insert(words.cause);
    }
    QVERIFY(causes.size() >= 6);
}

void TestOutboxWording::notificationsHoldNothingButTheSubject()
{
    const Outbox::NeedsUser refusal = refused(Graph::ErrorKind::NoMailbox);
    const Notification not_sent = notificationFor(refusal, u"Offer\nfor June"_s);
    QVERIFY(not_sent.title.contains(u"not sent"));
    QVERIFY(not_sent.body.contains(u"“Offer for June”"));
    QVERIFY(not_sent.body.contains(wordingFor(refusal).title));
    QVERIFY(!not_sent.body.contains(refusal.error.code));
    const Notification doubt = notificationFor(uncertain(), QString(500, u'x'));
    QVERIFY(doubt.title.contains(u"may have been sent"));
    QVERIFY(doubt.body.size() < 250);
    QVERIFY(doubt.body.contains(u"Sent Items"));
}

void TestOutboxWording::copiedTextsHoldTheIds()
{
    OutboxDetails details = detailsOf(mail(u"a"_s, u"Offer"_s, {u"Ben"_s, u"Carla"_s}, acceptedAgo(3)));
    details.summary.recipients = 40;
    const QString receipt = receiptText(details, work().address);
    for (const QString &part : {u"Accepted by Microsoft: 20"_s, u"Subject: Offer"_s, u"and 38 more"_s,
                                details.internetMessageId, u"client-request-id: 0f3a"_s, u"request-id: 5f8a"_s})
        QVERIFY2(receipt.contains(part), qUtf8Printable(receipt + u" lacks "_s + part));
    details.summary.state = uncertain();
    QVERIFY(receiptText(details, {}).isEmpty()); // no proof, no receipt
    const QString all = detailsText(details, work().address);
    for (const QString &part :
         {u"Uncertain"_s, u"Code: MailboxNot"_s, u"token-ready → sending"_s, u"client-request-id: 0f3a"_s})
        QVERIFY2(all.contains(part), qUtf8Printable(all + u" lacks "_s + part));
}

void TestOutboxWording::sentItemsDependOnTheAccount()
{
    const Auth::Account personally = personal();
    const Auth::Account atWork = work();
    QCOMPARE(outlookPage(&personally, Action::OpenSentItems), QUrl(u"https://outlook.live.com/mail/0/sentitems"_s));
    QCOMPARE(outlookPage(&atWork, Action::OpenSentItems), QUrl(u"https://outlook.office.com/mail/sentitems"_s));
    QCOMPARE(outlookPage(nullptr, Action::OpenOutlook), QUrl(u"https://outlook.office.com/mail/"_s));
}

QTEST_APPLESS_MAIN(TestOutboxWording)
#include "tst_outboxwording.moc"
