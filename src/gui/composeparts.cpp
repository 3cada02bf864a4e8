// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fields and parts of the compose window.
#include "gui/attachmentbar.h"
#include "gui/composewindow_p.h"
#include "gui/dialogs.h"
#include "gui/formatbar.h"
#include "gui/messagebar.h"
#include "gui/recipientline.h"
#include "gui/theme.h"

#include <QLocale>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

/// Rows of the form's grid that stay free for fields many mails do not need.
constexpr int ccRow = 4;
constexpr int bccRow = 6;
constexpr int replyToRow = 8;

/// Far more than any service takes; a line that is much longer makes each key wait.
constexpr int subjectLength = 10'000;

} // namespace

ComposeWindow::Private::Private(ComposeWindow &window, Dialogs &desktop)
    : w(window)
    , dialogs(desktop)
{
}

void ComposeWindow::Private::connectFields()
{
    labels = {{Field::From, ui.fromLabel}, {Field::To, ui.toLabel}, {Field::Subject, ui.subjectLabel}};
    ui.to->setFieldName(tr("To"));
    QPalette clear = ui.subject->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    ui.subject->setPalette(clear);
    ui.subject->setMaxLength(subjectLength);
    connect(ui.subject, &QLineEdit::inputRejected, this, [this] {
        w.showNotice({Notice::Kind::Warning,
                      u"subject"_s,
                      tr("The subject is full"),
                      tr("It holds %1 characters; the rest was left out. The text below has room for more.")
                          .arg(QLocale().toString(subjectLength)),
                      {},
                      {}});
    });
    // Every line is as high as one line of pills, and what stands in it begins at the same place.
    const int row = ui.to->sizeHint().height();
    for (QWidget *each : std::initializer_list<QWidget *>{ui.subject, ui.toLabel, ui.fromLabel, ui.subjectLabel,
                                                          ui.addCc, ui.addBcc, ui.addReplyTo})
        each->setMinimumHeight(row);
    ui.subject->setTextMargins(Space::s - 2, 0, Space::s - 2, 0);
    for (QObject *each : {static_cast<QObject *>(&w), static_cast<QObject *>(ui.subject),
                          static_cast<QObject *>(ui.body->viewport()), static_cast<QObject *>(ui.to->line())})
        each->installEventFilter(this);
    change.setSingleShot(true);
    change.setInterval(0);
    connect(&change, &QTimer::timeout, &w, &ComposeWindow::messageChanged);
    connect(ui.to, &RecipientEdit::changed, this, &Private::touch);
    connect(ui.body, &BodyEdit::textChanged, this, &Private::touch);
    connect(ui.body, &BodyEdit::filesOffered, &w, &ComposeWindow::filesChosen);
    connect(ui.body, &BodyEdit::pictureOffered, &w,
            [this](const QByteArray &png) { Q_EMIT w.imagePasted(png, tr("Picture") + u".png"_s); });
    connect(ui.subject, &QLineEdit::textChanged, this, [this](const QString &subject) {
        const QString title = subject.left(200).simplified();
        w.setWindowTitle(title.isEmpty() ? tr("New message") : QString(title).replace(u"[*]"_s, u"[*][*]"_s));
        touch();
    });
    orderTabs();
}

RecipientEdit *ComposeWindow::Private::field(Field which) const
{
    switch (which) {
    case Field::To:
        return ui.to;
    case Field::Cc:
        return cc;
    case Field::Bcc:
        return bcc;
    case Field::ReplyTo:
        return replyTo;
    default:
        return nullptr;
    }
}

RecipientEdit *ComposeWindow::Private::openField(Field which)
{
    if (RecipientEdit *there = field(which))
        return there;
    const int row = which == Field::Cc ? ccRow : which == Field::Bcc ? bccRow : replyToRow;
    const QString name = which == Field::Cc ? tr("Cc") : which == Field::Bcc ? tr("Bcc") : tr("Reply-To");
    Button *link = which == Field::Cc ? ui.addCc : which == Field::Bcc ? ui.addBcc : ui.addReplyTo;
    RecipientEdit *&edit = which == Field::Cc ? cc : which == Field::Bcc ? bcc : replyTo;
    edit = new RecipientEdit(&w);
    edit->setFieldName(name);
    edit->setReadOnly(w.m_locked);
    auto *label = new QLabel(name, &w);
    label->setMargin(Space::xs);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(edit->line());
    label->setMinimumHeight(edit->sizeHint().height());
    labels.append({which, label});
    ui.fields->addWidget(label, row, 0, Qt::AlignTop);
    ui.fields->addWidget(edit, row, 1, 1, 2);
    ui.fields->addWidget(new Hairline(&w), row + 1, 0, 1, 3);
    edit->line()->installEventFilter(this);
    connect(edit, &RecipientEdit::changed, this, &Private::touch);
    link->hide();
    edit->show();
    label->show();
    colour();
    orderTabs();
    return edit;
}

QList<Recipient> ComposeWindow::Private::recipientsIn(Field which) const
{
    const RecipientEdit *edit = field(which);
    return edit ? edit->recipients() : QList<Recipient>();
}

void ComposeWindow::Private::fillField(Field which, const QList<Recipient> &recipients)
{
    if (!recipients.isEmpty())
        openField(which);
    if (RecipientEdit *edit = field(which))
        edit->setRecipients(recipients);
}

void ComposeWindow::Private::fillSubject(const QString &subject)
{
    ui.subject->setText(subject.left(subjectLength));
    ui.subject->setCursorPosition(0);
    if (subject.size() <= subjectLength) {
        w.removeNotice(u"subject"_s);
        return;
    }
    w.showNotice({Notice::Kind::Warning,
                  u"subject"_s,
                  tr("The subject is too long to be shown"),
                  tr("You see its first %1 characters. If you change them, the rest is left out.")
                      .arg(QLocale().toString(subjectLength)),
                  {},
                  {}});
}

