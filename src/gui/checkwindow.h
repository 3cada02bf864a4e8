// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

#include <memory>

class QLabel;

namespace Ui {
class CheckWindow;
}

namespace Sendoff::Gui {

class CheckMark;

/// One thing that was looked at.
struct CheckRow
{
    enum class Look { Waiting, Running, Good, Odd, Bad, Skipped };

    QString title;
    Look look = Look::Waiting;
    QString words; ///< what was found; what is wrong and who can mend it

    friend bool operator==(const CheckRow &, const CheckRow &) = default;
};

/// Whether an account can send, step by step, as it is found out. It shows values and asks by signals. Closing deletes
/// it (WA_DeleteOnClose). It never blocks: show() it.
class CheckWindow : public QDialog
{
    Q_OBJECT
public:
    explicit CheckWindow(QWidget *parent = nullptr);
    ~CheckWindow() override;

    void setAccount(const QString &address);
    void setRows(const QList<CheckRow> &rows);
    /// The end in one sentence, and all of it for the clipboard; both empty while it runs.
    void conclude(const QString &sentence, const QString &forCopying);

Q_SIGNALS:
    void againRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Line
    {
        CheckMark *mark;
        QLabel *title;
        QLabel *words;
    };
    static QString spoken(CheckRow::Look look);
    void addLine();
    void colour();
    void fit();

    std::unique_ptr<Ui::CheckWindow> m_ui;
    QList<Line> m_lines;
    QList<CheckRow> m_rows;
    QString m_forCopying;
};

} // namespace Sendoff::Gui
