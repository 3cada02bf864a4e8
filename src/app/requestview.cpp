// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/requestview.h"

#include "app/previews.h"
#include "app/requesttext.h"
#include "gui/requestwindow.h"
#include "gui/wording.h"
#include "store/inworker.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

using Texts = QList<Gui::RequestText>;

QString tr(const char *text)
{
    return QCoreApplication::translate("Requests", text);
}

Gui::RequestText textOf(const QString &title, const QByteArray &whole, bool isCode = true)
{
    return {title, abbreviated(whole), QString::fromUtf8(whole), isCode};
}

std::optional<Graph::Contents> readContents(const Message &message, const Graph::SendPlan &plan)
{
    // What goes up in parts stays in its file.
    QStringList inParts;
    if (const auto *draft = std::get_if<Graph::DraftSend>(&plan)) {
        for (const Graph::Upload &upload : draft->uploads) {
            if (upload.parts > 0)
                inParts.append(upload.attachment);
        }
    }
    Graph::Contents contents;
    for (const Attachment &attachment : message.attachments) {
        QFile file(attachment.file);
        if (inParts.contains(attachment.id))
            contents.insert(attachment.id, {});
        else if (file.open(QIODevice::ReadOnly))
            contents.insert(attachment.id, file.read(attachment.size));
        else
            return std::nullopt;
    }
    return contents;
}

Texts textsFor(const Message &message, const Graph::SendPlan &plan, const QStringList &missing, const CallFacts &facts)
{
    Texts texts;
    const auto contents = readContents(message, plan);
    const QList<Call> calls = contents ? callsFor(message, *contents, plan, facts) : QList<Call>();
    const QByteArray inWords = printPlan(message, plan, missing, facts.endpoints);
    if (calls.isEmpty()) {
        const QString why
            = contents ? QString() : tr("A file of this mail cannot be read, so there is no request yet.");
        texts.append(textOf(tr("In words"), why.isEmpty() ? inWords : why.toUtf8(), false));
        return texts;
    }
    texts.append(textOf(tr("In words"), inWords, false));
    texts.append(textOf(u"HTTP"_s, asHttp(calls)));
    texts.append(textOf(u"curl"_s, asCurl(calls)));
    texts.append(textOf(u"PowerShell"_s, asPowerShell(calls)));
    texts.append(textOf(u"CLI for Microsoft 365"_s, asM365(message)));
    return texts;
}

} // namespace

void showRequest(Engine &engine, const Message &message, const QString &accountId, QWidget *parent)
{
    const auto account = engine.account(accountId);
    const Auth::Cloud cloud = account ? account->config.cloud : Auth::cloudNamed(u"global"_s, {}, {}).value();
    Graph::Abilities abilities = Graph::abilitiesOfCloud(cloud.name);
    if (account)
        abilities.rights = engine.rights(accountId);
    const Graph::SendPlan plan = Graph::planSend(message, Limits{}, abilities);
    const QStringList missing = Graph::missingRights(plan, message, abilities);
    const Graph::Endpoints own = account ? Engine::endpointsOf(*account) : Graph::Endpoints{cloud.graph};
    const CallFacts facts{endpointsFor(own, message), account ? Address{account->name, account->address} : Address(),
                          engine.clock().now()};
    Store::inWorker<Texts>(
        parent, [=](const auto &) { return textsFor(message, plan, missing, facts); },
        [parent, subject = message.subject](const Texts &texts) {
            auto *window = new Gui::RequestWindow(parent);
            window->setRequest(subject, texts);
            window->show();
        });
}

} // namespace Sendoff::App
