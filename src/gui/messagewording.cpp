// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wordingtable.h"

#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using Kind = ProblemKind;
using Row = WordingRow<Kind>;

// clang-format off
constexpr auto rows = std::to_array<Row>({
    {Kind::NoRecipients, Fixer::You, Action::CheckRecipients,
     QT_TRANSLATE_NOOP("Wording", "Nobody is in To"),
     QT_TRANSLATE_NOOP("Wording", "A mail needs at least one recipient in To, Cc or Bcc."),
     QT_TRANSLATE_NOOP("Wording", "Write whom it is for."),
     QT_TRANSLATE_NOOP("Wording", "Write recipient")},
    {Kind::UnreadableRecipient, Fixer::You, Action::CheckRecipients,
     QT_TRANSLATE_NOOP("Wording", "%1 is not an address"),
     "",
     QT_TRANSLATE_NOOP("Wording", "Correct it or remove it."),
     QT_TRANSLATE_NOOP("Wording", "Show it")},
    {Kind::UnreadableReplyTo, Fixer::You, Action::CheckReplyTo,
     QT_TRANSLATE_NOOP("Wording", "Reply-To: %1 is not an address"),
     "",
     QT_TRANSLATE_NOOP("Wording", "Correct it or remove it."),
     QT_TRANSLATE_NOOP("Wording", "Show it")},
    {Kind::TooManyRecipients, Fixer::You, Action::CheckRecipients,
     QT_TRANSLATE_NOOP("Wording", "Too many recipients"),
     QT_TRANSLATE_NOOP("Wording", "There are %1, and one mail may have %2."),
     QT_TRANSLATE_NOOP("Wording", "Send it in parts, or write to a distribution list."),
     QT_TRANSLATE_NOOP("Wording", "Show recipients")},
    {Kind::SubjectTooLong, Fixer::You, Action::CheckSubject,
     QT_TRANSLATE_NOOP("Wording", "The subject is too long"),
     QT_TRANSLATE_NOOP("Wording", "It has %1 characters, and %2 are allowed."),
     QT_TRANSLATE_NOOP("Wording", "Move some of it into the text."),
     QT_TRANSLATE_NOOP("Wording", "Shorten it")},
    {Kind::TooManyAttachments, Fixer::You, Action::CheckAttachments,
     QT_TRANSLATE_NOOP("Wording", "Too many attachments"),
     QT_TRANSLATE_NOOP("Wording", "There are %1, and one mail may have %2."),
     QT_TRANSLATE_NOOP("Wording", "Pack them into an archive and attach that."),
     QT_TRANSLATE_NOOP("Wording", "Show attachments")},
    {Kind::EmptySubject, Fixer::You, Action::CheckSubject,
     QT_TRANSLATE_NOOP("Wording", "There is no subject"),
     QT_TRANSLATE_NOOP("Wording", "Mail without one is easily overlooked."),
     QT_TRANSLATE_NOOP("Wording", "Write one, or send it like this."),
     QT_TRANSLATE_NOOP("Wording", "Write subject")},
    {Kind::EmptyMessage, Fixer::You, Action::CheckBody,
     QT_TRANSLATE_NOOP("Wording", "The mail is empty"),
     QT_TRANSLATE_NOOP("Wording", "It has neither text nor attachments."),
     QT_TRANSLATE_NOOP("Wording", "Write something, or send it like this."),
     QT_TRANSLATE_NOOP("Wording", "Write text")},
    {Kind::SuspiciousName, Fixer::You, Action::CheckRecipients,
     QT_TRANSLATE_NOOP("Wording", "A name shows another address than the mail goes to"),
     QT_TRANSLATE_NOOP("Wording", "It concerns %1."),
     QT_TRANSLATE_NOOP("Wording", "Make sure that this is the person you mean."),
     QT_TRANSLATE_NOOP("Wording", "Show recipients")},
});
// clang-format on

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return u"“%1”"_s.arg(line.size() > 60 ? line.left(57) + u'…' : line);
}

} // namespace

QString wordsFor(AddressFault fault)
{
    switch (fault) {
    case AddressFault::None:
        return inWords(QT_TRANSLATE_NOOP("Wording", "This address can be used."));
    case AddressFault::NoAt:
        return inWords(QT_TRANSLATE_NOOP("Wording", "An address needs an @, as in name@example.org."));
    case AddressFault::NoLocalPart:
        return inWords(QT_TRANSLATE_NOOP("Wording", "The name before the @ is missing."));
    case AddressFault::NoDomain:
        return inWords(QT_TRANSLATE_NOOP("Wording", "The part after the @ is missing."));
    case AddressFault::BadLocalPart:
        return inWords(
            QT_TRANSLATE_NOOP("Wording", "Before the @ there is a character or a dot that cannot stand there."));
    case AddressFault::BadDomain:
        return inWords(QT_TRANSLATE_NOOP("Wording", "The part after the @ is not the name of a mail domain."));
    case AddressFault::TooLong:
        return inWords(QT_TRANSLATE_NOOP("Wording", "No address is that long."));
    case AddressFault::SeveralAddresses:
        return inWords(QT_TRANSLATE_NOOP("Wording", "It is not clear which of the addresses is meant."));
    case AddressFault::Unbalanced:
        return inWords(QT_TRANSLATE_NOOP("Wording", "A quote or a bracket has no partner."));
    case AddressFault::HiddenCharacters:
        return inWords(QT_TRANSLATE_NOOP("Wording", "There are invisible characters in the address."));
    }
    return {};
}

