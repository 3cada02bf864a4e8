// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/greeting.h"

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

// All without accents, as folded() makes them.
// clang-format off
constexpr auto greetings = std::to_array<QStringView>({
    u"dear", u"hi", u"hello", u"hey", u"good morning", u"good afternoon", u"good evening",
    u"liebe", u"lieber", u"hallo", u"sehr geehrte", u"sehr geehrter", u"guten tag", u"guten morgen", u"guten abend",
    u"servus", u"moin",
    u"bonjour", u"bonsoir", u"salut", u"cher", u"chere",
    u"hola", u"estimado", u"estimada", u"querido", u"querida", u"buenos dias", u"buenas tardes",
    u"ola", u"oi", u"prezado", u"prezada", u"caro", u"cara", u"bom dia", u"boa tarde",
});

constexpr auto titles = std::to_array<QStringView>({
    u"mr", u"mrs", u"ms", u"miss", u"mx", u"dr", u"prof", u"sir", u"lady",
    u"herr", u"herrn", u"frau", u"doktor", u"professor", u"professorin",
    u"m", u"mme", u"mlle", u"monsieur", u"madame", u"mademoiselle", u"maitre",
    u"sr", u"sra", u"srta", u"senor", u"senora", u"senorita", u"don", u"dona", u"dra", u"senhor", u"senhora",
    u"profesor", u"profesora",
});

/// Anybody may be called so: a greeting with one of these is for no one in particular.
constexpr auto anybody = std::to_array<QStringView>({
    u"and", u"und", u"et", u"y", u"e", u"or", u"oder", u"ou", u"o", u"all", u"everyone", u"everybody", u"team", u"teams",
    u"colleague", u"colleagues", u"friend", u"friends", u"folks", u"guys", u"there", u"again", u"both", u"madam", u"sirs",
    u"customer", u"customers", u"reader", u"readers", u"neighbour", u"neighbours", u"neighbor", u"neighbors",
    u"student", u"students", u"member", u"members", u"hiring", u"manager", u"editor", u"president", u"committee",
    u"support", u"service", u"world", u"boss", u"mum", u"mom", u"mummy", u"dad", u"daddy", u"mama", u"papa", u"grandma",
    u"grandpa", u"granny", u"uncle", u"aunt", u"darling", u"honey", u"love", u"sweetheart", u"santa",
    u"alle", u"allerseits", u"zusammen", u"damen", u"herren", u"kollegen", u"kolleginnen", u"kollege", u"kollegin",
    u"freunde", u"freund", u"freundin", u"leute", u"kunde", u"kundin", u"kunden", u"mitglieder", u"vorstand", u"eltern",
    u"nachbarn", u"nachbar", u"oma", u"opa", u"mutter", u"vater", u"tante", u"onkel", u"schatz", u"chef", u"chefin",
    u"grusse", u"grusze", u"gruesse", u"redaktion", u"familie",
    u"tous", u"toutes", u"equipe", u"collegue", u"collegues", u"ami", u"amie", u"amis", u"client", u"messieurs",
    u"mesdames", u"maman", u"cherie", u"cheri",
    u"todos", u"todas", u"equipo", u"colegas", u"colega", u"amigo", u"amiga", u"amigos", u"amigas", u"cliente",
    u"senores", u"senoras", u"senhores", u"pai", u"mae", u"abuela", u"abuelo", u"pessoal",
});

/// Names of mailboxes that people share.
constexpr auto shared = std::to_array<QStringView>({
    u"info", u"office", u"sales", u"support", u"service", u"services", u"contact", u"kontakt", u"mail", u"post", u"team",
    u"admin", u"help", u"helpdesk", u"hello", u"hr", u"jobs", u"billing", u"accounting", u"invoice", u"rechnung", u"buero",
    u"reception", u"desk", u"group", u"department", u"dept", u"noreply", u"reply", u"list", u"news", u"company", u"gmbh",
    u"ag", u"inc", u"ltd", u"llc", u"sekretariat", u"secretary", u"assistant", u"customer", u"order", u"orders",
});

