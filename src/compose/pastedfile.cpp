// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/pastedfile.h"

#include "base/dice.h"
#include "message/filename.h"
#include "store/files.h"
#include "store/inworker.h"

#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

constexpr qint64 pastedAreKept = 30; // days

} // namespace

LookResult keepPastedNow(const QString &folder, const QByteArray &octets, const QString &name)
{
    // The profile's folder itself is made private too, before anything is in it.
    if (const auto profile = Store::openPrivateFolder(folder); !profile)
        return Failure{profile.error()};
    const QString place = folder + u"/pasted"_s;
    const QString id = SystemDice().uuid();
    if (const auto written = Store::writeNewFile(place, id.toLatin1(), octets); !written)
        return Failure{written.error()};
    LookResult look = lookAtFileNow(place + u'/' + id);
    if (!look)
        return look;
    Attachment attachment = look.value();
    attachment.id = id;
    if (const QString clean = cleanSuggestedName(name).sendName; !clean.isEmpty())
        attachment.name = clean;
    attachment.contentType = contentTypeOf(attachment.name, octets.left(4096));
    return attachment;
}

void keepPasted(const QString &folder, const QByteArray &octets, const QString &name, QObject *context,
                std::function<void(const LookResult &)> answer)
{
    Store::inWorker<LookResult>(
        context, [folder, octets, name](const auto &) { return keepPastedNow(folder, octets, name); },
        [answer = std::move(answer)](const LookResult &result) { answer(result); });
}

void keepPasted(const QString &folder, const QImage &picture, const QString &name, QObject *context,
                std::function<void(const LookResult &)> answer)
{
    const auto keep = [folder, picture, name](const auto &) -> LookResult {
        QBuffer png;
        png.open(QIODevice::WriteOnly);
        if (!picture.save(&png, "PNG"))
            return Failure{Store::StoreError{Store::StoreError::Kind::Failed, name, u"not a picture"_s}};
        return keepPastedNow(folder, png.data(), name);
    };
    Store::inWorker<LookResult>(context, keep,
                                [answer = std::move(answer)](const LookResult &result) { answer(result); });
}

int sweepPastedNow(const QString &folder, const QSet<QString> &stillNamed, const QDateTime &now)
{
    static const QRegularExpression id(u"\\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\z"_s);
    const QString place = folder + u"/pasted"_s;
    if (!QFileInfo::exists(place))
        return 0;
    const auto opened = Store::openPrivateFolder(place);
    if (!opened)
        return 0;
    int swept = 0;
    const QStringList names = QDir(place).entryList(QDir::Files | QDir::System | QDir::Hidden);
    for (const QString &name : names) {
        struct stat facts = {};
        const QByteArray file = name.toLatin1();
        if (stillNamed.contains(name) || !id.match(name).hasMatch()
            || fstatat(opened.value().number(), file.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0
            || !S_ISREG(facts.st_mode))
            continue;
        const bool isOld = QDateTime::fromSecsSinceEpoch(facts.st_mtime).daysTo(now) > pastedAreKept;
        if (isOld && unlinkat(opened.value().number(), file.constData(), 0) == 0)
            ++swept;
    }
    return swept;
}

void sweepPasted(const QString &folder, const QSet<QString> &stillNamed, const QDateTime &now)
{
    Store::fileThreads().start([folder, stillNamed, now] { sweepPastedNow(folder, stillNamed, now); });
}

} // namespace Sendoff::Compose
