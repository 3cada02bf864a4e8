// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/messagecheck.h"

#include "message/characters.h"

#include <algorithm>

namespace Sendoff {

namespace {

Problem problemAt(ProblemKind kind, Field field, bool stops = true)
{
    Problem problem;
    problem.kind = kind;
    problem.field = field;
    problem.blocks = stops;
    return problem;
}

void checkField(QList<Problem> &problems, const QList<Recipient> &recipients, Field field)
{
    for (const Recipient &recipient : recipients) {
        if (!recipient.isReadable()) {
            const bool replies = field == Field::ReplyTo;
            Problem problem
                = problemAt(replies ? ProblemKind::UnreadableReplyTo : ProblemKind::UnreadableRecipient, field);
            problem.text = recipient.unreadable;
            problem.fault = recipient.fault;
            problems.append(problem);
        } else if (recipient.flags.testFlag(AddressFlag::NameLooksLikeAddress)) {
            Problem problem = problemAt(ProblemKind::SuspiciousName, field, false);
            problem.text = toText(recipient.address);
            problems.append(problem);
        }
    }
}

void checkLimit(QList<Problem> &problems, ProblemKind kind, Field field, qsizetype actual, qsizetype limit)
{
    if (actual <= limit)
        return;
    Problem problem = problemAt(kind, field);
    problem.actual = actual;
    problem.limit = limit;
    problems.append(problem);
}

qsizetype characterCount(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

} // namespace

QList<Problem> check(const Message &message, const Limits &limits)
{
    QList<Problem> problems;
    const Recipients &recipients = message.recipients;
    if (recipients.count() == 0)
        problems.append(problemAt(ProblemKind::NoRecipients, Field::To));
    checkField(problems, recipients.to, Field::To);
    checkField(problems, recipients.cc, Field::Cc);
    checkField(problems, recipients.bcc, Field::Bcc);
    checkField(problems, message.replyTo, Field::ReplyTo);
    checkLimit(problems, ProblemKind::TooManyRecipients, Field::To, withoutDoubles(recipients).count(),
               limits.recipients);
    checkLimit(problems, ProblemKind::SubjectTooLong, Field::Subject, characterCount(message.subject),
               limits.subjectCharacters);
    checkLimit(problems, ProblemKind::TooManyAttachments, Field::Attachments, message.attachments.size(),
               limits.attachments);
    if (oneLine(message.subject).isEmpty())
        problems.append(problemAt(ProblemKind::EmptySubject, Field::Subject, false));
    if (message.attachments.isEmpty() && isBlank(message.body))
        problems.append(problemAt(ProblemKind::EmptyMessage, Field::Body, false));
    return problems;
}

bool blocks(const QList<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(), [](const Problem &problem) { return problem.blocks; });
}

} // namespace Sendoff
