// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/owntext.h"
#include "compose/preflight.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Compose;

namespace {

Message mail(const QString &content, BodyKind kind = BodyKind::Text)
{
    Message message;
    message.body = {kind, content};
    return message;
}

Recipient person(const QString &name, const QString &mailbox)
{
    return recipientOf({name, mailbox});
}

/// What was found of this kind; a null string if nothing was.
QString textOf(const QList<Finding> &findings, FindingKind kind)
{
    for (const Finding &each : findings) {
        if (each.kind == kind)
            return each.text;
    }
    return {};
}

QString textOf(const Message &message, FindingKind kind)
{
    return textOf(preflight(message, {}), kind);
}

QList<FindingKind> kindsOf(const QList<Finding> &findings)
{
    QList<FindingKind> kinds;
    for (const Finding &each : findings)
        kinds.append(each.kind);
    return kinds;
}

} // namespace

class PreflightTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aForgottenAttachmentIsNoticed_data();
    void aForgottenAttachmentIsNoticed();
    void anAttachmentThereIsEnough();
    void placeholdersAreNoticed_data();
    void placeholdersAreNoticed();
    void theGreetingIsComparedWithTheRecipient_data();
    void theGreetingIsComparedWithTheRecipient();
    void nothingIsSaidOfAGreetingOfSeveral();
    void linksThatMisleadAreNoticed_data();
    void linksThatMisleadAreNoticed();
    void outsidersAmongColleaguesAreNoticed_data();
    void outsidersAmongColleaguesAreNoticed();
    void manyVisiblePeopleAreNoticed();
    void onlyOwnTextIsRead_data();
    void onlyOwnTextIsRead();
    void theMostUrgentComesFirst();
    void aMailThatGoesAsItIsIsNotRead();
    void anyTextIsTaken_data();
    void anyTextIsTaken();
    void aLongTextTakesNoTime_data();
    void aLongTextTakesNoTime();
};

void PreflightTest::aForgottenAttachmentIsNoticed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row
        = [](const char *name, const QString &text, const QString &words) { QTest::newRow(name) << text << words; };
    row("English", u"Dear Ben,\nthe offer is attached.\n"_s, u"attached"_s);
    row("English noun", u"See the attachment."_s, u"attachment"_s);
    row("English enclosed", u"Please find ENCLOSED our offer"_s, u"ENCLOSED"_s);
    row("English I attach", u"I attach the plan"_s, u"I attach"_s);
    row("German anbei", u"Anbei das Angebot."_s, u"Anbei"_s);
    row("German im Anhang", u"Im Anhang findest du alles."_s, u"Anhang"_s);
    row("German angehängt", u"Ich habe es angehängt."_s, u"angehängt"_s);
    row("German, letters and accents apart", u"Ich habe es angeha\u0308ngt."_s, u"angeha\u0308ngt"_s);
    row("German in der Anlage", u"In der Anlage der Plan."_s, u"der Anlage"_s);
    row("German: a plant", u"Eine große Anlage wird gebaut."_s, {});
    row("French ci-joint", u"Veuillez trouver ci-joint l'offre."_s, u"ci-joint"_s);
    row("French pièce jointe", u"L'offre est en pièce jointe."_s, u"pièce jointe"_s);
    row("French je joins", u"Je joins le plan"_s, u"Je joins"_s);
    row("Spanish", u"Le envío adjunto el plan."_s, u"adjunto"_s);
    row("Spanish: a rank", u"Es profesor adjunto."_s, {});
    row("Portuguese", u"Segue em anexo a proposta."_s, u"anexo"_s);
    row("Portuguese anexei", u"Anexei o plano."_s, u"Anexei"_s);
    row("Japanese", u"見積書を添付いたします。"_s, u"添付"_s);
    row("Chinese", u"请查收附件。"_s, u"附件"_s);
    row("Arabic", u"تجدون العرض في المرفقات"_s, u"المرفقات"_s);
    row("Arabic verb", u"أرفقت لكم العرض"_s, u"أرفقت"_s);

    row("nothing of the kind", u"Dear Ben,\nsee you tomorrow.\n"_s, {});
    row("part of another word", u"An unattached person, a Sachanhangung"_s, {});
    row("denied: English", u"No attachment needed."_s, {});
    row("denied: a word between", u"No other attachment, please."_s, {});
    row("denied, and then not", u"Without attachment it was short. The long one is attached."_s, u"attached"_s);
    row("denied: German", u"Diesmal kein Anhang."_s, {});
    row("denied: French", u"Il n'y a pas de pièce jointe."_s, {});
    row("denied: Spanish", u"Sin adjunto."_s, {});
    row("denied: Portuguese", u"Sem anexo."_s, {});
    row("denied: Japanese", u"添付ファイルはありません。"_s, {});
    row("denied: Chinese", u"这封邮件没有附件。"_s, {});
    row("denied: Arabic", u"بدون مرفقات"_s, {});
    row("somebody else's", u"Thanks for your attachment."_s, {});
    row("of the heart", u"I am very attached to it."_s, {});

    row("quoted", u"Thanks!\n\n> the offer is attached\n>> and enclosed\n"_s, {});
    row("below the signature", u"Thanks!\n-- \nAdele\nAll attached files are checked.\n"_s, {});
    row("below a signature without its blank", u"Thanks!\n--\nattached\n"_s, {});
    row("in the mail that is answered", u"Thanks!\n\n-----Original Message-----\nIt is attached.\n"_s, {});
    row("in the mail that is answered, German", u"Danke!\n-----Ursprüngliche Nachricht-----\nAnbei alles.\n"_s, {});
    row("between quotes", u"> Where is it?\nIt is attached now.\n> Ben\n"_s, u"attached"_s);
}

