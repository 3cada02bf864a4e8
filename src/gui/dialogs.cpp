// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

void DesktopDialogs::chooseFiles(QWidget *parent, std::function<void(const QStringList &)> answer)
{
    auto *dialog = new QFileDialog(parent, QCoreApplication::translate("Dialogs", "Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog,
                     [answer](const QStringList &files) { answer(files); });
    QObject::connect(dialog, &QFileDialog::rejected, dialog, [answer] { answer({}); });
    dialog->open();
}

void DesktopDialogs::confirm(QWidget *parent, const QString &question, const QString &more, const QString &verb,
                             std::function<void(bool)> answer)
{
    auto *box
        = new QMessageBox(QMessageBox::NoIcon, QString(), question + u"\n\n"_s + more, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const QPushButton *yes = box->addButton(verb, QMessageBox::AcceptRole);
    QObject::connect(box, &QMessageBox::finished, box, [box, yes, answer] { answer(box->clickedButton() == yes); });
    box->open();
}

QuitQuestion questionFor(const QuitFacts &facts)
{
    const auto words = [](const char *text) { return QCoreApplication::translate("Dialogs", text); };
    const auto counted = [&words](int count, const char *one, const char *several) {
        const QString text = words(count == 1 ? one : several);
        return text.contains(u"%1"_s) ? text.arg(count) : text;
    };
    QuitQuestion question;
    QStringList more;
    if (facts.sending > 0) {
        question.text = counted(facts.sending, QT_TRANSLATE_NOOP("Dialogs", "A mail is being sent"),
                                QT_TRANSLATE_NOOP("Dialogs", "%1 mails are being sent"));
        more.append(words(QT_TRANSLATE_NOOP("Dialogs",
                                            "If Sendoff stops in the middle, nobody here will know whether it arrived. "
                                            "You would have to look in Sent Items.")));
    }
    if (facts.undoWaiting > 0) {
        const QString held = counted(facts.undoWaiting, QT_TRANSLATE_NOOP("Dialogs", "A mail has not left yet"),
                                     QT_TRANSLATE_NOOP("Dialogs", "%1 mails have not left yet"));
        if (question.text.isEmpty())
            question.text = held;
        else
            more.append(held + u'.');
        more.append(counted(
            facts.undoWaiting,
            QT_TRANSLATE_NOOP("Dialogs",
                              "It is held back so that you can undo it. It can leave now, or at the next start."),
            QT_TRANSLATE_NOOP("Dialogs",
                              "They are held back so that you can undo them. They can leave now, or at the next "
                              "start.")));
    }
    if (facts.waiting > 0) {
        const QString waiting = counted(facts.waiting, QT_TRANSLATE_NOOP("Dialogs", "A mail waits in the outbox"),
                                        QT_TRANSLATE_NOOP("Dialogs", "%1 mails wait in the outbox"));
        if (question.text.isEmpty())
            question.text = waiting;
        else
            more.append(waiting + u'.');
        more.append(
            words(QT_TRANSLATE_NOOP("Dialogs", "What waits is safe. It goes on when Sendoff is started again.")));
    }
    if (facts.scheduled > 0) {
        const QString later
            = counted(facts.scheduled, QT_TRANSLATE_NOOP("Dialogs", "A mail waits on this computer for its time"),
                      QT_TRANSLATE_NOOP("Dialogs", "%1 mails wait on this computer for their time"));
        if (question.text.isEmpty())
            question.text = later;
        else
            more.append(later + u'.');
        more.append(words(QT_TRANSLATE_NOOP(
            "Dialogs", "It leaves on time only if Sendoff runs then, otherwise when Sendoff is started again.")));
    }
    question.more = more.join(u' ');
    const bool under = facts.sending > 0 || facts.undoWaiting > 0;
    if (!under && facts.scheduled > 0)
        question.buttons.append(
            {words(QT_TRANSLATE_NOOP("Dialogs", "Go on in the background")), QuitChoice::QuitWhenSent});
    if (under)
        question.buttons.append({facts.undoWaiting > 0 ? words(QT_TRANSLATE_NOOP("Dialogs", "Send now, then quit"))
                                                       : words(QT_TRANSLATE_NOOP("Dialogs", "Quit when it is sent")),
                                 QuitChoice::QuitWhenSent});
    question.buttons.append({facts.sending > 0 ? words(QT_TRANSLATE_NOOP("Dialogs", "Quit in the middle"))
                                 : under       ? words(QT_TRANSLATE_NOOP("Dialogs", "Keep for the next start"))
                                               : words(QT_TRANSLATE_NOOP("Dialogs", "Quit")),
                             QuitChoice::QuitNow});
    question.buttons.append({words(QT_TRANSLATE_NOOP("Dialogs", "Stay")), QuitChoice::Stay});
    return question;
}

void DesktopDialogs::askQuit(QWidget *parent, const QuitFacts &facts, std::function<void(QuitChoice)> answer)
{
    const QuitQuestion question = questionFor(facts);
    auto *box = new QMessageBox(QMessageBox::NoIcon, QCoreApplication::translate("Dialogs", "Quit Sendoff?"),
                                question.text, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(question.more);
    QList<std::pair<QAbstractButton *, QuitChoice>> choices;
    for (const auto &[label, choice] : question.buttons) {
        const auto role = choice == QuitChoice::Stay ? QMessageBox::RejectRole
            : choice == QuitChoice::QuitNow          ? QMessageBox::DestructiveRole
                                                     : QMessageBox::AcceptRole;
        QPushButton *button = box->addButton(label, role);
        choices.append({button, choice});
        if (choice == question.buttons.front().second)
            box->setDefaultButton(button);
        if (choice == QuitChoice::Stay)
            box->setEscapeButton(button);
    }
    QObject::connect(box, &QMessageBox::finished, box, [box, choices, answer] {
        for (const auto &[button, choice] : choices) {
            if (box->clickedButton() == button) {
                answer(choice);
                return;
            }
        }
        answer(QuitChoice::Stay);
    });
    box->open();
}

bool DesktopDialogs::openUrl(const QUrl &url)
{
    const bool known = url.scheme() == u"https" || url.scheme() == u"http" || url.scheme() == u"mailto";
    return known && QDesktopServices::openUrl(url);
}

} // namespace Sendoff::Gui
