// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/engine.h"
#include "app/singleinstance.h"
#include "app/writing.h"
#include "gui/dialogs.h"

#include <QJsonObject>
#include <QObject>

namespace Sendoff::App {

/// The program with windows: makes everything, connects everything, owns everything.
class Application : public QObject
{
    Q_OBJECT
public:
    Application(Engine &engine, QObject *parent = nullptr);
    ~Application() override;

    /// What is handed from one `sendoff` to another.
    static QJsonObject noteFor(const ComposeInput &input, const QStringList &files);

    /// Opens the first window; everything that is not needed to type comes after it is on the screen.
    void start(const ComposeInput &input, const QStringList &files);

private:
    Writing *openWindow(const ComposeInput &input, const QString &draftId = {});
    void openDraft(const QString &draftId);
    void closeWindows();
    void restoreWindows(Writing *blank);
    void offerDrafts(Writing *writing, const QList<Compose::Draft> &all);
    void followDesk();
    void showUnsettled();
    void takeNote(const QJsonObject &note);
    void quitWhenIdle();
    bool isUnderWay();

    Engine &m_engine;
    Gui::DesktopDialogs m_dialogs;
    SingleInstance m_instance;
    QList<Writing *> m_writings;
    bool m_followsDesk = false;
};

} // namespace Sendoff::App
