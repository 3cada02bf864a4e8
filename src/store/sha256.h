// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

struct evp_md_ctx_st;

namespace Sendoff::Store {

/// SHA-256 (FIPS 180-4) of files. OpenSSL's uses what the processor has for it; Qt's own takes several times as long,
/// which is seconds for the largest attachments.
class Sha256
{
public:
    Sha256();

    void add(QByteArrayView octets);
    /// 32 octets; once. Empty if the library failed, which fits no file.
    QByteArray result();

    static QByteArray of(QByteArrayView octets);

private:
    struct Free
    {
        void operator()(evp_md_ctx_st *context) const;
    };

    std::unique_ptr<evp_md_ctx_st, Free> m_context;
    bool m_isGood = false;
};

} // namespace Sendoff::Store
