// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/attachmentwords.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

// clang-format off
constexpr auto alone = std::to_array<QStringView>({
    u"attached", u"attachment", u"attachments", u"attaching", u"enclosed", u"enclosure", u"enclosures",
    u"anbei", u"anhang", u"anhänge", u"anhängen", u"angehängt", u"angehängte", u"angehängten", u"angehängter",
    u"angehaengt", u"beigefügt", u"beigefügte", u"beigefügten", u"beigefügter", u"beigefuegt", u"beiliegend",
    u"beiliegende", u"beiliegenden",
    u"adjunto", u"adjunta", u"adjuntos", u"adjuntas", u"adjuntamos", u"adjuntado",
    u"anexo", u"anexos", u"anexado", u"anexada", u"anexados", u"anexadas", u"anexei", u"anexamos",
    u"مرفق", u"مرفقة", u"مرفقا", u"مرفقًا", u"مرفقات", u"المرفق", u"المرفقة", u"المرفقات", u"بالمرفق", u"بالمرفقات",
    u"ومرفق", u"أرفق", u"أرفقت", u"ارفقت", u"أرفقنا", u"مُرفق", u"طيه",
});

struct Pair
{
    QStringView first;
    QStringView second;
};
constexpr auto pairs = std::to_array<Pair>({
    {u"i", u"attach"}, {u"we", u"attach"}, {u"i", u"enclose"}, {u"we", u"enclose"},
    {u"der", u"anlage"}, {u"als", u"anlage"}, {u"den", u"anlagen"}, {u"hänge", u"an"},
    {u"ci", u"joint"}, {u"ci", u"jointe"}, {u"ci", u"joints"}, {u"ci", u"jointes"}, {u"pièce", u"jointe"},
    {u"pièces", u"jointes"}, {u"piece", u"jointe"}, {u"pieces", u"jointes"}, {u"en", u"annexe"}, {u"en", u"pj"},
    {u"je", u"joins"}, {u"vous", u"joins"}, {u"te", u"joins"}, {u"nous", u"joignons"},
});

/// One or two words before: then nothing comes with this mail.
constexpr auto denials = std::to_array<QStringView>({
    u"no", u"not", u"without", u"kein", u"keine", u"keinen", u"keinem", u"nicht", u"ohne", u"pas", u"sans", u"aucune",
    u"sin", u"ningún", u"sem", u"nenhum", u"não", u"بدون", u"دون", u"بلا", u"لا", u"لم",
});

/// Right before: somebody else's, or another meaning.
constexpr auto others = std::to_array<QStringView>({
    u"your", u"ihr", u"ihre", u"ihren", u"ihrem", u"dein", u"deine", u"deinen", u"deinem", u"votre", u"vos", u"ton",
    u"ta", u"tes", u"tu", u"tus", u"su", u"sus", u"seu", u"seus", u"very", u"emotionally", u"profesor", u"profesora",
    u"director", u"directora",
});

// Without blanks between words: found wherever they stand.
constexpr auto eastern = std::to_array<QStringView>({
    u"添付", u"同封", u"別添", u"附件", u"附上", u"随附", u"附有",
});
constexpr auto easternDenials = std::to_array<QStringView>({
    u"不要", u"なし", u"無し", u"ありません", u"ございません", u"しません", u"していません", u"无需", u"不需要",
});
// clang-format on

constexpr qsizetype longestWord = 16;

bool isSame(QStringView word, QStringView listed)
{
    return word.size() == listed.size() && word.compare(listed, Qt::CaseInsensitive) == 0;
}

bool isIn(std::span<const QStringView> list, QStringView word)
{
    return std::any_of(list.begin(), list.end(), [word](QStringView listed) { return isSame(word, listed); });
}

bool isOfWord(QChar c)
{
    return c.isLetterOrNumber() || c.isMark();
}

/// Where the word at or after `at` begins and ends; both the text's end if there is none.
std::pair<qsizetype, qsizetype> wordFrom(QStringView text, qsizetype at)
{
    while (at < text.size() && !isOfWord(text.at(at)))
        ++at;
    qsizetype end = at;
    while (end < text.size() && isOfWord(text.at(end)))
        ++end;
    return {at, end};
}

struct Place
{
    qsizetype start = -1;
    qsizetype length = 0;
};

/// As the lists have it, with accents on their letters; empty if it is longer than any of them.
QString listable(QStringView word)
{
    return word.size() > longestWord ? QString() : word.toString().normalized(QString::NormalizationForm_C);
}

Place westernWords(const QString &text)
{
    QStringView words[3]; // before this one, the nearest first
    qsizetype previous = 0;
    for (auto [at, end] = wordFrom(text, 0); at < text.size(); std::tie(at, end) = wordFrom(text, end)) {
        const QStringView asWritten = QStringView(text).sliced(at, end - at);
        const bool hasMarks = std::any_of(asWritten.begin(), asWritten.end(), [](QChar c) { return c.isMark(); });
        const QString composed = hasMarks ? listable(asWritten) : QString();
        const QStringView word = hasMarks ? QStringView(composed) : asWritten;
        const bool isAlone = isIn(alone, word);
        const bool isPair = !isAlone && std::any_of(pairs.begin(), pairs.end(), [&](const Pair &pair) {
            return isSame(word, pair.second) && isSame(listable(words[0]), pair.first);
        });
        if (isAlone || isPair) {
            const QString before = listable(words[isPair ? 1 : 0]);
            const QString further = listable(words[isPair ? 2 : 1]);
            if (!isIn(denials, before) && !isIn(denials, further) && !isIn(others, before)) {
                const qsizetype start = isPair ? previous : at;
                return {start, end - start};
            }
        }
        words[2] = words[1];
        words[1] = words[0];
        words[0] = asWritten;
        previous = at;
    }
    return {};
}

/// "添付ファイルはありません", "没有附件": said of the mail that it has none.
bool isDeniedAt(QStringView text, Place place)
{
    const QStringView before
        = text.sliced(std::max<qsizetype>(0, place.start - 2), std::min<qsizetype>(2, place.start));
    if (before.endsWith(u'无') || before.endsWith(u'無') || before.endsWith(u"没有"))
        return true;
    QStringView rest = text.sliced(place.start + place.length);
    rest = rest.first(std::min<qsizetype>(rest.size(), 14));
    const auto end = std::find_if(rest.begin(), rest.end(), [](QChar c) { return c == u'。' || c == u'\n'; });
    rest = rest.first(end - rest.begin());
    return std::any_of(easternDenials.begin(), easternDenials.end(),
                       [rest](QStringView denial) { return rest.contains(denial); });
}

Place easternWords(const QString &text)
{
    Place first;
    for (const QStringView words : eastern) {
        for (qsizetype at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.size())) {
            if (isDeniedAt(text, {at, words.size()}))
                continue;
            if (first.start < 0 || at < first.start)
                first = {at, words.size()};
            break;
        }
    }
    return first;
}

} // namespace

QString attachmentWords(const QString &text)
{
    Place place = westernWords(text);
    if (place.start < 0)
        place = easternWords(text);
    return place.start < 0 ? QString() : text.mid(place.start, place.length);
}

} // namespace Sendoff::Compose
