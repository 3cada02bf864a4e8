// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/signinpanel.h"

#include "base/overloaded.h"
#include "gui/messagebar.h"
#include "gui/theme.h"
#include "ui_signinpanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

SignInPanel::SignInPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SignInPanel>())
{
    m_ui->setupUi(this);
    m_ui->scroll->viewport()->setBackgroundRole(QPalette::Base);
    m_ui->content->setBackgroundRole(QPalette::Base);
    m_ui->advancedFields->hide();
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &SignInPanel::countDown);
    connect(m_ui->close, &Button::clicked, this, &SignInPanel::closed);
    connect(m_ui->work, &Button::clicked, this, [this] { choose(SignInChoice::Kind::Work); });
    connect(m_ui->personal, &Button::clicked, this, [this] { choose(SignInChoice::Kind::Personal); });
    connect(m_ui->practice, &Button::clicked, this, [this] { choose(SignInChoice::Kind::Practice); });
    connect(m_ui->advanced, &Button::toggled, this, [this](bool on) {
        m_ui->advancedFields->setVisible(on);
        Q_EMIT resized();
    });
    connect(m_ui->howTo, &Button::clicked, this, &SignInPanel::showClientIdHelp);
    connect(m_ui->portal, &Button::clicked, this,
            [this] { Q_EMIT urlWanted(QUrl(u"https://entra.microsoft.com/"_s)); });
    connect(m_ui->newId, &QLineEdit::textChanged, m_ui->useId,
            [this](const QString &id) { m_ui->useId->setEnabled(!id.trimmed().isEmpty()); });
    connect(m_ui->newId, &QLineEdit::returnPressed, this, &SignInPanel::takeClientId);
    connect(m_ui->useId, &Button::clicked, this, &SignInPanel::takeClientId);
    connect(m_ui->idBack, &Button::clicked, this, [this] { showPage(m_choosing); });
    connect(m_ui->back, &Button::clicked, this, [this] { showPage(m_choosing); });
    connect(m_ui->copyLink, &Button::clicked, this, [this] {
        if (const auto *browser = std::get_if<SignInInBrowser>(&m_page))
            copy(browser->link.toString(QUrl::FullyEncoded));
        m_ui->copyLink->setText(tr("Copied"));
    });
    connect(m_ui->cancelWait, &Button::clicked, this, &SignInPanel::cancelled);
    connect(m_ui->useAccount, &Button::clicked, this, &SignInPanel::confirmed);
    connect(m_ui->notMe, &Button::clicked, this, &SignInPanel::declined);
    m_ui->useId->setEnabled(false);
    addClouds();
}

SignInPanel::~SignInPanel() = default;

int SignInPanel::heightFor(int width) const
{
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    m_ui->column->activate();
    return m_ui->column->totalHeightForWidth(inner) + margins.top() + margins.bottom();
}

void SignInPanel::fitInto(const QRect &room)
{
    const int wanted = heightFor(room.width());
    // Decided here: a scroll area that has its bar once finds that it needs it, because the bar takes the room.
    const bool scrolls = wanted > room.height();
    m_ui->scroll->setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    const int gap = scrolls ? Space::s : 0;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    m_ui->column->setContentsMargins(mirrored ? gap : 0, 0, mirrored ? 0 : gap, 0);
    setGeometry(room.x(), room.y(), room.width(), std::min(wanted, room.height()));
}

void SignInPanel::showPage(const SignInPage &page)
{
    m_page = page;
    m_second.stop();
    if (m_failure) {
        m_failure->deleteLater();
        m_failure = nullptr;
    }
    std::visit(Overloaded{
                   [this](const SignInChoosing &choosing) { tell(choosing); },
                   [this](const SignInInBrowser &browser) { tell(browser); },
                   [this](const SignInExchanging &) {
                       m_ui->waitTitle->setText(tr("Nearly done"));
                       m_ui->waitText->setText(tr("The browser came back. Fetching the sign-in from Microsoft…"));
                       m_ui->waitLeft->hide();
                       m_ui->copyLink->hide();
                       open(m_ui->waiting, m_ui->cancelWait);
                   },
                   [this](const SignInToConfirm &confirm) { tell(confirm); },
                   [this](const SignInFailed &failed) { tell(failed); },
               },
               page);
}

void SignInPanel::open(QWidget *page, QWidget *focus)
{
    for (QWidget *each : {m_ui->choose, m_ui->waiting, m_ui->confirm, m_ui->failed, m_ui->clientIdPage})
        each->setVisible(each == page);
    QWidget::show();
    Q_EMIT resized();
    if (focus)
        focus->setFocus(Qt::OtherFocusReason);
}

