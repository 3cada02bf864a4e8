// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preflightwording.h"

#include "gui/wordingtable.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using Kind = Compose::FindingKind;
using Row = WordingRow<Kind>;

// clang-format off
constexpr auto rows = std::to_array<Row>({
    {Kind::ForgottenAttachment, Fixer::You, Action::AttachFiles,
     QT_TRANSLATE_NOOP("Wording", "The text says %1, but nothing is attached"), "", "",
     QT_TRANSLATE_NOOP("Wording", "Attach files…")},
    {Kind::PlaceholderLeft, Fixer::You, Action::ShowWords,
     QT_TRANSLATE_NOOP("Wording", "%1 is still to be filled in"), "", "",
     QT_TRANSLATE_NOOP("Wording", "Go to it")},
    {Kind::WrongGreeting, Fixer::You, Action::ShowWords,
     QT_TRANSLATE_NOOP("Wording", "The text greets %1, but the mail goes to %2"), "", "",
     QT_TRANSLATE_NOOP("Wording", "Go to the greeting")},
    {Kind::MisleadingLink, Fixer::You, Action::ShowWords,
     QT_TRANSLATE_NOOP("Wording", "The link %1 leads to %2"), "", "",
     QT_TRANSLATE_NOOP("Wording", "Go to the link")},
    {Kind::ManyPeople, Fixer::You, Action::MoveToBcc,
     QT_TRANSLATE_NOOP("Wording", "%1 people will see each other's addresses"), "", "",
     QT_TRANSLATE_NOOP("Wording", "Move them to Bcc")},
});
constexpr Row onePersonOutside
    = {Kind::OutsidePeople, Fixer::You, Action::RemovePeople,
       QT_TRANSLATE_NOOP("Wording", "%1 is not in your organization, others are"), "", "",
       QT_TRANSLATE_NOOP("Wording", "Remove this recipient")};
constexpr Row peopleOutside
    = {Kind::OutsidePeople, Fixer::You, Action::RemovePeople,
       QT_TRANSLATE_NOOP("Wording", "%1 recipients are not in your organization, others are"), "%1", "",
       QT_TRANSLATE_NOOP("Wording", "Remove these recipients")};
// clang-format on

constexpr qsizetype mostNamed = 3;

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > 50 ? line.left(47) + u'…' : line;
}

QString quoted(const QString &text)
{
    return u"“%1”"_s.arg(shortened(text));
}

Wording wordingForOutside(const QStringList &people)
{
    const Row &row = people.size() == 1 ? onePersonOutside : peopleOutside;
    Wording words = inWords(row.fixer, row.action, row.title, row.cause, row.nextStep, row.button);
    if (people.size() == 1) {
        words.title = words.title.arg(shortened(people.front()));
        return words;
    }
    QStringList named;
    for (const QString &each : people.first(std::min(people.size(), mostNamed)))
        named.append(shortened(each));
    words.title = words.title.arg(QLocale().toString(people.size()));
    words.cause = words.cause.arg(named.join(u", "_s) + (people.size() > mostNamed ? u" …"_s : QString()));
    return words;
}

} // namespace

Wording wordingFor(const Compose::Finding &finding)
{
    if (finding.kind == Kind::OutsidePeople)
        return wordingForOutside(finding.people);
    Wording words = wordingIn<Kind>(rows, finding.kind);
    switch (finding.kind) {
    case Kind::WrongGreeting:
        words.title = words.title.arg(quoted(finding.text), shortened(finding.people.value(0)));
        break;
    case Kind::MisleadingLink:
        words.title = words.title.arg(quoted(finding.text), shortened(finding.target));
        break;
    case Kind::ManyPeople:
        words.title = words.title.arg(QLocale().toString(finding.count));
        break;
    default:
        words.title = words.title.arg(quoted(finding.text));
        break;
    }
    return words;
}

} // namespace Sendoff::Gui
