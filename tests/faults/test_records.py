# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What strace writes is read as it was meant."""

import tempfile
import unittest
from pathlib import Path

from lab import replay, syscalls

DATA = Path("/data")


def hexed(text) -> str:
    octets = text if isinstance(text, bytes) else text.encode()
    return "".join(f"\\x{octet:02x}" for octet in octets)


def write(thread, path, octets, at=None, end=") = 1") -> str:
    name, where = ("write", "") if at is None else ("pwrite64", f", {at}")
    return f'{thread} {name}(3<{hexed(path)}>, "{hexed(octets)}", {len(octets)}{where}{end}'


def flush(thread, path, end=") = 0") -> str:
    return f"{thread} fdatasync(3<{hexed(path)}>{end}"


class Records(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.log = Path(place.name) / "log"

    def moments(self, *lines):
        self.log.write_text("\n".join(lines) + "\n")
        return replay.moments_of(self.log, DATA)

    def test_only_what_was_flushed_is_left(self):
        moments = self.moments(write(1, "/data/a", b"one", 0), flush(1, "/data/a"), write(1, "/data/a", b"TWO", 3),
                               write(1, "/data/b", b"never", 0), write(1, "/elsewhere", b"x", 0),
                               flush(1, "/elsewhere"), flush(1, "/data/a"))
        self.assertEqual([moment.files for moment in moments], [{"a": b"one"}, {"a": b"oneTWO"}])

    def test_a_flush_counts_from_its_end_and_a_failed_one_not_at_all(self):
        moments = self.moments(write(1, "/data/a", b"one"), flush(1, "/data/a", " <unfinished ...>"),
                               write(2, "/socket", b"POST /v1.0/me/sendMail HTTP/1.1", end=" <unfinished ...>"),
                               "1 <... fdatasync resumed>) = 0", "2 <... write resumed>) = 30",
                               write(1, "/data/a", b"two"), flush(1, "/data/a", ") = -1 EIO (Input/output error)"))
        self.assertEqual([(moment.files, moment.is_out) for moment in moments], [({}, True), ({"a": b"one"}, True)])

    def test_cutting_and_taking_away(self):
        moments = self.moments(write(1, "/data/s/a", b"onetwo", 0), f"1 ftruncate(3<{hexed('/data/s/a')}>, 3) = 0",
                               flush(1, "/data/s/a"), f'1 unlinkat(4<{hexed("/data/s")}>, "{hexed("a")}", 0) = 0',
                               f'1 unlink("{hexed("/data/none")}") = -1 ENOENT (No such file or directory)')
        self.assertEqual([moment.files for moment in moments], [{"s/a": b"one"}, {}])

    def test_calls_are_counted_by_thread(self):
        self.log.write_text('7 openat(AT_FDCWD</x>, "/lib/x", O_RDONLY) = 3\n'
                            '7 openat(AT_FDCWD</x>, "/data/practice/sendoff.sqlite", O_RDWR) = 4\n'
                            '8 openat(AT_FDCWD</x>, "/data/practice/spool", O_RDONLY <unfinished ...>\n'
                            '8 <... openat resumed>) = 5\n'
                            '9 read(6<socket:[1]>, "H", 1) = 1\n'
                            '9 read(3<anon_inode:[eventfd]>, "1", 8) = 8\n')
        calls, hidden = syscalls.calls_of_sending(self.log, Path("/data/practice"))
        self.assertEqual([(call.name, call.nth, call.thread) for call in calls], [("openat", 2, 1), ("read", 1, 3)])
        self.assertEqual(hidden, 1)


if __name__ == "__main__":
    unittest.main()
