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

bool DesktopDialogs::openUrl(const QUrl &url)
{
    const bool known = url.scheme() == u"https" || url.scheme() == u"http" || url.scheme() == u"mailto";
    return known && QDesktopServices::openUrl(url);
}

} // namespace Sendoff::Gui
