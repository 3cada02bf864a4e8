// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/message.h"

#include <array>
#include <utility>

namespace Sendoff::JsonNames {

// How enumerators are written in our own JSON. The names are part of the format: never change one, whatever happens to
// the enumerators.
template <typename Value, std::size_t size>
using Table = std::array<std::pair<Value, const char16_t *>, size>;

inline constexpr Table<AddressFault, 10> faults{{
    {AddressFault::None, u""},
    {AddressFault::NoAt, u"no-at"},
    {AddressFault::NoLocalPart, u"no-local-part"},
    {AddressFault::NoDomain, u"no-domain"},
    {AddressFault::BadLocalPart, u"bad-local-part"},
    {AddressFault::BadDomain, u"bad-domain"},
    {AddressFault::TooLong, u"too-long"},
    {AddressFault::SeveralAddresses, u"several-addresses"},
    {AddressFault::Unbalanced, u"unbalanced"},
    {AddressFault::HiddenCharacters, u"hidden-characters"},
}};

inline constexpr Table<AddressFlag, 4> flags{{
    {AddressFlag::International, u"idn"},
    {AddressFlag::InternationalLocal, u"eai"},
    {AddressFlag::NameLooksLikeAddress, u"name-looks-like-address"},
    {AddressFlag::NoDotInDomain, u"no-dot-in-domain"},
}};

inline constexpr Table<Importance, 3> importances{{
    {Importance::Low, u"low"},
    {Importance::Normal, u"normal"},
    {Importance::High, u"high"},
}};

inline constexpr Table<BodyKind, 2> bodyKinds{{
    {BodyKind::Text, u"text"},
    {BodyKind::Html, u"html"},
}};

template <typename Value, std::size_t size>
QString nameOf(const Table<Value, size> &table, Value value)
{
    for (const auto &[known, name] : table) {
        if (known == value)
            return QString::fromUtf16(name);
    }
    return {};
}

} // namespace Sendoff::JsonNames
