// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/errorcatalogue.h"

#include "graph/errorcodes.h"
#include "gui/wordingtable.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

// clang-format off
constexpr auto bounceRows = std::to_array<CodeRow>({
    {"5.7.501 5.1.8 5.7.502 5.7.503", Fixer::Administrator, Action::CopyForAdministrator,
     QT_TRANSLATE_NOOP("Wording", "Microsoft does not let this account send to others any more"),
     QT_TRANSLATE_NOOP("Wording", "Mail from it looked like spam. Somebody else may know the password."),
     QT_TRANSLATE_NOOP("Wording", "Change the password of the account.\nAsk your administrator to take the account off the list of restricted senders."),
     QT_TRANSLATE_NOOP("Wording", "Copy text for administrator")},
    {"5.7.236", Fixer::Administrator, Action::CopyForAdministrator,
     QT_TRANSLATE_NOOP("Wording", "The organization has sent too much from its onmicrosoft.com address"),
     QT_TRANSLATE_NOOP("Wording", "From such an address Microsoft takes 100 recipients outside the organization in a day, for all its people together."),
     QT_TRANSLATE_NOOP("Wording", "Wait a day.\nAsk your administrator to add the organization's own domain and to use it for your address."),
     QT_TRANSLATE_NOOP("Wording", "Copy text for administrator")},
    {"5.1.1 5.1.10", Fixer::Recipient, Action::CheckRecipients,
     QT_TRANSLATE_NOOP("Wording", "There is no such recipient"),
     QT_TRANSLATE_NOOP("Wording", "The other side knows nobody with this address."),
     QT_TRANSLATE_NOOP("Wording", "Check the address for a slip.\nAsk the recipient in another way for the right one."),
     QT_TRANSLATE_NOOP("Wording", "Check recipients")},
    {"5.2.2", Fixer::Recipient, Action::None,
     QT_TRANSLATE_NOOP("Wording", "The recipient's mailbox is full"),
     QT_TRANSLATE_NOOP("Wording", "The other side has no room for another mail."),
     QT_TRANSLATE_NOOP("Wording", "Tell the recipient in another way, then send the mail again."),
     ""},
});
// clang-format on

std::optional<Wording> wordingIn(std::span<const CodeRow> rows, QStringView code)
{
    if (code.isEmpty())
        return std::nullopt;
    for (const CodeRow &row : rows) {
        const QStringList codes = QString::fromLatin1(row.codes).split(u' ');
        if (codes.contains(code, Qt::CaseInsensitive))
            return inWords(row.fixer, row.action, row.title, row.cause, row.steps, row.button);
    }
    return std::nullopt;
}

} // namespace

std::span<const CodeRow> bounceCodeRows()
{
    return bounceRows;
}

std::optional<Wording> wordingForMailCode(QStringView code)
{
    return wordingIn(mailCodeRows(), code);
}

std::optional<Wording> wordingForSignInNumber(int number)
{
    return number > 0 ? wordingIn(signInCodeRows(), QString::number(number)) : std::nullopt;
}

std::optional<Wording> wordingForOAuthError(QStringView error)
{
    return wordingIn(signInCodeRows(), error);
}

std::optional<Wording> wordingForBounce(QStringView status)
{
    return wordingIn(bounceRows, status);
}

std::optional<Wording> explain(const QString &typed)
{
    static const QRegularExpression number(u"^(?:AADSTS)?([0-9]{5,8})$"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression enhanced(u"\\b([245]\\.[0-9]{1,3}\\.[0-9]{1,3})\\b"_s);
    const QString text = typed.trimmed();
    if (const auto match = number.match(text); match.hasMatch())
        return wordingForSignInNumber(match.captured(1).toInt());
    if (const auto match = enhanced.match(text); match.hasMatch())
        return wordingForBounce(match.captured(1));
    if (auto words = wordingForMailCode(text))
        return words;
    if (auto words = wordingForOAuthError(text))
        return words;
    if (const auto kind = Graph::kindOfCode(text, 0))
        return wordingFor(*kind);
    return std::nullopt;
}

QStringList explainedCodes()
{
    QStringList codes;
    for (const auto &rows : {mailCodeRows(), signInCodeRows(), bounceCodeRows()}) {
        for (const CodeRow &row : rows)
            codes += QString::fromLatin1(row.codes).split(u' ');
    }
    return codes;
}

Wording wordingForClock(std::chrono::seconds serviceIsAhead)
{
    const QString span = spanInWords(std::chrono::abs(serviceIsAhead));
    Wording words;
    words.title = inWords(QT_TRANSLATE_NOOP("Wording", "This computer's clock is wrong"));
    words.cause = (serviceIsAhead.count() > 0
                       ? inWords(QT_TRANSLATE_NOOP("Wording",
                                                   "It is %1 slow compared with Microsoft's. Sign-ins and safe "
                                                   "connections are good for a span of time only, and so look "
                                                   "as if they were not valid."))
                       : inWords(QT_TRANSLATE_NOOP("Wording",
                                                   "It is %1 fast compared with Microsoft's. Sign-ins and safe "
                                                   "connections are good for a span of time only, and so look "
                                                   "as if they had ended.")))
                      .arg(span);
    words.fixer = Fixer::You;
    words.steps
        = {inWords(QT_TRANSLATE_NOOP("Wording", "Set date, time and time zone, best to be kept right by itself.")),
           inWords(QT_TRANSLATE_NOOP("Wording", "Then try again."))};
    words.nextStep = words.steps.join(u' ');
    words.action = Action::TryAgain;
    words.button = inWords(QT_TRANSLATE_NOOP("Wording", "Try again"));
    return words;
}

} // namespace Sendoff::Gui