QString ComposeWindow::Private::subject() const
{
    const QString shown = ui.subject->text();
    const bool untouched = message.subject.size() > subjectLength && message.subject.left(subjectLength) == shown;
    return untouched ? message.subject : shown;
}

void ComposeWindow::Private::fillAttachments()
{
    if (message.attachments.isEmpty()) {
        if (attachments) {
            attachments->setAttachments({});
            attachments->hide();
        }
        return;
    }
    attachmentBar()->setAttachments(message.attachments);
    attachmentBar()->show();
    orderTabs();
}

AttachmentBar *ComposeWindow::Private::attachmentBar()
{
    if (attachments)
        return attachments;
    attachments = new AttachmentBar(&w);
    attachments->setSizeInfo(requestBytes, limit);
    attachments->setReadOnly(w.m_locked);
    connect(attachments, &AttachmentBar::removeRequested, &w, &ComposeWindow::removeAttachment);
    ui.column->insertWidget(ui.column->indexOf(ui.body) + 1, attachments);
    return attachments;
}

MessageStack *ComposeWindow::Private::notices()
{
    if (stack)
        return stack;
    stack = new MessageStack(&w);
    connect(stack, &MessageStack::pressed, this, &Private::perform);
    connect(stack, &MessageStack::closed, this, [this](const QString &key) {
        if (key == u"files")
            refusedFiles.clear();
    });
    ui.column->insertWidget(ui.column->indexOf(ui.strip), stack);
    return stack;
}

SignInPanel *ComposeWindow::Private::signInPanel()
{
    if (signIn)
        return signIn;
    signIn = new SignInPanel(&w);
    signIn->hide();
    connect(signIn, &SignInPanel::chosen, &w, &ComposeWindow::signInRequested);
    connect(signIn, &SignInPanel::cancelled, &w, &ComposeWindow::signInCancelled);
    connect(signIn, &SignInPanel::confirmed, &w, &ComposeWindow::accountConfirmed);
    connect(signIn, &SignInPanel::declined, &w, &ComposeWindow::accountDeclined);
    connect(signIn, &SignInPanel::urlWanted, &w, [this](const QUrl &url) { dialogs.openUrl(url); });
    connect(signIn, &SignInPanel::actionPressed, &w, [this](Action action) { perform(u"signin"_s, action); });
    // Words wrap only when they are laid out: measure again then.
    connect(signIn, &SignInPanel::resized, this, &Private::placeSignIn);
    connect(signIn, &SignInPanel::resized, this, &Private::placeSignIn, Qt::QueuedConnection);
    connect(signIn, &SignInPanel::closed, this, [this] {
        const bool waits = std::holds_alternative<SignInInBrowser>(signIn->page())
            || std::holds_alternative<SignInExchanging>(signIn->page());
        const bool asks = std::holds_alternative<SignInToConfirm>(signIn->page());
        signInPutAway = waits || asks;
        w.hideSignIn();
        if (waits)
            Q_EMIT w.signInCancelled();
        if (asks)
            Q_EMIT w.accountDeclined();
    });
    return signIn;
}

void ComposeWindow::Private::placeSignIn()
{
    const int width = std::min(w.width() - 2 * Space::m, w.fontMetrics().averageCharWidth() * 76);
    const int top = ui.fromLine->geometry().bottom() + Space::xs;
    const QRect room(Space::m, top, width, w.height() - top - Space::s);
    signIn->fitInto(QStyle::visualRect(w.layoutDirection(), w.rect(), room));
    signIn->raise();
}

void ComposeWindow::Private::setLocked(bool locked)
{
    w.m_locked = locked;
    for (Field which : {Field::To, Field::Cc, Field::Bcc, Field::ReplyTo}) {
        if (RecipientEdit *edit = field(which))
            edit->setReadOnly(locked);
    }
    ui.subject->setReadOnly(locked);
    ui.body->setReadOnly(locked);
    ui.account->setEnabled(!locked);
    for (Button *link : {ui.addCc, ui.addBcc, ui.addReplyTo})
        link->setEnabled(!locked);
    for (QAction *action : {ui.actionSend, ui.actionAttach, ui.actionLow, ui.actionNormal, ui.actionHigh,
                            ui.actionReadReceipt, ui.actionDeliveryReceipt, ui.actionNotToSent, ui.actionCc,
                            ui.actionBcc, ui.actionReplyTo, ui.actionPastePlain, ui.actionFormat, ui.actionSendLater})
        action->setEnabled(!locked);
    ui.actionPlain->setEnabled(!locked && !ui.body->isSource());
    if (formatBar)
        formatBar->setEnabled(!locked);
    if (attachments)
        attachments->setReadOnly(locked);
}

void ComposeWindow::Private::commitRecipients()
{
    for (Field which : {Field::To, Field::Cc, Field::Bcc, Field::ReplyTo}) {
        if (RecipientEdit *edit = field(which))
            edit->commit();
    }
}

void ComposeWindow::Private::touch()
{
    if (filling)
        return;
    w.m_warningsSeen = false;
    change.start();
}

void ComposeWindow::Private::mark(const QList<Problem> &problems)
{
    const Theme theme(w.palette());
    for (const auto &[which, label] : std::as_const(labels)) {
        const bool wrong = std::any_of(problems.begin(), problems.end(), [where = which](const Problem &each) {
            return each.blocks && each.field == where;
        });
        setInk(label, wrong ? theme.bad : theme.secondary);
    }
}

void ComposeWindow::Private::colour()
{
    mark({});
}

} // namespace Sendoff::Gui
