// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/service.h"

#include "practice/account.h"
#include "practice/calls.h"
#include "practice/scopes.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

/// Where tests turn knobs: no request of a mail program, so no fault applies.
bool isSwitch(const Request &request)
{
    return request.path == "/faults"_L1 || request.path == "/consents"_L1 || request.path == "/settings"_L1
        || request.path == "/calls"_L1;
}

bool isFromAPage(const Request &request)
{
    const QByteArray site = request.header("sec-fetch-site");
    return !request.header("origin").isEmpty() || (!site.isEmpty() && site != "none" && site != "same-origin");
}

} // namespace

Service::Service()
    : m_tokens(m_clock, m_dice)
    , m_mailbox(m_clock, m_dice)
    , m_drafts(m_clock, m_dice)
    , m_uploads(m_drafts, m_settings, m_clock, m_dice)
    , m_postroom(m_ledger, m_mailbox, m_clock, m_dice)
    , m_draftRoute(m_drafts, m_uploads, m_mailbox, m_postroom, m_settings, m_clock, m_dice)
    , m_authority(m_site, m_tokens, m_settings, m_clock, m_dice)
    , m_graph(m_tokens, m_postroom, m_mailbox, m_drafts, m_draftRoute, m_settings, m_clock, m_dice)
    , m_pages(m_site, m_mailbox, m_dice)
    , m_server([this](const Request &request) { return answer(request); },
               [this](const Request &request) -> std::optional<Fault> {
                   auto fault = isSwitch(request) || !isForUs(request) ? std::nullopt : m_faults.next(request);
                   if (fault)
                       lose(fault->loses, request);
                   return fault;
               },
               [this](const Request &begun) -> std::optional<Cut> {
                   return isSwitch(begun) ? std::nullopt : m_faults.nextCut(begun);
               },
               [this](Answer &answer, const Request &request) {
                   if (request.path.startsWith("/v1.0/"_L1))
                       m_graph.stamp(answer, request);
               })
{
    constexpr std::chrono::milliseconds betweenLooks{200};
    QObject::connect(&m_releases, &QTimer::timeout, [this] { m_draftRoute.release(); });
    m_releases.start(betweenLooks);
}

Result<Done, QString> Service::open(const ServiceOptions &options)
{
    if (auto opened = m_mailbox.open(options.folder + "/mail"_L1); !opened)
        return opened;
    if (!m_drafts.open(options.folder + "/drafts"_L1))
        return Failure{u"cannot write to %1/drafts"_s.arg(options.folder)};
    if (options.messageLimit > 0)
        m_settings.messageLimit = options.messageLimit;
    return m_ledger.open(options.ledgerFile);
}

Result<Done, QString> Service::listen(quint16 wished)
{
    const auto port = m_server.start(wished);
    if (!port)
        return Failure{port.error()};
    m_site.port = port.value();
    m_site.origin = u"http://localhost:%1"_s.arg(m_site.port);
    m_draftRoute.setUploadOrigin(u"http://127.0.0.1:%1"_s.arg(m_site.port));
    return Done{};
}

QByteArray Service::readyLine() const
{
    // By hand, since the order of the members is part of the line.
    const QByteArray origin = m_site.origin.toLatin1();
    return R"({"authority":")" + origin + R"(","graph":")" + origin + R"(","mailbox":")" + origin + R"(/mailbox"})";
}

void Service::lose(const QString &what, const Request &request)
{
    if (what == "uploads"_L1)
        m_uploads.forgetAll();
    else if (what == "time"_L1)
        m_uploads.expireAll();
    else if (what == "drafts"_L1) {
        m_uploads.forgetAll();
        while (!m_drafts.all().empty())
            m_drafts.remove(m_drafts.all().begin()->first);
    } else if (what == "token"_L1 && !request.header("authorization").isEmpty()) {
        m_tokens.expireAccessTokens();
    }
}

bool Service::isForUs(const Request &request) const
{
    // Any other name is a page elsewhere that had its name point to this computer.
    const QByteArray port = ':' + QByteArray::number(m_site.port);
    const QByteArray host = request.header("host").toLower();
    return host == "localhost" + port || host == "127.0.0.1" + port || host == "[::1]" + port;
}

Answer Service::answer(const Request &request)
{
    if (!isForUs(request))
        return plainAnswer(421, "This service answers as localhost only.");
    if (request.path == "/faults"_L1)
        return faults(request);
    if (request.path == "/consents"_L1)
        return consents(request);
    if (request.path == "/settings"_L1)
        return settings(request);
    if (request.path == "/calls"_L1)
        return calls(request);
    ++m_requests;
    const Answer answer = carryOut(request);
    remember(request, answer);
    return answer;
}

Answer Service::carryOut(const Request &request)
{
    if (request.path == "/"_L1)
        return redirectTo("/mailbox");
    if (request.path == "/v1.0"_L1 || request.path.startsWith("/v1.0/"_L1))
        return m_graph.answer(request);
    if (request.path.startsWith(QStringView(uploadRoot)))
        return m_uploads.answer(request);
    std::optional<Answer> answer;
    if (request.path == "/mailbox"_L1 || request.path.startsWith("/mailbox/"_L1))
        answer = m_pages.answer(request.path.mid(8), request);
    else if (const qsizetype slash = request.path.indexOf(u'/', 1); slash > 1)
        answer = m_authority.answer(request.path.mid(1, slash - 1), request.path.mid(slash), request);
    return answer ? *answer : plainAnswer(404, "Nothing is here.");
}