void PreflightTest::aForgottenAttachmentIsNoticed()
{
    QFETCH(const QString, text);
    QTEST(textOf(mail(text), FindingKind::ForgottenAttachment), "words");
}

void PreflightTest::anAttachmentThereIsEnough()
{
    Message message = mail(u"It is attached."_s);
    Attachment logo;
    logo.isInline = true;
    message.attachments = {logo};
    QCOMPARE(textOf(message, FindingKind::ForgottenAttachment), u"attached"_s);
    message.attachments.append(Attachment{});
    QVERIFY(preflight(message, {}).isEmpty());
}

void PreflightTest::placeholdersAreNoticed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row
        = [](const char *name, const QString &text, const QString &words) { QTest::newRow(name) << text << words; };
    row("name", u"Dear [NAME],"_s, u"[NAME]"_s);
    row("name, small", u"Dear [Name],"_s, u"[Name]"_s);
    row("date", u"until [DATE]."_s, u"[DATE]"_s);
    row("German", u"am [Datum]"_s, u"[Datum]"_s);
    row("Japanese", u"[名前] 様"_s, u"[名前]"_s);
    row("several words", u"at [YOUR COMPANY]"_s, u"[YOUR COMPANY]"_s);
    row("angles", u"Dear <Name>,"_s, u"<Name>"_s);
    row("braces", u"Dear {{first_name}},"_s, u"{{first_name}}"_s);
    row("to do", u"The price is TODO."_s, u"TODO"_s);
    row("crosses", u"The price is XXX €."_s, u"XXX"_s);
    row("more crosses", u"Call 030-XXXXX."_s, u"XXXXX"_s);

    row("a footnote", u"as said [1] and [a]"_s, {});
    row("an aside", u"he [Ben] said"_s, {});
    row("sic", u"teh [SIC]"_s, {});
    row("a tag of a list", u"[EXTERNAL] hello"_s, {});
    row("a link of Markdown", u"[name](https://example.org)"_s, {});
    row("an address", u"Ben <ben@example.org>"_s, {});
    row("a comparison", u"a < b and c > d"_s, {});
    row("Spanish: all", u"ESTO ES TODO LO QUE HAY"_s, {});
    row("Spanish: all, small", u"todo bien"_s, {});
    row("kisses", u"love, xxx"_s, {});
    row("a size", u"XXL, XX"_s, {});
    row("no end", u"{{ and [NAME and <NAME"_s, {});
    row("empty", u"{{}} [] <>"_s, {});
    row("quoted", u"fine\n> Dear [NAME],\n"_s, {});
}

