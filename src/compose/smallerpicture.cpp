// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/smallerpicture.h"

#include "compose/pastedfile.h"
#include "store/inworker.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImageReader>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

namespace {

constexpr int quality = 85; // of a JPEG: photographs show no trace of it
constexpr qint64 worthIt = 10; // a tenth

/// What photographs and screenshots come as; a drawing made of lines only gets worse.
bool isPictureFormat(const QByteArray &format)
{
    static const QList<QByteArray> formats{"jpeg", "jpg", "png", "bmp", "tiff", "tif", "webp"};
    return formats.contains(format.toLower());
}

QByteArray packed(const QImage &picture)
{
    QBuffer octets;
    octets.open(QIODevice::WriteOnly);
    const bool isSaved
        = picture.hasAlphaChannel() ? picture.save(&octets, "PNG") : picture.save(&octets, "JPEG", quality);
    return isSaved ? octets.data() : QByteArray();
}

/// A channel for what shows through is often there and unused.
QImage withoutIdleAlpha(const QImage &picture)
{
    if (!picture.hasAlphaChannel())
        return picture;
    const QImage full = picture.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < full.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(full.constScanLine(y));
        for (int x = 0; x < full.width(); ++x) {
            if (qAlpha(line[x]) != 255)
                return full;
        }
    }
    return full.convertToFormat(QImage::Format_RGB32);
}

} // namespace

std::optional<SmallerPicture> smallerPictureNow(const Attachment &attachment, int edge)
{
    QImageReader reader(attachment.file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (!isPictureFormat(reader.format()) || (reader.supportsAnimation() && reader.imageCount() > 1))
        return std::nullopt;
    // A JPEG can be read in less than its full size, which is quicker and takes less memory.
    if (const QSize whole = reader.size(); whole.isValid() && std::max(whole.width(), whole.height()) > edge)
        reader.setScaledSize(whole.scaled(edge, edge, Qt::KeepAspectRatio).expandedTo({1, 1}));
    QImage picture = reader.read();
    if (picture.isNull())
        return std::nullopt;
    if (std::max(picture.width(), picture.height()) > edge)
        picture = picture.scaled(edge, edge, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    picture = withoutIdleAlpha(picture);
    const QByteArray octets = packed(picture);
    if (octets.isEmpty() || octets.size() > attachment.size - attachment.size / worthIt)
        return std::nullopt;
    const QString ending = picture.hasAlphaChannel() ? u"png"_s : u"jpg"_s;
    const QFileInfo name(attachment.name);
    const QString now = name.suffix().toLower();
    const bool isRight = now == ending || (now == u"jpeg" && ending == u"jpg");
    return SmallerPicture{octets, isRight ? attachment.name : name.completeBaseName() + u'.' + ending};
}

void makeSmaller(const QString &folder, const QList<Attachment> &attachments, QObject *context,
                 std::function<void(const QList<std::pair<QString, Attachment>> &)> answer)
{
    using Smaller = QList<std::pair<QString, Attachment>>;
    Store::inWorker<Smaller>(
        context,
        [folder, attachments](const auto &) {
            Smaller all;
            for (const Attachment &each : attachments) {
                const auto picture = smallerPictureNow(each);
                const auto kept = picture ? keepPastedNow(folder, picture->octets, picture->name)
                                          : LookResult(Failure{Store::StoreError{}});
                if (!kept)
                    continue;
                Attachment smaller = kept.value();
                smaller.isInline = each.isInline;
                smaller.contentId = each.contentId;
                all.append({each.id, smaller});
            }
            return all;
        },
        [answer = std::move(answer)](const Smaller &all) { answer(all); });
}

} // namespace Sendoff::Compose
