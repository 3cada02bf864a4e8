// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wording.h"
#include "samples.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

// The command line uses these words too, so this test has no widgets.
class TestWording : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(anyWarning()); }
    void everyGraphErrorHasWords();
    void everyAuthErrorHasWords();
    void everyStoreErrorHasWords();
    void everyProblemHasWords();
    void everyFaultReasonAndFixerHasWords();
    void everyLinkWarningHasWords();
    void aMissingMailboxIsExplainedByAccount();
    void aFileIsNamed();
    void aTooLargeMailIsToldWithNumbers();
    void detailsHoldWhatAReportNeeds();
    void detailsOfNothingAreEmpty();
    void theAdministratorGetsIdAndPermissions();
    void sizesAndSpansAreShort();
    void oneLineIsOneLine();

private:
    static void check(const Wording &words, int kind, QSet<QString> &titles);
};

namespace {

/// All values of an enum without gaps; the last one is named, so that a new one behind it is noticed in review.
template <typename Kind>
QList<Kind> all(Kind last)
{
    QList<Kind> values;
    for (int i = 0; i <= static_cast<int>(last); ++i)
        values.append(static_cast<Kind>(i));
    return values;
}

} // namespace

void TestWording::check(const Wording &words, int kind, QSet<QString> &titles)
{
    static const QRegularExpression code(u"[A-Z][a-z]+[A-Z]|AADSTS|\\b[45]\\d\\d\\b|_"_s);
    const QByteArray where = QByteArray::number(kind) + ' ' + words.title.toUtf8();
    QVERIFY2(!words.title.isEmpty(), where.constData());
    QVERIFY2(words.title.size() <= 70, where.constData());
    QVERIFY2(!words.title.contains(code), where.constData());
    QVERIFY2(!words.title.endsWith(u'.'), where.constData());
    QVERIFY2(!titles.contains(words.title), where.constData());
    QVERIFY2(!words.cause.isEmpty(), where.constData());
    QVERIFY2(!words.cause.contains(u'%') && !words.nextStep.contains(u'%') && !words.title.contains(u'%'),
             where.constData());
    QVERIFY2(!words.nextStep.isEmpty(), where.constData());
    QCOMPARE(words.button.isEmpty(), words.action == Action::None);
    titles.insert(words.title);
}

void TestWording::everyGraphErrorHasWords()
{
    QSet<QString> titles;
    for (Graph::ErrorKind kind : all(Graph::ErrorKind::Unknown))
        check(wordingFor(graphError(kind)), static_cast<int>(kind), titles);
}

void TestWording::everyAuthErrorHasWords()
{
    QSet<QString> titles;
    for (Auth::AuthErrorKind kind : all(Auth::AuthErrorKind::Other))
        check(wordingFor(kind), static_cast<int>(kind), titles);
}

void TestWording::everyStoreErrorHasWords()
{
    QSet<QString> titles;
    for (Store::StoreError::Kind kind : all(Store::StoreError::Kind::Failed))
        check(wordingFor(Store::StoreError{kind, u"/home/a/notes.txt"_s, {}}), static_cast<int>(kind), titles);
}

void TestWording::everyProblemHasWords()
{
    QSet<QString> titles;
    for (ProblemKind kind : all(ProblemKind::SuspiciousName))
        check(wordingFor(Problem{kind, Field::To, true, u"carl@"_s, AddressFault::NoDomain, 600, 500}),
              static_cast<int>(kind), titles);
}

void TestWording::everyFaultReasonAndFixerHasWords()
{
    QSet<QString> words;
    int count = 0;
    for (AddressFault fault : all(AddressFault::HiddenCharacters))
        words.insert(wordsFor(fault)), ++count;
    for (Outbox::WaitReason reason : all(Outbox::WaitReason::TokenRenewal))
        words.insert(wordsFor(reason)), ++count;
    for (Fixer fixer : all(Fixer::Us))
        words.insert(wordsFor(fixer)), ++count;
    words.remove(QString());
    QCOMPARE(words.size(), count);
}

void TestWording::everyLinkWarningHasWords()
{
    const QStringList codes{
        u"not-mailto"_s,       u"too-long"_s,        u"malformed-escape"_s,     u"control-chars"_s,
        u"invisible-chars"_s,  u"bcc-from-link"_s,   u"many-recipients"_s,      u"attachment-requested"_s,
        u"repeated-subject"_s, u"leading-slashes"_s, u"missing-question-mark"_s};
    for (const QString &code : codes)
        QVERIFY2(!wordsForLinkWarning(code).isEmpty(), qUtf8Printable(code));
    QCOMPARE(wordsForLinkWarning(u"else"_s), QString());
}

