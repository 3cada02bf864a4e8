// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/button.h"
#include "gui/recipientedit.h"
#include "gui/recipientline.h"
#include "gui/recipientpill.h"
#include "gui/wording.h"
#include "samples.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace Sendoff;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestRecipientEdit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void enterMakesAPill();
    void separatorsMakePills_data();
    void separatorsMakePills();
    void aCommaInsideANameDoesNot_data();
    void aCommaInsideANameDoesNot();
    void leavingTheFieldMakesPills();
    void anotherWindowInFrontDoesNot();
    void aPastedListBecomesPills_data();
    void aPastedListBecomesPills();
    void pastedFragmentsStayText();
    void whatIsStillTypedCounts();
    void aWrongOneStaysAndIsMarked();
    void aWrongOneIsEditedAgain_data();
    void aWrongOneIsEditedAgain();
    void editingKeepsThePlace();
    void editingLosesNothingThatWasTyped();
    void arrowsWalkOverPills();
    void deleteRemovesWhatIsSelected();
    void copyCutAndPaste();
    void typingOnAPillWrites();
    void manyAreFoldedAndKept();
    void aLongListIsReadWhole();
    void readOnlyChangesNothing();
    void markupIsNotRead();
    void rightToLeftTurnsTheArrows();

private:
    QString shown() const;
    void type(const QString &text);

    std::unique_ptr<QWidget> m_window;
    RecipientEdit *m_edit = nullptr;
    QLineEdit *m_other = nullptr;
};

void TestRecipientEdit::init()
{
    QTest::failOnWarning(anyWarning());
    m_window = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(m_window.get());
    m_edit = new RecipientEdit;
    m_edit->setFieldName(u"To"_s);
    m_other = new QLineEdit;
    column->addWidget(m_edit);
    column->addWidget(m_other);
    column->addStretch(1);
    m_window->resize(560, 300);
    m_edit->setFocus();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestRecipientEdit::cleanup()
{
    m_window.reset();
}

QString TestRecipientEdit::shown() const
{
    QStringList words;
    const QList<Recipient> all = m_edit->recipients();
    for (const Recipient &each : all)
        words.append(each.isReadable() ? each.address.mailbox : u'!' + each.unreadable);
    return words.join(u'|');
}

void TestRecipientEdit::type(const QString &text)
{
    QTest::keyClicks(QApplication::focusWidget(), text);
}

void TestRecipientEdit::enterMakesAPill()
{
    QSignalSpy changed(m_edit, &RecipientEdit::changed);
    type(u"ben@example.org"_s);
    QCOMPARE(m_edit->pills().size(), 0);
    QTest::keyClick(m_edit->line(), Qt::Key_Return);
    QCOMPARE(m_edit->pills().size(), 1);
    QCOMPARE(m_edit->line()->text(), QString());
    QCOMPARE(shown(), u"ben@example.org"_s);
    QVERIFY(!changed.isEmpty());
    QTest::keyClick(m_edit->line(), Qt::Key_Return); // nothing typed, nothing made
    QCOMPARE(m_edit->pills().size(), 1);
}

void TestRecipientEdit::separatorsMakePills_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    QTest::newRow("comma") << u"a@b.org,"_s << u"a@b.org"_s;
    QTest::newRow("semicolon") << u"a@b.org;"_s << u"a@b.org"_s;
    QTest::newRow("both") << u"a@b.org, c@d.org; e@f.org,"_s << u"a@b.org|c@d.org|e@f.org"_s;
    QTest::newRow("name") << u"Ana <a@b.org>,"_s << u"a@b.org"_s;
    QTest::newRow("wrong") << u"carl@,"_s << u"!carl@"_s;
    QTest::newRow("nothing") << u",;,"_s << QString();
}

void TestRecipientEdit::separatorsMakePills()
{
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    type(typed);
    QCOMPARE(m_edit->line()->text(), QString());
    QCOMPARE(shown(), expected);
}

void TestRecipientEdit::aCommaInsideANameDoesNot_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::newRow("last name first") << u"Mora, Ana <ana@example.org>"_s << u"Mora, Ana"_s;
    QTest::newRow("quoted") << u"\"Mora, Ana\" <ana@example.org>"_s << u"Mora, Ana"_s;
}

void TestRecipientEdit::aCommaInsideANameDoesNot()
{
    QFETCH(QString, typed);
    QFETCH(QString, name);
    type(typed);
    QTest::keyClick(m_edit->line(), Qt::Key_Return);
    QCOMPARE(m_edit->recipients().size(), 1);
    QCOMPARE(m_edit->recipients().front().address, (Address{name, u"ana@example.org"_s}));
}

