# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""System calls of a program under strace: which there are, and one of them met by a fault."""

import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

PERSISTENCE = ("openat", "mkdir", "mkdirat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate",
               "rename", "renameat", "renameat2", "unlink", "unlinkat")
SOCKET = ("socket", "connect", "sendto", "sendmsg", "recvfrom", "recvmsg", "read", "shutdown", "close")
WATCHED = PERSISTENCE + SOCKET
# Not --seccomp-bpf: with it strace 6.1 delivers no signals.
STRACE = ["strace", "-f", "-y", "-s", "64", "-e", "signal=none"]

CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")


@dataclass(frozen=True)
class Call:
    """The nth call of that name in its thread, which is how strace counts them."""
    name: str
    nth: int
    thread: int  # 1 is the first
    text: str

    def touches(self, folder: Path) -> bool:
        return str(folder) in self.text

    def is_on_socket(self) -> bool:
        first = self.text.split(",", 1)[0]
        return self.name in ("socket", "connect") or "<socket:" in first or "<TCP:" in first

    def __str__(self):
        return f"{self.name} {self.nth}, {self.text[:60]}"


class NotAllowed(Exception):
    """This machine has no strace, or does not let it look."""


def expect_strace():
    if not shutil.which("strace"):
        raise NotAllowed("there is no strace")
    if subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True).returncode:
        raise NotAllowed("strace may not trace here")
    # The program keeps its memory and descriptors to itself; strace needs them to tell which file a call is about.
    if os.geteuid() != 0:
        raise NotAllowed("only for root does strace see what the program writes")


def watch(command: list, log: Path) -> list:
    return [*STRACE, "-e", "trace=" + ",".join(WATCHED), "-o", log, *command]


def inject(command: list, log: Path, name: str, fault: str, when: str) -> list:
    """`fault` as strace writes it: signal=SIGKILL, error=EIO; `when`: 3 is the third, 3+ that and all that follow."""
    return [*STRACE, "-e", f"trace={name}", "-e", f"inject={name}:{fault}:when={when}", "-o", log, *command]


def calls_in(log: Path) -> list:
    counts, threads, calls = Counter(), {}, []
    for line in log.read_text(errors="replace").splitlines():
        match = CALL.match(line)
        if not match:
            continue
        thread = threads.setdefault(match[1], len(threads) + 1)
        counts[thread, match[2]] += 1
        calls.append(Call(match[2], counts[thread, match[2]], thread, match[3]))
    return calls


def calls_of_sending(log: Path, data: Path) -> tuple:
    """From the first touch of the profile's own files to the end: what is written there, and what goes over sockets.
    Then how many of them strace cannot meet, since another thread makes its nth call of that name before."""
    calls = calls_in(log)
    first = {}
    for call in calls:
        first.setdefault((call.name, call.nth), call)
    own = [call.touches(data) and "service.json" not in call.text for call in calls]
    if True not in own:
        raise RuntimeError("strace shows no paths")
    later = [call for call in calls[own.index(True):] if call.touches(data) or call.is_on_socket()]
    met = [call for call in later if first[call.name, call.nth] is call]
    return met, len(later) - len(met)