void PreflightTest::placeholdersAreNoticed()
{
    QFETCH(const QString, text);
    QTEST(textOf(mail(text), FindingKind::PlaceholderLeft), "words");
}

void PreflightTest::theGreetingIsComparedWithTheRecipient_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("mailbox");
    QTest::addColumn<QString>("greeted");
    const auto row = [](const char *title, const QString &text, const QString &name, const QString &mailbox,
                        const QString &greeted) { QTest::newRow(title) << text << name << mailbox << greeted; };
    const QString ben = u"Ben Ode"_s;
    const QString bens = u"ben.ode@example.org"_s;
    row("English", u"Dear Ann,\n"_s, ben, bens, u"Ann"_s);
    row("hi", u"Hi Ann\n\nthe plan"_s, ben, bens, u"Ann"_s);
    row("comma before the name", u"Hello, Ann!"_s, ben, bens, u"Ann"_s);
    row("good morning", u"Good morning Ann,"_s, ben, bens, u"Ann"_s);
    row("with a title", u"Dear Dr. Ann Mora,"_s, ben, bens, u"Ann Mora"_s);
    row("German", u"Liebe Anna,\n"_s, ben, bens, u"Anna"_s);
    row("German, formal", u"Sehr geehrte Frau Dr. Meier,\n"_s, ben, bens, u"Meier"_s);
    row("French", u"Bonjour Anne,\n"_s, ben, bens, u"Anne"_s);
    row("French chère", u"Chère Anne,\n"_s, ben, bens, u"Anne"_s);
    row("Spanish", u"Estimada Ana:\n"_s, ben, bens, u"Ana"_s);
    row("Portuguese", u"Olá Ana,\n"_s, ben, bens, u"Ana"_s);
    row("after blank lines", u"\n \nDear Ann,\n"_s, ben, bens, u"Ann"_s);
    row("only an address", u"Dear Ann,"_s, {}, bens, u"Ann"_s);
    row("another spelling", u"Dear Stefan,"_s, u"Stephan Meier"_s, u"office1@example.org"_s, u"Stefan"_s);

    row("the first name", u"Dear Ben,"_s, ben, bens, {});
    row("the last name", u"Dear Mr Ode,"_s, ben, bens, {});
    row("last name first", u"Dear Ben,"_s, u"Ode, Ben"_s, bens, {});
    row("a short form", u"Dear Tim,"_s, u"Timothy Ode"_s, u"tode@example.org"_s, {});
    row("a nickname", u"Dear Bob,"_s, u"Robert Ode"_s, u"rode@example.org"_s, {});
    row("accents", u"Chère Zoé,"_s, u"Zoe Ode"_s, u"z.ode@example.org"_s, {});
    row("umlauts in the address", u"Lieber Jürgen,"_s, {}, u"juergen.mueller@example.org"_s, {});
    row("the address says it", u"Dear Ann,"_s, u"Mora Consulting"_s, u"ann@mora.example"_s, {});
    row("within the address", u"Dear Ms Mora,"_s, u"Contoso Person"_s, u"amora@example.org"_s, {});

    row("generic", u"Dear all,"_s, ben, bens, {});
    row("team", u"Dear Team,"_s, ben, bens, {});
    row("ladies and gentlemen", u"Sehr geehrte Damen und Herren,"_s, ben, bens, {});
    row("to whom", u"Dear Sir or Madam,"_s, ben, bens, {});
    row("tous", u"Bonjour à tous,"_s, ben, bens, {});
    row("two", u"Dear Ann and Carl,"_s, ben, bens, {});
    row("two by a sign", u"Dear Ann & Carl,"_s, ben, bens, {});
    row("two by a comma are not known", u"Dear Ben, Carl,"_s, ben, bens, {});
    row("family", u"Liebe Oma,"_s, ben, bens, {});
    row("not a greeting", u"Ann will come."_s, ben, bens, {});
    row("a sentence", u"Dear me what a long day that was for everyone here"_s, ben, bens, {});
    row("only a greeting", u"Hello,\nAnn called."_s, ben, bens, {});
    row("not the first line", u"Thanks.\nDear Ann,\n"_s, ben, bens, {});
    row("an unclear address", u"Dear Ann,"_s, {}, u"b7@example.org"_s, {});
    row("a shared mailbox", u"Dear Ann,"_s, u"Contoso Sales"_s, u"sales@example.org"_s, {});
    row("another script", u"Dear Ann,"_s, u"田中 花子"_s, u"tanaka.hanako@example.org"_s, {});
    row("no text", u""_s, ben, bens, {});
}

