// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bodyedit.h"
#include "samples.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Sendoff::Gui;
using namespace Sendoff::Gui::Samples;

class TestBodyEdit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(anyWarning()); }
    void textComesBack_data();
    void textComesBack();
    void linesStandComfortably();
    void aPlainMailTakesHtmlAsText();
    void htmlAloneIsReadWithoutLoadingAnything();
    void namedResourcesAreNeverLoaded();
    void filesBecomeAttachments();
    void aPictureBecomesAnAttachment();
    void textBesideAPictureIsText();
    void copiesAreText();
    void readOnlyTakesNothing();

private:
    static void paste(BodyEdit &edit, QMimeData *data);
};

void TestBodyEdit::paste(BodyEdit &edit, QMimeData *data)
{
    QApplication::clipboard()->setMimeData(data);
    QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
}

void TestBodyEdit::textComesBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("lines") << u"one\ntwo\n\nfour\n"_s;
    QTest::newRow("markup") << u"<b>not bold</b> &amp; <img src=\"file:///etc/passwd\">"_s;
    QTest::newRow("blanks") << u"  a  b\tc  "_s;
    QTest::newRow("scripts") << u"Grüße ✓ 😀 שלום"_s;
}

void TestBodyEdit::textComesBack()
{
    QFETCH(QString, text);
    BodyEdit edit;
    edit.setText(text);
    QCOMPARE(edit.text(), text);
    QVERIFY(!edit.document()->isUndoAvailable());
    edit.setText(u"other"_s);
    edit.setText(text);
    QCOMPARE(edit.text(), text);
}

void TestBodyEdit::linesStandComfortably()
{
    BodyEdit edit;
    edit.setText(u"one\ntwo"_s);
    edit.show();
    QTest::keyClicks(&edit, u"typed\r"_s);
    for (QTextBlock block = edit.document()->begin(); block.isValid(); block = block.next())
        QCOMPARE(block.blockFormat().lineHeight(), 140.0);
}

void TestBodyEdit::aPlainMailTakesHtmlAsText()
{
    BodyEdit edit;
    edit.setRich(false);
    auto *data = new QMimeData;
    data->setHtml(u"<h1>Big</h1><img src=\"file:///etc/passwd\"><b>bold</b>"_s);
    data->setText(u"Big\nbold"_s);
    paste(edit, data);
    QCOMPARE(edit.text(), u"Big\nbold"_s);
    QVERIFY(!edit.toHtml().contains(u"<img"));
    QVERIFY(!edit.toHtml().contains(u"<h1"));
}

void TestBodyEdit::htmlAloneIsReadWithoutLoadingAnything()
{
    // A named pipe stops whoever opens it: if anything of this were opened, the test would never end.
    QTemporaryDir folder;
    const QString pipe = folder.filePath(u"pipe.png"_s);
    QCOMPARE(::mkfifo(qPrintable(pipe), 0600), 0);
    BodyEdit edit;
    auto *data = new QMimeData;
    data->setHtml(
        u"<p>before</p><img src=\"file://%1\"><link rel=stylesheet href=\"file://%1\"><p background=\"file://%1\">after</p>"_s
            .arg(pipe));
    paste(edit, data);
    edit.show();
    QVERIFY(QTest::qWaitForWindowExposed(&edit));
    QVERIFY(edit.text().startsWith(u"before"));
    QVERIFY(edit.text().endsWith(u"after"));
    QVERIFY(!edit.text().contains(QChar(0xfffc)));
}

void TestBodyEdit::namedResourcesAreNeverLoaded()
{
    class Probe : public BodyEdit
    {
    public:
        using BodyEdit::loadResource;
    };
    QTemporaryDir folder;
    const QString file = folder.filePath(u"a.png"_s);
    QImage image(2, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    QVERIFY(image.save(file));
    Probe edit;
    QVERIFY(edit.loadResource(QTextDocument::ImageResource, QUrl::fromLocalFile(file)).toByteArray().isEmpty());
    QVERIFY(edit.document()->resource(QTextDocument::ImageResource, QUrl::fromLocalFile(file)).toByteArray().isEmpty());
}

void TestBodyEdit::filesBecomeAttachments()
{
    BodyEdit edit;
    QSignalSpy offered(&edit, &BodyEdit::filesOffered);
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(u"/tmp/a b.pdf"_s), QUrl(u"https://example.org/"_s)});
    data->setText(u"file:///tmp/a%20b.pdf"_s);
    paste(edit, data);
    QCOMPARE(offered.size(), 1);
    QCOMPARE(offered.front().front().toStringList(), QStringList(u"/tmp/a b.pdf"_s));
    QCOMPARE(edit.text(), QString());
}

void TestBodyEdit::aPictureBecomesAnAttachment()
{
    BodyEdit edit;
    QSignalSpy offered(&edit, &BodyEdit::pictureOffered);
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    auto *data = new QMimeData;
    data->setImageData(image);
    paste(edit, data);
    QCOMPARE(offered.size(), 1);
    QCOMPARE(QImage::fromData(offered.front().front().toByteArray(), "PNG").size(), QSize(3, 2));
    QCOMPARE(edit.text(), QString());
}

void TestBodyEdit::textBesideAPictureIsText()
{
    BodyEdit edit; // as spreadsheets copy: cells as text and as a picture of them
    QSignalSpy offered(&edit, &BodyEdit::pictureOffered);
    auto *data = new QMimeData;
    data->setImageData(QImage(3, 2, QImage::Format_RGB32));
    data->setText(u"1\t2"_s);
    paste(edit, data);
    QCOMPARE(offered.size(), 0);
    QCOMPARE(edit.text(), u"1\t2"_s);
}

void TestBodyEdit::copiesAreText()
{
    BodyEdit edit;
    edit.setText(u"one\ntwo"_s);
    edit.selectAll();
    edit.copy();
    QVERIFY(!QApplication::clipboard()->mimeData()->hasHtml());
    QCOMPARE(QApplication::clipboard()->text(), u"one\ntwo"_s);
}

void TestBodyEdit::readOnlyTakesNothing()
{
    BodyEdit edit;
    edit.setText(u"one"_s);
    edit.setReadOnly(true);
    QSignalSpy offered(&edit, &BodyEdit::filesOffered);
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(u"/tmp/a.pdf"_s)});
    paste(edit, data);
    QCOMPARE(offered.size(), 0);
    QCOMPARE(edit.text(), u"one"_s);
}

QTEST_MAIN(TestBodyEdit)
#include "tst_bodyedit.moc"
