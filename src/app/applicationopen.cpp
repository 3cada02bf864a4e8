// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

using namespace Qt::StringLiterals;

namespace Sendoff::App {

// Windows for what is there already: drafts, mail in the outbox, and what a crash has left.

Writing *Application::writingOf(const QString &item) const
{
    for (Writing *writing : m_writings) {
        if (writing->item() == item && writing->window())
            return writing;
    }
    return nullptr;
}

Writing *Application::anyWriting()
{
    for (Writing *writing : std::as_const(m_writings)) {
        if (writing->window()) {
            bringToFront(writing);
            return writing;
        }
    }
    return openWindow({});
}

void Application::openItem(const QString &id)
{
    if (Writing *writing = writingOf(id)) {
        bringToFront(writing);
        return;
    }
    m_engine.desk().ask<std::optional<Outbox::Item>>(
        this, [id](Outbox::Queue &queue) { return queue.item(id); },
        [this](const std::optional<Outbox::Item> &item) {
            if (!item)
                return;
            ComposeInput input;
            input.message = item->message;
            Writing *writing = openWindow(input);
            writing->window()->setClosesWhenAccepted(false);
            writing->follow(*item);
        });
}

/// A mail that was taken back is a draft; if that is gone too, its text is still in the outbox.
void Application::openCancelled(const QString &draftId, const QString &item)
{
    using Found = std::optional<Compose::Draft>;
    m_engine.withDrafts<Found>(
        this,
        [draftId](Compose::DraftStore &drafts) -> Result<Found, Store::StoreError> { return drafts.load(draftId); },
        [this, draftId, item](const Result<Found, Store::StoreError> &found) {
            if (found && found.value()) {
                openDraft(draftId);
                return;
            }
            m_engine.desk().ask<std::optional<Outbox::Item>>(
                this, [item](Outbox::Queue &queue) { return queue.item(item); },
                [this](const std::optional<Outbox::Item> &kept) {
                    if (!kept)
                        return;
                    ComposeInput input;
                    input.message = kept->message;
                    input.message.internetMessageId.clear();
                    openWindow(input);
                });
        });
}

void Application::openDraft(const QString &draftId)
{
    for (Writing *writing : std::as_const(m_writings)) {
        if (writing->draftId() == draftId && writing->item().isEmpty() && writing->window()) {
            bringToFront(writing);
            return;
        }
    }
    using Found = std::optional<Compose::Draft>;
    m_engine.withDrafts<Found>(
        this,
        [draftId](Compose::DraftStore &drafts) -> Result<Found, Store::StoreError> { return drafts.load(draftId); },
        [this](const Result<Found, Store::StoreError> &found) {
            if (found && found.value())
                openWindow({})->load(*found.value());
        });
}

/// Those that were open when the program ended without closing them, and a word on the others.
void Application::restoreWindows(Writing *blank)
{
    struct Found
    {
        QList<Compose::Draft> inWindows;
        QList<Compose::Draft> all;
    };
    m_engine.withDrafts<Found>(
        this,
        [](Compose::DraftStore &drafts) -> Result<Found, Store::StoreError> {
            return Found{drafts.inWindows(), drafts.all()};
        },
        [this, blank = QPointer<Writing>(blank)](const Result<Found, Store::StoreError> &found) {
            if (!found) {
                if (blank && blank->window())
                    blank->window()->showStoreError(found.error());
                return;
            }
            QPointer<Writing> free = blank;
            for (const Compose::Draft &draft : found.value().inWindows) {
                // The empty window that is there already takes the first one.
                Writing *writing = free && free->isUntouched() ? free.data() : openWindow({});
                free = nullptr;
                writing->load(draft);
                writing->window()->showNotice({Gui::Notice::Kind::Info,
                                               u"restored"_s,
                                               tr("Sendoff ended unexpectedly. This is what you were writing."),
                                               {},
                                               {},
                                               {}});
            }
            if (!found.value().inWindows.isEmpty())
                bringToFront(m_first);
            if (found.value().inWindows.isEmpty() && blank)
                offerDrafts(blank, found.value().all);
        });
}

void Application::offerDrafts(Writing *writing, const QList<Compose::Draft> &all)
{
    if (all.isEmpty() || !writing->window())
        return;
    const Compose::Draft &newest = all.first();
    const QString subject = newest.message.subject.isEmpty() ? tr("(no subject)") : newest.message.subject;
    writing->window()->showNotice(
        {Gui::Notice::Kind::Info,
         u"draft:"_s + newest.id,
         tr("An unsent mail was kept: %1").arg(subject.left(80)),
         all.size() == 1 ? QString() : tr("%1 mails were written and not sent.").arg(all.size()),
         {},
         {{tr("Open it"), Gui::Action::KeepWriting}}});
}

/// What only a person can settle gets its window back.
void Application::showUnsettled()
{
    m_engine.desk().ask<QList<Outbox::Item>>(
        this,
        [](Outbox::Queue &queue) {
            constexpr qsizetype most = 5;
            QList<Outbox::Item> unsettled;
            for (const Outbox::Summary &summary : queue.unfinishedSummaries()) {
                const bool isUnsettled = std::holds_alternative<Outbox::Uncertain>(summary.state)
                    || std::holds_alternative<Outbox::NeedsUser>(summary.state);
                if (!isUnsettled || unsettled.size() == most)
                    continue;
                if (auto item = queue.item(summary.id))
                    unsettled.append(std::move(*item));
            }
            return unsettled;
        },
        [this](const QList<Outbox::Item> &unsettled) {
            for (const Outbox::Item &item : unsettled) {
                ComposeInput input;
                input.message = item.message;
                openWindow(input)->follow(item);
            }
            if (!unsettled.isEmpty())
                bringToFront(m_first);
        });
}

/// What else is opened must not cover what somebody asked for, or is typing in.
void Application::bringToFront(Writing *writing)
{
    if (!writing || !writing->window())
        return;
    writing->window()->raise();
    writing->window()->activateWindow();
}

} // namespace Sendoff::App
