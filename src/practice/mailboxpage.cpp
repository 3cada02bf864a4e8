// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/mailboxpage.h"

#include "practice/page.h"

#include <QFile>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

QByteArray masthead(const QByteArray &left)
{
    return "<header class=\"top\">" + left
        + "<span class=\"grow\"></span><span class=\"pill\">Practice · no mail leaves this computer</span></header>";
}

QString clockTime(const QDateTime &time)
{
    return QLocale::c().toString(time.toLocalTime(), u"d MMM yyyy, HH:mm:ss"_s);
}

QString people(const QList<Person> &list)
{
    QStringList texts;
    for (const Person &person : list)
        texts.append(person.name.isEmpty() ? person.address : person.name + " <"_L1 + person.address + u'>');
    return texts.join(u", "_s);
}

QByteArray fact(const QByteArray &term, const QString &text)
{
    return text.isEmpty() ? QByteArray() : "<dt>" + term + "</dt><dd>" + escapeHtml(text) + "</dd>";
}

QByteArray subjectOr(const QString &subject)
{
    return subject.trimmed().isEmpty() ? QByteArray("<span class=\"soft\">(no subject)</span>") : escapeHtml(subject);
}

QByteArray files(qsizetype count)
{
    return count == 0 ? QByteArray() : QByteArray::number(count) + (count == 1 ? " file" : " files");
}

QByteArray listEntry(const MailSummary &mail)
{
    const QString letter = mail.recipients.value(0).left(1).toUpper();
    const QByteArray copies = mail.copy > 1
        ? "<span class=\"twice\">accepted " + QByteArray::number(mail.copy) + " times</span> "
        : QByteArray();
    return "<li><a href=\"/mailbox/" + mail.id.toLatin1() + "\"><span class=\"face\" aria-hidden=\"true\">"
        + escapeHtml(letter) + "</span><span class=\"what\">" + subjectOr(mail.subject)
        + "</span><time class=\"when\" datetime=\"" + mail.time.toString(Qt::ISODate).toLatin1() + "\">"
        + escapeHtml(clockTime(mail.time)) + "</time><span class=\"who\">to "
        + escapeHtml(mail.recipients.join(u", "_s)) + "</span><span class=\"tags\">" + copies + files(mail.files)
        + "</span></a></li>";
}

QByteArray bodyHtml(const AcceptedMail &accepted)
{
    if (accepted.mail.content.isEmpty())
        return "<p class=\"text soft\">(no text)</p>";
    if (accepted.mail.isHtml) {
        return "<iframe sandbox title=\"Message body\" src=\"/mailbox/" + accepted.id.toLatin1() + "/body\"></iframe>";
    }
    return "<div class=\"text\">" + escapeHtml(accepted.mail.content) + "</div>";
}

QByteArray filesHtml(const AcceptedMail &accepted)
{
    QByteArray html;
    for (qsizetype index = 0; index < accepted.mail.files.size(); ++index) {
        const File &file = accepted.mail.files.at(index);
        html += "<li><a href=\"/mailbox/" + accepted.id.toLatin1() + "/files/" + QByteArray::number(index + 1)
            + "\"><span class=\"name\">" + escapeHtml(file.name) + "</span><span class=\"soft small\">"
            + escapeHtml(QLocale::c().formattedDataSize(file.size(), 1))
            + (file.isInline ? " · in the text" : "") + "</span></a></li>";
    }
    return html.isEmpty() ? html : "<ul class=\"files\" aria-label=\"Attachments\">" + html + "</ul>";
}

