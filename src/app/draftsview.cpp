// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draftsview.h"

#include "gui/dialogs.h"
#include "gui/draftswindow.h"
#include "gui/versionsdialog.h"

namespace Sendoff::App {

DraftsView::DraftsView(Engine &engine, Gui::Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_dialogs(dialogs)
{
}

DraftsView::~DraftsView()
{
    delete m_versions;
    delete m_window;
}

bool DraftsView::isOpen() const
{
    return m_window != nullptr;
}

void DraftsView::close()
{
    if (m_window)
        m_window->close();
}

void DraftsView::show()
{
    if (!m_window)
        makeWindow();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    refresh();
}

void DraftsView::makeWindow()
{
    using Gui::DraftsWindow;
    m_window = new DraftsWindow(m_dialogs);
    connect(m_window, &DraftsWindow::openRequested, this, &DraftsView::openRequested);
    connect(m_window, &DraftsWindow::newMessageRequested, this, &DraftsView::newMessageRequested);
    connect(m_window, &DraftsWindow::deleteRequested, this, &DraftsView::discard);
    connect(m_window, &DraftsWindow::undoRequested, this, &DraftsView::restore);
    connect(m_window, &DraftsWindow::versionsRequested, this,
            [this](const QString &id) { showVersions(id, m_window); });
    connect(m_window, &QObject::destroyed, this, &DraftsView::closed);
    if (m_engine.practice())
        m_window->setPractice(m_engine.practice()->mailbox);
}

void DraftsView::refresh()
{
    if (!m_window)
        return;
    m_engine.withDrafts<QList<Compose::Draft>>(
        m_window,
        [](Compose::DraftStore &drafts) -> Result<QList<Compose::Draft>, Store::StoreError> { return drafts.all(); },
        [this](const Result<QList<Compose::Draft>, Store::StoreError> &all) {
            if (all)
                m_window->setDrafts(all.value());
            else
                m_window->showStoreError(all.error());
        });
}

void DraftsView::discard(const QStringList &ids)
{
    m_engine.withDrafts<Done>(
        m_window,
        [ids](Compose::DraftStore &drafts) -> Result<Done, Store::StoreError> {
            for (const QString &id : ids) {
                if (auto discarded = drafts.discard(id); !discarded)
                    return discarded;
            }
            return Done{};
        },
        [this, ids](const Result<Done, Store::StoreError> &result) {
            refresh();
            if (!result) {
                m_window->showStoreError(result.error());
                return;
            }
            m_window->showDeleted(ids);
            Q_EMIT deleted(ids);
        });
}

void DraftsView::restore(const QStringList &ids)
{
    m_engine.withDrafts<Done>(
        m_window,
        [ids](Compose::DraftStore &drafts) -> Result<Done, Store::StoreError> {
            for (const QString &id : ids) {
                if (auto restored = drafts.restore(id); !restored)
                    return restored;
            }
            return Done{};
        },
        [this](const Result<Done, Store::StoreError> &result) {
            if (!result)
                m_window->showStoreError(result.error());
            refresh();
        });
}

void DraftsView::showVersions(const QString &draftId, QWidget *parent)
{
    delete m_versions;
    m_versions = new Gui::VersionsDialog(parent);
    m_versions->show();
    using Versions = QList<Compose::DraftVersion>;
    m_engine.withDrafts<Versions>(
        m_versions,
        [draftId](Compose::DraftStore &drafts) -> Result<Versions, Store::StoreError> {
            return drafts.versions(draftId);
        },
        [this, draftId](const Result<Versions, Store::StoreError> &found) {
            if (!found)
                return;
            m_versions->setVersions(found.value());
            connect(m_versions, &Gui::VersionsDialog::takeBackRequested, this,
                    [this, draftId, versions = found.value()](qint64 number) {
                        for (const Compose::DraftVersion &version : versions) {
                            if (version.number == number)
                                Q_EMIT takeBackRequested(draftId, version.message);
                        }
                        m_versions->close();
                    });
        });
}

} // namespace Sendoff::App
