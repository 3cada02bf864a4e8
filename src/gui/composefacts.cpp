// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the compose window is told and tells on in message bars.
#include "gui/composewindow_p.h"
#include "gui/messagebar.h"
#include "gui/uploadwording.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

void ComposeWindow::showTooBig(const Graph::TooBig &size)
{
    if (d->handedOver)
        unlock();
    showNotice(noticeFor(Notice::Kind::Error, u"size"_s, wordingFor(size)));
}

void ComposeWindow::showUsualLimit(const Graph::DraftSend &plan)
{
    if (d->handedOver)
        unlock();
    showNotice(noticeFor(Notice::Kind::Warning, u"limit"_s, wordingForUsualLimit(plan)));
}

void ComposeWindow::showFileRefused(const Store::StoreError &why)
{
    d->refusedFiles.append(why);
    Notice notice = noticeFor(Notice::Kind::Error, u"files"_s, wordingFor(why));
    if (d->refusedFiles.size() > 1) {
        QStringList titles;
        QStringList all;
        for (const Store::StoreError &each : std::as_const(d->refusedFiles)) {
            titles.append(wordingFor(each).title);
            all.append(each.path + u": "_s + wordingFor(each).cause);
        }
        notice.text = tr("%n files were not attached", nullptr, static_cast<int>(titles.size()));
        notice.more = titles.mid(0, 3).join(u" · "_s) + (titles.size() > 3 ? u" …"_s : QString());
        notice.details = all.join(u'\n');
    }
    showNotice(notice);
}

void ComposeWindow::showStoreError(const Store::StoreError &why)
{
    if (d->handedOver)
        unlock();
    showNotice(noticeFor(Notice::Kind::Error, u"store"_s, wordingFor(why), details(why)));
}

void ComposeWindow::showAuthError(const Auth::AuthError &error)
{
    if (d->handedOver)
        unlock();
    showNotice(
        noticeFor(Notice::Kind::Error, u"auth"_s, wordingFor(error), details(error, QDateTime::currentDateTimeUtc())));
}

void ComposeWindow::showLinkNotes(const QStringList &dropped, const QStringList &warnings)
{
    QStringList notes;
    for (const QString &code : warnings)
        notes.append(wordsForLinkWarning(code));
    if (!dropped.isEmpty())
        notes.append(tr("It asked for things a link may not decide: %1.").arg(dropped.join(u", "_s)));
    notes.removeAll(QString());
    if (!notes.isEmpty())
        showNotice({Notice::Kind::Warning, u"link"_s, tr("This mail was begun by a link"), notes.join(u' '), {}, {}});
}

void ComposeWindow::showNotice(const Notice &notice)
{
    d->notices()->put(notice);
    d->orderTabs();
}

void ComposeWindow::removeNotice(const QString &key)
{
    if (d->stack)
        d->stack->remove(key);
    if (key == u"files")
        d->refusedFiles.clear();
}

void ComposeWindow::showSaving()
{
    if (!m_locked && !d->state)
        d->ui.strip->showIdle(tr("Saving…"));
}

void ComposeWindow::showSaved(const QDateTime &when)
{
    removeNotice(u"store"_s);
    removeNotice(u"unsaved"_s);
    if (!m_locked && !d->state)
        d->ui.strip->showIdle(tr("Saved at %1").arg(timeInWords(when)));
}

void ComposeWindow::showNotSaved(const Store::StoreError &why)
{
    d->notices()->put(noticeFor(Notice::Kind::Error, u"unsaved"_s, wordingForUnsaved(why), details(why)), false);
    d->orderTabs();
    if (!m_locked && !d->state)
        d->ui.strip->showIdle(tr("Not saved"));
}

} // namespace Sendoff::Gui
