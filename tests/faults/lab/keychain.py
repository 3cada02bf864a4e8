# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus with an open keychain, where the addresses of uploads outlive the program."""

import shutil
import subprocess
import time

from lab.programs import World

PATIENCE = 10  # seconds
ASK = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
       "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]


def add_keychain(world: World) -> bool:
    """For all programs of the world from now on; false where there is none to be had."""
    if not all(shutil.which(program) for program in ("dbus-daemon", "dbus-send", "gnome-keyring-daemon")):
        return False
    bus = world.start(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE)
    address = bus.stdout.readline().decode().strip()
    if not address:
        return False
    world.environment["DBUS_SESSION_BUS_ADDRESS"] = address
    keyring = world.start(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                          stdin=subprocess.PIPE)
    keyring.stdin.write(b"a password for tests")
    keyring.stdin.close()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = subprocess.run(ASK, env=world.environment, capture_output=True, text=True)
        if "boolean true" in answer.stdout:
            return True
        time.sleep(0.05)
    return False
