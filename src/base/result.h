// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <utility>
#include <variant>

namespace Sendoff {

/// A reason on its way into a Result: `return Failure{GraphError{…}};`
template <typename E>
struct Failure
{
    E error;
};

template <typename E>
Failure(E) -> Failure<E>;

/// A value or the reason there is none, never neither. std::expected needs C++23 and does not exist for Clang 14.
template <typename T, typename E>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_data(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Failure<E> failure)
        : m_data(std::in_place_index<1>, std::move(failure.error))
    {
    }

    explicit operator bool() const { return m_data.index() == 0; }

    const T &value() const &
    {
        Q_ASSERT(*this);
        return *std::get_if<0>(&m_data);
    }
    T &value() &
    {
        Q_ASSERT(*this);
        return *std::get_if<0>(&m_data);
    }
    T &&value() &&
    {
        Q_ASSERT(*this);
        return std::move(*std::get_if<0>(&m_data));
    }
    const E &error() const
    {
        Q_ASSERT(!*this);
        return *std::get_if<1>(&m_data);
    }

private:
    std::variant<T, E> m_data;
};

/// Result of something that is done for its effect.
struct Done
{
    friend bool operator==(const Done &, const Done &) = default;
};

} // namespace Sendoff
