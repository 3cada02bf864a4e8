# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge is judged: each invariant with a case that holds and the cases that break it."""

import json
import sqlite3
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

from lab.evidence import Accepted, Records, Row, read_records, sha256
from lab.oracle import Promise, has_reason, judge, nothing_left, nothing_twice, overdue, quiet

BODY = "A mail"
FILE = sha256(b"a file")
PROMISE = Promise("one", BODY, (FILE,), queued=True)
COPY = Accepted("one", sha256(BODY.encode()), (FILE,))
ACCEPTED = Row("id", "one", 4, "accepted", {"saidByPerson": False}, None, BODY, (FILE,), False, 0)
WAITING = replace(ACCEPTED, name="waiting", state={}, not_before=1_000, intact=True)


def broken(promise, rows, copies, **more):
    return [violation.invariant for violation in judge(promise, Records(rows, **more), copies)]


class Oracle(unittest.TestCase):
    def test_what_is_right_is_left_alone(self):
        self.assertEqual(broken(PROMISE, [ACCEPTED], [COPY]), [])
        self.assertEqual(broken(PROMISE, [WAITING], []), [])
        self.assertEqual(broken(replace(PROMISE, queued=False), [], []), [])

    def test_loss(self):
        self.assertEqual(broken(PROMISE, [], []), ["I1"])
        self.assertEqual(broken(PROMISE, [WAITING, WAITING], []), ["I1"])
        self.assertEqual(broken(PROMISE, [replace(WAITING, body="Another")], []), ["I1"])
        self.assertEqual(broken(PROMISE, [replace(WAITING, attachments=())], []), ["I1"])
        self.assertEqual(broken(PROMISE, [replace(WAITING, intact=False)], []), ["I1"])
        self.assertEqual(broken(PROMISE, [ACCEPTED], [COPY], damage="page 3"), ["I1"])

    def test_duplicate(self):
        self.assertEqual(broken(PROMISE, [ACCEPTED], [COPY, COPY]), ["I2"])
        self.assertEqual(broken(PROMISE, [replace(ACCEPTED, sent_again=1)], [COPY, COPY]), [])
        self.assertEqual(broken(PROMISE, [replace(ACCEPTED, sent_again=1)], [COPY] * 3), ["I2"])

    def test_lie(self):
        self.assertEqual(broken(PROMISE, [ACCEPTED], []), ["I3"])
        self.assertEqual(broken(PROMISE, [replace(ACCEPTED, state={"saidByPerson": True})], []), [])
        for name in ("waiting", "needs-user", "cancelled"):
            with self.subTest(name):
                self.assertEqual(broken(PROMISE, [replace(WAITING, name=name)], [COPY]), ["I3"])
        taken_back = replace(WAITING, name="cancelled", state={"mayHaveBeenSent": True})
        self.assertEqual(broken(PROMISE, [taken_back], [COPY]), [])
        self.assertEqual(broken(replace(PROMISE, queued=False), [], [COPY]), ["I3"])
        self.assertEqual(broken(replace(PROMISE, claimed_sent=True), [WAITING], []), ["I3"])
        self.assertEqual(broken(replace(PROMISE, queued=False, refused=True), [ACCEPTED], [COPY]), ["I3"])
        self.assertEqual(broken(PROMISE, [ACCEPTED], [replace(COPY, body_sha256="")]), ["I3"])
        self.assertEqual(broken(PROMISE, [ACCEPTED], [replace(COPY, attachments=())]), ["I3"])

    def test_nothing_twice(self):
        def invariants(*calls):
            return [violation.invariant for violation in nothing_twice("one", list(calls))]

        first = {"call": "part", "status": 200, "range": "bytes 0-9/12"}
        last = {"call": "part", "status": 201, "range": "bytes 10-11/12"}
        refused = {**first, "status": 416}
        small = {"call": "attach", "status": 201}
        self.assertEqual(invariants(first, refused, last, small, {"call": "list", "status": 200}), [])
        self.assertEqual(invariants(first, first, last), ["I8"])
        self.assertEqual(invariants(first, last, last), ["I8"])
        self.assertEqual(invariants(small, small), ["I8"])

    def test_nothing_left(self):
        def invariants(row, *drafts):
            return [violation.invariant for violation in nothing_left("one", [row], list(drafts))]

        self.assertEqual(invariants(WAITING, "one", "another", "another"), [])
        self.assertEqual(invariants(WAITING, "one", "one"), ["I9"])
        self.assertEqual(invariants(ACCEPTED, "another"), [])
        self.assertEqual(invariants(ACCEPTED, "one"), ["I9"])
        self.assertEqual(invariants(replace(WAITING, name="cancelled"), "one"), ["I9"])

    def test_reason(self):
        shown = {"subject": "one", "state": "waiting", "reason": "No connection."}
        self.assertEqual(has_reason("one", [shown, {"subject": "another", "state": "waiting", "reason": ""}]), [])
        self.assertEqual(has_reason("one", [{**shown, "state": "accepted", "reason": ""}]), [])
        for state in ("waiting", "needs-user", "uncertain"):
            found = has_reason("one", [{**shown, "state": state, "reason": ""}])
            self.assertEqual([violation.invariant for violation in found], ["I10"])

    def test_doubt(self):
        uncertain = replace(WAITING, name="uncertain")
        self.assertEqual(broken(PROMISE, [uncertain], []), ["I4"])
        for copies in ([], [COPY]):
            self.assertEqual(broken(replace(PROMISE, may_be_uncertain=True), [uncertain], copies), [])

    def test_progress(self):
        self.assertEqual(broken(PROMISE, [replace(WAITING, name="sending")], []), ["I5"])
        self.assertEqual(broken(PROMISE, [replace(WAITING, name="preparing")], []), ["I5"])
        self.assertEqual(overdue(Records([WAITING, ACCEPTED]), 2_000), [WAITING])
        self.assertEqual(overdue(Records([WAITING, ACCEPTED]), 500), [])

    def test_draft(self):
        promise = replace(PROMISE, queued=False, as_draft=True)
        self.assertEqual(broken(promise, [], []), ["I6"])
        self.assertEqual(broken(promise, [], [], drafts=[{"subject": "one", "body": "older"}]), ["I6"])
        self.assertEqual(broken(promise, [], [], drafts=[{"subject": "one", "body": BODY}]), [])

    def test_quiet(self):
        self.assertEqual(quiet(2, 20, 1_000), [])
        self.assertEqual([violation.invariant for violation in quiet(2, 1_000, 10_000_000)], ["I7", "I7"])