void TestWording::aMissingMailboxIsExplainedByAccount()
{
    const Graph::GraphError error = graphError(Graph::ErrorKind::NoMailbox);
    const Auth::Account somebody = work();
    const Auth::Account visitor = guest();
    const Auth::Account own = personal();
    const Wording atWork = wordingFor(error, &somebody);
    const Wording asGuest = wordingFor(error, &visitor);
    const Wording atHome = wordingFor(error, &own);
    // Both cures for whoever came with a free Azure account.
    for (const Wording &words : {atWork, asGuest}) {
        QVERIFY(words.cause.contains(u"Azure"));
        QVERIFY(words.nextStep.contains(u"Personal"));
        QVERIFY(words.nextStep.contains(u"licence"));
        QCOMPARE(words.action, Action::SignInOtherwise);
    }
    QCOMPARE(atWork.fixer, Fixer::Administrator);
    QCOMPARE(asGuest.fixer, Fixer::You);
    QVERIFY(!atHome.cause.contains(u"Azure"));
    QCOMPARE(atHome.action, Action::OpenOutlook);
}

void TestWording::aFileIsNamed()
{
    const Wording words
        = wordingFor(Store::StoreError{Store::StoreError::Kind::NotARegularFile, u"/home/a/<b>Photos</b>%1"_s, {}});
    QCOMPARE(words.title, u"“b>%1” is not a file"_s);
    const Wording folder
        = wordingFor(Store::StoreError{Store::StoreError::Kind::NotARegularFile, u"/home/a/Photos"_s, u"folder"_s});
    QCOMPARE(folder.title, u"“Photos” is a folder"_s);
    const Wording nameless = wordingFor(Store::StoreError{Store::StoreError::Kind::Missing, {}, {}});
    QCOMPARE(nameless.title, u"The attachment is not there"_s);
}

void TestWording::aTooLargeMailIsToldWithNumbers()
{
    const Wording words = wordingFor(Graph::TooBig{9'400'000, 4'194'304, 6'900'000, 3'100'000});
    QVERIFY(words.cause.contains(sizeInWords(9'400'000)));
    QVERIFY(words.cause.contains(sizeInWords(4'194'304)));
    QVERIFY(words.nextStep.contains(sizeInWords(3'100'000)));
    const Wording textOnly = wordingFor(Graph::TooBig{9'400'000, 4'194'304, 0, 0});
    QCOMPARE(textOnly.action, Action::CheckBody);
}

void TestWording::detailsHoldWhatAReportNeeds()
{
    const Graph::GraphError error = graphError(Graph::ErrorKind::NoMailbox);
    const QString text = details(error, QDateTime(QDate(2026, 6, 1), QTime(10, 2), Qt::UTC));
    for (const QString &part :
         {u"404"_s, error.code, error.requestId, error.clientRequestId, u"2026-06-01T10:02:00Z"_s})
        QVERIFY2(text.contains(part), qUtf8Printable(part));
    Auth::AuthError refusal;
    refusal.code = u"access_denied"_s;
    refusal.aadsts = 65004;
    refusal.text = u"line\nbreak"_s;
    QCOMPARE(details(refusal, {}), u"Code: access_denied\nNumber: AADSTS65004\nMessage: line break"_s);
}

void TestWording::detailsOfNothingAreEmpty()
{
    QCOMPARE(details(Auth::AuthError(), QDateTime::currentDateTimeUtc()), QString());
    QCOMPARE(details(Graph::GraphError(), QDateTime::currentDateTimeUtc()), QString());
}

void TestWording::theAdministratorGetsIdAndPermissions()
{
    const QString text = textForAdministrator(u"abc"_s, u"contoso.com"_s);
    QVERIFY(text.contains(u"Mail.Send"));
    QVERIFY(text.contains(u"https://login.microsoftonline.com/contoso.com/adminconsent?client_id=abc"));
    QVERIFY(!textForAdministrator({}, {}).contains(u"https"));
}

void TestWording::sizesAndSpansAreShort()
{
    using namespace std::chrono_literals;
    QLocale::setDefault(QLocale::c());
    QCOMPARE(sizeInWords(0), u"0 bytes"_s);
    QCOMPARE(sizeInWords(1), u"1 byte"_s);
    QCOMPARE(sizeInWords(999), u"999 bytes"_s);
    QCOMPARE(sizeInWords(40'400), u"40 kB"_s);
    QCOMPARE(sizeInWords(1'240'000), u"1.2 MB"_s);
    QCOMPARE(spanInWords(0ms), u"1\u00a0s"_s);
    QCOMPARE(spanInWords(1001ms), u"2\u00a0s"_s);
    QCOMPARE(spanInWords(99s), u"99\u00a0s"_s);
    QCOMPARE(spanInWords(100s), u"2\u00a0min"_s);
    QCOMPARE(spanInWords(80min), u"1\u00a0h 20\u00a0min"_s);
}

void TestWording::oneLineIsOneLine()
{
    const QString line = inOneLine(wordingFor(Graph::ErrorKind::Offline));
    QVERIFY(!line.contains(u'\n'));
    QVERIFY(line.startsWith(u"You seem to be offline. "));
    QVERIFY(!line.contains(u".."));
}

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
