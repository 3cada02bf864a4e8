// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/symbol.h"

#include <QFile>
#include <QPainter>
#include <QStringTokenizer>
#include <QXmlStreamReader>

#include <array>

using namespace Qt::StringLiterals;

// Outside every namespace, as Qt wants it: the resource sits in a static library.
static void loadResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace Sendoff::Gui {

namespace {

constexpr qreal grid = 20;
constexpr qreal stroke = 1.5;

qreal number(const QXmlStreamAttributes &attributes, QAnyStringView name)
{
    return attributes.value(name.toString()).toDouble();
}

bool addPath(QPainterPath &path, QStringView data)
{
    QList<qreal> values;
    QChar command;
    const auto apply = [&] {
        if (command.isNull() && values.isEmpty())
            return true;
        const QList<qreal> v = std::exchange(values, {});
        if (command == u'M' && v.size() == 2)
            path.moveTo(v[0], v[1]);
        else if (command == u'L' && v.size() == 2)
            path.lineTo(v[0], v[1]);
        else if (command == u'C' && v.size() == 6)
            path.cubicTo(v[0], v[1], v[2], v[3], v[4], v[5]);
        else if (command == u'Z' && v.isEmpty())
            path.closeSubpath();
        else
            return false;
        return true;
    };
    for (QStringView token : QStringTokenizer(data, u' ', Qt::SkipEmptyParts)) {
        if (token.front().isLetter()) {
            if (!apply())
                return false;
            command = token.front();
            token = token.sliced(1);
        }
        bool ok = true;
        if (!token.isEmpty())
            values.append(token.toDouble(&ok));
        if (!ok)
            return false;
    }
    return apply();
}

bool addElement(Glyph &glyph, QStringView name, const QXmlStreamAttributes &attributes)
{
    QPainterPath &path = attributes.value(u"fill"_s) == u"currentColor" ? glyph.spots : glyph.lines;
    if (name == u"path")
        return addPath(path, attributes.value(u"d"_s));
    if (name == u"circle") {
        const qreal radius = number(attributes, u"r");
        path.addEllipse(QPointF(number(attributes, u"cx"), number(attributes, u"cy")), radius, radius);
        return radius > 0;
    }
    if (name == u"rect") {
        const QRectF rect(number(attributes, u"x"), number(attributes, u"y"), number(attributes, u"width"),
                          number(attributes, u"height"));
        path.addRoundedRect(rect, number(attributes, u"rx"), number(attributes, u"rx"));
        return rect.isValid();
    }
    return name == u"svg";
}

const Glyph &glyphOf(Symbol symbol)
{
    static std::array<std::optional<Glyph>, symbolCount> read;
    std::optional<Glyph> &glyph = read.at(static_cast<size_t>(symbol));
    if (!glyph) {
        loadResources();
        QFile file(symbolFile(symbol));
        if (file.open(QIODevice::ReadOnly))
            glyph = readGlyph(file);
        if (!glyph)
            glyph = Glyph{};
    }
    return *glyph;
}

} // namespace

std::optional<Glyph> readGlyph(QIODevice &svg)
{
    Glyph glyph;
    QXmlStreamReader xml(&svg);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && !addElement(glyph, xml.name(), xml.attributes()))
            return std::nullopt;
    }
    if (xml.hasError() || (glyph.lines.isEmpty() && glyph.spots.isEmpty()))
        return std::nullopt;
    return glyph;
}

QString symbolFile(Symbol symbol)
{
    static constexpr std::array<const char16_t *, symbolCount> names
        = {u"attach",   u"send",     u"close",  u"info",    u"warning", u"error",     u"uncertain", u"file",  u"image",
           u"archive",  u"document", u"plus",   u"chevron", u"menu",    u"account",   u"check",     u"clock", u"work",
           u"practice", u"search",   u"format", u"bold",    u"italic",  u"underline", u"strike",    u"style", u"colour",
           u"bullets",  u"numbers",  u"quote",  u"link",    u"table",   u"rule",      u"clear"};
    return u":/sendoff/icons/%1.svg"_s.arg(QStringView(names.at(static_cast<size_t>(symbol))));
}

void drawSymbol(QPainter &painter, Symbol symbol, const QRectF &box, const QColor &colour)
{
    const Glyph &glyph = glyphOf(symbol);
    const qreal scale = std::min(box.width(), box.height()) / grid;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.center() - QPointF(grid, grid) * scale / 2);
    painter.scale(scale, scale);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(glyph.lines);
    painter.fillPath(glyph.spots, colour);
    painter.restore();
}

} // namespace Sendoff::Gui
