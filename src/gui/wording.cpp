// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wording.h"

#include "gui/notice.h"
#include "gui/uploadwording.h"
#include "gui/wordingtable.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

QString sentence(const QString &text)
{
    return text.isEmpty() || text.endsWith(u'.') || text.endsWith(u'?') ? text : text + u'.';
}

void addLine(QStringList &lines, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        lines.append(name + u": "_s + value);
}

void addClock(QStringList &lines, const std::optional<std::chrono::seconds> &ahead)
{
    if (ahead)
        addLine(lines, u"Clock"_s, u"service is %1 s ahead of this computer"_s.arg(ahead->count()));
}

/// Of a mail that waits for a sign-in; `why` is a word of the session's.
Wording wordingForSignIn(const QString &why)
{
    Wording words = wordingFor(Auth::AuthErrorKind::SignInNeeded);
    words.title = inWords(QT_TRANSLATE_NOOP("Wording", "It waits until you sign in"));
    words.cause = inWords(QT_TRANSLATE_NOOP("Wording",
                                            "The sign-in of its account has ended: it was not used for long, the "
                                            "password changed, or your organization wants a fresh one."));
    if (why == u"signed_out")
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "You signed out of its account here."));
    else if (why == u"no_account")
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "Its account is not set up here any more."));
    else if (why == u"nothing_stored")
        words.cause = inWords(QT_TRANSLATE_NOOP("Wording", "There is no sign-in of its account in the keychain."));
    else if (why == u"insufficient_claims")
        words.cause = wordingFor(Graph::ErrorKind::ClaimsChallenge).cause;
    return words;
}

} // namespace

Wording wordingFor(const Outbox::NeedsUser &state, const Auth::Account *account, const QString &sender)
{
    using Why = Outbox::NeedsUser::Why;
    switch (state.why) {
    case Why::SignIn:
        if (state.error.kind == Graph::ErrorKind::ClaimsChallenge)
            return wordingFor(state.error, account, sender);
        return wordingForSignIn(state.detail);
    case Why::VaultLocked:
        return wordingFor(Auth::AuthErrorKind::VaultLocked);
    case Why::ContentMissing: {
        Wording words
            = wordingFor(Store::StoreError{.kind = Store::StoreError::Kind::Missing, .path = {}, .detail = {}});
        words.title = inWords(QT_TRANSLATE_NOOP("Wording", "The copy of an attachment is gone"));
        words.cause = inWords(
            QT_TRANSLATE_NOOP("Wording", "Something removed or changed it after you pressed Send. Nothing was sent."));
        words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "Attach the file again and send the mail again."));
        words.action = Action::CheckAttachments;
        words.button = inWords(QT_TRANSLATE_NOOP("Wording", "Show attachments"));
        return words;
    }
    case Why::Recovered:
        return wordingForRecovered();
    case Why::RightMissing:
        return wordingForMissingRight(state.detail, account);
    case Why::Refused:
        break;
    }
    if (const auto words = wordingForOwnCode(state.error.code))
        return *words;
    return wordingFor(state.error, account, sender);
}

Wording wordingFor(const Outbox::Uncertain &state)
{
    Wording words;
    words.title = inWords(QT_TRANSLATE_NOOP("Wording", "It may have been sent"));
    words.cause = state.crashed
        ? inWords(QT_TRANSLATE_NOOP(
            "Wording",
            "Sendoff ended while the mail was on its way, so nobody here knows whether it arrived at Microsoft."))
        : inWords(QT_TRANSLATE_NOOP("Wording", "The mail was on its way, but no clear answer came back."));
    if (state.looks > 0) {
        const bool goesOn = Outbox::nextLookOf(state).isValid();
        words.cause += u' '
            + (goesOn ? inWords(QT_TRANSLATE_NOOP("Wording",
                                                  "Sendoff looks for it in your mailbox by itself and has not found it "
                                                  "as sent so far."))
                      : inWords(QT_TRANSLATE_NOOP("Wording",
                                                  "Sendoff has looked for it in your mailbox and did not find it as "
                                                  "sent. That does not prove that it was not.")));
    }
    words.fixer = Fixer::You;
    words.nextStep = inWords(
        QT_TRANSLATE_NOOP("Wording", "Look in Sent Items, then tell me. Sending it again could deliver it twice."));
    words.action = Action::OpenSentItems;
    words.button = inWords(QT_TRANSLATE_NOOP("Wording", "Open Sent Items"));
    return words;
}

QString wordsFor(Outbox::WaitReason reason)
{
    using Outbox::WaitReason;
    switch (reason) {
    case WaitReason::Queued:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Waiting for its turn"));
    case WaitReason::Undo:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Can still be undone"));
    case WaitReason::Scheduled:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Waits for the time you chose"));
    case WaitReason::Paused:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Paused by you"));
    case WaitReason::Offline:
        return inWords(QT_TRANSLATE_NOOP("Wording", "No connection"));
    case WaitReason::Throttled:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Microsoft asks to wait"));
    case WaitReason::ServiceBusy:
        return inWords(QT_TRANSLATE_NOOP("Wording", "The mail service is busy"));
    case WaitReason::SignInTrouble:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Signing in does not work right now"));
    case WaitReason::TokenRenewal:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Renewing the sign-in"));
    }
    return {};
}

