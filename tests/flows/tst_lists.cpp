// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draftsview.h"
#include "app/outboxview.h"
#include "gui/dialogs.h"
#include "gui/draftswindow.h"
#include "outbox/sendmachinejson.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Sendoff;
using namespace Sendoff::App;

namespace {

Message written(const QString &subject)
{
    Message message;
    message.recipients.to = readRecipients(u"Ben <ben@example.org>"_s);
    message.subject = subject;
    message.body.content = u"Dear Ben,\n"_s;
    return message;
}

template <typename Window>
Window *windowOf()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<Window *>(widget); window && window->isVisible())
            return window;
    }
    return nullptr;
}

int rowsOf(const QWidget *window)
{
    const auto *list = window ? window->findChild<QAbstractItemView *>() : nullptr;
    return list ? list->model()->rowCount() : -1;
}

} // namespace

/// The lists of mail and of drafts show what the store has, and what is done in them happens there.
class ListsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support (propagateSizeHints|raise))"_s));
        m_home = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<Engine>(Profile::at(m_home->path()).forPractice(), QString());
    }
    void cleanup() { m_engine.reset(); }

    void theOutboxShowsWhatIsInIt()
    {
        OutboxView view(*m_engine, m_dialogs);
        // Nobody is signed in, so it waits for the person.
        m_engine->desk().submit({written(u"one"_s), u"nobody"_s, {}, 0s});
        m_engine->desk().submit({written(u"two"_s), u"nobody"_s, {}, 60s});
        QTRY_COMPARE(view.counts().needsUser, 1);
        QTRY_COMPARE(view.counts().waiting, 1);
        view.show();
        QTRY_COMPARE(rowsOf(windowOf<Gui::OutboxWindow>()), 2);
        // What comes later comes into the list.
        m_engine->desk().submit({written(u"three"_s), u"nobody"_s, {}, 60s});
        QTRY_COMPARE(rowsOf(windowOf<Gui::OutboxWindow>()), 3);
    }

    void whatIsEditedInTheOutboxIsADraftAgain()
    {
        OutboxView view(*m_engine, m_dialogs);
        const QSignalSpy opened(&view, &OutboxView::draftOpenRequested);
        const QString id = m_engine->desk().submit({written(u"again"_s), u"nobody"_s, u"d"_s, 60s});
        QTRY_COMPARE(view.counts().waiting, 1);
        view.show();
        auto *window = windowOf<Gui::OutboxWindow>();
        QVERIFY(window);
        Q_EMIT window->editRequested(id);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toString(), u"d"_s);
        const auto drafts = m_engine->drafts();
        QVERIFY(drafts);
        QCOMPARE(drafts.value()->load(u"d"_s)->message.subject, u"again"_s);
        QTRY_COMPARE(view.counts().waiting, 0);
    }

    void severalCanBeCancelledAtOnce()
    {
        OutboxView view(*m_engine, m_dialogs);
        QStringList ids;
        for (const QString &subject : {u"1"_s, u"2"_s, u"3"_s})
            ids.append(m_engine->desk().submit({written(subject), u"nobody"_s, {}, 60s}));
        QTRY_COMPARE(view.counts().waiting, 3);
        view.show();
        Q_EMIT windowOf<Gui::OutboxWindow>()->cancelRequested(ids);
        QTRY_COMPARE(view.counts().cancelled, 3);
        QCOMPARE(m_engine->drafts().value()->all().size(), 3);
    }

    void finishedMailComesPageByPage()
    {
        constexpr int mails = 450;
        {
            auto database = Store::Database::open(m_engine->profile().data);
            QVERIFY(database);
            const QString state = QString::fromUtf8(QJsonDocument(Outbox::toJson(Outbox::SendState(Outbox::Cancelled{
                                                                      QDateTime::currentDateTimeUtc(), 0, false})))
                                                        .toJson());
            const auto filled = database.value().transaction([&database, &state] {
                for (int number = 0; number < mails; ++number) {
                    if (!database.value()
                             .run(u"INSERT INTO outbox_item(id, account, message, queued, revision, name, state)"
                                  " VALUES(?, 'me', '{}', 0, 1, 'cancelled', ?)"_s,
                                  {QString::number(number), state})
                             .isActive())
                        return false;
                }
                return true;
            });
            QVERIFY(filled);
        }
        OutboxView view(*m_engine, m_dialogs);
        view.show();
        QTRY_VERIFY(rowsOf(windowOf<Gui::OutboxWindow>()) >= 200);
        auto *list = windowOf<Gui::OutboxWindow>()->findChild<QAbstractItemView *>();
        const auto isComplete = [list] {
            list->scrollToBottom();
            return list->model()->rowCount() == mails;
        };
        QTRY_VERIFY(isComplete());
    }

    void draftsAreListedDeletedAndHadBack()
    {
        auto drafts = m_engine->drafts();
        QVERIFY(drafts);
        for (const QString &id : {u"1"_s, u"2"_s})
            QVERIFY(drafts.value()->save(id, written(id), {}));
        DraftsView view(*m_engine, m_dialogs);
        const QSignalSpy deleted(&view, &DraftsView::deleted);
        view.show();
        QTRY_COMPARE(rowsOf(windowOf<Gui::DraftsWindow>()), 2);
        Q_EMIT windowOf<Gui::DraftsWindow>()->deleteRequested({u"1"_s});
        QTRY_COMPARE(rowsOf(windowOf<Gui::DraftsWindow>()), 1);
        QTRY_COMPARE(deleted.size(), 1);
        Q_EMIT windowOf<Gui::DraftsWindow>()->undoRequested({u"1"_s});
        QTRY_COMPARE(rowsOf(windowOf<Gui::DraftsWindow>()), 2);
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Engine> m_engine;
    Gui::DesktopDialogs m_dialogs;
};

QTEST_MAIN(ListsTest)
#include "tst_lists.moc"
