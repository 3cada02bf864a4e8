// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wordingtable.h"

#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using Kind = Store::StoreError::Kind;
using Row = WordingRow<Kind>;

// clang-format off
constexpr auto rows = std::to_array<Row>({
    {Kind::CannotOpen, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The place for drafts and the outbox does not open"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff cannot keep anything, so it sends nothing."),
     QT_TRANSLATE_NOOP("Wording", "Check that the folder exists and is yours, then try again. Keep this window open."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::NewerSchema, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "Your drafts belong to a newer Sendoff"),
     QT_TRANSLATE_NOOP("Wording", "A later version has written them. Nothing was changed."),
     QT_TRANSLATE_NOOP("Wording", "Use the newer version, or another profile."),
     ""},
    {Kind::DiskFull, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "The disk is full"),
     QT_TRANSLATE_NOOP("Wording", "The mail could not be stored, so it was not sent. It is in this window only."),
     QT_TRANSLATE_NOOP("Wording", "Make some room, then try again. Keep this window open."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::ReadOnly, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Nothing can be written to the disk"),
     QT_TRANSLATE_NOOP("Wording", "The mail could not be stored, so it was not sent. It is in this window only."),
     QT_TRANSLATE_NOOP("Wording", "Make the folder writable, then try again. Keep this window open."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::Damaged, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "The file with drafts and outbox is damaged"),
     QT_TRANSLATE_NOOP("Wording", "Sendoff does not write into it, so that what is left can be saved."),
     QT_TRANSLATE_NOOP("Wording", "Keep a copy of the file. Start Sendoff again to begin with a new one."),
     ""},
    {Kind::Busy, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "Another Sendoff is writing right now"),
     QT_TRANSLATE_NOOP("Wording", "It did not finish in time, so nothing was stored."),
     QT_TRANSLATE_NOOP("Wording", "Try again in a moment."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
    {Kind::NotARegularFile, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "%1 is not a file"),
     QT_TRANSLATE_NOOP("Wording", "It is a pipe, a device or something else that has no end, and a mail can carry files only."),
     QT_TRANSLATE_NOOP("Wording", "Copy what you want to send into a file and attach that."),
     ""},
    {Kind::NotReadable, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "%1 cannot be read"),
     QT_TRANSLATE_NOOP("Wording", "You have no right to read it, or its disk does not answer."),
     QT_TRANSLATE_NOOP("Wording", "Change its permissions or copy it elsewhere, then attach it again."),
     ""},
    {Kind::Missing, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "%1 is not there"),
     QT_TRANSLATE_NOOP("Wording", "It was moved, renamed or deleted."),
     QT_TRANSLATE_NOOP("Wording", "Find it and attach it again."),
     ""},
    {Kind::Changed, Fixer::You, Action::CheckAttachments,
     QT_TRANSLATE_NOOP("Wording", "%1 has changed"),
     QT_TRANSLATE_NOOP("Wording", "It is not the same as when you attached it, so nothing was sent."),
     QT_TRANSLATE_NOOP("Wording", "Remove it and attach it again, so that you know what is sent."),
     QT_TRANSLATE_NOOP("Wording", "Show attachments")},
    {Kind::Cancelled, Fixer::You, Action::None,
     QT_TRANSLATE_NOOP("Wording", "You took the mail back"),
     QT_TRANSLATE_NOOP("Wording", "The attachments were still being copied, so nothing was sent."),
     QT_TRANSLATE_NOOP("Wording", "Send it again when you are ready."),
     ""},
    {Kind::Failed, Fixer::You, Action::TryAgain,
     QT_TRANSLATE_NOOP("Wording", "It could not be stored"),
     QT_TRANSLATE_NOOP("Wording", "The disk reported a fault, so nothing was sent."),
     QT_TRANSLATE_NOOP("Wording", "Check the disk, then try again. Keep this window open."),
     QT_TRANSLATE_NOOP("Wording", "Try again")},
});
// clang-format on

} // namespace

