// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"
#include "gui/requestwindow.h"
#include "samples.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTabBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestRequestWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(anyWarning());
        m_window = new RequestWindow;
        m_window->setRequest(u"Offer & more"_s,
                             {{u"HTTP"_s, u"POST /cut …"_s, u"POST /whole"_s}, {u"curl"_s, u"curl x"_s, u"curl x"_s, false}});
        m_window->show();
    }
    void cleanup() { delete m_window; }

    void showsATabForEachText()
    {
        QCOMPARE(tabs()->count(), 2);
        QCOMPARE(text()->toPlainText(), u"POST /cut …"_s);
        tabs()->setCurrentIndex(1);
        QCOMPARE(text()->toPlainText(), u"curl x"_s);
        QVERIFY(text()->isReadOnly());
    }

    void copiesTheWholeOfWhatIsShown()
    {
        QTest::mouseClick(button(u"Copy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"POST /whole"_s);
        tabs()->setCurrentIndex(1);
        QTest::mouseClick(button(u"Copy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"curl x"_s);
    }

    void saysWhereSomethingIsCut()
    {
        auto *cut = m_window->findChild<QLabel *>(u"cut"_s);
        QVERIFY(cut->text().contains(u"Copy"));
        tabs()->setCurrentIndex(1);
        QVERIFY(cut->text().isEmpty());
    }

    void anotherRequestTakesThePlace()
    {
        tabs()->setCurrentIndex(1);
        m_window->setRequest(u"x"_s, {{u"In words"_s, u"no"_s, u"no"_s}});
        QCOMPARE(tabs()->count(), 1);
        QCOMPARE(text()->toPlainText(), u"no"_s);
    }

    void closingEndsIt()
    {
        QPointer<RequestWindow> window(m_window);
        QTest::mouseClick(button(u"Close"_s), Qt::LeftButton);
        QTRY_VERIFY(!window);
        m_window = nullptr;
    }

    void everyControlHasAName()
    {
        for (const QWidget *each : m_window->findChildren<QWidget *>()) {
            if (each->focusPolicy() != Qt::NoFocus && each->isVisible() && each->parentWidget() == m_window)
                QVERIFY2(!each->accessibleName().isEmpty(), qPrintable(each->objectName()));
        }
    }

private:
    QTabBar *tabs() const { return m_window->findChild<QTabBar *>(u"tabs"_s); }
    QPlainTextEdit *text() const { return m_window->findChild<QPlainTextEdit *>(u"text"_s); }
    Button *button(const QString &name) const
    {
        for (auto *each : m_window->findChildren<Button *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }

    RequestWindow *m_window = nullptr;
};

QTEST_MAIN(TestRequestWindow)
#include "tst_requestwindow.moc"
