// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// sendoff-gallery FOLDER [--dark] [--rtl] [--width N] [--only WORD]: every state of the window as a picture, to look
// at. QT_SCALE_FACTOR=2 makes them large.

#include "gallerylists.h"
#include "gui/composewindow.h"
#include "gui/dropoverlay.h"
#include "gui/messagebar.h"
#include "gui/sendstrip.h"
#include "gui/uploadwording.h"
#include "samples.h"

#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDir>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

namespace {

using Scene = std::function<void(ComposeWindow &)>;
using Scenes = QList<std::pair<QString, Scene>>;

QPalette darkPalette()
{
    QPalette palette(QColor(0x2b, 0x2b, 0x2f));
    palette.setColor(QPalette::Window, QColor(0x2b, 0x2b, 0x2f));
    palette.setColor(QPalette::Base, QColor(0x1f, 0x1f, 0x23));
    palette.setColor(QPalette::WindowText, QColor(0xee, 0xee, 0xee));
    palette.setColor(QPalette::Text, QColor(0xee, 0xee, 0xee));
    palette.setColor(QPalette::ButtonText, QColor(0xee, 0xee, 0xee));
    return palette;
}

void signedIn(ComposeWindow &window)
{
    window.setAccounts({work(), personal()}, work().id);
}

void written(ComposeWindow &window)
{
    signedIn(window);
    window.setMessage(offer());
    window.setSizeInfo(2'940'000 * 4 / 3, 4'194'304);
}

Scene after(const Scene &first, const Scene &then)
{
    return [first, then](ComposeWindow &window) {
        first(window);
        then(window);
    };
}

Scene state(const Outbox::SendState &state)
{
    return after(written, [state](ComposeWindow &window) { window.showState(state); });
}

Scene bar(Notice::Kind kind)
{
    return after(written, [kind](ComposeWindow &window) {
        window.showNotice({kind,
                           u"a"_s,
                           u"\"attached\" is written, but nothing is attached"_s,
                           {},
                           {},
                           {{u"Attach files"_s, Action::CheckAttachments}, {u"Fine"_s, Action::SendAnyway}}});
    });
}

Scenes writing()
{
    Message many;
    for (int i = 0; i < 600; ++i)
        many.recipients.to.append(person(i % 3 ? QString() : u"Person %1"_s.arg(i), u"person%1@example.org"_s.arg(i)));
    Message twelve = offer();
    const QStringList types{u"image/jpeg"_s, u"application/zip"_s, u"application/pdf"_s, u"application/octet-stream"_s};
    for (int i = 0; i < 10; ++i)
        twelve.attachments.append(attachment(u"a rather long name of a holiday picture %1.jpg"_s.arg(i),
                                             types.at(i % 4), 40'000 * (i * i + 1)));
    Message full = offer();
    full.recipients.cc = {person({}, u"team@example.org"_s)};
    full.recipients.bcc = {person(u"Mora, Ana"_s, u"ana@example.org"_s)};
    full.replyTo = {person({}, u"office@example.org"_s)};
    full.importance = Importance::High;
    full.readReceipt = true;
    full.attachments.clear();
    return {
        {u"empty-signed-out"_s, [](ComposeWindow &) {}},
        {u"empty"_s, signedIn},
        {u"written"_s,
         after(written, [](ComposeWindow &window) { window.showSaved(QDateTime::currentDateTimeUtc()); })},
        {u"all-fields"_s, after(signedIn, [full](ComposeWindow &window) { window.setMessage(full); })},
        {u"recipients-folded"_s,
         after(signedIn,
               [many](ComposeWindow &window) {
                   window.setMessage(many);
                   window.findChild<QWidget *>(u"body"_s)->setFocus();
               })},
        {u"recipients-open"_s, after(signedIn, [many](ComposeWindow &window) { window.setMessage(many); })},
        {u"attachments-12"_s,
         after(signedIn,
               [twelve](ComposeWindow &window) {
                   window.setMessage(twelve);
                   window.setSizeInfo(9'400'000, 4'194'304);
               })},
        {u"drop"_s, after(written, [](ComposeWindow &window) { (new DropOverlay(&window))->open(); })},
        {u"practice"_s,
         after(written, [](ComposeWindow &window) { window.setPractice(QUrl(u"http://localhost:1/mailbox"_s)); })},
    };
}

Scenes telling()
{
    Problem bad{ProblemKind::UnreadableRecipient, Field::To, true, u"carl@"_s, AddressFault::NoDomain, 0, 0};
    Problem none{ProblemKind::EmptySubject, Field::Subject, false, {}, AddressFault::None, 0, 0};
    return {
        {u"bar-info"_s, bar(Notice::Kind::Info)},
        {u"bar-warning"_s, bar(Notice::Kind::Warning)},
        {u"bar-error"_s, bar(Notice::Kind::Error)},
        {u"bar-uncertain"_s, bar(Notice::Kind::Uncertain)},
        {u"bar-problem"_s, after(written, [bad](ComposeWindow &window) { window.showProblems({bad}); })},
        {u"bar-warnings"_s, after(written, [none](ComposeWindow &window) { window.showProblems({none}); })},
        {u"bar-forgotten"_s,
         after(written,
               [](ComposeWindow &window) {
                   window.showProblems({}, {{Compose::FindingKind::ForgottenAttachment, u"attached"_s, {}, {}, 0}});
               })},
        {u"bar-findings"_s,
         after(
             written,
             [](ComposeWindow &window) {
                 window.showProblems(
                     {},
                     {{Compose::FindingKind::WrongGreeting, u"Ann"_s, {}, {u"ben@example.org"_s}, 0},
                      {Compose::FindingKind::OutsidePeople, {}, {}, {u"ben@example.org"_s, u"carla@example.org"_s}, 0},
                      {Compose::FindingKind::ManyPeople, {}, {}, {}, 17}});
             })},
        {u"bar-folder"_s,
         after(written,
               [](ComposeWindow &window) {
                   window.showFileRefused(
                       {Store::StoreError::Kind::NotARegularFile, u"/home/adele/Photos"_s, u"folder"_s});
               })},
        {u"bar-not-saved"_s,
         after(written,
               [](ComposeWindow &window) {
                   window.showNotSaved({Store::StoreError::Kind::DiskFull, u"/home/adele/.local/share"_s, {}});
                   window.setOutboxCounts({0, 1, 1, 0, 0});
               })},
        {u"bar-too-big"_s,
         after(written,
               [](ComposeWindow &window) {
                   window.showTooBig({9'400'000, 4'194'304, 6'900'000, 3'100'000});
               })},
        {u"bars-stacked"_s,
         after(written,
               [bad](ComposeWindow &window) {
                   window.showLinkNotes({u"attach"_s, u"from"_s}, {u"attachment-requested"_s});
                   window.showStoreError({Store::StoreError::Kind::DiskFull, u"/home/adele/.local/share"_s,
                                          u"No space left on device"_s});
                   window.findChild<MessageStack *>()->bar(u"store"_s)->findChildren<QPushButton *>().at(1)->click();
               })},
    };
}

Scenes sending()
{
    Outbox::Uncertain crashed = uncertain();
    crashed.crashed = true;
    Outbox::NeedsUser signIn;
    signIn.why = Outbox::NeedsUser::Why::SignIn;
    return {
        {u"state-undo"_s, state(waiting(Outbox::WaitReason::Undo, 8))},
        {u"state-undone"_s,
         after(state(waiting(Outbox::WaitReason::Undo, 8)),
               [](ComposeWindow &window) { window.showState(Outbox::Cancelled{}); })},
        {u"state-waiting"_s, state(waiting(Outbox::WaitReason::Throttled, 83))},
        {u"state-offline"_s, state(waiting(Outbox::WaitReason::Offline, 40))},
        {u"state-copying"_s, after(written, [](ComposeWindow &window) { window.showCopying(1'000'000, 2'940'000); })},
        {u"state-sending"_s,
         after(state(Outbox::Sending{}), [](ComposeWindow &window) { window.showProgress(1'700'000, 3'920'000); })},
        {u"state-accepted"_s, state(accepted())},
        {u"state-no-mailbox"_s,
         after(written,
               [](ComposeWindow &window) {
                   window.setAccounts({guest()}, guest().id);
                   window.showState(refused(Graph::ErrorKind::NoMailbox));
               })},
        {u"state-refused-details"_s,
         after(state(refused(Graph::ErrorKind::BadRequest)),
               [](ComposeWindow &window) {
                   const auto buttons = window.findChild<SendStrip *>()->outcome()->findChildren<QPushButton *>();
                   for (QPushButton *each : buttons) {
                       if (each->text() == u"Details")
                           each->click();
                   }
               })},
        {u"state-sign-in"_s, state(signIn)},
        {u"state-uncertain"_s, state(uncertain())},
        {u"state-crashed"_s, state(crashed)},
    };
}

Scene sheet(const QString &right, const Message &message, const ConsentPage &page = ConsentAsking{})
{
    return after(signedIn, [=](ComposeWindow &window) {
        Auth::Account account = work();
        account.config.cloud = Auth::cloudNamed(u"global"_s, {}, {}).value();
        window.setMessage(message);
        window.showConsent(needFor(right, message, account));
        window.showConsentPage(page);
    });
}

Scenes uploading()
{
    const Outbox::UploadProgress half{u"plan.png"_s, 2, 2, 61'000'000, 149'000'000, 66'000'000, 154'000'000};
    const Scene filling = state(Outbox::Preparing{1, false, 0, {true, u"d"_s}});
    Outbox::NeedsUser missing;
    missing.why = Outbox::NeedsUser::Why::RightMissing;
    missing.detail = u"Mail.ReadWrite"_s;
    Outbox::NeedsUser differs = refused(Graph::ErrorKind::Unknown);
    differs.error.code = u"draft_differs"_s;
    Outbox::NeedsUser denied = refused(Graph::ErrorKind::SendAsDenied);
    denied.error.status = 403;
    denied.error.code = u"ErrorSendAsDenied"_s;
    Message later = offer();
    later.sendAt = QDateTime::currentDateTimeUtc().addDays(2);
    Message other = offer();
    other.from = Address{u"Sales"_s, u"sales@contoso.com"_s};
    other.asMailbox = true;
    Message two = offer();
    two.attachments = {attachment(u"report.pdf"_s, u"application/pdf"_s, 40'000'000),
                       attachment(u"film.mp4"_s, u"video/mp4"_s, 149'000'000)};
    Auth::AuthError admin;
    admin.kind = Auth::AuthErrorKind::AdminConsentNeeded;
    Auth::AuthError no;
    no.kind = Auth::AuthErrorKind::Denied;
    const QString readWrite = u"Mail.ReadWrite"_s;
    return {
        {u"upload-begins"_s, after(filling, [half](ComposeWindow &window) { window.showUploading(half); })},
        {u"upload-going"_s,
         after(filling,
               [half](ComposeWindow &window) {
                   window.showUploading(half);
                   Outbox::UploadProgress more = half;
                   more.fileSent += 9'000'000;
                   more.sent += 9'000'000;
                   QTimer::singleShot(1700, &window, [&window, more] { window.showUploading(more); });
               })},
        {u"upload-paused"_s, state(waiting(Outbox::WaitReason::Paused, 0))},
        {u"upload-offline"_s, state(waiting(Outbox::WaitReason::Offline, 40))},
        {u"upload-right-missing"_s, state(missing)},
        {u"upload-draft-differs"_s, state(differs)},
        {u"upload-over-limit"_s,
         after(signedIn,
               [two](ComposeWindow &window) {
                   window.setMessage(two);
                   window.setSizeInfo(252'000'000, 36'700'000);
                   window.showUsualLimit(Graph::DraftSend{2'000, {}, 252'000'000, true});
               })},
        {u"later-waiting"_s, state(waiting(Outbox::WaitReason::Scheduled, 90'000))},
        {u"sender-other"_s, after(signedIn, [other](ComposeWindow &window) { window.setMessage(other); })},
        {u"sender-denied"_s,
         after(signedIn,
               [other, denied](ComposeWindow &window) {
                   window.setMessage(other);
                   window.showState(denied);
               })},
        {u"sender-signed-out"_s, after(signedIn, [](ComposeWindow &window) { window.setSignedOut({work().id}); })},
        {u"sender-menu"_s,
         after(signedIn,
               [](ComposeWindow &window) {
                   Auth::Account first = work();
                   first.senders = {{u"sales@contoso.com"_s, u"Sales & Co"_s, true}};
                   window.setAccounts({first, personal()}, first.id);
                   window.setSignedOut({personal().id});
                   window.findChild<QAbstractButton *>(u"account"_s)->click();
               })},
        {u"consent-big-files"_s, sheet(readWrite, offer())},
        {u"consent-later"_s, sheet(readWrite, later)},
        {u"consent-other-sender"_s, sheet(u"Mail.Send.Shared"_s, other)},
        {u"consent-browser"_s, sheet(readWrite, offer(), ConsentInBrowser{QUrl(u"https://login.example/"_s)})},
        {u"consent-exchanging"_s, sheet(readWrite, offer(), ConsentExchanging{})},
        {u"consent-denied"_s, sheet(readWrite, offer(), ConsentRefused{no})},
        {u"consent-administrator"_s, sheet(readWrite, offer(), ConsentRefused{admin})},
    };
}

Scenes signingIn()
{
    const auto page
        = [](const SignInPage &shown) -> Scene { return [shown](ComposeWindow &window) { window.showSignIn(shown); }; };
    const QDateTime soon = QDateTime::currentDateTimeUtc().addSecs(590);
    Auth::AuthError admin;
    admin.kind = Auth::AuthErrorKind::AdminConsentNeeded;
    admin.code = u"access_denied"_s;
    admin.aadsts = 90094;
    Auth::AuthError cancelled;
    cancelled.kind = Auth::AuthErrorKind::Cancelled;
    return {
        {u"signin-choose"_s, page(SignInChoosing{})},
        {u"signin-advanced"_s,
         after(page(SignInChoosing{}),
               [](ComposeWindow &window) { window.findChild<QPushButton *>(u"advanced"_s)->click(); })},
        {u"signin-cloud"_s,
         after(page(SignInChoosing{}),
               [](ComposeWindow &window) {
                   window.findChild<QPushButton *>(u"advanced"_s)->click();
                   const QList<QComboBox *> boxes = window.findChildren<QComboBox *>();
                   for (QComboBox *box : boxes)
                       box->setCurrentIndex(1);
               })},
        {u"signin-client-id"_s,
         after(page(SignInChoosing{false, true, {}}),
               [](ComposeWindow &window) { window.findChild<QPushButton *>(u"work"_s)->click(); })},
        {u"signin-browser"_s, page(SignInInBrowser{QUrl(u"https://login.example/"_s), soon})},
        {u"signin-exchanging"_s, page(SignInExchanging{})},
        {u"signin-confirm"_s, page(SignInToConfirm{work(), true})},
        {u"signin-confirm-guest"_s, page(SignInToConfirm{guest(), false})},
        {u"signin-failed"_s, page(SignInFailed{admin, soon})},
        {u"signin-cancelled"_s, page(SignInFailed{cancelled, soon})},
    };
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addPositionalArgument(u"folder"_s, u"where the pictures go"_s);
    options.addOptions({{u"dark"_s, u"on a dark desktop"_s},
                        {u"rtl"_s, u"right to left"_s},
                        {u"width"_s, u"window width"_s, u"pixels"_s, u"0"_s},
                        {u"only"_s, u"names with this word in them"_s, u"word"_s}});
    options.process(app);
    const QDir folder(options.positionalArguments().value(0, u"gallery"_s));
    if (!folder.mkpath(u"."_s))
        return 1;
    if (options.isSet(u"dark"_s))
        QApplication::setPalette(darkPalette());
    if (options.isSet(u"rtl"_s))
        QApplication::setLayoutDirection(Qt::RightToLeft);

    FakeDialogs dialogs;
    QList<std::pair<QString, std::function<QWidget *(Dialogs &)>>> windows = listScenes() + accountsScenes();
    for (const auto &[name, scene] : writing() + telling() + sending() + uploading() + signingIn()) {
        windows.append({name, [scene = scene](Dialogs &desktop) {
                            auto *window = new ComposeWindow(desktop);
                            window->setClosesWhenAccepted(false);
                            window->resize(640, 560);
                            QTimer::singleShot(0, window, [window, scene] { scene(*window); });
                            return window;
                        }});
    }
    for (const auto &[name, make] : std::as_const(windows)) {
        if (!name.contains(options.value(u"only"_s)))
            continue;
        const std::unique_ptr<QWidget> window(make(dialogs));
        if (const int width = options.value(u"width"_s).toInt(); width > 0)
            window->resize(width, 560);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get(), 2000))
            std::fprintf(stderr, "%s: not active\n", qPrintable(name));
        QTest::qWait(name == u"upload-going" ? 1800 : 80);
        window->grab().save(folder.filePath(name + u".png"_s));
        // A menu is a window of its own.
        if (QWidget *menu = QApplication::activePopupWidget()) {
            menu->grab().save(folder.filePath(name + u"-popup.png"_s));
            menu->close();
        }
    }
    return 0;
}