void TestRecipientEdit::leavingTheFieldMakesPills()
{
    type(u"ben@example.org"_s);
    QTest::keyClick(m_edit->line(), Qt::Key_Tab);
    QVERIFY(m_other->hasFocus());
    QTRY_COMPARE(m_edit->pills().size(), 1);
    QCOMPARE(m_edit->line()->text(), QString());
}

void TestRecipientEdit::anotherWindowInFrontDoesNot()
{
    type(u"ben@exam"_s);
    QWidget front;
    front.show();
    front.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&front));
    QCoreApplication::processEvents();
    QCOMPARE(m_edit->line()->text(), u"ben@exam"_s);
    QCOMPARE(m_edit->pills().size(), 0);
}

void TestRecipientEdit::aPastedListBecomesPills_data()
{
    QTest::addColumn<QString>("clipboard");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one") << u"a@b.org"_s << u"a@b.org"_s;
    QTest::newRow("lines") << u"a@b.org\nc@d.org\r\ne@f.org\n"_s << u"a@b.org|c@d.org|e@f.org"_s;
    QTest::newRow("names on lines") << u"Ana <a@b.org>\nBen <c@d.org>"_s << u"a@b.org|c@d.org"_s;
    QTest::newRow("semicolons") << u"Ana <a@b.org>; c@d.org"_s << u"a@b.org|c@d.org"_s;
    QTest::newRow("one is wrong") << u"a@b.org, carl@, c@d.org"_s << u"a@b.org|!carl@|c@d.org"_s;
    QTest::newRow("doubles stay") << u"a@b.org, a@b.org"_s << u"a@b.org|a@b.org"_s;
}

void TestRecipientEdit::aPastedListBecomesPills()
{
    QFETCH(QString, clipboard);
    QFETCH(QString, expected);
    QApplication::clipboard()->setText(clipboard);
    QTest::keyClick(m_edit->line(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_edit->line()->text(), QString());
    QCOMPARE(shown(), expected);
    QCOMPARE(m_edit->pills().size(), m_edit->recipients().size());
}

void TestRecipientEdit::pastedFragmentsStayText()
{
    type(u"ben@"_s);
    QApplication::clipboard()->setText(u"example"_s);
    m_edit->line()->setCursorPosition(0);
    QTest::keyClick(m_edit->line(), Qt::Key_End);
    QTest::keyClick(m_edit->line(), Qt::Key_V, Qt::ControlModifier);
    // Either way nothing is lost: it is text still being typed, or a pill made of the whole.
    QCOMPARE(shown().remove(u'!'), u"ben@example"_s);
}

void TestRecipientEdit::whatIsStillTypedCounts()
{
    m_edit->setRecipients({person({}, u"a@b.org"_s)});
    m_edit->line()->setText(u"c@d.org, carl@"_s); // as assistive technology does: no key was pressed
    QCOMPARE(shown(), u"a@b.org|c@d.org|!carl@"_s);
    QVERIFY(!m_edit->isEmpty());
}

void TestRecipientEdit::aWrongOneStaysAndIsMarked()
{
    type(u"carl@;"_s);
    const RecipientPill *pill = m_edit->pills().front();
    const QString reason = wordsFor(AddressFault::NoDomain);
    QCOMPARE(pill->accessibleName(), u"carl@"_s);
    QVERIFY2(pill->accessibleDescription().contains(reason), qUtf8Printable(pill->accessibleDescription()));
    QVERIFY(pill->toolTip().contains(reason.toHtmlEscaped()));
    type(u"ben@example.org;"_s);
    QVERIFY(!m_edit->pills().at(1)->accessibleDescription().contains(reason));
    const QImage wrong = m_edit->pills().at(0)->grab().toImage();
    const QImage right = m_edit->pills().at(1)->grab().toImage();
    QVERIFY(wrong.pixelColor(wrong.width() / 2, 0) != right.pixelColor(right.width() / 2, 0));
}

void TestRecipientEdit::aWrongOneIsEditedAgain_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("Enter") << int(Qt::Key_Return);
    QTest::newRow("Backspace") << int(Qt::Key_Backspace);
    QTest::newRow("F2") << int(Qt::Key_F2);
    QTest::newRow("double click") << 0;
}