Wording wordingFor(const Store::StoreError &error)
{
    Wording words = wordingIn<Kind>(rows, error.kind);
    if (error.kind == Kind::NotARegularFile && error.detail == u"folder") {
        words.title = inWords(QT_TRANSLATE_NOOP("Wording", "%1 is a folder"));
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "A mail can carry files only."));
        words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "Pack the folder into an archive and attach that."));
    }
    const QString name = QFileInfo(error.path).fileName().simplified();
    const QString file = name.isEmpty() ? inWords(QT_TRANSLATE_NOOP("Wording", "The attachment")) : u"“%1”"_s.arg(name);
    if (words.title.contains(u"%1"))
        words.title = words.title.arg(file);
    return words;
}

Wording wordingForUnsaved(const Store::StoreError &error)
{
    Wording words = wordingFor(error);
    using enum Store::StoreError::Kind;
    const char *why = nullptr;
    switch (error.kind) {
    case DiskFull:
        why = QT_TRANSLATE_NOOP("Wording", "The disk is full.");
        break;
    case ReadOnly:
        why = QT_TRANSLATE_NOOP("Wording", "Nothing can be written to the disk.");
        break;
    case Busy:
        why = QT_TRANSLATE_NOOP("Wording", "Another Sendoff is writing right now.");
        break;
    case NewerSchema:
        why = QT_TRANSLATE_NOOP("Wording",
                                "A newer Sendoff has written the drafts, and this one changes nothing there.");
        break;
    case Damaged:
        why = QT_TRANSLATE_NOOP("Wording", "The file with drafts and outbox is damaged.");
        break;
    case CannotOpen:
        why = QT_TRANSLATE_NOOP("Wording", "The place for drafts and the outbox does not open.");
        break;
    default:
        why = QT_TRANSLATE_NOOP("Wording", "The disk reported a fault.");
        break;
    }
    words.title = inWords(QT_TRANSLATE_NOOP("Wording", "This text is not saved. It is in this window only"));
    words.cause = inWords(why);
    words.nextStep = inWords(QT_TRANSLATE_NOOP(
        "Wording", "Keep this window open. Sendoff tries again by itself; you can also copy the text elsewhere."));
    words.fixer = Fixer::You;
    words.action = Action::TryAgain;
    words.button = inWords(QT_TRANSLATE_NOOP("Wording", "Save again"));
    return words;
}

Wording wordingForSharedFolder(const QString &folder)
{
    Wording words;
    words.title = inWords(QT_TRANSLATE_NOOP("Wording", "Your drafts and outbox are on a network disk"));
    words.cause = inWords(QT_TRANSLATE_NOOP("Wording",
                                            "%1 can be used by several computers at once. There Sendoff cannot make "
                                            "sure that only one of them sends a mail, so it sends none."))
                      .arg(folder);
    words.fixer = Fixer::Administrator;
    words.nextStep = inWords(QT_TRANSLATE_NOOP(
        "Wording", "Start Sendoff with a folder on this computer's own disk, or ask whoever runs your network."));
    return words;
}

Wording wordingForRebuilt(const QString &kept)
{
    Wording words;
    words.title = inWords(QT_TRANSLATE_NOOP("Wording", "Sendoff's database was damaged"));
    words.cause = inWords(QT_TRANSLATE_NOOP("Wording",
                                            "It was kept as %1, and a new one was made from the stored copies of your "
                                            "mail. Nothing was sent by that."))
                      .arg(kept);
    words.nextStep = inWords(QT_TRANSLATE_NOOP(
        "Wording", "Look through the outbox: each mail in it waits for your decision. Check the disk, too."));
    return words;
}

Wording wordingForRecovered()
{
    Wording words;
    words.title = inWords(QT_TRANSLATE_NOOP("Wording", "Recovered, not sent"));
    words.cause = inWords(QT_TRANSLATE_NOOP("Wording",
                                            "You had handed this mail over, but its entry in the outbox was lost. "
                                            "Sendoff found the mail itself again. Nothing of it was sent."));
    words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "Send it, or make it a draft again."));
    return words;
}

} // namespace Sendoff::Gui
