// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkview.h"

#include "app/accountcheck.h"
#include "gui/checkwindow.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

using Rows = QList<Gui::CheckRow>;

QString tr(const char *text)
{
    return QCoreApplication::translate("CheckView", text);
}

Rows untouched()
{
    Rows rows;
    for (int kind = 0; kind <= int(CheckStep::Kind::Mailbox); ++kind)
        rows.append({titleOf(CheckStep::Kind(kind)), Gui::CheckRow::Look::Waiting, {}});
    return rows;
}

Gui::CheckRow rowFor(const CheckStep &step)
{
    using Look = Gui::CheckRow::Look;
    Gui::CheckRow row{titleOf(step.kind), Look::Good, step.fact};
    switch (step.end) {
    case CheckStep::End::Good:
        if (row.words.isEmpty())
            row.words = tr("well");
        break;
    case CheckStep::End::Skipped:
        row.look = Look::Skipped;
        row.words = tr("not checked");
        break;
    case CheckStep::End::Odd:
    case CheckStep::End::Bad:
        row.look = step.end == CheckStep::End::Odd ? Look::Odd : Look::Bad;
        row.words = Gui::inFull(step.wording);
        break;
    }
    return row;
}

/// Follows one check after another for as long as the window is there, as its child.
class CheckFollower : public QObject
{
public:
    CheckFollower(Engine &engine, QString account, Gui::CheckWindow *window)
        : QObject(window)
        , m_engine(engine)
        , m_account(std::move(account))
        , m_window(window)
    {
        connect(window, &Gui::CheckWindow::againRequested, this, &CheckFollower::begin);
        begin();
    }

private:
    void begin()
    {
        delete m_check;
        m_rows = untouched();
        m_copy = m_engine.account(m_account).value_or(Auth::Account()).address + u'\n';
        m_window->setRows(m_rows);
        m_window->conclude({}, {});
        m_check = new AccountCheck(m_engine, m_account, this);
        connect(m_check, &AccountCheck::stepBegan, this, [this](CheckStep::Kind kind) {
            m_rows[int(kind)].look = Gui::CheckRow::Look::Running;
            m_window->setRows(m_rows);
        });
        connect(m_check, &AccountCheck::stepEnded, this, [this](const CheckStep &step) {
            m_rows[int(step.kind)] = rowFor(step);
            m_copy += lineFor(step) + u'\n' + (step.details.isEmpty() ? QString() : step.details + u'\n');
            m_window->setRows(m_rows);
        });
        connect(m_check, &AccountCheck::finished, this, [this](ExitStatus status) {
            m_window->conclude(status == ExitStatus::Done ? tr("This account can send.")
                                   : status == ExitStatus::Queued
                                   ? tr("Mail waits until that is mended.")
                                   : tr("This account cannot send before that is mended."),
                               m_copy);
        });
        m_check->start();
    }

    Engine &m_engine;
    QString m_account;
    Gui::CheckWindow *m_window;
    AccountCheck *m_check = nullptr;
    Rows m_rows;
    QString m_copy;
};

} // namespace

void showCheck(Engine &engine, const QString &accountId, QWidget *parent)
{
    auto *window = new Gui::CheckWindow(parent);
    window->setAccount(engine.account(accountId).value_or(Auth::Account()).address);
    new CheckFollower(engine, accountId, window);
    window->show();
}

} // namespace Sendoff::App