void TestRecipientEdit::aWrongOneIsEditedAgain()
{
    QFETCH(int, key);
    m_edit->setRecipients({wrong(u"carl@"_s, AddressFault::NoDomain)});
    if (key) {
        QTest::keyClick(m_edit->line(), Qt::Key_Left);
        QVERIFY(m_edit->pills().front()->hasFocus());
        QTest::keyClick(m_edit->pills().front(), Qt::Key(key));
    } else {
        QTest::mouseDClick(m_edit->pills().front(), Qt::LeftButton, {}, QPoint(10, 10));
    }
    QVERIFY(m_edit->line()->hasFocus());
    QCOMPARE(m_edit->line()->text(), u"carl@"_s);
    type(u"example.org"_s);
    QTest::keyClick(m_edit->line(), Qt::Key_Return);
    QCOMPARE(shown(), u"carl@example.org"_s);
}

void TestRecipientEdit::editingKeepsThePlace()
{
    m_edit->setRecipients(
        {person({}, u"a@b.org"_s), wrong(u"carl@"_s, AddressFault::NoDomain), person({}, u"c@d.org"_s)});
    QTest::mouseDClick(m_edit->pills().at(1), Qt::LeftButton, {}, QPoint(10, 10));
    type(u"x.org"_s);
    QCOMPARE(shown(), u"a@b.org|carl@x.org|c@d.org"_s);
    QTest::keyClick(m_edit->line(), Qt::Key_Return);
    QCOMPARE(shown(), u"a@b.org|carl@x.org|c@d.org"_s);
}

void TestRecipientEdit::editingLosesNothingThatWasTyped()
{
    m_edit->setRecipients({wrong(u"carl@"_s, AddressFault::NoDomain), person({}, u"a@b.org"_s)});
    type(u"new@x.org"_s);
    QTest::mouseDClick(m_edit->pills().at(0), Qt::LeftButton, {}, QPoint(10, 10));
    QCOMPARE(m_edit->line()->text(), u"carl@"_s);
    QCOMPARE(shown(), u"!carl@|a@b.org|new@x.org"_s);
}

void TestRecipientEdit::arrowsWalkOverPills()
{
    m_edit->setRecipients({person({}, u"a@b.org"_s), person({}, u"c@d.org"_s)});
    type(u"x"_s);
    QTest::keyClick(m_edit->line(), Qt::Key_Left); // within the text first
    QVERIFY(m_edit->line()->hasFocus());
    QTest::keyClick(m_edit->line(), Qt::Key_Left);
    QVERIFY(m_edit->pills().at(1)->hasFocus());
    QTest::keyClick(m_edit->pills().at(1), Qt::Key_Left);
    QVERIFY(m_edit->pills().at(0)->hasFocus());
    QTest::keyClick(m_edit->pills().at(0), Qt::Key_Left); // no further
    QVERIFY(m_edit->pills().at(0)->hasFocus());
    QTest::keyClick(m_edit->pills().at(0), Qt::Key_Right);
    QTest::keyClick(m_edit->pills().at(1), Qt::Key_Right);
    QVERIFY(m_edit->line()->hasFocus());
    QCOMPARE(m_edit->line()->text(), u"x"_s);
}

void TestRecipientEdit::deleteRemovesWhatIsSelected()
{
    m_edit->setRecipients(
        {person({}, u"a@b.org"_s), person({}, u"c@d.org"_s), person({}, u"e@f.org"_s), person({}, u"g@h.org"_s)});
    QTest::keyClick(m_edit->line(), Qt::Key_Left);
    QTest::keyClick(m_edit->pills().at(3), Qt::Key_Left);
    QTest::keyClick(m_edit->pills().at(2), Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(m_edit->pills().at(1), Qt::Key_Delete);
    QCOMPARE(shown(), u"a@b.org|g@h.org"_s);
    QVERIFY(m_edit->pills().at(1)->hasFocus());
    QTest::keyClick(m_edit->pills().at(1), Qt::Key_Backspace);
    QCOMPARE(shown(), u"a@b.org"_s);
}

void TestRecipientEdit::copyCutAndPaste()
{
    m_edit->setRecipients(
        {person(u"Mora, Ana"_s, u"a@b.org"_s), wrong(u"carl@"_s, AddressFault::NoDomain), person({}, u"e@f.org"_s)});
    const QList<Recipient> all = m_edit->recipients();
    QTest::keyClick(m_edit->line(), Qt::Key_A, Qt::ControlModifier);
    QWidget *pill = QApplication::focusWidget();
    QTest::keyClick(pill, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), toText(all));
    QTest::keyClick(pill, Qt::Key_X, Qt::ControlModifier);
    QVERIFY(m_edit->isEmpty());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_edit->recipients(), all);
}