Wording wordingFor(const Problem &problem)
{
    Wording words = wordingIn<Kind>(rows, problem.kind);
    const QLocale locale;
    if (words.title.contains(u"%1"))
        words.title = words.title.arg(shortened(problem.text));
    if (words.cause.isEmpty())
        words.cause = wordsFor(problem.fault);
    else if (words.cause.contains(u"%2"))
        words.cause = words.cause.arg(locale.toString(problem.actual), locale.toString(problem.limit));
    else if (words.cause.contains(u"%1"))
        words.cause = words.cause.arg(shortened(problem.text));
    return words;
}

Wording wordingFor(const Graph::TooBig &size)
{
    Wording words = wordingFor(Graph::ErrorKind::MessageTooLarge);
    words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "The mail would take %1, and Microsoft takes %2 at once."))
                      .arg(sizeInWords(size.requestBytes), sizeInWords(size.limit));
    using Why = Graph::TooBig::Why;
    if (size.why == Why::Attachment || size.why == Why::Cloud) {
        words.cause
            = (size.why == Why::Attachment
                   ? inWords(
                       QT_TRANSLATE_NOOP("Wording", "\"%1\" has %2, and Microsoft takes files of up to %3 in a mail."))
                   : inWords(QT_TRANSLATE_NOOP(
                       "Wording", "\"%1\" has %2, and in this cloud Microsoft takes files of up to %3 in a mail.")))
                  .arg(size.attachment, sizeInWords(size.requestBytes), sizeInWords(size.limit));
        words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "Send a link to the file instead."));
        return words;
    }
    if (size.why == Why::Mime) {
        words.cause += u' '
            + inWords(QT_TRANSLATE_NOOP("Wording",
                                        "It answers another mail, and such a mail cannot be sent in parts."));
    } else if (size.why == Why::SentCopy) {
        words.cause += u' '
            + inWords(QT_TRANSLATE_NOOP("Wording",
                                        "In parts it could go, but then Microsoft always keeps a copy in Sent Items."));
    } else if (size.why == Why::Application) {
        words.cause += u' '
            + inWords(QT_TRANSLATE_NOOP("Wording",
                                        "In parts it could go, but for that the program needs Mail.ReadWrite from "
                                        "an administrator. If it has it, say so under \"Accounts and rights\"."));
    }
    if (size.attachmentBytes == 0) {
        words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "Shorten the text."));
        words.action = Action::CheckBody;
        words.button = inWords(QT_TRANSLATE_NOOP("Wording", "Show text"));
    } else if (size.attachmentLimit > 0) {
        words.nextStep
            = inWords(QT_TRANSLATE_NOOP("Wording",
                                        "Your attachments have %1. Take some off until they have no more than %2."))
                  .arg(sizeInWords(size.attachmentBytes), sizeInWords(size.attachmentLimit));
    }
    return words;
}

QString wordsForLinkWarning(const QString &code)
{
    struct Row
    {
        QStringView code;
        const char *words;
    };
    // clang-format off
    static constexpr auto warnings = std::to_array<Row>({
        {u"not-mailto", QT_TRANSLATE_NOOP("Wording", "It is not a mail link, so nothing of it was used.")},
        {u"too-long", QT_TRANSLATE_NOOP("Wording", "It is too long, so nothing of it was used.")},
        {u"malformed-escape", QT_TRANSLATE_NOOP("Wording", "A part of it is written wrongly; it stands here as it came.")},
        {u"control-chars", QT_TRANSLATE_NOOP("Wording", "Control characters were taken out.")},
        {u"invisible-chars", QT_TRANSLATE_NOOP("Wording", "It has invisible characters in it. Look closely.")},
        {u"attachment-requested", QT_TRANSLATE_NOOP("Wording", "It asked for a file to be attached. That was not done.")},
        {u"bcc-from-link", QT_TRANSLATE_NOOP("Wording", "It put somebody into Bcc. Check whether you want that.")},
        {u"many-recipients", QT_TRANSLATE_NOOP("Wording", "It names many recipients. Check whom you write to.")},
        {u"repeated-subject", QT_TRANSLATE_NOOP("Wording", "It has several subjects. Check which one is used.")},
        {u"leading-slashes", QT_TRANSLATE_NOOP("Wording", "It is written like a web address. Check the recipient.")},
        {u"missing-question-mark", QT_TRANSLATE_NOOP("Wording", "A question mark is missing in it. Check the recipient.")},
    });
    // clang-format on
    for (const Row &row : warnings) {
        if (row.code == code)
            return inWords(row.words);
    }
    return {};
}

} // namespace Sendoff::Gui