class Evidence(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)

    def make(self):
        (self.folder / "spool/id").mkdir(parents=True)
        (self.folder / "spool/id/0").write_bytes(b"a file")
        connection = sqlite3.connect(self.folder / "sendoff.sqlite")
        message = json.dumps({"subject": "one", "body": BODY, "attachments": [{"id": "a"}]})
        connection.executescript("""
            CREATE TABLE outbox_item(id, revision, name, state, not_before, message, number);
            CREATE TABLE outbox_snapshot(item, attachment, file, sha256);
            CREATE TABLE outbox_event(item, revision, event, name);
            CREATE TABLE draft(message);
            INSERT INTO outbox_event VALUES('id', 2, 'replied', 'uncertain'), ('id', 3, 'retry-asked', 'waiting'),
                                           ('id', 4, 'retry-asked', 'waiting');
            INSERT INTO draft VALUES('{"subject": "two", "body": ""}');""")
        connection.execute("INSERT INTO outbox_item VALUES('id', 4, 'waiting', '{}', 1000, ?, 1)", (message,))
        connection.execute("INSERT INTO outbox_snapshot VALUES('id', 'a', '0', ?)", (bytes.fromhex(FILE),))
        connection.commit()
        connection.close()

    def test_reads_what_is_there(self):
        self.make()
        records = read_records(self.folder)
        self.assertEqual(records.rows, [replace(WAITING, sent_again=1)])
        self.assertEqual(records.drafts, [{"subject": "two", "body": ""}])
        self.assertEqual(records.damage, "")

    def test_sees_a_changed_snapshot(self):
        self.make()
        (self.folder / "spool/id/0").write_bytes(b"another")
        self.assertFalse(read_records(self.folder).rows[0].intact)

    def test_sees_damage(self):
        self.make()
        file = self.folder / "sendoff.sqlite"
        octets = bytearray(file.read_bytes())
        octets[4096:] = bytes(len(octets) - 4096)
        file.write_bytes(octets)
        self.assertNotEqual(read_records(self.folder).damage, "")

    def test_nothing_is_nothing(self):
        self.assertEqual(read_records(self.folder), Records())
        (self.folder / "sendoff.sqlite").touch()
        self.assertEqual(read_records(self.folder), Records())


if __name__ == "__main__":
    unittest.main()
