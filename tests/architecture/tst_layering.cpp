// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/houserules.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

static QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

static QString sourceDir()
{
    return QStringLiteral(SENDOFF_SOURCE_DIR) + u"/src/"_s;
}

class LayeringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyFolderHasARow();
    void roomKeepsTheRules_data();
    void roomKeepsTheRules();
    void linkLineKeepsTheTable_data();
    void linkLineKeepsTheTable();
    void formsOwnLayoutAndWordsOnly();
    void noCycle();
    void plantedBreachIsCaught_data();
    void plantedBreachIsCaught();
    void plantedLinkIsCaught();
    void plantedFormBreachIsCaught();
};

void LayeringTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

static void addRooms()
{
    QTest::addColumn<QString>("room");
    for (const HouseRules::Room &room : HouseRules::rooms()) {
        if (QFile::exists(sourceDir() + room.name + u"/CMakeLists.txt"_s))
            QTest::addRow("%s", qPrintable(room.name)) << room.name;
    }
}

void LayeringTest::everyFolderHasARow()
{
    const QStringList folders = QDir(sourceDir()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(!folders.isEmpty());
    for (const QString &folder : folders) {
        const auto named = [&](const HouseRules::Room &room) { return room.name == folder; };
        const auto &rooms = HouseRules::rooms();
        QVERIFY2(folder == u"decisions" || std::any_of(rooms.begin(), rooms.end(), named), qPrintable(folder));
    }
}

void LayeringTest::roomKeepsTheRules_data()
{
    addRooms();
}

void LayeringTest::roomKeepsTheRules()
{
    QFETCH(QString, room);
    QStringList found;
    qsizetype files = 0;
    QDirIterator sources(sourceDir() + room, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (sources.hasNext()) {
        const QString file = sources.next();
        const QString path = QDir(sourceDir()).relativeFilePath(file);
        ++files;
        for (const QString &breach : HouseRules::breaches(path, contentOf(file)))
            found << u"src/%1 %2"_s.arg(path, breach);
    }
    QVERIFY(files > 0);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void LayeringTest::linkLineKeepsTheTable_data()
{
    addRooms();
}

void LayeringTest::linkLineKeepsTheTable()
{
    QFETCH(QString, room);
    const QString lists = contentOf(sourceDir() + room + u"/CMakeLists.txt"_s);
    QVERIFY(!lists.isEmpty());
    const QStringList found = HouseRules::linkBreaches(room, lists);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void LayeringTest::formsOwnLayoutAndWordsOnly()
{
    const QDir folder(QStringLiteral(SENDOFF_SOURCE_DIR) + u"/ui"_s);
    for (const QString &name : folder.entryList({u"*.ui"_s})) {
        const QStringList found = HouseRules::formBreaches(contentOf(folder.filePath(name)));
        QVERIFY2(found.isEmpty(), qPrintable(u"ui/%1 %2"_s.arg(name, found.join(u'\n'))));
    }
}

void LayeringTest::noCycle()
{
    // The table lists rooms from the ground up, so a row that names a later one would close a circle.
    QStringList below;
    for (const HouseRules::Room &room : HouseRules::rooms()) {
        for (const QString &entry : room.mayInclude)
            QVERIFY2(below.contains(entry.section(u'/', 0, 0)), qPrintable(room.name + u" -> "_s + entry));
        below << room.name;
    }
}

void LayeringTest::plantedBreachIsCaught_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("complaint"); // empty: this is allowed

    const auto row = [](const char *name, const QString &path, const QString &line, const QString &complaint = {}) {
        QTest::addRow("%s", name) << path << line << complaint;
    };
    row("upwards", u"outbox/a.cpp"_s, u"#include \"gui/wording.h\""_s, u"must not include"_s);
    row("sideways", u"outbox/a.cpp"_s, u"#include \"auth/signin.h\""_s, u"must not include"_s);
    row("downwards", u"outbox/a.cpp"_s, u"#include \"store/spool.h\""_s);
    row("graph may read a reply", u"graph/a.cpp"_s, u"#include \"net/httpreply.h\""_s);
    row("graph may not send", u"graph/a.cpp"_s, u"#include \"net/transport.h\""_s, u"must not include"_s);
    row("gui may read an error", u"gui/a.cpp"_s, u"#include \"graph/grapherror.h\""_s);
    row("gui may read why there is no token", u"gui/a.cpp"_s, u"#include \"net/tokensource.h\""_s);
    row("gui may not open the database", u"gui/a.cpp"_s, u"#include \"store/database.h\""_s, u"must not include"_s);
    row("gui may not make requests", u"gui/a.cpp"_s, u"#include \"graph/requests.h\""_s, u"must not include"_s);
    row("practice reads no contract of ours", u"practice/a.cpp"_s, u"#include \"graph/endpoints.h\""_s,
        u"must not include"_s);
    row("no room named", u"net/a.cpp"_s, u"#include \"call.h\""_s, u"does not name its room"_s);
    row("a path upwards", u"net/a.cpp"_s, u"#include \"../auth/signin.h\""_s, u"does not name its room"_s);
    row("a form's header", u"gui/a.cpp"_s, u"#include \"ui_composewindow.h\""_s);
    row("an unknown room", u"misc/a.cpp"_s, u"int x;"_s, u"no room"_s);
    row("a name that says nothing", u"net/urlhelper.h"_s, u"int x;"_s, u"does not say"_s);
    row("sender()", u"gui/a.cpp"_s, u"auto *who = sender();"_s, u"sender()"_s);
    row("sender() in a comment", u"gui/a.cpp"_s, u"x(); // not sender()"_s);
    row("sender() in a long comment", u"gui/a.cpp"_s, u"/* never\n sender() */ x();"_s);
    row("sender() in a string", u"gui/a.cpp"_s, u"x(u\"sender()\"_s);"_s);
    row("sender() in a raw string", u"gui/a.cpp"_s, u"x(uR\"(\" sender() )\"_s);"_s);
    row("sender() after a string", u"gui/a.cpp"_s, u"x(u\"\\\"\"_s); sender();"_s, u"sender()"_s);
    row("sender() after a digit separator", u"gui/a.cpp"_s, u"int n = 1'000; sender();"_s, u"sender()"_s);
    row("a sender with an argument", u"outbox/a.cpp"_s, u"x.sender(id);"_s);
    row("a loop in a loop", u"app/a.cpp"_s, u"QEventLoop loop;"_s, u"nested"_s);
    row("a wait in net", u"net/a.cpp"_s, u"socket.waitForReadyRead(100);"_s, u"a wait"_s);
    row("a wait before the loop begins", u"app/a.cpp"_s, u"socket.waitForReadyRead(100);"_s);
    row("a modal dialog", u"gui/a.cpp"_s, u"dialog.exec();"_s, u"exec()"_s);
    row("the one loop there is", u"app/main.cpp"_s, u"return application.exec();"_s);
    row("the one loop, by its class", u"app/main.cpp"_s, u"return QCoreApplication::exec();"_s);
    row("a query runs in a store", u"outbox/outboxstore.cpp"_s, u"query.exec();"_s);
    row("TLS errors ignored", u"net/qnamtransport.cpp"_s, u"reply->ignoreSslErrors();"_s, u"TLS"_s);
    row("no peer verification", u"auth/a.cpp"_s, u"ssl.setPeerVerifyMode(QSslSocket::VerifyNone);"_s, u"TLS"_s);
    row("a keychain in a file", u"auth/a.cpp"_s, u"job->setInsecureFallback(true);"_s, u"keychain"_s);
    row("no keychain in a file", u"auth/a.cpp"_s, u"job->setInsecureFallback(false);"_s);
    row("qDebug", u"net/a.cpp"_s, u"qDebug() << url;"_s, u"debugging"_s);
    row("a log category", u"net/a.cpp"_s, u"qCDebug(lcNet) << 1;"_s);
    row("throw", u"store/a.cpp"_s, u"throw 1;"_s, u"exception"_s);
    row("a second door to the network", u"outbox/a.cpp"_s, u"auto *n = new QNetworkAccessManager(this);"_s,
        u"QNetworkAccessManager"_s);
    row("a second door in net", u"net/other.cpp"_s, u"#include <QNetworkAccessManager>"_s, u"QNetworkAccessManager"_s);
    row("the door to the network", u"net/qnamtransport.cpp"_s, u"#include <QNetworkAccessManager>"_s);
    row("sign-in has its own door", u"auth/signin.cpp"_s, u"#include <QNetworkAccessManager>"_s);
    row("SQL in the queue", u"outbox/queue.cpp"_s, u"QSqlQuery query(database);"_s, u"database"_s);
    row("SQL in a store", u"compose/draftstore.cpp"_s, u"QSqlQuery query(database);"_s);
    row("a widget below gui", u"compose/a.cpp"_s, u"#include <QLineEdit>"_s, u"widgets"_s);
    row("a dialog below gui", u"outbox/a.cpp"_s, u"#include <QMessageBox>"_s, u"widgets"_s);
    row("a file dialog below gui", u"compose/a.cpp"_s, u"#include <QFileDialog>"_s, u"widgets"_s);
    row("an application with windows below gui", u"practice/a.cpp"_s, u"#include <QApplication>"_s, u"widgets"_s);
    row("a widget in gui", u"gui/a.cpp"_s, u"#include <QLineEdit>"_s);
    row("a text document below gui", u"compose/a.cpp"_s, u"#include <QTextDocument>"_s);
    row("words below gui", u"compose/a.cpp"_s, u"return tr(\"Sent\");"_s, u"words"_s);
    row("words in gui", u"gui/wording.cpp"_s, u"return tr(\"Sent\");"_s);
    row("a function whose name ends in tr", u"message/a.cpp"_s, u"substr(1); ptr (2);"_s);
    row("an object in message", u"message/a.h"_s, u"class A : public QObject"_s, u"object"_s);
    row("an object in graph", u"graph/a.h"_s, u"    Q_OBJECT"_s, u"object"_s);
    row("a file in message", u"message/a.cpp"_s, u"QFile file(name);"_s, u"files"_s);
    row("a clock in message", u"message/a.cpp"_s, u"QDateTime::currentDateTimeUtc()"_s, u"clock"_s);
    row("a clock in graph", u"graph/a.cpp"_s, u"std::chrono::system_clock::now()"_s, u"clock"_s);
    row("chance in message", u"message/a.cpp"_s, u"QRandomGenerator::global()"_s, u"chance"_s);
    row("chance in auth", u"auth/a.cpp"_s, u"std::mt19937 twister;"_s, u"chance"_s);
    row("chance in its place", u"base/dice.cpp"_s, u"QRandomGenerator::system()->generate();"_s);
}

void LayeringTest::plantedBreachIsCaught()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(QString, complaint);
    const QString head = u"// SPDX-FileCopyrightText: somebody\n// SPDX-License-Identifier: some\n"_s;
    const QString found = HouseRules::breaches(path, head + line + u'\n').join(u'\n');
    if (complaint.isEmpty())
        QCOMPARE(found, QString());
    else
        QVERIFY2(found.contains(complaint), qPrintable(u"found: "_s + found));
    QVERIFY(HouseRules::breaches(path, line + u'\n')
                .join(u'\n')
                .contains(path.startsWith(u"misc") ? u"room"_s : u"SPDX"_s));
}

void LayeringTest::plantedLinkIsCaught()
{
    const QString good = u"mail_module(outbox\n    SOURCES queue.h USES base store QT Core)"_s;
    QCOMPARE(HouseRules::linkBreaches(u"outbox"_s, good), QStringList());
    const QString bad = u"mail_module(outbox SOURCES queue.h USES base\n    auth store QT Core)"_s;
    QCOMPARE(HouseRules::linkBreaches(u"outbox"_s, bad), QStringList{u"outbox must not link auth"_s});
}

void LayeringTest::plantedFormBreachIsCaught()
{
    const QString form
        = u"<ui><widget><property name=\"%1\"><size><width>9</width></size></property></widget>%2</ui>"_s;
    QCOMPARE(HouseRules::formBreaches(form.arg(u"minimumSize"_s, QString())), QStringList());
    QCOMPARE(HouseRules::formBreaches(form.arg(u"maximumSize"_s, QString())).size(), 1);
    QCOMPARE(HouseRules::formBreaches(form.arg(u"minimumSize"_s, u"<connections><connection/></connections>"_s)).size(),
             1);
    QCOMPARE(HouseRules::formBreaches(u"<ui><widget></ui>"_s).size(), 1);
}

QTEST_APPLESS_MAIN(LayeringTest)
#include "tst_layering.moc"
