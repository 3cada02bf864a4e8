// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/accountswindow.h"

#include "gui/accountpage.h"
#include "gui/accountwording.h"
#include "gui/button.h"
#include "gui/dialogs.h"
#include "gui/hairline.h"
#include "gui/practiceband.h"
#include "gui/rowdelegate.h"
#include "gui/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

constexpr int idRole = Qt::UserRole + 1;

Row rowFor(const AccountFacts &facts)
{
    Row row;
    row.symbol = facts.account.isAppOnly ? Symbol::Send : facts.account.isPersonal() ? Symbol::Account : Symbol::Work;
    row.title = facts.account.address;
    QStringList more;
    if (facts.state == Auth::SessionState::SignInNeeded) {
        row.symbol = Symbol::Warning;
        row.ink = Ink::Bad;
        more.append(AccountsWindow::tr("Must sign in again"));
    }
    more.append(facts.account.isAppOnly ? AccountsWindow::tr("Program") : accountKind(facts.account));
    if (facts.isDefault)
        more.append(AccountsWindow::tr("default"));
    row.line = more.join(u" · "_s);
    return row;
}

/// Gives the sign-in sheet the room it needs, and no more than there is.
class Stage : public QWidget
{
public:
    Stage(SignInPanel *panel, QWidget *parent)
        : QWidget(parent)
        , m_panel(panel)
    {
        panel->setParent(this);
        connect(panel, &SignInPanel::resized, this, &Stage::place);
    }
    void place() { m_panel->fitInto(rect().marginsRemoved({Space::l, Space::l, Space::l, Space::l})); }

protected:
    void resizeEvent(QResizeEvent *) override { place(); }
    void showEvent(QShowEvent *) override { place(); }

private:
    SignInPanel *m_panel;
};

QScrollArea *scrolled(QWidget *page, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setBackgroundRole(QPalette::Base);
    page->setBackgroundRole(QPalette::Base);
    area->setWidget(page);
    return area;
}

} // namespace

AccountsWindow::AccountsWindow(Dialogs &dialogs, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_dialogs(dialogs)
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_page(new AccountPage)
    , m_signIn(new SignInPanel)
    , m_network(new NetworkPage)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Accounts"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    addPages();
    connectPage();
    addKeys();
    setMinimumSize(fontMetrics().averageCharWidth() * 98, fontMetrics().height() * 16);
    resize(fontMetrics().averageCharWidth() * 116, fontMetrics().height() * 36);
}

void AccountsWindow::addPages()
{
    m_list->setAccessibleName(tr("Accounts"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new RowDelegate(2, m_list));
    m_list->setMouseTracking(true); // for the row under the pointer
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedWidth(fontMetrics().averageCharWidth() * 36);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list, 1);
    auto *side = new QVBoxLayout;
    side->setContentsMargins(Space::s, Space::s, Space::s, Space::s);
    column->addLayout(side);
    auto *add = new Button(Button::Look::Outlined, tr("Add account…"), this);
    auto *network = new Button(Button::Look::Quiet, tr("Network…"), this);
    for (Button *each : {add, network}) {
        each->setAccessibleName(each->text());
        side->addWidget(each);
    }
    connect(add, &Button::clicked, this, &AccountsWindow::openAdd);
    connect(network, &Button::clicked, this, &AccountsWindow::showNetwork);

    m_one = scrolled(m_page, m_pages);
    m_net = scrolled(m_network, m_pages);
    m_add = new Stage(m_signIn, m_pages);
    for (QWidget *each : {m_one, m_add, m_net})
        m_pages->addWidget(each);

    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addLayout(column);
    auto *line = new Hairline(this);
    line->setMaximumHeight(QWIDGETSIZE_MAX);
    line->setMinimumHeight(0);
    line->setFixedWidth(1);
    line->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    row->addWidget(line);
    row->addWidget(m_pages, 1);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    // The pages scroll: what is in them does not decide how small the window can be.
    m_column->setSizeConstraint(QLayout::SetNoConstraint);
    m_column->addLayout(row, 1);
}

void AccountsWindow::setPractice(const QUrl &mailbox)
{
    if (m_band || mailbox.isEmpty())
        return;
    m_band = new PracticeBand(this);
    connect(m_band, &PracticeBand::mailboxWanted, this, [this, mailbox] { m_dialogs.openUrl(mailbox); });
    m_column->insertWidget(0, m_band);
    m_band->show();
}

void AccountsWindow::addKeys()
{
    const auto key = [this](const QString &name, const QKeySequence &keys, auto does) {
        auto *action = new QAction(name, this);
        action->setShortcut(keys);
        action->setAutoRepeat(false);
        connect(action, &QAction::triggered, this, does);
        addAction(action);
    };
    key(tr("Add account"), QKeySequence(Qt::CTRL | Qt::Key_N), [this] { openAdd(); });
    key(tr("Close"), QKeySequence(Qt::CTRL | Qt::Key_W), [this] { close(); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            showChosen();
    });
    connect(m_list, &QListWidget::itemClicked, this, &AccountsWindow::showChosen);
}

