# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small disk of its own, whose power can be cut: whatever was not flushed to it is gone."""

import fcntl
import os
import shutil
import struct
import subprocess
from pathlib import Path

EXT4_IOC_SHUTDOWN = 0x8004587D  # linux/fs/ext4/ext4.h
NO_LOG_FLUSH = 2  # the journal as it was last written, like a cut
SIZE = 32 * 1024 * 1024


class NotAllowed(Exception):
    """This machine does not let us mount."""


class Disk:
    def __init__(self, folder: Path):
        self._image = folder / "disk.img"
        self.root = folder / "disk"
        self.root.mkdir()
        self._is_mounted = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.unmount()

    def make(self):
        """An empty one, mounted."""
        self.unmount()
        if not shutil.which("mkfs.ext4", path=_path()):
            raise NotAllowed("there is no mkfs.ext4")
        with open(self._image, "wb") as file:
            file.truncate(SIZE)
        self._tell("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", self._image)
        self.mount()

    def mount(self):
        self._tell("mount", "-t", "ext4", "-o", "loop", self._image, self.root)
        self._is_mounted = True

    def unmount(self):
        if self._is_mounted:
            self._tell("umount", self.root)
            self._is_mounted = False

    def cut_power(self):
        place = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.ioctl(place, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        except OSError as error:
            raise NotAllowed(f"the file system cannot be cut off: {error}") from error
        finally:
            os.close(place)

    @staticmethod
    def _tell(*words):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, env={"PATH": _path()})
        if done.returncode:
            raise NotAllowed(f"{words[0]}: {done.stderr.strip() or done.returncode}")


def _path() -> str:
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/bin:/bin"
