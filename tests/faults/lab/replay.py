# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What would be left on the disk, had the power gone at any moment of a run that strace has written down.

Of a file only what was there at its last flush is left; an entry of a folder comes with its file. A file that was taken
away is gone at once, the worse case for whoever still needs it. Memory that is mapped (SQLite's -shm) is never left.
"""

import re
from dataclasses import dataclass
from pathlib import Path

WRITES = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat")
SEND = b"POST /v1.0/me/sendMail"

_BEGUN = re.compile(r"^(\d+) +(\w+)\((.*?)( <unfinished \.\.\.>|\) += (-?\d+).*)$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>.*\) += (-?\d+)")
_FILE = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>(?:\(deleted\))?(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_LAST_NUMBER = re.compile(r"(\d+)$")


def record(command: list, log: Path) -> list:
    return ["strace", "-f", "-y", "-xx", "-s", "50000000", "-e", "signal=none", "-e", "trace=" + ",".join(WRITES),
            "-o", log, *command]


def _octets(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


@dataclass(frozen=True)
class Moment:
    """Just after a call."""
    what: str
    files: dict  # path inside the folder -> octets that survive
    is_out: bool  # the request that delivers has begun to leave


class _Disk:
    def __init__(self, folder: Path):
        self._folder = f"{folder}/"
        self._written = {}
        self.left = {}

    def apply(self, name: str, arguments: str) -> str:
        """The path that was touched, if it is one of ours and something may survive now that did not before."""
        if name in ("unlink", "unlinkat"):
            return self._remove(arguments)
        match = _FILE.match(arguments)
        path = _octets(match[1]).decode() if match else ""
        if not path.startswith(self._folder):
            return ""
        if name in ("fsync", "fdatasync"):
            if path in self._written:
                self.left[path.removeprefix(self._folder)] = bytes(self._written[path])
            return path
        file = self._written.setdefault(path, bytearray())
        if name == "ftruncate":
            size = int(_LAST_NUMBER.search(arguments)[1])
            file[size:] = bytes(max(0, size - len(file)))
            return ""
        octets = _octets(_TEXT.search(match[2])[1])
        at = len(file) if name == "write" else int(_LAST_NUMBER.search(arguments)[1])
        file.extend(bytes(max(0, at - len(file))))
        file[at:at + len(octets)] = octets
        return ""

    def _remove(self, arguments: str) -> str:
        path = _octets(_TEXT.search(arguments)[1]).decode()
        folder = _FILE.match(arguments)
        if folder and not path.startswith("/"):
            path = _octets(folder[1]).decode() + "/" + path
        if not path.startswith(self._folder):
            return ""
        self._written.pop(path, None)
        return path if self.left.pop(path.removeprefix(self._folder), None) is not None else ""


def write_back(files: dict, folder: Path):
    """A folder with what had survived."""
    for path, octets in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.write_bytes(octets)
        target.chmod(0o600)


def moments_of(log: Path, folder: Path) -> list:
    """Each moment at which something else survives, or the mail leaves."""
    disk, begun, moments, is_out = _Disk(folder), {}, [], False
    for line in log.read_text(errors="replace").splitlines():
        if match := _BEGUN.match(line):
            thread, name, arguments, _, result = match.groups()
            # What may be out counts from its beginning, what must be flushed from its end.
            if name == "write" and (text := _TEXT.search(arguments)) and _octets(text[1][:400]).startswith(SEND):
                is_out = True
                moments.append(Moment("the mail leaves", dict(disk.left), is_out))
            if result is None:
                begun[thread] = arguments
                continue
        elif match := _RESUMED.match(line):
            thread, name, result = match.groups()
            arguments = begun.pop(thread, "")
        else:
            continue
        if int(result) >= 0 and (path := disk.apply(name, arguments)):
            moments.append(Moment(f"{name} {Path(path).name}", dict(disk.left), is_out))
    return moments
