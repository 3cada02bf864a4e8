// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be copied out of the outbox, and what the desktop is told.
#include "base/overloaded.h"
#include "gui/outboxwording.h"
#include "gui/wordingtable.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

/// Names stay as Graph's documentation has them, so that support understands them.
class Lines
{
public:
    void add(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            m_lines.append(name + u": "_s + value);
    }
    void add(const QString &line) { m_lines.append(line); }
    QString text() const { return m_lines.join(u'\n'); }

private:
    QStringList m_lines;
};

QString utc(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODateWithMs) : QString();
}

void addMail(Lines &lines, const OutboxDetails &details, const QString &from)
{
    lines.add(inWords(QT_TRANSLATE_NOOP("Wording", "Subject")), subjectInWords(details.summary.subject));
    lines.add(inWords(QT_TRANSLATE_NOOP("Wording", "From")), from);
    lines.add(inWords(QT_TRANSLATE_NOOP("Wording", "To")), allRecipientsInWords(details.summary));
    lines.add(u"Internet message id"_s, details.internetMessageId);
}

QString notedSubject(const QString &subject)
{
    QString line = subjectInWords(subject);
    if (line.size() > 80)
        line = line.left(79).trimmed() + u'…';
    return line;
}

} // namespace

QString allRecipientsInWords(const Outbox::Summary &summary)
{
    QStringList names;
    for (const QString &each : summary.to)
        names.append(each.simplified());
    const qsizetype rest = summary.recipients - names.size();
    if (rest > 0)
        names.append(inWords(QT_TRANSLATE_NOOP("Wording", "and %1 more")).arg(rest));
    return names.join(u", "_s);
}

QString receiptText(const OutboxDetails &details, const QString &from)
{
    const auto *accepted = std::get_if<Outbox::Accepted>(&details.summary.state);
    if (!accepted)
        return {};
    Lines lines;
    lines.add(wordFor(details.summary.state), utc(accepted->when));
    addMail(lines, details, from);
    lines.add(inWords(QT_TRANSLATE_NOOP("Wording", "To leave at")), utc(accepted->deferredUntil));
    lines.add(u"request-id"_s, accepted->requestId);
    lines.add(inWords(QT_TRANSLATE_NOOP("Wording", "Id in the mailbox")), accepted->foundId);
    for (const Outbox::Attempt &attempt : details.history.attempts) {
        if (attempt.verdict == u"accepted")
            lines.add(u"client-request-id"_s, attempt.id);
    }
    return lines.text();
}

QString detailsText(const OutboxDetails &details, const QString &from)
{
    Lines lines;
    const QString reason = reasonFor(details.summary.state, nullptr, details.summary.from);
    lines.add(inWords(QT_TRANSLATE_NOOP("Wording", "State")),
              wordFor(details.summary.state) + (reason.isEmpty() ? QString() : u". "_s + reason));
    addMail(lines, details, from);
    const auto error = std::visit(
        Overloaded{[](const Outbox::Waiting &waiting) { return Gui::details(waiting.error, {}); },
                   [](const Outbox::Uncertain &uncertain) { return Gui::details(uncertain.error, uncertain.since); },
                   [](const Outbox::NeedsUser &needs) { return Gui::details(needs.error, {}); },
                   [](const auto &) { return QString(); }},
        details.summary.state);
    if (!error.isEmpty())
        lines.add(error);
    for (const Outbox::Attempt &attempt : details.history.attempts) {
        lines.add(utc(attempt.started), wordsFor(attempt));
        lines.add(u"  client-request-id"_s, attempt.id);
        lines.add(u"  request-id"_s, attempt.requestId);
    }
    for (const Outbox::Happening &happening : details.history.happenings)
        lines.add(utc(happening.at),
                  wordsFor(happening) + u" ["_s + happening.event + u" → "_s + happening.state + u']');
    return lines.text();
}

Notification notificationFor(const Outbox::NeedsUser &state, const QString &subject)
{
    //: the subject of a mail, then what is wrong with it
    return {inWords(QT_TRANSLATE_NOOP("Wording", "A mail was not sent")),
            inWords(QT_TRANSLATE_NOOP("Wording", "“%1”: %2.")).arg(notedSubject(subject), wordingFor(state).title)};
}

Notification notificationFor(const Outbox::Uncertain &, const QString &subject)
{
    return {inWords(QT_TRANSLATE_NOOP("Wording", "A mail may have been sent")),
            inWords(QT_TRANSLATE_NOOP("Wording",
                                      "“%1”: no clear answer came back. Look in Sent Items, then tell "
                                      "Sendoff. It does nothing by itself."))
                .arg(notedSubject(subject))};
}

} // namespace Sendoff::Gui
