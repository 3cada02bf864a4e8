// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Stands in for libFuzzer where there is none: every file of a folder, the empty input, and every file cut short.
#include "fuzz/law.h"

#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

static void tryOne(const QByteArray &input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.constData()),
                           static_cast<std::size_t>(input.size()));
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
        return 64;
    }
    int files = 0;
    QDirIterator corpus(QFile::decodeName(argv[1]), QDir::Files);
    while (corpus.hasNext()) {
        QFile file(corpus.next());
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "cannot read %s\n", qPrintable(file.fileName()));
            return 66;
        }
        const QByteArray input = file.readAll();
        std::fprintf(stderr, "%s\n", qPrintable(file.fileName()));
        tryOne(input);
        for (qsizetype length = 0; length < qMin<qsizetype>(input.size(), 512); ++length)
            tryOne(input.left(length));
        ++files;
    }
    std::fprintf(stderr, "%d files\n", files);
    return files > 0 ? 0 : 1;
}