void PreflightTest::theGreetingIsComparedWithTheRecipient()
{
    QFETCH(const QString, text);
    QFETCH(const QString, name);
    QFETCH(const QString, mailbox);
    Message message = mail(text);
    message.recipients.to = {person(name, mailbox)};
    QTEST(textOf(message, FindingKind::WrongGreeting), "greeted");
}

void PreflightTest::nothingIsSaidOfAGreetingOfSeveral()
{
    Message message = mail(u"Dear Ann,"_s);
    message.recipients.to = {person(u"Ben Ode"_s, u"ben.ode@example.org"_s)};
    const QList<Finding> findings = preflight(message, {});
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.front().people, QStringList{u"ben.ode@example.org"_s});
    message.recipients.to.append(person(u"Carl Ode"_s, u"carl.ode@example.org"_s));
    QVERIFY(preflight(message, {}).isEmpty());
}

void PreflightTest::linksThatMisleadAreNoticed_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &target, const QString &text, bool misleads) {
        QTest::newRow(name) << u"<p>See <a href=\"%1\">%2</a>.</p>"_s.arg(target, text)
                            << (misleads ? text : QString());
    };
    row("another host", u"https://evil.example/"_s, u"https://contoso.com"_s, true);
    row("a longer host", u"https://contoso.com.evil.example/"_s, u"www.contoso.com"_s, true);
    row("bare host", u"https://evil.example/"_s, u"contoso.com"_s, true);
    row("another page", u"https://contoso.com/old"_s, u"https://contoso.com/new"_s, true);
    row("another mailbox", u"mailto:carl@example.org"_s, u"ben@example.org"_s, true);
    row("a mailbox that is a page", u"https://evil.example/"_s, u"ben@example.org"_s, true);

    row("the same", u"https://contoso.com/a"_s, u"https://contoso.com/a"_s, false);
    row("without its scheme", u"https://contoso.com/"_s, u"contoso.com"_s, false);
    row("with www", u"https://www.contoso.com/a/"_s, u"http://contoso.com/a"_s, false);
    row("in capitals", u"https://contoso.com/"_s, u"WWW.Contoso.com"_s, false);
    row("shortened", u"https://contoso.com/long/page?x=1"_s, u"contoso.com/long…"_s, false);
    row("part of the house", u"https://login.contoso.com/"_s, u"contoso.com"_s, false);
    row("guarded", u"https://eur01.safelinks.protection.outlook.com/?url=x"_s, u"https://contoso.com"_s, false);
    row("words", u"https://contoso.com/"_s, u"our page"_s, false);
    row("a file", u"https://contoso.com/f"_s, u"report.pdf"_s, false);
    row("the same mailbox", u"mailto:Ben@example.org?subject=x"_s, u"ben@example.org"_s, false);
    QTest::newRow("quoted") << u"<blockquote><a href=\"https://evil.example\">contoso.com</a></blockquote>"_s
                            << QString();
}

void PreflightTest::linksThatMisleadAreNoticed()
{
    QFETCH(const QString, html);
    QTEST(textOf(mail(html, BodyKind::Html), FindingKind::MisleadingLink), "words");
}

