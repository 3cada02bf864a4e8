// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mime/gmimelibrary.h"

#include <QLibrary>
#include <QLoggingCategory>

#include <mutex>

using namespace Qt::StringLiterals;

namespace Sendoff::Mime {

namespace {

QLibrary &library()
{
    static QLibrary gmime(u"gmime-3.0"_s, 0);
    return gmime;
}

} // namespace

bool loadGMime()
{
    static const bool isThere = [] {
        const bool loaded = library().load();
        if (!loaded)
            qWarning("GMime cannot be loaded: %s", qPrintable(library().errorString()));
        return loaded;
    }();
    return isThere;
}

QFunctionPointer functionOfGMime(const char *name)
{
    const QFunctionPointer function = library().resolve(name);
    if (!function) // a package that is half there
        qFatal("GMime has no function %s", name);
    return function;
}

bool startGMime()
{
    if (!loadGMime())
        return false;
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
    return true;
}

bool isOf(gpointer object, GType type)
{
    return object && g_type_check_instance_is_a(static_cast<GTypeInstance *>(object), type);
}

Owned<GMimeStream> streamOf(const QByteArray &octets)
{
    return Owned<GMimeStream>(g_mime_stream_mem_new_with_buffer(octets.constData(), size_t(octets.size())));
}

Owned<GMimeStream> emptyStream()
{
    return Owned<GMimeStream>(g_mime_stream_mem_new());
}

QByteArray octetsOf(GMimeStream *memory)
{
    const GByteArray *written = g_mime_stream_mem_get_byte_array(as<GMimeStreamMem>(memory));
    return QByteArray(reinterpret_cast<const char *>(written->data), qsizetype(written->len));
}

} // namespace Sendoff::Mime
