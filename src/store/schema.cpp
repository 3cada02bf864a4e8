// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Store {

// Times are milliseconds since the epoch, UTC. Columns named `message` and `state` hold JSON that its own module
// versions.

static Migration first()
{
    return {
        u"CREATE TABLE draft("
        "  id TEXT PRIMARY KEY NOT NULL,"
        "  account TEXT NOT NULL,"
        "  message TEXT NOT NULL,"
        "  saved INTEGER NOT NULL"
        ") STRICT"_s,

        // What the draft was before: the versions a person can take back.
        u"CREATE TABLE draft_version("
        "  draft TEXT NOT NULL REFERENCES draft(id) ON DELETE CASCADE,"
        "  number INTEGER NOT NULL,"
        "  message TEXT NOT NULL,"
        "  saved INTEGER NOT NULL,"
        "  PRIMARY KEY(draft, number)"
        ") STRICT"_s,

        // `revision` grows with each change of state: whoever changes a row names the one it has seen. `name` and
        // `not_before` repeat what `state` says, to find rows by them.
        u"CREATE TABLE outbox_item("
        "  number INTEGER PRIMARY KEY AUTOINCREMENT," // the order they were queued in
        "  id TEXT NOT NULL UNIQUE,"
        "  account TEXT NOT NULL,"
        "  message TEXT NOT NULL,"
        "  queued INTEGER NOT NULL,"
        "  revision INTEGER NOT NULL,"
        "  name TEXT NOT NULL,"
        "  not_before INTEGER,"
        "  state TEXT NOT NULL"
        ") STRICT"_s,
        u"CREATE INDEX outbox_item_name ON outbox_item(name, not_before)"_s,

        u"CREATE TABLE outbox_snapshot("
        "  item TEXT NOT NULL REFERENCES outbox_item(id) ON DELETE CASCADE,"
        "  attachment TEXT NOT NULL,"
        "  file TEXT NOT NULL," // its name inside the item's spool folder
        "  sha256 BLOB NOT NULL,"
        "  size INTEGER NOT NULL,"
        "  PRIMARY KEY(item, attachment)"
        ") STRICT"_s,

        // One row for each request that could cause a delivery, written before its first octet leaves.
        u"CREATE TABLE outbox_attempt("
        "  id TEXT PRIMARY KEY NOT NULL," // client-request-id
        "  item TEXT NOT NULL REFERENCES outbox_item(id) ON DELETE CASCADE,"
        "  number INTEGER NOT NULL,"
        "  started INTEGER NOT NULL,"
        "  ended INTEGER,"
        "  verdict TEXT,"
        "  status INTEGER,"
        "  request_id TEXT"
        ") STRICT"_s,
        u"CREATE INDEX outbox_attempt_item ON outbox_attempt(item, number)"_s,

        // What happened to an item, a person's own decisions among it.
        u"CREATE TABLE outbox_event("
        "  item TEXT NOT NULL REFERENCES outbox_item(id) ON DELETE CASCADE,"
        "  revision INTEGER NOT NULL,"
        "  at INTEGER NOT NULL,"
        "  event TEXT NOT NULL,"
        "  name TEXT NOT NULL,"
        "  PRIMARY KEY(item, revision)"
        ") STRICT"_s,

        u"CREATE TABLE account_pause("
        "  account TEXT PRIMARY KEY NOT NULL,"
        "  until INTEGER NOT NULL"
        ") STRICT"_s,
    };
}

static Migration second()
{
    return {
        // `open`: it stands in a window, and belongs there again after a crash. `deleted`: when a person threw it away;
        // it can be taken back until it is swept.
        u"ALTER TABLE draft ADD COLUMN open INTEGER NOT NULL DEFAULT 0"_s,
        u"ALTER TABLE draft ADD COLUMN deleted INTEGER"_s,

        // What a list shows, without the mail itself. `names` is a JSON array, `recipients` counts them all. `draft` is
        // the draft it came from and goes back to.
        u"ALTER TABLE outbox_item ADD COLUMN subject TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE outbox_item ADD COLUMN names TEXT NOT NULL DEFAULT '[]'"_s,
        u"ALTER TABLE outbox_item ADD COLUMN recipients INTEGER NOT NULL DEFAULT 0"_s,
        u"ALTER TABLE outbox_item ADD COLUMN draft TEXT NOT NULL DEFAULT ''"_s,
        u"UPDATE outbox_item SET subject=coalesce(json_extract(message, '$.subject'), ''),"
        " names=(SELECT coalesce(json_group_array(coalesce(nullif(json_extract(value, '$.name'), ''),"
        "  json_extract(value, '$.mailbox'))), '[]') FROM json_each(message, '$.to')),"
        " recipients=coalesce(json_array_length(message, '$.to'), 0)"
        "  + coalesce(json_array_length(message, '$.cc'), 0) + coalesce(json_array_length(message, '$.bcc'), 0)"
        " WHERE json_valid(message)"_s,
    };
}

static Migration third()
{
    return {
        // Drafts of ours at the service that nobody wants any more, until they are known to be gone. `mailbox`: whose,
        // if not the account's own. `draft` is empty where only our Message-ID is known.
        u"CREATE TABLE remote_leftover("
        "  number INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  account TEXT NOT NULL,"
        "  mailbox TEXT NOT NULL,"
        "  message_id TEXT NOT NULL,"
        "  draft TEXT NOT NULL,"
        "  since INTEGER NOT NULL"
        ") STRICT"_s,
    };
}

QList<Migration> migrations()
{
    return {first(), second(), third()};
}

} // namespace Sendoff::Store
