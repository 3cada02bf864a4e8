// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/houserules.h"

#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace HouseRules {

const QList<Room> &rooms()
{
    static const QList<Room> table{
        {u"base"_s, {}},
        {u"message"_s, {u"base"_s}},
        {u"mime"_s, {u"base"_s, u"message"_s}},
        {u"net"_s, {u"base"_s}},
        {u"graph"_s, {u"base"_s, u"message"_s, u"net/httprequest.h"_s, u"net/httpreply.h"_s, u"net/urlsafety.h"_s}},
        {u"auth"_s, {u"base"_s, u"net"_s}},
        {u"store"_s, {u"base"_s}},
        {u"outbox"_s, {u"base"_s, u"message"_s, u"mime"_s, u"net"_s, u"graph"_s, u"store"_s}},
        {u"compose"_s, {u"base"_s, u"message"_s, u"store"_s}},
        // The windows turn every kind of error into words, so they may read the values that say what went wrong.
        {u"gui"_s,
         {u"base"_s, u"message"_s, u"compose"_s, u"outbox"_s, u"auth"_s, u"graph/grapherror.h"_s,
          u"graph/errorcodes.h"_s, u"graph/rights.h"_s, u"graph/sendplan.h"_s, u"net/tokensource.h"_s, u"store/storeerror.h"_s}},
        {u"app"_s,
         {u"base"_s, u"message"_s, u"mime"_s, u"net"_s, u"graph"_s, u"auth"_s, u"store"_s, u"outbox"_s, u"compose"_s,
          u"gui"_s}},
        {u"practice"_s, {u"base"_s}},
    };
    return table;
}

static QRegularExpression re(const QString &pattern)
{
    return QRegularExpression(pattern);
}

const QList<Ban> &bans()
{
    static const QRegularExpression everywhere(u""_s);
    static const QRegularExpression nowhere(u"(?!)"_s);
    static const QRegularExpression thinking(u"^(message|mime|graph)/"_s);
    static const QRegularExpression belowWindows(u"^(?!gui/|app/)"_s);
    static const QList<Ban> list{
        {"sender(): connect a lambda with a context object", re(uR"(\bsender\s*\(\s*\))"_s), everywhere, nowhere},
        {"a nested event loop", re(uR"(\b(QEventLoop|processEvents)\b)"_s), everywhere, nowhere},
        {"a wait that stops the window", re(uR"((\.|->)waitFor[A-Z]\w*\s*\()"_s), re(u"^(?!app/|practice/)"_s),
         nowhere},
        {"exec() of something that is not the application", re(uR"((?<!pplication)(?<!\bapp)(\.|->|::)exec\s*\()"_s),
         everywhere, re(u"^store/|store\\.(h|cpp)$"_s)},
        {"TLS errors ignored", re(uR"(\b(ignoreSslErrors|VerifyNone|QueryPeer|setPeerVerifyMode)\b)"_s), everywhere,
         nowhere},
        {"a keychain that may fall back to a file", re(uR"(\bsetInsecureFallback\s*\(\s*(?!false))"_s), everywhere,
         nowhere},
        {"a debugging line left behind", re(uR"(\bqDebug\b)"_s), everywhere, nowhere},
        {"an exception of ours", re(uR"(\bthrow\b)"_s), everywhere, nowhere},
        {"QNetworkAccessManager outside net/qnamtransport, net/proxy and auth", re(uR"(\bQNetworkAccessManager\b)"_s),
         everywhere, re(u"^net/(qnamtransport|proxy)\\.|^auth/"_s)},
        {"a database outside store and the *store files", re(uR"(\bQSql\w+)"_s), everywhere,
         re(u"^store/|store\\.(h|cpp)$"_s)},
        {"widgets below gui",
         re(uR"(#\s*include\s*<(QtWidgets|Q(Widget|Application|MainWindow|Dialog\w*|Message|File|Color|Font|Input)?(Dialog|Box)|)"
            uR"(QWidget|QApplication|QMainWindow|Q\w*(Button|Label|Layout|ToolBar|MenuBar|StatusBar|LineEdit|TextEdit|ComboBox|)"
            uR"(SpinBox|ListView|TableView|TreeView|ItemDelegate|ScrollArea|Splitter|Completer))>)"_s),
         belowWindows, nowhere},
        {"words for people below the windows", re(uR"((?<![\w.>])(tr|translate)\s*\(|\bQT_TR\w*_NOOP\b)"_s),
         belowWindows, nowhere},
        {"an object in a room of values", re(uR"(\b(Q_OBJECT|QObject)\b)"_s), re(u"^(base|message|mime|graph)/"_s),
         nowhere},
        {"files in a room of pure functions",
         re(uR"(\b(QFile|QFileInfo|QDir|QSaveFile|QTemporaryFile|QTemporaryDir|QSettings|QStandardPaths)\b)"_s),
         thinking, nowhere},
        {"a clock in a room of pure functions",
         re(uR"(\bQ(Date|Time|DateTime)::current|\b(QTimer|QElapsedTimer|system_clock|steady_clock)\b)"_s), thinking,
         nowhere},
        {"chance that does not come from base/dice.h",
         re(uR"(\b(QRandomGenerator|random_device|mt19937\w*|s?rand)\b(?!\w))"_s), everywhere, re(u"^base/dice\\."_s)},
    };
    return list;
}