QByteArray detailsHtml(const AcceptedMail &accepted)
{
    const Mail &mail = accepted.mail;
    QString headers;
    for (const ExtraHeader &header : mail.extraHeaders)
        headers += header.name + ": "_L1 + header.value + u'\n';
    return "<details><summary>Details for support</summary><dl class=\"facts\">" + fact("Signed in", accepted.account)
        + fact("Message id", mail.internetMessageId) + fact("request-id", accepted.requestId)
        + fact("client-request-id", accepted.clientRequestId)
        + fact("Request size", QLocale::c().toString(accepted.requestBytes) + u" bytes"_s)
        + fact("SHA-256 of the request", QString::fromLatin1(accepted.requestSha256))
        + fact("Accepted", accepted.copy > 1 ? u"copy %1 of the same request"_s.arg(accepted.copy) : QString())
        + fact("Sent Items", mail.savesToSentItems ? u"a copy is kept"_s : u"no copy is kept"_s)
        + fact("Read receipt", mail.wantsReadReceipt ? u"asked for"_s : QString())
        + fact("Delivery receipt", mail.wantsDeliveryReceipt ? u"asked for"_s : QString())
        + fact("Categories", mail.categories.join(u", "_s)) + fact("Headers", headers) + "</dl></details>";
}

/// Types a browser may show inside the text; everything else is only ever downloaded.
QByteArray pictureType(const File &file)
{
    static const QStringList safe = {u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s, u"image/webp"_s};
    const QString type = file.contentType.section(u';', 0, 0).trimmed().toLower();
    return safe.contains(type) ? type.toLatin1() : QByteArray();
}

} // namespace

MailboxPages::MailboxPages(const Site &site, Mailbox &mailbox, Dice &dice)
    : m_site(site)
    , m_mailbox(mailbox)
    , m_ticket(QString::fromLatin1(dice.urlSafe(24)))
{
}

std::optional<Answer> MailboxPages::answer(const QString &rest, const Request &request)
{
    if (request.method == "POST" && rest == "/empty"_L1)
        return empty(request);
    if (request.method != "GET" && request.method != "HEAD")
        return std::nullopt;
    if (rest.isEmpty() || rest == "/"_L1)
        return list();
    static const QRegularExpression place(
        u"\\A/([0-9]{8}-[0-9]{9}-[0-9a-f]{8})(/body|/message\\.eml|/(files|shown)/([1-9][0-9]{0,2}))?\\z"_s);
    const auto match = place.match(rest);
    if (!match.hasMatch())
        return std::nullopt;
    const QString id = match.captured(1);
    if (match.captured(2) == "/message.eml"_L1 && m_mailbox.contains(id)) {
        Answer answer{200,
                      {{"Content-Type", "message/rfc822"},
                       {"X-Content-Type-Options", "nosniff"},
                       {"Content-Disposition", "attachment; filename=\"" + id.toLatin1() + ".eml\""}},
                      m_mailbox.readEml(id)};
        return answer;
    }
    const auto accepted = m_mailbox.read(id);
    if (!accepted)
        return std::nullopt;
    if (match.captured(2).isEmpty())
        return mail(*accepted);
    if (match.captured(2) == "/body"_L1)
        return htmlBody(*accepted);
    const qsizetype index = match.captured(4).toInt() - 1;
    if (index >= accepted->mail.files.size())
        return std::nullopt;
    return file(*accepted, index, match.captured(3) == "shown"_L1);
}

Answer MailboxPages::list() const
{
    QByteArray content = "<div class=\"wide\">" + masthead(logo() + "<h1>Practice mailbox</h1>") + "<main>";
    if (m_mailbox.mails().isEmpty()) {
        content += "<div class=\"card empty\">" + logo()
            + "<h2>No mail yet</h2><p class=\"soft\">What you send in practice shows up here.</p></div>";
    } else {
        content += "<ol class=\"mails card\">";
        for (const MailSummary &mail : m_mailbox.mails())
            content += listEntry(mail);
        const qsizetype count = m_mailbox.mails().size();
        content += "</ol><form class=\"foot\" method=\"post\" action=\"/mailbox/empty\"><span class=\"soft small\">"
            + QByteArray::number(count) + (count == 1 ? " mail" : " mails")
            + ", newest first</span><input type=\"hidden\" name=\"ticket\" value=\"" + escapeHtml(m_ticket)
            + "\"><button class=\"danger\">Empty the mailbox</button></form>";
    }
    content += "</main></div>";
    return htmlAnswer(200, page(u"Practice mailbox"_s, content), pagePolicy("form-action 'self'"));
}