QString wordsFor(Fixer fixer)
{
    switch (fixer) {
    case Fixer::You:
        return inWords(QT_TRANSLATE_NOOP("Wording", "You can mend this"));
    case Fixer::Administrator:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Your administrator can mend this"));
    case Fixer::Recipient:
        return inWords(QT_TRANSLATE_NOOP("Wording", "The recipient can mend this"));
    case Fixer::Microsoft:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Microsoft has to mend this"));
    case Fixer::Us:
        return inWords(QT_TRANSLATE_NOOP("Wording", "We have to mend this in Sendoff"));
    }
    return {};
}

QString inOneLine(const Wording &wording)
{
    QStringList parts;
    for (const QString &part : {wording.title, wording.cause, wording.nextStep}) {
        if (!part.isEmpty())
            parts.append(sentence(part));
    }
    return parts.join(u' ');
}

QString inFull(const Wording &wording, const QString &details)
{
    QStringList lines{sentence(wording.title)};
    if (!wording.cause.isEmpty())
        lines.append(sentence(wording.cause));
    lines.append(sentence(wordsFor(wording.fixer)));
    if (wording.steps.isEmpty() && !wording.nextStep.isEmpty())
        lines.append(sentence(wording.nextStep));
    for (qsizetype i = 0; i < wording.steps.size(); ++i)
        lines.append(u"%1. %2"_s.arg(QString::number(i + 1), sentence(wording.steps[i])));
    if (!details.isEmpty())
        lines << QString() << details;
    return lines.join(u'\n');
}

QString details(const Graph::GraphError &error, const QDateTime &when)
{
    QStringList lines;
    if (error.status != 0)
        addLine(lines, u"Status"_s, QString::number(error.status));
    addLine(lines, u"Code"_s, error.code);
    addLine(lines, u"Message"_s, error.serverText.simplified());
    addLine(lines, u"request-id"_s, error.requestId);
    addLine(lines, u"client-request-id"_s, error.clientRequestId);
    addClock(lines, error.clockAhead);
    if (when.isValid() && !lines.isEmpty())
        addLine(lines, u"Time"_s, when.toUTC().toString(Qt::ISODate));
    return lines.join(u'\n');
}

QString details(const Auth::AuthError &error, const QDateTime &when)
{
    QStringList lines;
    addLine(lines, u"Code"_s, error.suberror.isEmpty() ? error.code : error.code + u" / "_s + error.suberror);
    if (error.aadsts != 0)
        addLine(lines, u"Number"_s, u"AADSTS%1"_s.arg(error.aadsts));
    addLine(lines, u"Message"_s, error.text.simplified());
    addLine(lines, u"correlation-id"_s, error.correlationId);
    addClock(lines, error.clockAhead);
    if (when.isValid() && !lines.isEmpty())
        addLine(lines, u"Time"_s, when.toUTC().toString(Qt::ISODate));
    return lines.join(u'\n');
}

QString details(const Store::StoreError &error)
{
    QStringList lines;
    addLine(lines, u"File"_s, error.path);
    addLine(lines, u"Message"_s, error.detail.simplified());
    return lines.join(u'\n');
}

QString sizeInWords(qint64 octets)
{
    if (octets == 1)
        return inWords(QT_TRANSLATE_NOOP("Wording", "1 byte"));
    if (octets < 1000)
        return inWords(QT_TRANSLATE_NOOP("Wording", "%1 bytes")).arg(octets);
    return QLocale().formattedDataSize(octets, octets < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString timeInWords(const QDateTime &when)
{
    const QLocale locale;
    const QTime time = when.toLocalTime().time();
    // The C locale knows no short form: it would tell the seconds.
    return locale.language() == QLocale::C ? time.toString(u"HH:mm"_s) : locale.toString(time, QLocale::ShortFormat);
}

QString spanInWords(std::chrono::milliseconds span)
{
    const qint64 seconds = std::max<qint64>(1, (span.count() + 999) / 1000);
    if (seconds < 100)
        return inWords(QT_TRANSLATE_NOOP("Wording", "%1\u00a0s")).arg(seconds);
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 60)
        return inWords(QT_TRANSLATE_NOOP("Wording", "%1\u00a0min")).arg(minutes);
    return inWords(QT_TRANSLATE_NOOP("Wording", "%1\u00a0h %2\u00a0min")).arg(minutes / 60).arg(minutes % 60);
}

Notice noticeFor(Notice::Kind kind, const QString &key, const Wording &wording, const QString &details)
{
    Notice notice;
    notice.kind = kind;
    notice.key = key;
    notice.text = wording.title;
    QStringList parts;
    for (const QString &part : {wording.cause, wording.nextStep}) {
        if (!part.isEmpty())
            parts.append(sentence(part));
    }
    if (wording.fixer != Fixer::You)
        parts.append(sentence(wordsFor(wording.fixer)));
    notice.more = parts.join(u' ');
    notice.details = details;
    if (!wording.button.isEmpty())
        notice.buttons.append({wording.button, wording.action});
    return notice;
}

} // namespace Sendoff::Gui
