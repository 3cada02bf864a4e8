// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compose/draftsummary.h"

#include <QDialog>

#include <memory>

namespace Ui {
class VersionsDialog;
}

namespace Sendoff::Gui {

class VersionsModel;

/// What a draft was earlier: a list of times, and the text of the chosen one beside it. The text is shown as plain
/// text; nothing in it is fetched. takeBackRequested(number) → keep what is there now as a version, then set the
/// message of that one. Closing deletes the dialog (WA_DeleteOnClose). It never blocks: show() it.
class VersionsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit VersionsDialog(QWidget *parent = nullptr);
    ~VersionsDialog() override;

    /// In any order; shown with the newest first. The chosen one stays chosen.
    void setVersions(const QList<Compose::DraftVersion> &versions);

Q_SIGNALS:
    void takeBackRequested(qint64 number);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    const Compose::DraftVersion *chosen() const;
    void showChosen();
    void arrange();

    std::unique_ptr<Ui::VersionsDialog> m_ui;
    VersionsModel *m_model;
    bool m_placed = false;
};

} // namespace Sendoff::Gui