Answer MailboxPages::mail(const AcceptedMail &accepted) const
{
    const Mail &mail = accepted.mail;
    const QString sender
        = mail.from.address.compare(accepted.account, Qt::CaseInsensitive) == 0 ? QString() : accepted.account;
    const QByteArray content = "<div class=\"wide\">" + masthead("<a class=\"button\" href=\"/mailbox\">← All mail</a>")
        + "<main class=\"card\"><div class=\"head\"><h2>" + subjectOr(mail.subject) + "</h2><dl class=\"facts\">"
        + fact("From", people({mail.from})) + fact("Sent by", sender) + fact("To", people(mail.to))
        + fact("Cc", people(mail.cc)) + fact("Bcc", people(mail.bcc)) + fact("Reply to", people(mail.replyTo))
        + fact("Accepted", clockTime(accepted.time))
        + fact("Importance", mail.importance == "normal"_L1 ? QString() : mail.importance) + "</dl></div>"
        + bodyHtml(accepted) + filesHtml(accepted) + detailsHtml(accepted)
        + "</main><div class=\"foot\"><span class=\"soft small\">Kept on this computer only</span><a class=\"button\" "
          "href=\"/mailbox/"
        + accepted.id.toLatin1() + "/message.eml\">Download as .eml</a></div></div>";
    return htmlAnswer(200, page(mail.subject.isEmpty() ? u"(no subject)"_s : mail.subject, content),
                      pagePolicy("frame-src 'self'"));
}

Answer MailboxPages::htmlBody(const AcceptedMail &accepted) const
{
    QString html = accepted.mail.content;
    for (qsizetype index = 0; index < accepted.mail.files.size(); ++index) {
        const File &file = accepted.mail.files.at(index);
        if (!file.contentId.isEmpty() && !pictureType(file).isEmpty()) {
            const QString url = u"/mailbox/%1/shown/%2"_s.arg(accepted.id).arg(index + 1);
            html.replace("cid:"_L1 + file.contentId, url);
        }
    }
    // The frame has no origin of its own, so 'self' would match nothing: the service is named.
    const QByteArray pictures = "http://localhost:" + QByteArray::number(m_site.port)
        + " http://127.0.0.1:" + QByteArray::number(m_site.port);
    return htmlAnswer(200, "<!doctype html><meta charset=\"utf-8\">" + html.toUtf8(),
                      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: " + pictures
                          + "; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
}

Answer MailboxPages::file(const AcceptedMail &accepted, qsizetype index, bool shown) const
{
    const File &file = accepted.mail.files.at(index);
    QFile stored(file.storedIn);
    if (!stored.open(QIODevice::ReadOnly))
        return plainAnswer(404, "Nothing is here.");
    const QByteArray picture = pictureType(file);
    const bool inPlace = shown && !picture.isEmpty();
    return {200,
            {{"Content-Type", inPlace ? picture : QByteArray("application/octet-stream")},
             {"X-Content-Type-Options", "nosniff"},
             {"Content-Security-Policy", "sandbox; default-src 'none'"},
             {"Content-Disposition",
              (inPlace ? "inline" : "attachment") + QByteArray("; filename*=UTF-8''")
                  + file.name.toUtf8().toPercentEncoding({}, "'()*")}},
            stored.readAll()};
}

Answer MailboxPages::empty(const Request &request)
{
    const QByteArray site = request.header("sec-fetch-site");
    const bool ours
        = parseForm(request.body).value(u"ticket"_s) == m_ticket && (site.isEmpty() || site == "same-origin");
    if (!ours)
        return plainAnswer(403, "This form is out of date. Open the mailbox again.");
    m_mailbox.empty();
    return redirectTo("/mailbox", 303);
}

} // namespace Sendoff::Practice
