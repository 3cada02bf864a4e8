// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

#include <functional>

class QWidget;

namespace Sendoff::Gui {

/// What a window asks of the desktop, as an interface so that tests answer without a person. None of these waits:
/// the answer comes later, and not at all if `parent` dies first.
class Dialogs
{
public:
    virtual ~Dialogs() = default;

    /// Files to attach, absolute paths. Empty if the person changed their mind.
    virtual void chooseFiles(QWidget *parent, std::function<void(const QStringList &files)> answer) = 0;
    /// A question about something that cannot be undone; `verb` is the button that does it.
    virtual void confirm(QWidget *parent, const QString &question, const QString &more, const QString &verb,
                         std::function<void(bool yes)> answer)
        = 0;
    /// Opens an https, http or mailto address in the person's browser. False: nothing could be started.
    virtual bool openUrl(const QUrl &url) = 0;
};

/// The desktop's own dialogs.
class DesktopDialogs final : public Dialogs
{
public:
    void chooseFiles(QWidget *parent, std::function<void(const QStringList &files)> answer) override;
    void confirm(QWidget *parent, const QString &question, const QString &more, const QString &verb,
                 std::function<void(bool yes)> answer) override;
    bool openUrl(const QUrl &url) override;
};

} // namespace Sendoff::Gui
