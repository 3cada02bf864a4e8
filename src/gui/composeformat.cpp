// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The formatting of the text in the compose window.
#include "gui/composewindow_p.h"
#include "gui/dialogs.h"
#include "gui/formatbar.h"
#include "gui/linkdialog.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

void ComposeWindow::Private::showFormatBar(bool shown)
{
    if (shown && !ui.body->isRich())
        shown = false;
    if (shown && !formatBar) {
        formatBar = new FormatBar(*ui.body, &w);
        connect(formatBar, &FormatBar::linkWanted, this, &Private::openLink);
        ui.column->insertWidget(ui.column->indexOf(ui.strip), formatBar);
    }
    if (formatBar)
        formatBar->setVisible(shown);
    ui.strip->formatButton()->setChecked(shown);
    orderTabs();
}

void ComposeWindow::Private::openLink()
{
    if (w.m_locked || !ui.body->isRich())
        return;
    const QString address = Formatting::linkAt(*ui.body);
    auto *dialog = new LinkDialog(ui.body->textCursor().selectedText().simplified(), address, &w);
    connect(dialog, &LinkDialog::given, this, [this](const QString &words, const QString &typed) {
        ui.body->format([&] { Formatting::setLink(*ui.body, words, typed); });
    });
    connect(dialog, &LinkDialog::removed, this, [this] { Formatting::removeLink(*ui.body); });
    connect(dialog, &QDialog::finished, this, [this] { ui.body->setFocus(Qt::OtherFocusReason); });
    dialog->open();
}

void ComposeWindow::Private::choosePlain(bool plain)
{
    const auto choose = [this, plain] {
        ui.body->setRich(!plain);
        showRich();
        touch();
        Q_EMIT w.richChosen(!plain);
    };
    if (!plain || !ui.body->hasFormatting()) {
        choose();
        return;
    }
    QPointer<ComposeWindow> window(&w);
    dialogs.confirm(&w, tr("Make this a plain text mail?"),
                    tr("Lists, links and quotes stay as text. All other formatting goes, and tables become lines."),
                    tr("Make it plain"), [this, window, choose](bool yes) {
                        if (window && yes)
                            choose();
                        else if (window)
                            showRich();
                    });
}

void ComposeWindow::Private::showRich()
{
    const bool isRich = ui.body->isRich();
    ui.actionPlain->setChecked(!isRich);
    ui.actionPlain->setEnabled(!ui.body->isSource() && !w.m_locked);
    ui.strip->formatButton()->setVisible(isRich);
    if (!isRich)
        showFormatBar(false);
    if (ui.body->isSource()) {
        w.showNotice({Notice::Kind::Info,
                      u"html"_s,
                      tr("This text is HTML. You see its source; who gets it sees it formatted."),
                      {},
                      {},
                      {{tr("Show it formatted"), Action::ShowFormatted}}});
    } else {
        w.removeNotice(u"html"_s);
    }
}

void ComposeWindow::Private::showFormatted()
{
    if (w.m_locked)
        return;
    ui.body->showFormatted();
    showRich();
    touch();
}

void ComposeWindow::setRichByDefault(bool rich)
{
    if (!d->message.body.content.isEmpty() || !d->ui.body->text().isEmpty())
        return;
    d->filling = true;
    d->ui.body->setRich(rich);
    d->filling = false;
    d->showRich();
}

} // namespace Sendoff::Gui
