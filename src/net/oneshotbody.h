// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace Sendoff::Net {

/// A request body that can be read once. Qt repeats a POST on its own when a connection dies after the body left; it
/// cannot repeat what it cannot rewind. It also counts, so that "never read to its end" proves that the server cannot
/// have the whole request.
class OneShotBody final : public QIODevice
{
    Q_OBJECT
public:
    explicit OneShotBody(const QByteArray &octets, QObject *parent = nullptr);

    qint64 handedOver() const { return m_position; }
    bool isHandedOver() const { return m_position == m_octets.size(); }
    /// From now on nothing more is given, whoever asks.
    void shut() { m_isShut = true; }

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }
    bool atEnd() const override;
    qint64 bytesAvailable() const override;

Q_SIGNALS:
    void advanced(qint64 handedOver);

protected:
    qint64 readData(char *to, qint64 limit) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_octets;
    qint64 m_position = 0;
    bool m_isShut = false;
};

} // namespace Sendoff::Net
