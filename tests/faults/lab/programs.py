# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the built programs in a world of their own, and ends what is left of them."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

PR_SET_PDEATHSIG = 1
LONGEST_RUN = 120  # seconds; a program that hangs is a finding, not a wait without end
_libc = ctypes.CDLL(None, use_errno=True)


def end_with_parent():
    """For the child: if the harness dies, the child does too."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


class World:
    """A folder for one experiment, the environment of its programs, and the programs that still run."""

    def __init__(self, folder: Path, bin_folder: Path, program: Path | None = None):
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_suffix(".json").unlink(missing_ok=True)  # the figures of an earlier run
        folder.mkdir(parents=True)
        self.folder = folder
        self.sendoff = program or bin_folder / "sendoff"
        self.practice = bin_folder / "sendoff-practice"
        self.keeps_evidence = False
        self._running = []
        # Short, since a socket's path has at most 107 octets.
        self._runtime = Path(tempfile.mkdtemp(prefix="sendoff-faults-"))
        home = folder / "home"
        home.mkdir()
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(self._runtime),
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        }

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for process in self._running:
            self.kill(process)
        shutil.rmtree(self._runtime, ignore_errors=True)
        if kind is None and not self.keeps_evidence:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, command, **options) -> subprocess.Popen:
        self._running = [process for process in self._running if process.poll() is None]
        settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options}
        process = subprocess.Popen([str(word) for word in command], env=self.environment, cwd=self.folder,
                                   start_new_session=True, preexec_fn=end_with_parent, **settings)
        self._running.append(process)
        return process

    def run(self, command, **options) -> int:
        return self.wait(self.start(command, **options))

    def wait(self, process: subprocess.Popen) -> int:
        """Its exit status; -1 if it does not end and had to be killed."""
        try:
            return process.wait(timeout=LONGEST_RUN)
        except subprocess.TimeoutExpired:
            self.kill(process)
            return -1

    @staticmethod
    def kill(process: subprocess.Popen):
        """With everything it started: the group is its own."""
        if process.poll() is None:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        process.wait()
