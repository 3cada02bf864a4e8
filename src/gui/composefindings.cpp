// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is said before a mail is sent, and the cures for it.
#include "compose/documentwalk.h"
#include "gui/composewindow_p.h"
#include "gui/preflightwording.h"

#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

/// Where these words stand outside quotes; null: nowhere.
QTextCursor ownPlace(const QTextDocument &document, const QString &words)
{
    QTextCursor found = document.find(words, 0, QTextDocument::FindCaseSensitively);
    while (!found.isNull()) {
        const QTextBlock block = document.findBlock(found.selectionStart());
        if (!block.text().startsWith(u'>') && Compose::kindOf(block).quotes == 0)
            return found;
        found = document.find(words, found, QTextDocument::FindCaseSensitively);
    }
    return {};
}

} // namespace

void ComposeWindow::showProblems(const QList<Problem> &problems, const QList<Compose::Finding> &findings)
{
    d->mark(problems);
    removeNotice(u"problems"_s);
    d->findings = findings;
    if (problems.isEmpty() && findings.isEmpty())
        return;
    if (d->handedOver)
        unlock();
    QList<Wording> told;
    const bool blocked = blocks(problems);
    for (const Problem &each : problems) {
        if (each.blocks == blocked)
            told.append(wordingFor(each));
    }
    if (!blocked) {
        for (const Compose::Finding &each : findings)
            told.append(wordingFor(each));
    }
    showNotice(d->noticeOf(told, blocked));
    if (blocked)
        d->focusOn(told.front().action);
}

Notice ComposeWindow::Private::noticeOf(const QList<Wording> &told, bool blocked)
{
    Notice notice = noticeFor(blocked ? Notice::Kind::Error : Notice::Kind::Warning, u"problems"_s, told.front());
    constexpr qsizetype mostNamed = 4;
    QStringList titles;
    for (const Wording &each : told.first(std::min(told.size(), mostNamed)))
        titles.append(each.title);
    const QString rest = told.size() > mostNamed ? u" …"_s : QString();
    if (told.size() > 1 && blocked) {
        notice.text = tr("%n things to mend before this can be sent", nullptr, static_cast<int>(told.size()));
        notice.more = titles.join(u" · "_s) + rest;
    } else if (told.size() > 1) {
        // The button is for the first of them.
        notice.more = tr("Also: %1").arg(titles.mid(1).join(u" · "_s) + rest);
    }
    if (!blocked)
        notice.buttons.append({tr("Send anyway"), Action::SendAnyway});
    return notice;
}

bool ComposeWindow::Private::cure(Action action)
{
    switch (action) {
    case Action::AttachFiles:
        w.removeNotice(u"problems"_s);
        attach();
        return true;
    case Action::ShowWords:
        showWords();
        return true;
    case Action::MoveToBcc:
        moveToBcc();
        return true;
    case Action::RemovePeople:
        removePeople();
        return true;
    default:
        return false;
    }
}

void ComposeWindow::Private::showWords()
{
    const QString words = findings.isEmpty() ? QString() : findings.front().text;
    // What stands in one piece to a reader may be broken into lines, or have a title in between.
    for (const QString &part : {words, words.section(u' ', 0, 0)}) {
        const QTextCursor place = part.isEmpty() ? QTextCursor() : ownPlace(*ui.body->document(), part);
        if (place.isNull())
            continue;
        ui.body->setTextCursor(place);
        break;
    }
    ui.body->setFocus(Qt::OtherFocusReason);
}

void ComposeWindow::Private::moveToBcc()
{
    if (w.m_locked)
        return;
    w.removeNotice(u"problems"_s);
    const QList<Recipient> all = recipientsIn(Field::Bcc) + recipientsIn(Field::To) + recipientsIn(Field::Cc);
    fillField(Field::To, {});
    fillField(Field::Cc, {});
    fillField(Field::Bcc, withoutDoubles({{}, {}, all}).bcc);
    touch();
}

void ComposeWindow::Private::removePeople()
{
    const auto finding = std::find_if(findings.cbegin(), findings.cend(), [](const Compose::Finding &each) {
        return each.kind == Compose::FindingKind::OutsidePeople;
    });
    if (w.m_locked || finding == findings.cend())
        return;
    w.removeNotice(u"problems"_s);
    for (const Field which : {Field::To, Field::Cc, Field::Bcc}) {
        QList<Recipient> left = recipientsIn(which);
        const auto gone = left.removeIf([&finding](const Recipient &each) {
            return each.isReadable() && finding->people.contains(each.address.mailbox, Qt::CaseInsensitive);
        });
        if (gone > 0)
            fillField(which, left);
    }
    touch();
}

} // namespace Sendoff::Gui
