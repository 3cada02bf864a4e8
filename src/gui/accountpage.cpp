// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/accountpage.h"

#include "gui/accountwording.h"
#include "gui/button.h"
#include "gui/flowlayout.h"
#include "gui/hairline.h"
#include "gui/outline.h"
#include "gui/theme.h"
#include "message/recipients.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

AccountPage::AccountPage(QWidget *parent)
    : QWidget(parent)
    , m_outer(new QVBoxLayout(this))
{
    setAccessibleName(tr("Account"));
    m_outer->setContentsMargins(Space::xl, Space::l, Space::xl, Space::l);
}

void AccountPage::setFacts(const AccountFacts &facts)
{
    // Nobody's typing is thrown away for nothing.
    if (m_inside && facts == m_facts)
        return;
    const bool isOther = facts.account.id != m_facts.account.id;
    m_facts = facts;
    if (isOther)
        hideConsent();
    if (m_consent)
        m_consent->setParent(this);
    if (m_inside) {
        m_inside->hide();
        m_inside->deleteLater();
    }
    m_inside = new QWidget(this);
    m_column = new QVBoxLayout(m_inside);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Space::s);
    addState();
    addButtons();
    m_consentPlace = new QVBoxLayout;
    m_column->addLayout(m_consentPlace);
    if (m_consent)
        m_consentPlace->addWidget(m_consent);
    addRights();
    addSenders();
    m_column->addStretch(1);
    m_outer->addWidget(m_inside);
    m_inside->show();
    if (m_consent)
        m_consent->show();
}

QLabel *AccountPage::addLabel(const QString &text, bool strong)
{
    auto *label = new QLabel(m_inside);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    if (strong) {
        QFont font = label->font();
        font.setWeight(QFont::DemiBold);
        label->setFont(font);
    }
    m_column->addWidget(label);
    return label;
}

void AccountPage::addState()
{
    const Auth::Account &account = m_facts.account;
    const QString who = account.name.isEmpty() ? account.address : account.name + u" <"_s + account.address + u'>';
    // A long address may be broken at its dots, or it would make the page wider than its window.
    QString breakable = who;
    for (const QChar mark : {u'@', u'.'})
        breakable.replace(mark, QString(mark) + QChar(0x200b));
    addLabel(breakable, true)->setAccessibleName(who);
    QStringList what{accountKind(account), cloudTitle(account.config.cloud.name)};
    if (account.config.cloud.name == u"custom")
        what.append(account.config.cloud.authority.host());
    if (m_facts.isDefault)
        what.append(tr("used by default"));
    setInk(addLabel(what.join(u" · "_s)), Theme(palette()).secondary);
    const bool isTrouble
        = m_facts.state == Auth::SessionState::SignInNeeded || m_facts.state == Auth::SessionState::VaultLocked;
    QLabel *state = addLabel(wordsFor(m_facts.state));
    state->setAccessibleName(tr("State: %1").arg(state->text()));
    setInk(state, isTrouble ? Theme(palette()).bad : Theme(palette()).good);
    if (m_facts.waiting > 0)
        addLabel(m_facts.waiting == 1 ? tr("One mail waits in the outbox")
                                      : tr("%n mails wait in the outbox", nullptr, m_facts.waiting));
    if (m_facts.unsettled > 0)
        addLabel(m_facts.unsettled == 1 ? tr("One mail in the outbox is not settled")
                                        : tr("%n mails in the outbox are not settled", nullptr, m_facts.unsettled));
}

void AccountPage::addButtons()
{
    auto *row = new QWidget(m_inside);
    row->setLayout(new FlowLayout(Space::s));
    const auto add = [this, row](const QString &text, void (AccountPage::*does)()) {
        auto *button = new Button(Button::Look::Outlined, text, row);
        button->setAccessibleName(text);
        row->layout()->addWidget(button);
        connect(button, &Button::clicked, this, does);
    };
    if (!m_facts.account.isAppOnly)
        add(tr("Sign in again…"), &AccountPage::signInAgainRequested);
    add(tr("Check account"), &AccountPage::checkRequested);
    if (!m_facts.isDefault)
        add(tr("Use by default"), &AccountPage::defaultChosen);
    add(tr("Remove…"), &AccountPage::removeRequested);
    m_column->addWidget(row);
}

