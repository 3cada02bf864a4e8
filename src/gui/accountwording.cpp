// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/accountwording.h"

#include "gui/wordingtable.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

struct RightWords
{
    const char16_t *right;
    bool isForAdministrators;
    const char *title;
    const char *purpose;
};

// clang-format off
constexpr auto rights = std::to_array<RightWords>({
    {u"Mail.ReadWrite", true,
     QT_TRANSLATE_NOOP("Wording", "Keep drafts"),
     QT_TRANSLATE_NOOP("Wording", "Big files: the mail is kept as a draft in your mailbox while its files are uploaded. Also for mail that Microsoft "
                                  "sends at a later hour, and it rules out that a mail is sent twice.")},
    {u"Mail.ReadBasic", true,
     QT_TRANSLATE_NOOP("Wording", "Look up whether a mail was sent"),
     QT_TRANSLATE_NOOP("Wording", "When the connection broke at the worst moment, Sendoff looks into your mailbox instead of asking you. It sees "
                                  "subjects and addresses, no text and no files.")},
    {u"Mail.Send.Shared", false,
     QT_TRANSLATE_NOOP("Wording", "Send for others"),
     QT_TRANSLATE_NOOP("Wording", "Mail from a shared mailbox or on behalf of a colleague. They, or your administrator, must have allowed it too.")},
    {u"Mail.ReadWrite.Shared", true,
     QT_TRANSLATE_NOOP("Wording", "Keep drafts in shared mailboxes"),
     QT_TRANSLATE_NOOP("Wording", "Big files in mail that leaves by a shared mailbox.")},
});

struct CloudWords
{
    const char16_t *name;
    const char *title;
};
constexpr auto clouds = std::to_array<CloudWords>({
    {u"global", QT_TRANSLATE_NOOP("Wording", "Microsoft 365 and Outlook.com")},
    {u"usgov", QT_TRANSLATE_NOOP("Wording", "US Government (GCC High)")},
    {u"usgov-dod", QT_TRANSLATE_NOOP("Wording", "US Department of Defense")},
    {u"china", QT_TRANSLATE_NOOP("Wording", "China (21Vianet)")},
    {u"bleu", QT_TRANSLATE_NOOP("Wording", "Bleu (France)")},
    {u"delos", QT_TRANSLATE_NOOP("Wording", "Delos (Germany)")},
    {u"custom", QT_TRANSLATE_NOOP("Wording", "Other addresses")},
});
// clang-format on

const RightWords *wordsOf(const QString &right)
{
    for (const RightWords &each : rights) {
        if (right == QStringView(each.right))
            return &each;
    }
    return nullptr;
}

QString causeOf(RightNeed::Purpose purpose)
{
    switch (purpose) {
    case RightNeed::Purpose::BigFiles:
        return inWords(
            QT_TRANSLATE_NOOP("Wording",
                              "Its files are too big for one piece. Microsoft takes them only one by one, into a "
                              "draft in your mailbox, and for that Sendoff needs your leave."));
    case RightNeed::Purpose::LaterSending:
        return inWords(
            QT_TRANSLATE_NOOP("Wording",
                              "Until its time comes it waits as a draft in your mailbox, and for that Sendoff "
                              "needs your leave."));
    case RightNeed::Purpose::OtherSender:
        return inWords(QT_TRANSLATE_NOOP(
            "Wording", "It is to be sent for somebody else, and so far Sendoff may send for you only."));
    case RightNeed::Purpose::LookUp:
        break;
    }
    return inWords(
        QT_TRANSLATE_NOOP("Wording",
                          "To find out whether it was sent, Sendoff has to look into your mailbox, and so far it "
                          "may not read there."));
}

} // namespace

const QStringList &askableRights()
{
    static const QStringList names = [] {
        QStringList all;
        for (const RightWords &each : rights)
            all.append(QString::fromUtf16(each.right));
        return all;
    }();
    return names;
}

QStringList programRights()
{
    QStringList names = askableRights();
    names.removeIf([](const QString &right) { return right.endsWith(u".Shared"_s); });
    return names;
}

QString rightTitle(const QString &right)
{
    const RightWords *words = wordsOf(right);
    return words ? inWords(words->title) : right;
}

QString rightPurpose(const QString &right)
{
    const RightWords *words = wordsOf(right);
    return words ? inWords(words->purpose) : QString();
}

bool isForAdministrators(const QString &right)
{
    const RightWords *words = wordsOf(right);
    return words && words->isForAdministrators;
}

Wording wordingFor(const RightNeed &need)
{
    const bool isLookUp = need.purpose == RightNeed::Purpose::LookUp;
    Wording words;
    words.title
        = inWords(isLookUp ? QT_TRANSLATE_NOOP("Wording", "Looking it up needs the right to read your mailbox (%1)")
                      : need.purpose == RightNeed::Purpose::OtherSender
                      ? QT_TRANSLATE_NOOP("Wording", "This mail needs the right to send for others (%1)")
                      : QT_TRANSLATE_NOOP("Wording", "This mail needs the right to keep drafts (%1)"))
              .arg(need.right);
    words.cause = causeOf(need.purpose);
    words.nextStep = inWords(
        need.account.isPersonal() || !isForAdministrators(need.right)
            ? QT_TRANSLATE_NOOP("Wording", "Allow it in your browser; the mail stays as it is here.")
            : QT_TRANSLATE_NOOP("Wording",
                                "Allow it in your browser; the mail stays as it is here. In many organizations "
                                "only an administrator can, and the browser will tell."));
    words.button = inWords(QT_TRANSLATE_NOOP("Wording", "Allow…"));
    return words;
}

