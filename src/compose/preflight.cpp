// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/preflight.h"

#include "compose/attachmentwords.h"
#include "compose/greeting.h"
#include "compose/owntext.h"
#include "compose/placeholder.h"

#include <QSet>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

QString domainOf(const QString &mailbox)
{
    return mailbox.section(u'@', -1).toLower();
}

/// What reads as an address although nothing says "www" or "https": a name under one of the usual domains.
bool isBareHost(QStringView host)
{
    static constexpr auto endings = std::to_array<QStringView>(
        {u".com", u".org", u".net", u".edu", u".gov", u".eu", u".de", u".at", u".ch", u".fr", u".es", u".pt",
         u".it",  u".nl",  u".uk",  u".us",  u".ca",  u".br", u".mx", u".jp", u".cn", u".in", u".io"});
    return std::any_of(endings.begin(), endings.end(), [host](QStringView ending) {
        return host.size() > ending.size() && host.endsWith(ending, Qt::CaseInsensitive);
    });
}

/// The words of a link as the address they claim to be; not valid if they are just words.
QUrl claimed(const QString &text)
{
    if (text.contains(u' ') || text.size() > 2'000)
        return {};
    if (text.startsWith(u"http://", Qt::CaseInsensitive) || text.startsWith(u"https://", Qt::CaseInsensitive))
        return QUrl(text);
    if (text.contains(u'@')) {
        const bool isAddress = text.count(u'@') == 1 && !text.startsWith(u'@') && text.section(u'@', 1).contains(u'.');
        return isAddress ? QUrl(u"mailto:"_s + text) : QUrl();
    }
    const QString host = text.section(u'/', 0, 0);
    if (text.startsWith(u"www.", Qt::CaseInsensitive) || isBareHost(host))
        return QUrl(u"https://"_s + text);
    return {};
}

QString bareHost(const QUrl &url)
{
    const QString host = url.host().toLower();
    return host.startsWith(u"www.") ? host.mid(4) : host;
}

QString placeIn(const QUrl &url)
{
    QString place = url.path(QUrl::FullyDecoded);
    if (url.hasQuery())
        place += u'?' + url.query(QUrl::FullyDecoded);
    while (place.endsWith(u'/') || place.endsWith(u'…') || place.endsWith(u'.'))
        place.chop(1);
    return place;
}

bool misleads(const WrittenLink &link)
{
    const QUrl text = claimed(link.text);
    const QUrl target(link.target);
    if (!text.isValid() || !target.isValid())
        return false;
    if (text.scheme() == u"mailto" || target.scheme() == u"mailto")
        return text.scheme() != target.scheme() || text.path().compare(target.path(), Qt::CaseInsensitive) != 0;
    const QString shown = bareHost(text);
    const QString real = bareHost(target);
    // Outlook puts a guard of its own between; where it leads is written in it.
    if (real.endsWith(u".safelinks.protection.outlook.com"))
        return false;
    if (shown != real)
        return !real.endsWith(u'.' + shown);
    // Shown without its end is shown shorter, not otherwise.
    return !placeIn(target).startsWith(placeIn(text));
}

Finding findingOf(FindingKind kind, const QString &text = {}, const QString &target = {})
{
    return {kind, text, target, {}, 0};
}

void findInText(QList<Finding> &findings, const Message &message, const OwnText &own)
{
    const bool hasFile = std::any_of(message.attachments.begin(), message.attachments.end(),
                                     [](const Attachment &each) { return !each.isInline; });
    if (const QString words = hasFile ? QString() : attachmentWords(own.text); !words.isEmpty())
        findings.append(findingOf(FindingKind::ForgottenAttachment, words));
    if (const QString words = placeholderIn(own.text); !words.isEmpty())
        findings.append(findingOf(FindingKind::PlaceholderLeft, words));
}

void findInGreeting(QList<Finding> &findings, const Message &message, const OwnText &own)
{
    const QList<Recipient> &to = message.recipients.to;
    if (to.size() != 1 || !to.front().isReadable())
        return;
    const QStringList name = greetedName(own.text);
    if (!isSomebodyElse(name, to.front().address))
        return;
    Finding finding = findingOf(FindingKind::WrongGreeting, name.join(u' '));
    finding.people = {to.front().address.mailbox};
    findings.append(finding);
}

void findOutside(QList<Finding> &findings, const Recipients &recipients, const PreflightFacts &facts)
{
    QSet<QString> own;
    QSet<QString> domains;
    for (const QString &address : facts.ownAddresses) {
        own.insert(address.toLower());
        domains.insert(domainOf(address));
    }
    Finding finding = findingOf(FindingKind::OutsidePeople);
    bool hasColleague = false;
    for (const QList<Recipient> *field : {&recipients.to, &recipients.cc, &recipients.bcc}) {
        for (const Recipient &each : *field) {
            const QString &mailbox = each.address.mailbox;
            if (!each.isReadable() || own.contains(mailbox.toLower()))
                continue;
            const QString domain = domainOf(mailbox);
            const bool isInside = std::any_of(domains.begin(), domains.end(), [&domain](const QString &mine) {
                return domain == mine || domain.endsWith(u'.' + mine);
            });
            hasColleague = hasColleague || isInside;
            if (!isInside && !finding.people.contains(mailbox))
                finding.people.append(mailbox);
        }
    }
    if (facts.isWork && hasColleague && !finding.people.isEmpty())
        findings.append(finding);
}

} // namespace

QList<Finding> preflight(const Message &message, const PreflightFacts &facts)
{
    QList<Finding> findings;
    if (!message.asItIs) {
        const OwnText own = ownText(message.body);
        findInText(findings, message, own);
        findInGreeting(findings, message, own);
        const auto link = std::find_if(own.links.begin(), own.links.end(), misleads);
        if (link != own.links.end())
            findings.append(findingOf(FindingKind::MisleadingLink, link->text, link->target));
    }
    findOutside(findings, message.recipients, facts);
    const qsizetype visible = message.recipients.to.size() + message.recipients.cc.size();
    if (visible > manyPeople) {
        findings.append(findingOf(FindingKind::ManyPeople));
        findings.back().count = visible;
    }
    return findings;
}

} // namespace Sendoff::Compose
