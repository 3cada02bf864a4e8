// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"
#include "gui/checkwindow.h"
#include "samples.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

using Look = CheckRow::Look;

class TestCheckWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_window = std::make_unique<CheckWindow>();
        m_window->setAttribute(Qt::WA_DeleteOnClose, false);
        m_window->setAccount(u"adele@contoso.com"_s);
        m_window->setRows({{u"Connection"_s, Look::Good, u"safe"_s}, {u"Sign-in"_s, Look::Running, {}}});
        m_window->show();
    }
    void cleanup() { m_window.reset(); }

    void aRunningCheckCannotBeRepeated()
    {
        QVERIFY(!button(u"Check again"_s)->isEnabled());
        QVERIFY(!button(u"Copy"_s)->isEnabled());
        QVERIFY(shows(u"adele@contoso.com"_s) && shows(u"Connection"_s) && shows(u"safe"_s));
    }

    void theEndIsTold()
    {
        m_window->setRows(
            {{u"Connection"_s, Look::Good, u"safe"_s}, {u"Sign-in"_s, Look::Bad, u"<b>It has ended</b>"_s}});
        m_window->conclude(u"It cannot send."_s, u"all of it"_s);
        QVERIFY(shows(u"It cannot send."_s));
        QVERIFY(shows(u"<b>It has ended</b>"_s)); // as it is, not as markup
        const QSignalSpy again(m_window.get(), &CheckWindow::againRequested);
        QTest::mouseClick(button(u"Check again"_s), Qt::LeftButton);
        QCOMPARE(again.size(), 1);
        QTest::mouseClick(button(u"Copy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"all of it"_s);
    }

    void fewerRowsTakeTheirPlace()
    {
        m_window->setRows({{u"Only"_s, Look::Waiting, {}}});
        QVERIFY(shows(u"Only"_s) && !shows(u"Sign-in"_s));
    }

    void theWindowGrowsWithWhatIsWrong()
    {
        const int before = m_window->height();
        m_window->setRows({{u"Mailbox"_s, Look::Bad, u"It is not there. "_s.repeated(100)}});
        QVERIFY(m_window->height() > before);
    }

    void everyLookIsDrawn()
    {
        QList<CheckRow> rows;
        for (Look look : {Look::Waiting, Look::Running, Look::Good, Look::Odd, Look::Bad, Look::Skipped})
            rows.append({u"x"_s, look, u"y"_s});
        m_window->setRows(rows);
        QVERIFY(!m_window->grab().isNull());
        QSet<QString> spoken; // what is drawn is said, too
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->accessibleName().startsWith(u"x: "))
                spoken.insert(label->accessibleName());
        }
        QCOMPARE(spoken.size(), 6);
    }

private:
    bool shows(const QString &text) const
    {
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == text && label->textFormat() == Qt::PlainText)
                return true;
        }
        return false;
    }
    Button *button(const QString &name) const
    {
        for (auto *each : m_window->findChildren<Button *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }

    std::unique_ptr<CheckWindow> m_window;
};

QTEST_MAIN(TestCheckWindow)
#include "tst_checkwindow.moc"