void AccountPage::addRights()
{
    m_column->addWidget(new Hairline(m_inside));
    addLabel(tr("What Sendoff may do"), true);
    if (m_facts.account.isAppOnly) {
        addProgramRights();
        return;
    }
    addRight(u"Mail.Send"_s, tr("Send mail that you wrote. It cannot read any."), true);
    for (const QString &right : askableRights()) {
        const bool isGranted = Auth::missingRights({right}, m_facts.rights).isEmpty();
        // Nobody else's mailbox can be used with a personal account.
        if (isGranted || !m_facts.account.isPersonal() || !right.endsWith(u".Shared"))
            addRight(right, rightPurpose(right), isGranted);
    }
}

/// Nobody can ask for more here: an administrator gives it elsewhere, and a token tells nothing that may be relied on.
void AccountPage::addProgramRights()
{
    addLabel(tr("What the administrator gave this program. It sends as %1 without anybody signing in.")
                 .arg(m_facts.account.address));
    addRight(u"Mail.Send"_s, tr("Send mail that you wrote. It cannot read any."), true);
    const QStringList &given = m_facts.account.config.extraRights;
    for (const QString &right : programRights()) {
        const bool isGiven = given.contains(right, Qt::CaseInsensitive);
        auto *box = new QCheckBox(tr("It was given"), m_inside);
        box->setChecked(isGiven);
        showOutline(box);
        box->setAccessibleName(tr("%1 was given").arg(right));
        box->setAccessibleDescription(rightPurpose(right));
        addRightRow(right, rightPurpose(right))->addWidget(box, 0, Qt::AlignTop);
        connect(box, &QCheckBox::clicked, this, [this, right](bool isNowGiven) {
            QStringList rights = m_facts.account.config.extraRights;
            rights.removeIf([&right](const QString &each) { return !each.compare(right, Qt::CaseInsensitive); });
            if (isNowGiven)
                rights.append(right);
            Q_EMIT programRightsChanged(rights);
        });
    }
    setInk(addLabel(tr("An administrator adds such a permission to the app registration, as an application permission, "
                       "and consents to it. Microsoft does not tell Sendoff, so tick here what was given.")),
           Theme(palette()).secondary);
}

QBoxLayout *AccountPage::addRightRow(const QString &right, const QString &purpose)
{
    auto *row = new QWidget(m_inside);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    const QString title = right == u"Mail.Send" ? tr("Send mail") : rightTitle(right);
    auto *name = new QLabel(tr("%1 (%2)").arg(title, right), row);
    auto *why = new QLabel(purpose, row);
    for (QLabel *each : {name, why}) {
        each->setTextFormat(Qt::PlainText);
        each->setWordWrap(true);
        words->addWidget(each);
    }
    setInk(why, Theme(palette()).secondary);
    line->addLayout(words, 1);
    m_column->addWidget(row);
    return line;
}

void AccountPage::addRight(const QString &right, const QString &purpose, bool isGranted)
{
    QBoxLayout *line = addRightRow(right, purpose);
    if (isGranted) {
        auto *given = new QLabel(tr("Granted"), m_inside);
        given->setAccessibleName(tr("%1 is granted").arg(right));
        setInk(given, Theme(palette()).good);
        line->addWidget(given, 0, Qt::AlignTop);
    } else {
        auto *ask = new Button(Button::Look::Outlined, tr("Ask for it…"), m_inside);
        ask->setAccessibleName(tr("Ask for %1").arg(right));
        ask->setAccessibleDescription(purpose);
        connect(ask, &Button::clicked, this, [this, right] { Q_EMIT rightAsked(right); });
        line->addWidget(ask, 0, Qt::AlignTop);
    }
}

void AccountPage::addSenders()
{
    if (m_facts.account.isPersonal() || m_facts.account.isAppOnly)
        return;
    m_column->addWidget(new Hairline(m_inside));
    addLabel(tr("Other senders"), true);
    setInk(
        addLabel(tr("Addresses this account may send for. Whether Microsoft takes them is decided there: an alias, a "
                    "colleague you stand in for, or a shared mailbox.")),
        Theme(palette()).secondary);
    for (const Auth::OwnSender &sender : m_facts.account.senders)
        addSender(sender);
    addSenderForm();
}