namespace {

/// Reads past a literal that starts at its opening quote; gives the index after the closing one.
qsizetype endOfQuoted(const QString &source, qsizetype from)
{
    const QChar quote = source[from];
    for (qsizetype i = from + 1; i < source.size(); ++i) {
        if (source[i] == u'\\')
            ++i;
        else if (source[i] == quote || source[i] == u'\n')
            return i + 1;
    }
    return source.size();
}

qsizetype endOfRawString(const QString &source, qsizetype quote)
{
    const qsizetype open = source.indexOf(u'(', quote);
    const QString close = u')' + source.mid(quote + 1, open - quote - 1) + u'"';
    const qsizetype end = source.indexOf(close, open);
    return open < 0 || end < 0 ? source.size() : end + close.size();
}

QString lineBreaksOf(QStringView text)
{
    return QString(text.count(u'\n'), u'\n');
}

} // namespace

QString codeOnly(const QString &source)
{
    static const QRegularExpression includeLine(u"^\\s*#\\s*include[^\\n]*"_s);
    QString code;
    qsizetype i = 0;
    const auto skipTo = [&](qsizetype end, QStringView leave) {
        code += leave.toString() + lineBreaksOf(QStringView(source).mid(i, end - i));
        i = end;
    };
    while (i < source.size()) {
        const bool lineStarts = i == 0 || source[i - 1] == u'\n';
        const QStringView rest = QStringView(source).mid(i);
        const bool digitSeparator = i > 0 && source[i] == u'\'' && source[i - 1].isDigit();
        if (const auto include = lineStarts ? includeLine.match(rest.left(200).toString()) : QRegularExpressionMatch();
            include.hasMatch()) {
            code += include.captured();
            i += include.capturedLength();
        } else if (rest.startsWith(u"//")) {
            const qsizetype end = source.indexOf(u'\n', i);
            skipTo(end < 0 ? source.size() : end, u" ");
        } else if (rest.startsWith(u"/*")) {
            const qsizetype end = source.indexOf(u"*/", i + 2);
            skipTo(end < 0 ? source.size() : end + 2, u" ");
        } else if (rest.startsWith(u"R\"")) {
            skipTo(endOfRawString(source, i + 1), u"\"\"");
        } else if (rest.startsWith(u'"')) {
            skipTo(endOfQuoted(source, i), u"\"\"");
        } else if (rest.startsWith(u'\'') && !digitSeparator) {
            skipTo(endOfQuoted(source, i), u"''");
        } else {
            code += source[i++];
        }
    }
    return code;
}