void AccountsWindow::connectPage()
{
    connect(m_page, &AccountPage::defaultChosen, this, [this] { Q_EMIT defaultChosen(chosen()); });
    connect(m_page, &AccountPage::signInAgainRequested, this, [this] { Q_EMIT signInAgainRequested(chosen()); });
    connect(m_page, &AccountPage::checkRequested, this, [this] { Q_EMIT checkRequested(chosen()); });
    connect(m_page, &AccountPage::removeRequested, this, &AccountsWindow::confirmRemoval);
    connect(m_page, &AccountPage::rightAsked, this,
            [this](const QString &right) { Q_EMIT rightAsked(chosen(), right); });
    connect(m_page, &AccountPage::programRightsChanged, this,
            [this](const QStringList &rights) { Q_EMIT programRightsChanged(chosen(), rights); });
    connect(m_page, &AccountPage::waitGivenUp, this, &AccountsWindow::waitGivenUp);
    connect(m_page, &AccountPage::sendersChanged, this,
            [this](const QList<Auth::OwnSender> &senders) { Q_EMIT sendersChanged(chosen(), senders); });
    connect(m_signIn, &SignInPanel::chosen, this, &AccountsWindow::signInRequested);
    connect(m_signIn, &SignInPanel::cancelled, this, &AccountsWindow::signInCancelled);
    connect(m_signIn, &SignInPanel::confirmed, this, &AccountsWindow::accountConfirmed);
    connect(m_signIn, &SignInPanel::declined, this, &AccountsWindow::accountDeclined);
    connect(m_signIn, &SignInPanel::urlWanted, this, [this](const QUrl &url) { m_dialogs.openUrl(url); });
    connect(m_signIn, &SignInPanel::actionPressed, this, [this](Action action) {
        const auto *failed = std::get_if<SignInFailed>(&m_signIn->page());
        if (failed && action == Action::CopyForAdministrator)
            QGuiApplication::clipboard()->setText(textForAdministrator(failed->config));
        else if (failed && action == Action::CopyDetails)
            QGuiApplication::clipboard()->setText(details(failed->error, failed->when));
    });
    connect(m_signIn, &SignInPanel::closed, this, [this] {
        if (std::holds_alternative<SignInToConfirm>(m_signIn->page()))
            Q_EMIT accountDeclined();
        else
            Q_EMIT signInCancelled();
        showChosen();
    });
}

void AccountsWindow::setAccounts(const QList<AccountFacts> &accounts)
{
    const QString before = chosen();
    m_accounts = accounts;
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int row = 0;
    for (const AccountFacts &each : accounts) {
        const Row shown = rowFor(each);
        auto *item = new QListWidgetItem(m_list);
        item->setData(RowDelegate::rowRole, QVariant::fromValue(shown));
        item->setData(Qt::AccessibleTextRole, shown.spoken());
        item->setToolTip(plainTip(each.account.address));
        item->setData(idRole, each.account.id);
        if (each.account.id == before || (before.isEmpty() && each.isDefault))
            row = m_list->row(item);
    }
    if (!accounts.isEmpty())
        m_list->setCurrentRow(row);
    if (m_pages->currentWidget() == m_one) {
        if (accounts.isEmpty())
            openAdd();
        else
            showChosen();
    }
}

const AccountFacts *AccountsWindow::facts(const QString &accountId) const
{
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&accountId](const AccountFacts &each) { return each.account.id == accountId; });
    return found == m_accounts.end() ? nullptr : &*found;
}

QString AccountsWindow::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(idRole).toString() : QString();
}

void AccountsWindow::choose(const QString &accountId)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(idRole).toString() == accountId)
            m_list->setCurrentRow(row);
    }
    showChosen();
}

void AccountsWindow::showChosen()
{
    const AccountFacts *one = facts(chosen());
    if (!one) {
        openAdd();
        return;
    }
    m_page->setFacts(*one);
    m_pages->setCurrentWidget(m_one);
}

void AccountsWindow::openAdd()
{
    m_pages->setCurrentWidget(m_add);
    Q_EMIT addOpened();
}

void AccountsWindow::showSignIn(const SignInPage &page)
{
    m_pages->setCurrentWidget(m_add);
    m_signIn->showPage(page);
}

void AccountsWindow::showConsent(const QString &accountId, const QString &right, const ConsentPage &page)
{
    choose(accountId);
    m_page->showConsent(right, page);
}

void AccountsWindow::hideConsent()
{
    m_page->hideConsent();
}

void AccountsWindow::showNetwork()
{
    m_pages->setCurrentWidget(m_net);
    m_network->setFocus(Qt::OtherFocusReason);
}

void AccountsWindow::confirmRemoval()
{
    const AccountFacts *one = facts(chosen());
    if (!one)
        return;
    QStringList more{tr("Its sign-in is taken out of the keychain.")};
    if (one->waiting > 0)
        more.append(tr("%n mail(s) that wait in the outbox become drafts again.", nullptr, one->waiting));
    if (one->unsettled > 0)
        more.append(tr("%n mail(s) whose end is not settled stay in the outbox.", nullptr, one->unsettled));
    more.append(tr("What was sent stays in the mailbox, and so does what Microsoft knows of your consent."));
    m_dialogs.confirm(this, tr("Remove %1?").arg(one->account.address), more.join(u' '), tr("Remove"),
                      [this, id = one->account.id](bool yes) {
                          if (yes)
                              Q_EMIT removeRequested(id);
                      });
}

void AccountsWindow::closeEvent(QCloseEvent *event)
{
    Q_EMIT signInCancelled();
    Q_EMIT closed();
    event->accept();
}

} // namespace Sendoff::Gui