QString buttonFor(RightNeed::WayOut way)
{
    switch (way) {
    case RightNeed::WayOut::SmallerPictures:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Make pictures smaller"));
    case RightNeed::WayOut::Link:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Put in a link instead"));
    case RightNeed::WayOut::FewerFiles:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Leave files out"));
    case RightNeed::WayOut::SendNow:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Send now instead"));
    case RightNeed::WayOut::OwnAddress:
        break;
    }
    return inWords(QT_TRANSLATE_NOOP("Wording", "Send from my own address"));
}

Wording wordingForRefusedRight(const Auth::AuthError &error, const RightNeed &need)
{
    using Kind = Auth::AuthErrorKind;
    if (need.right.isEmpty())
        return wordingFor(error);
    if (error.kind == Kind::AdminConsentNeeded)
        return {
            inWords(QT_TRANSLATE_NOOP("Wording", "Your administrator has to allow this first")),
            inWords(QT_TRANSLATE_NOOP(
                        "Wording", "In your organization nobody can give a program the right \"%1\" for themselves."))
                .arg(rightTitle(need.right)),
            Fixer::Administrator,
            inWords(QT_TRANSLATE_NOOP(
                "Wording", "Send your administrator the text below. When it is allowed, press Allow again.")),
            Action::CopyForAdministrator,
            inWords(QT_TRANSLATE_NOOP("Wording", "Copy text for administrator"))};
    if (error.kind == Kind::Denied || error.kind == Kind::ConsentNeeded)
        return {
            inWords(QT_TRANSLATE_NOOP("Wording", "The right was not given")),
            inWords(QT_TRANSLATE_NOOP("Wording",
                                      "You, or your organization, did not agree to \"%1\". All else works as before."))
                .arg(rightTitle(need.right)),
            Fixer::You,
            inWords(QT_TRANSLATE_NOOP(
                "Wording", "Allow it after all, choose another way, or ask your administrator with the text below.")),
            Action::TryAgain,
            inWords(QT_TRANSLATE_NOOP("Wording", "Allow…"))};
    return wordingFor(error);
}

QString cloudTitle(const QString &name)
{
    for (const CloudWords &each : clouds) {
        if (name == QStringView(each.name))
            return inWords(each.title);
    }
    return name;
}

QString wordsFor(Auth::CloudFault fault)
{
    switch (fault) {
    case Auth::CloudFault::UnknownName:
        return inWords(QT_TRANSLATE_NOOP("Wording", "There is no cloud of this name."));
    case Auth::CloudFault::MissingUrl:
        return inWords(
            QT_TRANSLATE_NOOP("Wording", "Both addresses are needed: where people sign in, and where Graph is."));
    case Auth::CloudFault::UnsafeUrl:
        break;
    }
    return inWords(
        QT_TRANSLATE_NOOP("Wording",
                          "Both addresses must begin with https://, because a sign-in travels over them, and "
                          "must hold no user name."));
}

QString accountKind(const Auth::Account &account)
{
    if (account.isAppOnly)
        return inWords(QT_TRANSLATE_NOOP("Wording", "The program itself (no person signs in)"));
    return inWords(account.isPersonal() ? QT_TRANSLATE_NOOP("Wording", "Personal")
                                        : QT_TRANSLATE_NOOP("Wording", "Work or school"));
}

QString wordsFor(Auth::SessionState state)
{
    switch (state) {
    case Auth::SessionState::SignInNeeded:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Must sign in again; until then its mail waits"));
    case Auth::SessionState::VaultLocked:
        return inWords(QT_TRANSLATE_NOOP("Wording", "The keychain is locked; until it is open its mail waits"));
    case Auth::SessionState::Unreachable:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Signed in; Microsoft was not reached last time"));
    case Auth::SessionState::Refreshing:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Renewing the sign-in…"));
    case Auth::SessionState::Restoring:
        return inWords(QT_TRANSLATE_NOOP("Wording", "Signed in; not used since Sendoff started"));
    case Auth::SessionState::Ready:
        break;
    }
    return inWords(QT_TRANSLATE_NOOP("Wording", "Ready"));
}

QString senderKind(const Auth::OwnSender &sender)
{
    return inWords(sender.isMailbox
                       ? QT_TRANSLATE_NOOP("Wording", "Shared mailbox: the mail leaves by that mailbox")
                       : QT_TRANSLATE_NOOP("Wording", "Alias or on behalf: the mail leaves by your own mailbox"));
}

QString textForAdministrator(const Auth::AuthConfig &config)
{
    Auth::Account nobody;
    nobody.config = config;
    return textForAdministrator(nobody, QString());
}

QString textForAdministrator(const Auth::Account &account, const QString &right)
{
    Auth::AuthConfig config = account.config;
    if (!right.isEmpty() && !config.extraRights.contains(right))
        config.extraRights.append(right);
    QStringList asked;
    for (const QString &scope : config.scopes())
        asked.append(Auth::rightIn(scope));
    const char *text = QT_TRANSLATE_NOOP(
        "Wording",
        "I would like to send mail with Sendoff, a desktop program that uses Microsoft Graph. Please allow it for our "
        "organization.\nDelegated permissions: %1\nApplication (client) id: %2\nIt can be allowed here: %3");
    return inWords(text).arg(asked.join(u", "_s), config.clientId,
                             QString::fromLatin1(Auth::adminConsentUrl(config, account.tenantId).toEncoded()));
}

} // namespace Sendoff::Gui