void SignInPanel::tell(const SignInChoosing &page)
{
    m_choosing = page;
    m_pending.reset();
    m_ui->practice->setVisible(page.offersPractice);
    if (!page.address.isEmpty())
        m_ui->address->setText(page.address);
    open(m_ui->choose, m_ui->work);
}

void SignInPanel::choose(SignInChoice::Kind kind)
{
    SignInChoice choice;
    choice.kind = kind;
    choice.address = m_ui->address->text().trimmed();
    choice.clientId = m_ui->clientId->text().trimmed();
    if (kind == SignInChoice::Kind::Work)
        choice.tenant = m_ui->tenant->text().trimmed();
    if (kind != SignInChoice::Kind::Practice) {
        const auto cloud = chosenCloud();
        if (!cloud)
            return;
        choice.cloud = cloud->name;
        if (cloud->name == u"custom") {
            choice.authority = cloud->authority;
            choice.graph = cloud->graph;
        }
    }
    if (kind != SignInChoice::Kind::Practice && !m_choosing.hasClientId && choice.clientId.isEmpty()) {
        m_pending = kind;
        showClientIdHelp();
        return;
    }
    Q_EMIT chosen(choice);
}

void SignInPanel::showClientIdHelp()
{
    open(m_ui->clientIdPage, m_ui->newId);
}

void SignInPanel::takeClientId()
{
    const QString id = m_ui->newId->text().trimmed();
    if (id.isEmpty())
        return;
    m_ui->clientId->setText(id);
    if (const auto kind = std::exchange(m_pending, std::nullopt)) {
        choose(*kind);
        return;
    }
    m_ui->advanced->setChecked(true);
    open(m_ui->choose, m_ui->work);
}

void SignInPanel::tell(const SignInInBrowser &)
{
    m_ui->waitTitle->setText(tr("Your browser is open"));
    m_ui->waitText->setText(tr("Sign in there and come back. This window goes on by itself."));
    m_ui->copyLink->setText(tr("Copy the link"));
    m_ui->copyLink->show();
    countDown();
    m_second.start();
    open(m_ui->waiting, m_ui->copyLink);
}

void SignInPanel::countDown()
{
    const auto *browser = std::get_if<SignInInBrowser>(&m_page);
    if (!browser || !browser->until.isValid()) {
        m_ui->waitLeft->hide();
        return;
    }
    m_ui->waitLeft->show();
    const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(browser->until);
    m_ui->waitLeft->setText(left > 0 ? tr("Time left: %1").arg(spanInWords(std::chrono::milliseconds(left)))
                                     : tr("The time is up."));
}

void SignInPanel::tell(const SignInToConfirm &page)
{
    const Auth::Account &account = page.account;
    m_ui->confirmName->setText(account.name.isEmpty() ? account.address : account.name);
    m_ui->confirmAddress->setText(account.name.isEmpty() ? QString() : account.address);
    m_ui->confirmAddress->setVisible(!account.name.isEmpty());
    QStringList notes;
    if (account.isGuest)
        notes.append(tr("This directory knows you as a guest only, so it probably has no mailbox for you. If the "
                        "address is a personal one, "
                        "choose Not me and sign in as Personal."));
    if (!page.lasts)
        notes.append(wordingFor(Auth::AuthErrorKind::VaultMissing).title + u'.');
    m_ui->confirmNote->setText(notes.join(u'\n'));
    m_ui->confirmNote->setVisible(!notes.isEmpty());
    open(m_ui->confirm, m_ui->useAccount);
}

void SignInPanel::tell(const SignInFailed &page)
{
    const Wording words = wordingFor(page.error);
    m_failure = new MessageBar(noticeFor(Notice::Kind::Error, u"signin"_s, words, details(page.error, page.when)),
                               false, m_ui->failed);
    connect(m_failure, &MessageBar::resized, this, &SignInPanel::resized);
    connect(m_failure, &MessageBar::pressed, this, [this](Action action) {
        if (action == Action::EnterClientId)
            showClientIdHelp();
        else if (action == Action::TryAgain || action == Action::SignInAgain || action == Action::SignInOtherwise)
            showPage(m_choosing);
        else
            Q_EMIT actionPressed(action);
    });
    m_ui->failedColumn->insertWidget(0, m_failure);
    m_failure->show();
    open(m_ui->failed, m_ui->back);
}

void SignInPanel::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

void SignInPanel::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
    } else if (auto *button = enter ? qobject_cast<Button *>(window()->focusWidget()) : nullptr) {
        button->click();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SignInPanel::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.base);
    painter.setPen(QPen(mix(theme.base, theme.text, 0.35), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius + 2, cornerRadius + 2);
}

} // namespace Sendoff::Gui
