// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs.h"
#include "gui/signinpanel.h"
#include "message/message.h"
#include "outbox/sendmachine.h"

#include <QRegularExpression>

// What the tests of the windows and the gallery show.

namespace Sendoff::Gui::Samples {

using namespace Qt::StringLiterals;

/// For QTest::failOnWarning: every warning but those the offscreen platform gives for each window and menu.
inline QRegularExpression anyWarning()
{
    return QRegularExpression(u"^(?!This plugin does not support (propagateSizeHints|raise|grabbing))"_s);
}

/// Answers without a person and remembers what was asked.
class FakeDialogs final : public Dialogs
{
public:
    void chooseFiles(QWidget *, std::function<void(const QStringList &)> answer) override { answer(files); }
    void confirm(QWidget *, const QString &question, const QString &, const QString &,
                 std::function<void(bool)> answer) override
    {
        asked.append(question);
        answer(yes);
    }
    void askQuit(QWidget *, const QuitFacts &facts, std::function<void(QuitChoice)> answer) override
    {
        asked.append(questionFor(facts).text);
        answer(quit);
    }
    bool openUrl(const QUrl &url) override
    {
        opened.append(url);
        return true;
    }

    QStringList files;
    QStringList asked;
    QList<QUrl> opened;
    bool yes = true;
    QuitChoice quit = QuitChoice::Stay;
};

inline Auth::Account work()
{
    Auth::Account account;
    account.id = u"1.2"_s;
    account.name = u"Adele Vance"_s;
    account.address = u"adele@contoso.com"_s;
    account.tenantId = u"2"_s;
    account.config.clientId = u"5e0d3a3c-0000-4000-8000-000000000001"_s;
    account.config.tenant = u"organizations"_s;
    return account;
}

inline Auth::Account personal()
{
    Auth::Account account = work();
    account.id = u"3.personal"_s;
    account.address = u"adele@outlook.com"_s;
    account.tenantId = Auth::personalTenantId;
    return account;
}

inline Auth::Account guest()
{
    Auth::Account account = work();
    account.address = u"adele_outlook.com#EXT#@adeleoutlook.onmicrosoft.com"_s;
    account.isGuest = true;
    return account;
}

inline Recipient person(const QString &name, const QString &mailbox)
{
    Recipient recipient;
    recipient.address = {name, mailbox};
    return recipient;
}

inline Recipient wrong(const QString &typed, AddressFault fault)
{
    Recipient recipient;
    recipient.unreadable = typed;
    recipient.fault = fault;
    return recipient;
}

inline Attachment attachment(const QString &name, const QString &type, qint64 size)
{
    Attachment made;
    made.id = name;
    made.file = u"/home/adele/"_s + name;
    made.name = name;
    made.contentType = type;
    made.size = size;
    return made;
}

inline Message offer()
{
    Message message;
    message.recipients.to
        = {person(u"Ben Ode"_s, u"ben@example.org"_s), person(u"Carla Fink"_s, u"carla@example.org"_s),
           wrong(u"carl@"_s, AddressFault::NoDomain)};
    message.subject = u"Offer for June"_s;
    message.body.content = u"Dear Ben,\n\nthe offer is attached. The plan of the garden is in it too; the gate is "
                           u"where you wanted it.\n\n"
                           "Best wishes\nAdele"_s;
    message.attachments = {attachment(u"offer.pdf"_s, u"application/pdf"_s, 1'240'000),
                           attachment(u"plan.png"_s, u"image/png"_s, 1'700'000)};
    return message;
}

inline Graph::GraphError graphError(Graph::ErrorKind kind)
{
    Graph::GraphError error;
    error.kind = kind;
    error.status = 404;
    error.code = u"MailboxNotEnabledForRESTAPI"_s;
    error.serverText = u"REST API is not yet supported for this mailbox."_s;
    error.requestId = u"5f8a6e52-14f7-4a07-9d2d-7d0f6c1d7a11"_s;
    error.clientRequestId = u"0f3ad0f5-8b8f-4a5e-8a57-0f62f3b3a8a2"_s;
    return error;
}

inline Outbox::NeedsUser refused(Graph::ErrorKind kind)
{
    Outbox::NeedsUser state;
    state.why = Outbox::NeedsUser::Why::Refused;
    state.error = graphError(kind);
    state.attempts = 1;
    return state;
}

inline Outbox::Uncertain uncertain()
{
    Outbox::Uncertain state;
    state.since = QDateTime(QDate(2026, 6, 1), QTime(10, 2), Qt::UTC);
    state.error = graphError(Graph::ErrorKind::ConnectionLost);
    return state;
}

inline Outbox::Waiting waiting(Outbox::WaitReason reason, int seconds)
{
    Outbox::Waiting state;
    state.reason = reason;
    state.notBefore = QDateTime::currentDateTimeUtc().addSecs(seconds);
    return state;
}

inline Outbox::Accepted accepted()
{
    Outbox::Accepted state;
    state.when = QDateTime(QDate(2026, 6, 1), QTime(10, 2), Qt::UTC);
    return state;
}

} // namespace Sendoff::Gui::Samples
