// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <functional>

class QWidget;

namespace Sendoff::Gui {

/// What is under way when somebody wants to quit.
struct QuitFacts
{
    int sending = 0; ///< being prepared or sent right now
    int undoWaiting = 0; ///< held back so that they can be undone
    int waiting = 0; ///< safe in the outbox, for later
    int scheduled = 0; ///< wait here for a time that was chosen

    friend bool operator==(const QuitFacts &, const QuitFacts &) = default;
};

enum class QuitChoice {
    Stay,
    /// Send what is held back now, and quit when nothing is under way any more; if only scheduled mail is there, when
    /// that has left.
    QuitWhenSent,
    QuitNow, ///< what is being sent becomes uncertain; what is held back waits for the next start
};

/// The question in words, and the choices that make sense, the safest first.
struct QuitQuestion
{
    QString text;
    QString more;
    QList<std::pair<QString, QuitChoice>> buttons;
};
QuitQuestion questionFor(const QuitFacts &facts);

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
    /// Asked once, and only if something is under way.
    virtual void askQuit(QWidget *parent, const QuitFacts &facts, std::function<void(QuitChoice)> answer) = 0;
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
    void askQuit(QWidget *parent, const QuitFacts &facts, std::function<void(QuitChoice)> answer) override;
    bool openUrl(const QUrl &url) override;
};

} // namespace Sendoff::Gui
