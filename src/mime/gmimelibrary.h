// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mime/gmimefunctions.h"

#include <QByteArray>

#include <memory>

// The thin edge to GMime: who owns what, casts without C's, octets in and out. For the other files of this folder only.

namespace Sendoff::Mime {

/// Loads GMime and sets it up when the first mail is read or written, not when the program starts. False if this
/// computer has no GMime.
bool startGMime();

struct Unref
{
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename Type>
using Owned = std::unique_ptr<Type, Unref>;

struct FreeFormat
{
    void operator()(GMimeFormatOptions *format) const { g_mime_format_options_free(format); }
};
using Format = std::unique_ptr<GMimeFormatOptions, FreeFormat>;

struct FreeText
{
    void operator()(char *text) const { (g_free)(text); }
};
using Text = std::unique_ptr<char, FreeText>;

/// GMime's types derive from each other as GObjects do: the base is the first member.
template <typename To, typename From>
To *as(From *object)
{
    return reinterpret_cast<To *>(object);
}

/// Whether the object is of that type, which its g_mime_…_get_type() names.
bool isOf(gpointer object, GType type);

/// A stream that reads `octets`, which must outlive it.
Owned<GMimeStream> streamOf(const QByteArray &octets);
/// A stream to write to, and what came into it.
Owned<GMimeStream> emptyStream();
QByteArray octetsOf(GMimeStream *memory);

} // namespace Sendoff::Mime
