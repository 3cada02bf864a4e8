// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compose/pastedstore.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Compose {

QSet<QString> pastedNamedIn(Store::Database &database)
{
    static const QRegularExpression pasted(u"/pasted/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"_s);
    QSet<QString> names;
    for (const auto table : {"draft"_L1, "draft_version"_L1, "outbox_item"_L1}) {
        QSqlQuery query = database.run(u"SELECT message FROM %1 WHERE instr(message, '/pasted/')>0"_s.arg(table));
        while (query.next()) {
            QRegularExpressionMatchIterator found = pasted.globalMatch(query.value(0).toString());
            while (found.hasNext())
                names.insert(found.next().captured(1));
        }
    }
    return names;
}

} // namespace Sendoff::Compose