static QString roomOf(const QString &path)
{
    return path.section(u'/', 0, 0);
}

static const Room *roomNamed(const QString &name)
{
    for (const Room &room : rooms()) {
        if (room.name == name)
            return &room;
    }
    return nullptr;
}

static QString includeBreach(const Room &room, const QString &header)
{
    static const QRegularExpression generated(u"^(ui_\\w+\\.h|\\w+\\.moc|moc_\\w+\\.cpp)$"_s);
    if (generated.match(header).hasMatch())
        return {};
    if (!header.contains(u'/') || header.startsWith(u'.'))
        return u"\"%1\" does not name its room"_s.arg(header);
    const QString target = roomOf(header);
    if (target == room.name || room.mayInclude.contains(target) || room.mayInclude.contains(header))
        return {};
    return u"%1 must not include \"%2\""_s.arg(room.name, header);
}

QStringList breaches(const QString &path, const QString &source)
{
    static const QRegularExpression include(uR"re(^\s*#\s*include\s*"([^"]+)")re"_s);
    static const QRegularExpression vagueName(u"/\\w*(manager|helper|util|utils|misc|common)\\.\\w+$"_s);
    QStringList found;
    const Room *room = roomNamed(roomOf(path));
    if (!room)
        return {u"line 1: the include table has no room for %1"_s.arg(path)};
    if (vagueName.match(path).hasMatch())
        found << u"line 1: the name %1 does not say what the file is"_s.arg(path);
    if (!source.startsWith(u"// SPDX-FileCopyrightText: ")
        || !source.section(u'\n', 1, 1).startsWith(u"// SPDX-License-Identifier: "))
        found << u"line 1: the two SPDX lines are missing"_s;

    const QStringList lines = codeOnly(source).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (const auto match = include.match(lines[i]); match.hasMatch()) {
            if (const QString breach = includeBreach(*room, match.captured(1)); !breach.isEmpty())
                found << u"line %1: %2"_s.arg(i + 1).arg(breach);
        }
        for (const Ban &ban : bans()) {
            if (ban.where.match(path).hasMatch() && !ban.except.match(path).hasMatch()
                && ban.pattern.match(lines[i]).hasMatch())
                found << u"line %1: %2"_s.arg(i + 1).arg(QString::fromUtf8(ban.what));
        }
    }
    return found;
}

QStringList linkBreaches(const QString &roomName, const QString &cmakeLists)
{
    static const QRegularExpression uses(uR"(\bUSES\s+((?:(?!QT\b|LINKS\b|SOURCES\b)[\w]+\s*)+))"_s);
    static const QRegularExpression blanks(u"\\s+"_s);
    const Room *room = roomNamed(roomName);
    if (!room)
        return {u"the include table has no room %1"_s.arg(roomName)};
    QStringList found;
    for (const auto &match : uses.globalMatch(cmakeLists)) {
        const QStringList names = match.captured(1).split(blanks, Qt::SkipEmptyParts);
        for (const QString &name : names) {
            const bool allowed = std::any_of(room->mayInclude.begin(), room->mayInclude.end(),
                                             [&](const QString &entry) { return roomOf(entry) == name; });
            if (name != roomName && !allowed)
                found << u"%1 must not link %2"_s.arg(roomName, name);
        }
    }
    return found;
}

QStringList formBreaches(const QString &form)
{
    QStringList found;
    QXmlStreamReader reader(form);
    QString property;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == u"property")
            property = reader.attributes().value("name"_L1).toString();
        if (reader.name() == u"connection")
            found << u"line %1: a connection"_s.arg(reader.lineNumber());
        if (reader.name() == u"size" && property == u"maximumSize")
            found << u"line %1: a fixed size"_s.arg(reader.lineNumber());
    }
    if (reader.hasError())
        found << u"line %1: %2"_s.arg(reader.lineNumber()).arg(reader.errorString());
    return found;
}

} // namespace HouseRules
