// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallerylists.h"

#include "gui/outboxwindow.h"
#include "outboxsamples.h"

#include <QAbstractItemView>
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

} // namespace

Scenes listScenes()
{
    return outboxScenes();
}

} // namespace Sendoff::Gui