void TestRecipientEdit::typingOnAPillWrites()
{
    m_edit->setRecipients({person({}, u"a@b.org"_s)});
    QTest::keyClick(m_edit->line(), Qt::Key_Left);
    QTest::keyClick(m_edit->pills().front(), Qt::Key_Z);
    QVERIFY(m_edit->line()->hasFocus());
    QCOMPARE(m_edit->line()->text(), u"z"_s);
    QCOMPARE(m_edit->pills().size(), 1);
}

void TestRecipientEdit::manyAreFoldedAndKept()
{
    QStringList lines;
    for (int i = 0; i < 600; ++i)
        lines.append(u"person%1@example.org"_s.arg(i));
    QApplication::clipboard()->setText(lines.join(u'\n'));
    QTest::keyClick(m_edit->line(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_edit->recipients().size(), 600);
    QTRY_VERIFY(m_edit->rect().intersects(m_edit->line()->geometry())); // one sees what one types
    const int open = m_edit->height();
    QVERIFY(open < 300); // scrolls instead of pushing the rest away
    m_other->setFocus();
    QTRY_VERIFY(m_edit->height() < open);
    const auto *more = m_edit->findChild<Button *>();
    QVERIFY(more && more->isVisible());
    const QList<RecipientPill *> pills = m_edit->pills();
    const auto visible
        = std::count_if(pills.begin(), pills.end(), [](const RecipientPill *pill) { return pill->isVisible(); });
    QCOMPARE(more->text(), u"+%1 more"_s.arg(600 - visible));
    QCOMPARE(m_edit->recipients().size(), 600);
    m_edit->setFocus();
    QTRY_VERIFY(more->isHidden());
    QCOMPARE(m_edit->recipients().at(599).address.mailbox, u"person599@example.org"_s);
}

void TestRecipientEdit::aLongListIsReadWhole()
{
    // Longer than a line edit's usual limit of 32,767 characters.
    QStringList items;
    for (int i = 0; i < 2000; ++i)
        items.append(u"person%1@example.org"_s.arg(i));
    m_edit->line()->setText(items.join(u", "_s));
    QCOMPARE(m_edit->recipients().size(), 2000);
    m_edit->commit();
    QCOMPARE(m_edit->recipients().size(), 2000);
}

void TestRecipientEdit::readOnlyChangesNothing()
{
    m_edit->setRecipients({person({}, u"a@b.org"_s), wrong(u"carl@"_s, AddressFault::NoDomain)});
    const QList<Recipient> before = m_edit->recipients();
    m_edit->setReadOnly(true);
    QApplication::clipboard()->setText(u"new@example.org"_s);
    QTest::keyClick(m_edit->line(), Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(m_edit->line(), Qt::Key_Left);
    for (Qt::Key key : {Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Return, Qt::Key_Z})
        QTest::keyClick(QApplication::focusWidget(), key);
    QTest::mouseDClick(m_edit->pills().at(1), Qt::LeftButton, {}, QPoint(10, 10));
    RecipientPill *pill = m_edit->pills().at(1);
    QTest::mouseClick(pill, Qt::LeftButton, {}, QPoint(pill->width() - 8, pill->height() / 2));
    QCOMPARE(m_edit->recipients(), before);
    m_edit->setReadOnly(false);
    QTest::mouseClick(pill, Qt::LeftButton, {}, QPoint(pill->width() - 8, pill->height() / 2));
    QCOMPARE(shown(), u"a@b.org"_s);
}

void TestRecipientEdit::markupIsNotRead()
{
    m_edit->setRecipients({person(u"<img src=file:///x>&Co"_s, u"a@b.org"_s)});
    const RecipientPill *pill = m_edit->pills().front();
    QCOMPARE(pill->accessibleName(), u"<img src=file:///x>&Co"_s);
    QVERIFY(!pill->toolTip().contains(u"<img"));
    QCOMPARE(pill->text(), QString()); // painted by hand: no mnemonic either
}

void TestRecipientEdit::rightToLeftTurnsTheArrows()
{
    m_window->setLayoutDirection(Qt::RightToLeft);
    m_edit->setRecipients({person({}, u"a@b.org"_s), person({}, u"c@d.org"_s)});
    QVERIFY(m_edit->pills().at(0)->x() > m_edit->pills().at(1)->x());
    QTest::keyClick(m_edit->line(), Qt::Key_Right);
    QVERIFY(m_edit->pills().at(1)->hasFocus());
    QTest::keyClick(m_edit->pills().at(1), Qt::Key_Left);
    QVERIFY(m_edit->line()->hasFocus());
}

QTEST_MAIN(TestRecipientEdit)
#include "tst_recipientedit.moc"
