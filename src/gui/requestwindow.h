// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

#include <memory>

namespace Ui {
class RequestWindow;
}

namespace Sendoff::Gui {

/// One way to write a mail's request down.
struct RequestText
{
    QString title; ///< on its tab
    QString shown; ///< for the eye: what is long may be left out
    QString whole; ///< what Copy gives
    bool isCode = true; ///< in letters of one width
};

/// The request of a mail as text, in several ways, to read and to copy. Runs nothing. Closing deletes it
/// (WA_DeleteOnClose). It never blocks: show() it.
class RequestWindow : public QDialog
{
    Q_OBJECT
public:
    explicit RequestWindow(QWidget *parent = nullptr);
    ~RequestWindow() override;

    /// `texts` has at least one.
    void setRequest(const QString &subject, const QList<RequestText> &texts);

private:
    void showText(int index);

    std::unique_ptr<Ui::RequestWindow> m_ui;
    QList<RequestText> m_texts;
};

} // namespace Sendoff::Gui
