// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine.h"

#include <QObject>
#include <QPointer>

namespace Sendoff::Gui {
class Dialogs;
class DraftsWindow;
class VersionsDialog;
} // namespace Sendoff::Gui

namespace Sendoff::App {

/// Ties the list of drafts, and the versions of one, to where they are kept.
class DraftsView : public QObject
{
    Q_OBJECT
public:
    DraftsView(Engine &engine, Gui::Dialogs &dialogs, QObject *parent = nullptr);
    ~DraftsView() override;

    void show();
    void showVersions(const QString &draftId, QWidget *parent);
    /// A draft was saved or is gone.
    void refresh();
    bool isOpen() const;
    void close();

Q_SIGNALS:
    void openRequested(const QString &draftId);
    void deleted(const QStringList &draftIds);
    /// This is what the draft shall be from now on; what it was is kept as a version.
    void takeBackRequested(const QString &draftId, const Sendoff::Message &message);
    void newMessageRequested();
    void closed();

private:
    void makeWindow();
    void discard(const QStringList &ids);
    void restore(const QStringList &ids);

    Engine &m_engine;
    Gui::Dialogs &m_dialogs;
    QPointer<Gui::DraftsWindow> m_window;
    QPointer<Gui::VersionsDialog> m_versions;
};

} // namespace Sendoff::App
