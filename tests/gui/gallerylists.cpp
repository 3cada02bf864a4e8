// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallerylists.h"

#include "gui/dialogs.h"
#include "gui/draftswindow.h"
#include "gui/outboxwindow.h"
#include "gui/versionsdialog.h"
#include "outboxsamples.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

using namespace Samples;
using Make = std::function<QWidget *(Dialogs &)>;
using Scenes = QList<std::pair<QString, Make>>;

OutboxWindow *outbox(Dialogs &dialogs)
{
    auto *window = new OutboxWindow(dialogs);
    window->setAccounts({work(), personal()});
    return window;
}

OutboxWindow *mixed(Dialogs &dialogs, int finished = 30)
{
    OutboxWindow *window = outbox(dialogs);
    window->showCounts(mixedCounts());
    window->setUnfinished(mixedUnfinished());
    window->addFinished(someFinished(0, finished), true);
    QObject::connect(window, &OutboxWindow::detailsWanted, window, [window](const QString &id) {
        for (const Outbox::Summary &each : mixedUnfinished() + someFinished(0, 30)) {
            if (each.id == id)
                window->showDetails(detailsOf(each));
        }
    });
    return window;
}

Make chosen(const QString &id)
{
    return [id](Dialogs &dialogs) {
        OutboxWindow *window = mixed(dialogs);
        QTimer::singleShot(10, window, [window, id] { window->choose(id); });
        return window;
    };
}

Scenes outboxScenes()
{
    return {
        {u"outbox-empty"_s,
         [](Dialogs &dialogs) {
             OutboxWindow *window = outbox(dialogs);
             window->addFinished({}, true);
             return window;
         }},
        {u"outbox-mixed"_s, [](Dialogs &dialogs) { return mixed(dialogs); }},
        {u"outbox-10000"_s, [](Dialogs &dialogs) { return mixed(dialogs, 10'000); }},
        {u"outbox-waiting"_s, chosen(u"w2"_s)},
        {u"outbox-uncertain"_s, chosen(u"u1"_s)},
        {u"outbox-refused"_s, chosen(u"n1"_s)},
        {u"outbox-receipt"_s, chosen(u"f0"_s)},
        {u"outbox-cancelled"_s, chosen(u"f3"_s)},
        {u"outbox-several"_s,
         [](Dialogs &dialogs) {
             OutboxWindow *window = mixed(dialogs, 0);
             QTimer::singleShot(10, window, [window] { window->findChild<QAbstractItemView *>()->selectAll(); });
             return window;
         }},
        {u"outbox-no-match"_s,
         [](Dialogs &dialogs) {
             OutboxWindow *window = mixed(dialogs);
             window->findChild<QLineEdit *>(u"search"_s)->setText(u"zebra"_s);
             return window;
         }},
        {u"outbox-practice"_s,
         [](Dialogs &dialogs) {
             OutboxWindow *window = mixed(dialogs);
             window->setPractice(QUrl(u"http://localhost:1/mailbox"_s));
             return window;
         }},
    };
}

Compose::DraftSummary draft(const QString &id, const Message &message, int minutesAgo)
{
    return {id, message, work().id, QDateTime::currentDateTimeUtc().addSecs(-60 * minutesAgo)};
}

QList<Compose::DraftSummary> someDrafts()
{
    Message party = offer();
    party.recipients.to.clear();
    party.subject = u"Summer party"_s;
    party.body.content = u"Dear all,\nthis year we meet behind the old mill, and everybody brings something to eat."_s;
    party.attachments.clear();
    Message html = offer();
    html.recipients.to = {person(u"Dr. Ines Weber"_s, u"ines@example.org"_s)};
    html.recipients.cc = {person({}, u"office@example.org"_s)};
    html.subject.clear();
    html.body = {BodyKind::Html,
                 u"<html><head><title>x</title></head><body><p>Dear <b>Ines</b>,</p><p>thank you &amp; "
                 "goodbye</p></body></html>"_s};
    html.attachments.removeLast();
    Message bare;
    bare.subject = u"Remember the milk"_s;
    return {draft(u"a"_s, offer(), 2), draft(u"b"_s, party, 190), draft(u"c"_s, html, 60 * 30),
            draft(u"d"_s, bare, 60 * 24 * 50)};
}

DraftsWindow *drafts(Dialogs &dialogs, const QList<Compose::DraftSummary> &all)
{
    auto *window = new DraftsWindow(dialogs);
    window->setDrafts(all);
    return window;
}

QList<Compose::DraftVersion> someVersions()
{
    QList<Compose::DraftVersion> versions;
    Message message = offer();
    for (int i = 0; i < 12; ++i) {
        versions.append({i + 1, QDateTime::currentDateTimeUtc().addSecs(-240 * (13 - i)), message});
        message.body.content += u"\nThis was added as number %1 while thinking about it."_s.arg(i);
    }
    return versions;
}

Scenes draftScenes()
{
    return {
        {u"drafts-empty"_s, [](Dialogs &dialogs) { return drafts(dialogs, {}); }},
        {u"drafts-mixed"_s, [](Dialogs &dialogs) { return drafts(dialogs, someDrafts()); }},
        {u"drafts-undo"_s,
         [](Dialogs &dialogs) {
             DraftsWindow *window = drafts(dialogs, someDrafts().mid(1));
             window->showDeleted({u"a"_s});
             return window;
         }},
        {u"versions"_s,
         [](Dialogs &) {
             auto *dialog = new VersionsDialog;
             dialog->setVersions(someVersions());
             return dialog;
         }},
        {u"versions-none"_s, [](Dialogs &) { return new VersionsDialog; }},
        {u"quit-sending"_s,
         [](Dialogs &) -> QWidget * {
             DesktopDialogs().askQuit(nullptr, {1, 1, 2}, [](QuitChoice) {});
             return QApplication::topLevelWidgets().back();
         }},
    };
}

} // namespace

Scenes listScenes()
{
    return outboxScenes() + draftScenes();
}

} // namespace Sendoff::Gui