void Service::remember(const Request &request, const Answer &answer)
{
    constexpr qsizetype mostCalls = 10'000;
    const QString call = callName(readCall(request.method, request.path).kind);
    if (call.isEmpty())
        return;
    QJsonObject entry{{u"call"_s, call}, {u"status"_s, answer.status}};
    if (const QByteArray range = request.header("content-range"); !range.isEmpty())
        entry.insert(u"range"_s, QString::fromLatin1(range));
    m_calls.append(entry);
    if (m_calls.size() > mostCalls)
        m_calls.removeFirst();
}

/// What was carried out since the last DELETE, whatever the answer became on its way, and the subjects of what is in
/// Drafts.
Answer Service::calls(const Request &request)
{
    if (isFromAPage(request))
        return plainAnswer(403, "Pages may not do this.");
    if (request.method == "DELETE") {
        m_calls = {};
        return {204, {}, {}};
    }
    if (request.method != "GET")
        return plainAnswer(405, "GET or DELETE.");
    QJsonArray drafts;
    for (const auto &[id, draft] : m_drafts.all()) {
        if (!draft.isSubmitted)
            drafts.append(draft.mail.subject);
    }
    return jsonAnswer(200, QJsonDocument(QJsonObject{{u"calls"_s, m_calls}, {u"drafts"_s, drafts}}).toJson());
}

Answer Service::faults(const Request &request)
{
    if (isFromAPage(request))
        return plainAnswer(403, "Pages may not do this.");
    if (request.method == "DELETE") {
        m_faults.clear();
        return {204, {}, {}};
    }
    if (request.method == "PUT")
        return setFaults(request.body);
    if (request.method != "GET")
        return plainAnswer(405, "GET, PUT or DELETE.");
    return jsonAnswer(
        200, QJsonDocument(QJsonObject{{u"rules"_s, m_faults.report()}, {u"requests"_s, m_requests}}).toJson());
}

Answer Service::setFaults(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isNull())
        return plainAnswer(400, "This is not JSON.");
    const QString revoke = document.object().value("revoke"_L1).toString();
    const QString expire = document.object().value("expire"_L1).toString();
    if (document.isObject() && document.object().size() == 1 && !(revoke + expire).isEmpty()) {
        if (revoke == "access"_L1 || revoke == "all"_L1)
            m_tokens.revokeAccessTokens();
        if (revoke == "refresh"_L1 || revoke == "all"_L1)
            m_tokens.revokeRefreshTokens();
        if (expire == "access"_L1)
            m_tokens.expireAccessTokens();
        const bool known
            = revoke == "access"_L1 || revoke == "refresh"_L1 || revoke == "all"_L1 || expire == "access"_L1;
        return known ? Answer{204, {}, {}} : plainAnswer(400, "revoke is access, refresh or all; expire is access.");
    }
    const auto set = m_faults.set(document.isArray() ? document.array() : QJsonArray{document.object()});
    return set ? Answer{204, {}, {}} : plainAnswer(400, set.error().toUtf8());
}

/// An object with some of the members that GET shows.
Answer Service::settings(const Request &request)
{
    if (isFromAPage(request))
        return plainAnswer(403, "Pages may not do this.");
    if (request.method == "GET")
        return jsonAnswer(200, QJsonDocument(m_settings.toJson()).toJson());
    if (request.method != "PUT")
        return plainAnswer(405, "GET or PUT.");
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return plainAnswer(400, "This is not a JSON object.");
    const auto next = changed(m_settings, document.object());
    if (!next)
        return plainAnswer(400, next.error().toUtf8());
    m_settings = next.value();
    return {204, {}, {}};
}

Answer Service::consents(const Request &request)
{
    if (isFromAPage(request))
        return plainAnswer(403, "Pages may not do this.");
    if (request.method == "DELETE") {
        m_tokens.forgetConsent();
        return {204, {}, {}};
    }
    if (request.method == "PUT")
        return setConsents(request.body);
    if (request.method != "GET")
        return plainAnswer(405, "GET, PUT or DELETE.");
    QJsonObject report;
    const QHash<QString, QStringList> consented = m_tokens.consented();
    for (auto entry = consented.cbegin(); entry != consented.cend(); ++entry)
        report.insert(entry.key(), QJsonArray::fromStringList(entry.value()));
    return jsonAnswer(200, QJsonDocument(report).toJson());
}

/// {"ADDRESS": ["Mail.ReadBasic", …]}: replaces what those accounts had agreed to.
Answer Service::setConsents(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return plainAnswer(400, "This is not a JSON object.");
    const QJsonObject wishes = document.object();
    QHash<QString, QStringList> scopes;
    for (auto wish = wishes.begin(); wish != wishes.end(); ++wish) {
        const Account *account = accountOf(wish.key());
        if (!account || !wish.value().isArray())
            return plainAnswer(400, "Each member is the address of an account, with an array of scopes.");
        const ScopeList list = readScopes(wish.value().toVariant().toStringList().join(u' '), m_site.graphRoots());
        if (!list.unknown.isEmpty())
            return plainAnswer(400, "The scope '" + list.unknown.toUtf8() + "' is not known.");
        scopes.insert(account->address, list.asked);
    }
    for (auto entry = scopes.cbegin(); entry != scopes.cend(); ++entry)
        m_tokens.consent(entry.key(), entry.value());
    return {204, {}, {}};
}

} // namespace Sendoff::Practice