struct Nickname
{
    QStringView shortName;
    QStringView name;
};
/// Those that are not the beginning of the name they stand for.
constexpr auto nicknames = std::to_array<Nickname>({
    {u"bob", u"robert"}, {u"bobby", u"robert"}, {u"bill", u"william"}, {u"billy", u"william"}, {u"liam", u"william"},
    {u"dick", u"richard"}, {u"rick", u"richard"}, {u"ted", u"edward"}, {u"ned", u"edward"}, {u"ted", u"theodore"},
    {u"tom", u"thomas"}, {u"mike", u"michael"}, {u"mick", u"michael"}, {u"jim", u"james"}, {u"jimmy", u"james"},
    {u"jack", u"john"}, {u"johnny", u"john"}, {u"hank", u"henry"}, {u"harry", u"henry"}, {u"tony", u"anthony"},
    {u"tony", u"antonio"}, {u"andy", u"andrew"}, {u"drew", u"andrew"}, {u"dave", u"david"}, {u"steve", u"steven"},
    {u"steve", u"stephen"}, {u"jenny", u"jennifer"}, {u"kate", u"catherine"}, {u"kate", u"katherine"},
    {u"katie", u"katherine"}, {u"cathy", u"katherine"}, {u"kathy", u"catherine"}, {u"liz", u"elizabeth"},
    {u"beth", u"elizabeth"}, {u"betty", u"elizabeth"}, {u"lisa", u"elisabeth"}, {u"sissi", u"elisabeth"},
    {u"peggy", u"margaret"}, {u"maggie", u"margaret"}, {u"meg", u"margaret"}, {u"molly", u"mary"}, {u"polly", u"mary"},
    {u"nick", u"nicholas"}, {u"chuck", u"charles"}, {u"charlie", u"charles"}, {u"sandy", u"alexandra"},
    {u"sasha", u"alexander"}, {u"sascha", u"alexander"}, {u"xander", u"alexander"}, {u"sandra", u"alexandra"},
    {u"becky", u"rebecca"}, {u"susie", u"susan"}, {u"sue", u"susan"}, {u"larry", u"lawrence"}, {u"jerry", u"gerald"},
    {u"hans", u"johannes"}, {u"hannes", u"johannes"}, {u"fritz", u"friedrich"}, {u"sepp", u"josef"}, {u"uli", u"ulrich"},
    {u"willi", u"wilhelm"}, {u"heinz", u"heinrich"}, {u"kathi", u"katharina"}, {u"kaethe", u"katharina"},
    {u"steffi", u"stefanie"}, {u"gitti", u"brigitte"}, {u"toni", u"anton"}, {u"klaus", u"nikolaus"},
    {u"pepe", u"jose"}, {u"paco", u"francisco"}, {u"pancho", u"francisco"}, {u"nacho", u"ignacio"}, {u"lola", u"dolores"},
    {u"concha", u"concepcion"}, {u"kike", u"enrique"}, {u"quique", u"enrique"}, {u"chico", u"francisco"}, {u"ze", u"jose"},
    {u"manolo", u"manuel"}, {u"charo", u"rosario"}, {u"lupe", u"guadalupe"},
});
// clang-format on

constexpr qsizetype mostWords = 5;
constexpr qsizetype longestLine = 80;

bool isIn(std::span<const QStringView> list, QStringView word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Small letters without accents.
QString folded(const QString &word)
{
    QString plain;
    for (const QChar c : word.normalized(QString::NormalizationForm_D)) {
        if (!c.isMark())
            plain += c.toLower();
    }
    return plain.replace(u'ß', u"ss"_s);
}

/// As addresses write umlauts.
QString spelledOut(const QString &word)
{
    QString plain = word.normalized(QString::NormalizationForm_C).toLower();
    return folded(plain.replace(u'ä', u"ae"_s).replace(u'ö', u"oe"_s).replace(u'ü', u"ue"_s).replace(u'ø', u"oe"_s));
}

QStringList wordsIn(const QString &text)
{
    QStringList words;
    QString word;
    for (const QChar c : text + u' ') {
        if (c.isLetterOrNumber() || c.isMark()) {
            word += c;
        } else if (c != u'\'' && c != u'’' && !word.isEmpty()) {
            words.append(word);
            word.clear();
        }
    }
    return words;
}

QString firstLine(const QString &text)
{
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf(u'\n', at);
        const QString line = text.mid(at, (end < 0 ? text.size() : end) - at).left(longestLine + 1).trimmed();
        if (!line.isEmpty())
            return line;
        if (end < 0)
            break;
        at = end + 1;
    }
    return {};
}