void PreflightTest::outsidersAmongColleaguesAreNoticed_data()
{
    QTest::addColumn<bool>("isWork");
    QTest::addColumn<QStringList>("to");
    QTest::addColumn<QStringList>("outside");
    const QString colleague = u"ben@Contoso.com"_s;
    const QString outsider = u"carl@example.org"_s;
    QTest::newRow("both") << true << QStringList{colleague, outsider} << QStringList{outsider};
    QTest::newRow("other order, twice") << true << QStringList{outsider, colleague, outsider} << QStringList{outsider};
    QTest::newRow("a department") << true << QStringList{u"ben@it.contoso.com"_s, outsider} << QStringList{outsider};
    QTest::newRow("a name that only ends alike")
        << true << QStringList{colleague, u"eve@notcontoso.com"_s} << QStringList{u"eve@notcontoso.com"_s};
    QTest::newRow("another domain of ours") << true << QStringList{colleague, u"x@fabrikam.com"_s} << QStringList();
    QTest::newRow("only outside") << true << QStringList{outsider} << QStringList();
    QTest::newRow("only inside") << true << QStringList{colleague} << QStringList();
    QTest::newRow("oneself is no colleague") << true << QStringList{u"ADELE@contoso.com"_s, outsider} << QStringList();
    QTest::newRow("no work account") << false << QStringList{colleague, outsider} << QStringList();
}

void PreflightTest::outsidersAmongColleaguesAreNoticed()
{
    QFETCH(const bool, isWork);
    QFETCH(const QStringList, to);
    QFETCH(const QStringList, outside);
    const PreflightFacts facts{{u"adele@contoso.com"_s, u"sales@fabrikam.com"_s}, isWork};
    for (QList<Recipient> Recipients::*field : {&Recipients::to, &Recipients::cc, &Recipients::bcc}) {
        Message message = mail(u"hello"_s);
        for (const QString &each : to)
            (message.recipients.*field).append(person({}, each));
        const QList<Finding> findings = preflight(message, facts);
        QCOMPARE(findings.isEmpty(), outside.isEmpty());
        if (!outside.isEmpty())
            QCOMPARE(findings, (QList<Finding>{{FindingKind::OutsidePeople, {}, {}, outside, 0}}));
    }
}

void PreflightTest::manyVisiblePeopleAreNoticed()
{
    Message message = mail(u"hello"_s);
    for (int i = 0; i < 15; ++i)
        (i % 2 ? message.recipients.to : message.recipients.cc).append(person({}, u"p%1@example.org"_s.arg(i)));
    for (int i = 0; i < 40; ++i)
        message.recipients.bcc.append(person({}, u"b%1@example.org"_s.arg(i)));
    QVERIFY(preflight(message, {}).isEmpty());
    message.recipients.cc.append(person({}, u"one@example.org"_s));
    QCOMPARE(preflight(message, {}), (QList<Finding>{{FindingKind::ManyPeople, {}, {}, {}, 16}}));
}

void PreflightTest::onlyOwnTextIsRead_data()
{
    QTest::addColumn<Body>("body");
    QTest::addColumn<QString>("own");
    const auto text = [](const char *name, const QString &content, const QString &own) {
        QTest::newRow(name) << Body{BodyKind::Text, content} << own;
    };
    const auto html = [](const char *name, const QString &content, const QString &own) {
        QTest::newRow(name) << Body{BodyKind::Html, content} << own;
    };
    text("empty", {}, {});
    text("lines", u"one\n\ntwo"_s, u"one\n\ntwo\n"_s);
    text("quotes", u"one\n> two\n>three\nfour\n"_s, u"one\nfour\n"_s);
    text("signature", u"one\n-- \ntwo\n"_s, u"one\n"_s);
    text("a dash is no signature", u"one\n - two\n -- three\n"_s, u"one\n - two\n -- three\n"_s);
    text("Outlook's line", u"one\n________________________________\nFrom: Ben\n"_s, u"one\n"_s);
    html("paragraphs", u"<p>one\n two</p><p>three<br>four</p>"_s, u"one two\nthree\nfour\n"_s);
    html("entities", u"<p>Dear &lt;Name&gt;</p>"_s, u"Dear <Name>\n"_s);
    html("quotes", u"<p>one</p><blockquote><blockquote>two</blockquote><p>three</p></blockquote><p>four</p>"_s,
         u"one\nfour\n"_s);
    html("code", u"<p>one <code>two</code></p><pre>three</pre>"_s, u"one \n"_s);
    html("signature", u"<p>one</p><p>-- </p><p>two</p>"_s, u"one\n"_s);
    html("never closed", u"<p>one<blockquote>two"_s, u"one\n"_s);
    html("never opened", u"<p>one</blockquote>two"_s, u"one\ntwo\n"_s);
    html("style", u"<style>attached</style><p>one</p>"_s, u"one\n"_s);
}

