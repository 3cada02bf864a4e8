// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/uploadwording.h"

#include "graph/rights.h"
#include "gui/accountwording.h"
#include "gui/wordingtable.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <chrono>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

struct OwnCode
{
    QStringView code;
    const char *title;
    const char *cause;
    const char *nextStep;
};

// clang-format off
constexpr auto ownCodes = std::to_array<OwnCode>({
    {u"draft_differs",
     QT_TRANSLATE_NOOP("Wording", "The draft at Microsoft holds other files than yours"),
     QT_TRANSLATE_NOOP("Wording", "Somebody, or another program, changed the draft in your mailbox while its files were being uploaded. Nothing was sent."),
     QT_TRANSLATE_NOOP("Wording", "Take the mail back to draft and send it again. The draft in your mailbox is deleted then.")},
    {u"upload_session_broken",
     QT_TRANSLATE_NOOP("Wording", "Microsoft's answers about an attachment make no sense"),
     QT_TRANSLATE_NOOP("Wording", "The upload was begun several times, and each time the service asked for something impossible. Nothing was sent."),
     QT_TRANSLATE_NOOP("Wording", "Try again later. If it happens again, send the copied details to whoever gave you Sendoff.")},
    {u"upload_address_unsafe",
     QT_TRANSLATE_NOOP("Wording", "The service named an unsafe place for an attachment"),
     QT_TRANSLATE_NOOP("Wording", "Files go up to https addresses only, and this was none. Something on the way may have changed the answer. Nothing was sent."),
     QT_TRANSLATE_NOOP("Wording", "Check which network you are in, then try again. If it happens again, send the copied details to whoever gave you Sendoff.")},
});
// clang-format on

RightNeed::Purpose purposeOf(const QString &right, const Message &message)
{
    if (right == Graph::Right::mailSendShared)
        return RightNeed::Purpose::OtherSender;
    Message now = message;
    now.sendAt = {};
    const bool isSmall = std::holds_alternative<Graph::DirectSend>(Graph::planSend(now, Limits{}));
    if (message.sendAt.isValid() && isSmall)
        return RightNeed::Purpose::LaterSending;
    return RightNeed::Purpose::BigFiles;
}

bool hasPictures(const Message &message)
{
    return std::any_of(message.attachments.cbegin(), message.attachments.cend(), [](const Attachment &attachment) {
        return attachment.contentType.startsWith(u"image/"_s, Qt::CaseInsensitive);
    });
}

} // namespace

std::optional<Wording> wordingForOwnCode(const QString &code)
{
    for (const OwnCode &row : ownCodes) {
        if (row.code == code) {
            return Wording{inWords(row.title),  inWords(row.cause),
                           Fixer::You,          inWords(row.nextStep),
                           Action::CopyDetails, inWords(QT_TRANSLATE_NOOP("Wording", "Copy details"))};
        }
    }
    return std::nullopt;
}

RightNeed needFor(const QString &right, const Message &message, const Auth::Account &account)
{
    RightNeed need{right, purposeOf(right, message), account, {}};
    using WayOut = RightNeed::WayOut;
    switch (need.purpose) {
    case RightNeed::Purpose::BigFiles:
        if (hasPictures(message))
            need.ways.append(WayOut::SmallerPictures);
        need.ways.append({WayOut::Link, WayOut::FewerFiles});
        break;
    case RightNeed::Purpose::LaterSending:
        need.ways = {WayOut::SendNow};
        break;
    case RightNeed::Purpose::OtherSender:
        need.ways = {WayOut::OwnAddress};
        break;
    case RightNeed::Purpose::LookUp:
        break;
    }
    return need;
}

Wording wordingForMissingRight(const QString &right, const Auth::Account *account)
{
    const auto purpose
        = right == Graph::Right::mailSendShared ? RightNeed::Purpose::OtherSender : RightNeed::Purpose::BigFiles;
    Wording words = wordingFor(RightNeed{right, purpose, account ? *account : Auth::Account(), {}});
    words.nextStep = inWords(QT_TRANSLATE_NOOP(
        "Wording", "When it is allowed the mail goes on by itself. Or take it back to draft and change it."));
    words.action = Action::AskForRight;
    return words;
}

Wording wordingForUsualLimit(const Graph::DraftSend &plan)
{
    Wording words;
    words.title = inWords(QT_TRANSLATE_NOOP("Wording", "The mail is larger than most mailboxes take"));
    words.cause
        = inWords(QT_TRANSLATE_NOOP("Wording",
                                    "With its files packed for the way it has %1. Microsoft 365 takes %2 unless an "
                                    "administrator has allowed more, and the recipients' mailboxes have limits too."))
              .arg(sizeInWords(plan.messageBytes), sizeInWords(Limits{}.usualMessageBytes));
    words.nextStep = inWords(QT_TRANSLATE_NOOP("Wording", "Send a link to the files instead, or try it."));
    words.fixer = Fixer::You;
    words.action = Action::SendAnyway;
    words.button = inWords(QT_TRANSLATE_NOOP("Wording", "Send anyway"));
    return words;
}

QString uploadInWords(const Outbox::UploadProgress &progress, qint64 speed)
{
    const int percent = progress.total > 0 ? static_cast<int>(100 * progress.sent / progress.total) : 0;
    QString words = progress.file == 0 ? inWords(QT_TRANSLATE_NOOP("Wording", "All files are uploaded"))
        : progress.files > 1           ? inWords(QT_TRANSLATE_NOOP("Wording", "Uploading file %1 of %2: %3 %"))
                                   .arg(progress.file)
                                   .arg(progress.files)
                                   .arg(percent)
                             : inWords(QT_TRANSLATE_NOOP("Wording", "Uploading the file: %1 %")).arg(percent);
    if (speed <= 0 || progress.file == 0)
        return words;
    const auto left = std::chrono::milliseconds(1000 * (progress.total - progress.sent) / speed);
    //: what is going on, then a speed such as "3.2 MB" a second, then a span such as "2 min"
    return inWords(QT_TRANSLATE_NOOP("Wording", "%1, %2/s, %3 left")).arg(words, sizeInWords(speed), spanInWords(left));
}

QString momentInWords(const QDateTime &when)
{
    const QDate day = when.toLocalTime().date();
    const bool isThisYear = day.year() == QDate::currentDate().year();
    return QLocale().toString(day, isThisYear ? u"ddd d MMM"_s : u"ddd d MMM yyyy"_s) + u", "_s + timeInWords(when);
}

} // namespace Sendoff::Gui