/// What follows the greeting, up to the next mark; null if the line begins otherwise.
QString afterGreeting(const QString &line)
{
    const QStringList words = wordsIn(line.left(40));
    for (const int count : {2, 1}) {
        if (words.size() <= count || !isIn(greetings, folded(words.first(count).join(u' '))))
            continue;
        qsizetype at = 0;
        for (const QString &word : words.first(count))
            at = line.indexOf(word, at) + word.size();
        QString rest = line.mid(at);
        while (!rest.isEmpty() && (rest.front().isSpace() || rest.front() == u','))
            rest.remove(0, 1);
        const auto end = std::find_if(rest.cbegin(), rest.cend(),
                                      [](QChar c) { return QStringView(u",!?:;–—()/&+").contains(c); });
        const bool severalFollow = end != rest.cend() && QStringView(u"/&+").contains(*end);
        return severalFollow ? QString() : rest.first(end - rest.cbegin());
    }
    return {};
}

bool isLatin(const QString &word)
{
    return std::all_of(word.begin(), word.end(),
                       [](QChar c) { return !c.isLetter() || c.script() == QChar::Script_Latin; });
}

bool isLike(const QString &one, const QString &other)
{
    if (std::min(one.size(), other.size()) < 2)
        return false;
    if (one.startsWith(other) || other.startsWith(one))
        return true;
    return std::any_of(nicknames.begin(), nicknames.end(), [&](const Nickname &each) {
        return (each.shortName == one && each.name == other) || (each.shortName == other && each.name == one);
    });
}

/// The words by which a person is known; none if they say little.
QStringList tellingWords(const Address &person)
{
    QStringList words = wordsIn(person.name.contains(u'@') ? QString() : person.name);
    const bool hasName = words.size() > 1;
    const QStringList local = wordsIn(QString(person.mailbox.section(u'@', 0, 0)).replace(u'_', u' '));
    const bool isNameLike
        = local.size() > 1 && std::all_of(local.begin(), local.end(), [](const QString &word) {
              return word.size() > 2 && std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetter(); });
          });
    if (!hasName && !isNameLike)
        return {};
    words += local;
    const bool isShared = std::any_of(words.begin(), words.end(),
                                      [](const QString &word) { return isIn(shared, folded(word)) || !isLatin(word); });
    return isShared ? QStringList() : words;
}

} // namespace

QStringList greetedName(const QString &text)
{
    const QString line = firstLine(text);
    const QStringList words = wordsIn(afterGreeting(line));
    if (words.isEmpty() || words.size() > mostWords)
        return {};
    QStringList name;
    for (const QString &word : words) {
        const QString plain = folded(word);
        if (isIn(anybody, plain) || !word.front().isUpper() || !isLatin(word))
            return {};
        if (!isIn(titles, plain))
            name.append(word);
    }
    const bool isShort = std::all_of(name.begin(), name.end(), [](const QString &word) { return word.size() < 3; });
    return isShort ? QStringList() : name;
}

bool isSomebodyElse(const QStringList &name, const Address &person)
{
    const QStringList known = tellingWords(person);
    if (known.isEmpty() || name.isEmpty())
        return false;
    const QString local = folded(person.mailbox.section(u'@', 0, 0));
    return std::none_of(name.begin(), name.end(), [&](const QString &word) {
        const QString plain = folded(word);
        const QString spelled = spelledOut(word);
        if (plain.size() > 2 && (local.contains(plain) || local.contains(spelled)))
            return true;
        return std::any_of(known.begin(), known.end(), [&](const QString &each) {
            return isLike(plain, folded(each)) || isLike(spelled, spelledOut(each));
        });
    });
}

} // namespace Sendoff::Compose