void PreflightTest::onlyOwnTextIsRead()
{
    QFETCH(const Body, body);
    QTEST(ownText(body).text, "own");
}

void PreflightTest::theMostUrgentComesFirst()
{
    Message message
        = mail(u"<p>Dear Ann,</p><p>attached for [DATE]: <a href=\"https://evil.example\">contoso.com</a></p>"_s,
               BodyKind::Html);
    message.recipients.to = {person(u"Ben Ode"_s, u"ben.ode@contoso.com"_s)};
    for (int i = 0; i < 20; ++i)
        message.recipients.cc.append(person({}, u"p%1@example.org"_s.arg(i)));
    using Kind = FindingKind;
    QCOMPARE(kindsOf(preflight(message, {{u"adele@contoso.com"_s}, true})),
             (QList<Kind>{Kind::ForgottenAttachment, Kind::PlaceholderLeft, Kind::WrongGreeting, Kind::MisleadingLink,
                          Kind::OutsidePeople, Kind::ManyPeople}));
}

void PreflightTest::aMailThatGoesAsItIsIsNotRead()
{
    Message message = mail(u"attached [NAME]"_s);
    message.asItIs = true;
    QVERIFY(preflight(message, {}).isEmpty());
}

void PreflightTest::anyTextIsTaken_data()
{
    QTest::addColumn<QString>("content");
    for (const char *each : {"[",  "{{",   "<", "<a href", "<a href=x>", "&",    "Dear", "Dear ", "-- ", ">",
                             "[]", "\n\n", "(", "Hi,",     "Hi & x",     "TODO", "XXX",  "没有",  "附",  "{{ }}"})
        QTest::newRow(each) << QString::fromUtf8(each);
    QTest::newRow("half a pair") << QString(QChar(0xd800));
    QTest::newRow("marks only") << u"\u0308\u0308 Dear \u0308,"_s;
}

void PreflightTest::anyTextIsTaken()
{
    QFETCH(const QString, content);
    for (const BodyKind kind : {BodyKind::Text, BodyKind::Html}) {
        Message message = mail(content, kind);
        message.recipients.to = {person({}, u"a@b.example"_s)};
        QVERIFY(preflight(message, {}).size() <= 2);
    }
}

void PreflightTest::aLongTextTakesNoTime_data()
{
    QTest::addColumn<QString>("piece");
    for (const char *each :
         {"word and another ", "a", "&", "<", "[", "{", "[NAME ", "> quoted\n", "no attachment ", "添付なし", "<p>",
          "<a href=x>contoso.com", "\n", " ", "TODO X ", "_", "ä", "Dear Ann and "})
        QTest::newRow(each) << QString::fromUtf8(each);
}

/// No limit of time: what is not linear runs into the time-out of the test. The time is printed.
void PreflightTest::aLongTextTakesNoTime()
{
    QFETCH(const QString, piece);
    const QString text = piece.repeated(1'000'000 / piece.size());
    for (const BodyKind kind : {BodyKind::Text, BodyKind::Html}) {
        Message message = mail(text, kind);
        message.recipients.to = {person(u"Ben Ode"_s, u"ben.ode@example.org"_s)};
        QElapsedTimer timer;
        timer.start();
        const QList<Finding> findings = preflight(message, {});
        QVERIFY(findings.size() <= 1);
        qInfo("%s: %lld ms", kind == BodyKind::Text ? "text" : "HTML", static_cast<long long>(timer.elapsed()));
    }
}

QTEST_APPLESS_MAIN(PreflightTest)

#include "tst_preflight.moc"
