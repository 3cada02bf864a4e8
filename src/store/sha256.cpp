// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sha256.h"

#include <openssl/evp.h>

namespace Sendoff::Store {

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
    , m_isGood(m_context && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1)
{
}

void Sha256::add(QByteArrayView octets)
{
    m_isGood = m_isGood && EVP_DigestUpdate(m_context.get(), octets.data(), static_cast<size_t>(octets.size())) == 1;
}

QByteArray Sha256::result()
{
    QByteArray sum(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    m_isGood
        = m_isGood && EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(sum.data()), &size) == 1;
    sum.truncate(m_isGood ? static_cast<qsizetype>(size) : 0);
    m_isGood = false;
    return sum;
}

QByteArray Sha256::of(QByteArrayView octets)
{
    Sha256 sum;
    sum.add(octets);
    return sum.result();
}

} // namespace Sendoff::Store