void AccountPage::addSender(const Auth::OwnSender &sender)
{
    auto *row = new QWidget(m_inside);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    const QString who = sender.name.isEmpty() ? sender.address : sender.name + u" <"_s + sender.address + u'>';
    auto *words = new QLabel(row);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setText(who + u'\n' + senderKind(sender));
    line->addWidget(words, 1);
    auto *remove = new Button(Button::Look::Quiet, tr("Take off the list"), row);
    remove->setAccessibleName(tr("Take %1 off the list").arg(sender.address));
    connect(remove, &Button::clicked, this, [this, sender] {
        QList<Auth::OwnSender> left = m_facts.account.senders;
        left.removeOne(sender);
        Q_EMIT sendersChanged(left);
    });
    line->addWidget(remove, 0, Qt::AlignTop);
    m_column->addWidget(row);
}

void AccountPage::addSenderForm()
{
    auto *form = new QWidget(m_inside);
    form->setLayout(new FlowLayout(Space::s));
    const auto field = [form, this](const QString &name) {
        auto *edit = new QLineEdit(form);
        edit->setAccessibleName(name);
        showOutline(edit);
        edit->setPlaceholderText(name);
        edit->setMinimumWidth(fontMetrics().averageCharWidth() * 26);
        form->layout()->addWidget(edit);
        return edit;
    };
    auto *address = field(tr("Address of the sender"));
    auto *name = field(tr("Name of the sender"));
    auto *kind = new QComboBox(form);
    kind->setAccessibleName(tr("How it is sent for"));
    kind->addItems({tr("Alias or on behalf"), tr("Shared mailbox")});
    form->layout()->addWidget(kind);
    auto *add = new Button(Button::Look::Outlined, tr("Add sender"), form);
    add->setAccessibleName(add->text());
    form->layout()->addWidget(add);
    auto *fault = addLabel(QString());
    fault->hide();
    setInk(fault, Theme(palette()).bad);
    m_column->insertWidget(m_column->indexOf(fault), form);
    const auto take = [this, address, name, kind, fault] {
        const QList<Recipient> read = readRecipients(address->text());
        if (read.size() != 1 || !read.first().isReadable()) {
            fault->setText(tr("This is not one mail address."));
            fault->show();
            address->setFocus(Qt::OtherFocusReason);
            return;
        }
        QList<Auth::OwnSender> senders = m_facts.account.senders;
        const QString mailbox = read.first().address.mailbox;
        senders.removeIf([&mailbox](const Auth::OwnSender &each) {
            return each.address.compare(mailbox, Qt::CaseInsensitive) == 0;
        });
        const QString called = name->text().trimmed();
        senders.append({mailbox, called.isEmpty() ? read.first().address.name : called, kind->currentIndex() == 1});
        Q_EMIT sendersChanged(senders);
    };
    connect(add, &Button::clicked, this, take);
    connect(address, &QLineEdit::returnPressed, this, take);
    connect(name, &QLineEdit::returnPressed, this, take);
}

void AccountPage::showConsent(const QString &right, const ConsentPage &page)
{
    if (!m_consent || m_consent->need().right != right) {
        hideConsent();
        RightNeed need;
        need.right = right;
        need.account = m_facts.account;
        m_consent = new ConsentSheet(need, m_inside);
        connect(m_consent, &ConsentSheet::allowAsked, this, [this](const QString &wanted) {
            if (wanted.isEmpty())
                Q_EMIT signInAgainRequested();
            else
                Q_EMIT rightAsked(wanted);
        });
        connect(m_consent, &ConsentSheet::waitGivenUp, this, &AccountPage::waitGivenUp);
        connect(m_consent, &ConsentSheet::cancelled, this, &AccountPage::hideConsent);
        m_consentPlace->addWidget(m_consent);
    }
    m_consent->showPage(page);
    m_consent->show();
}

void AccountPage::hideConsent()
{
    if (!m_consent)
        return;
    m_consent->hide();
    m_consent->deleteLater();
    m_consent = nullptr;
}

} // namespace Sendoff::Gui
