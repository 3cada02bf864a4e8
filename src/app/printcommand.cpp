// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/printcommand.h"

#include "app/mailfile.h"
#include "app/previews.h"
#include "app/requesttext.h"
#include "app/terminal.h"
#include "gui/wording.h"
#include "message/messagecheck.h"
#include "message/messageprint.h"
#include "mime/mailwriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

/// The mail as it would be taken for sending.
Result<ComposeInput, InputError> readFor(const Print &command)
{
    const QString &file = command.compose.mailFile;
    if (file.isEmpty())
        return readInput(command.compose);
    auto message = command.format == PrintFormat::Message ? readMailToPrint(file) : readMailAsItIs(file);
    if (!message)
        return Failure{message.error()};
    ComposeInput input;
    input.message = std::move(message).value();
    return input;
}

std::optional<Graph::Contents> readContents(const Message &message)
{
    Graph::Contents contents;
    for (const Attachment &attachment : message.attachments) {
        QFile file(attachment.file);
        if (!file.open(QIODevice::ReadOnly)) {
            say(Gui::inOneLine(Gui::wordingFor(
                Store::StoreError{Store::StoreError::Kind::NotReadable, attachment.file, file.errorString()})));
            return std::nullopt;
        }
        contents.insert(attachment.id, file.readAll());
    }
    return contents;
}

bool sayWhatBlocks(const Message &message)
{
    const QList<Problem> problems = check(message, Limits{});
    for (const Problem &problem : problems) {
        if (problem.blocks)
            say(Gui::inOneLine(Gui::wordingFor(problem)));
    }
    return blocks(problems);
}

ExitStatus changed()
{
    say(QCoreApplication::translate("Main", "A file changed while it was read. Try again."));
    return ExitStatus::FileUnreadable;
}

ExitStatus printCalls(const Message &message, PrintFormat format, const Graph::SendPlan &plan, const CallFacts &facts)
{
    const auto contents = readContents(message);
    if (!contents)
        return ExitStatus::FileUnreadable;
    if (format == PrintFormat::Eml) {
        const QByteArray mail = Mime::writeMail(message, *contents, {facts.sender, facts.now});
        if (mail.isEmpty())
            return changed();
        print(mail);
        return ExitStatus::Done;
    }
    const QList<Call> calls = callsFor(message, *contents, plan, facts);
    if (calls.isEmpty())
        return changed();
    print(format == PrintFormat::Graph      ? asBodies(calls)
              : format == PrintFormat::Curl ? asCurl(calls)
                                            : asPowerShell(calls));
    return ExitStatus::Done;
}

} // namespace

ExitStatus printOnly(const Engine &engine, const Print &command)
{
    auto input = readFor(command);
    if (!input) {
        say(inputErrorLine(input.error()));
        return ExitStatus::FileUnreadable;
    }
    Message &message = input.value().message;
    if (command.format == PrintFormat::Message) {
        const QJsonObject json = printMessage(message, input.value().dropped, input.value().warnings);
        print(QJsonDocument(json).toJson(QJsonDocument::Indented));
        return ExitStatus::Done;
    }
    if (sayWhatBlocks(message))
        return ExitStatus::CannotSendAsIs;
    const auto account = command.compose.account.isEmpty() ? engine.account(engine.defaultAccountId())
                                                           : engine.accountByAddress(command.compose.account);
    const Auth::Cloud cloud = account ? account->config.cloud : Auth::cloudNamed(u"global"_s, {}, {}).value();
    const Graph::Abilities abilities = Graph::abilitiesOfCloud(cloud.name);
    const Graph::SendPlan plan = Graph::planSend(message, Limits{}, abilities);
    const Graph::Endpoints own = account ? Engine::endpointsOf(*account) : Graph::Endpoints{cloud.graph};
    const Graph::Endpoints endpoints = endpointsFor(own, message);
    if (command.format == PrintFormat::Plan)
        print(printPlan(message, plan, Graph::missingRights(plan, message, abilities), endpoints));
    const auto *big = std::get_if<Graph::TooBig>(&plan);
    if (big && command.format != PrintFormat::Eml) {
        say(Gui::inOneLine(Gui::wordingFor(*big)));
        return ExitStatus::CannotSendAsIs;
    }
    if (command.format == PrintFormat::Plan)
        return ExitStatus::Done;
    const Address sender = account ? Address{account->name, account->address} : Address();
    return printCalls(message, command.format, plan, {endpoints, sender, QDateTime::currentDateTimeUtc()});
}

} // namespace Sendoff::App
