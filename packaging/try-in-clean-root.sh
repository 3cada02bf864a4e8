#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: try-in-clean-root.sh package|test [FOLDER]
#
# Proves on a Debian 12 with nothing on it that
#   package   the .deb of ./dev package installs with apt, sends a practice mail with an attachment octet for octet, and
#             sends another from its window, with no network but loopback;
#   test      the committed state of this repository passes ./dev run, ./dev test, ./dev package as an ordinary user with sudo.
#
# Needs root and debootstrap. The root is made in FOLDER (default build/clean-root) from the package sources of this
# machine. All mounts and processes live in namespaces of their own and are gone when the script ends.
# What is in single quotes is for another shell, or for apt-get and dpkg.
# shellcheck disable=SC2016
set -euo pipefail

mode=${1-} project=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
folder=$(readlink -m "${2:-$project/build/clean-root}")
root=$folder/$mode
codename=bookworm

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'try-in-clean-root: %s\n' "$*" >&2; exit 1; }

case $mode in
    package | test) ;;
    *) sed -n '/^# usage/,/^# machine/{s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 64 ;;
esac
[[ $EUID -eq 0 ]] || fail "needs root"
for tool in debootstrap chroot unshare ip git; do
    command -v $tool >/dev/null || fail "needs $tool"
done

if [[ ${IN_OWN_NAMESPACE-} != yes ]]; then
    export IN_OWN_NAMESPACE=yes
    exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc -- "${BASH_SOURCE[0]}" "$mode" "$folder"
fi

# sources: the Debian sources of this machine, as lines of a sources.list.
sources() {
    apt-get indextargets --format '$(ORIGIN) deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' \
        | sed -n "s/^Debian \(deb .* $codename\)/\1/p" | sort -u
}

# The bare root is kept as an archive, so that every run starts from one that nothing has touched.
make_root() {
    local archive=$folder/$codename.tar mirror
    mirror=$(sources | awk -v suite=$codename '$3 == suite { print $2; exit }')
    [[ -n $mirror ]] || fail "no source for $codename on this machine (apt-get update?)"
    mkdir -p "$folder"
    if [[ ! -f $archive ]]; then
        say "Making a minimal $codename"
        rm -rf "$folder/bare"
        debootstrap --variant=minbase $codename "$folder/bare" "$mirror" >"$folder/debootstrap.log" \
            || fail "debootstrap: see $folder/debootstrap.log"
        tar -C "$folder/bare" -cf "$archive" .
        rm -rf "$folder/bare"
    fi
    rm -rf "$root"
    mkdir -p "$root"
    tar -C "$root" -xf "$archive"

    sources >"$root/etc/apt/sources.list"
    apt-config dump --format '%f "%v";%n' | grep -E '^Acquire::(Check-|https?::Proxy|ForceIPv)' \
        >"$root/etc/apt/apt.conf.d/90machine" || true
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    printf '127.0.0.1 localhost\n::1 localhost\n' >"$root/etc/hosts"
    # No service may start while packages are installed.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"

    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/dev/shm"
    inside useradd --create-home --shell /bin/bash person
}

inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "$root" "$@" </dev/null
}

# as_person COMMAND: an ordinary user, with a runtime folder of the kind that a session gives.
as_person() {
    install -d -m 0700 -o 1000 -g 1000 "$root/run/user/1000"
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/person USER=person LANG=C.UTF-8 XDG_RUNTIME_DIR=/run/user/1000 CI="${CI-}" \
        chroot --userspec=person:person "$root" bash -euo pipefail -c "cd; $1" </dev/null
}

# Nothing but a loopback interface, the same one for every program that is tried.
cut_network_off() {
    unshare --net -- sleep infinity &
    offline=/proc/$!/ns/net
    until [[ $(readlink "$offline") != "$(readlink /proc/self/ns/net)" ]]; do sleep 0.1; done
    nsenter --net="$offline" ip link set lo up
}

# without_network FUNCTION: calls it where there is no network but that.
without_network() {
    nsenter --net="$offline" -- bash -euo pipefail -c "$(declare -f as_person "$1"); root='$root' folder='$folder'; $1"
}

apt() { inside apt-get -q -y --no-install-recommends "$@" >>"$folder/apt.log" 2>&1 || fail "apt-get $*: see $folder/apt.log"; }

# ---- package -----------------------------------------------------------------------------------------------------

send_a_mail() {
    as_person '
        head -c 300000 /dev/urandom >picture.png
        : >empty.txt
        sendoff --practice --send --to "Ben Ode <ben@practice.example>" --subject "Clean 🌱 root" \
            --body "A line." --attach picture.png --attach empty.txt
        cp picture.png /tmp/picture.sent'
}

# The mail as the practice service kept it, read by a tool that is not ours.
check_mail() {
    local mailbox=$root/home/person/.local/share/sendoff/practice
    [[ $(wc -l <"$mailbox/ledger.jsonl") == 1 ]] || fail "the ledger does not hold one mail"
    python3 - "$mailbox" "$root/tmp/picture.sent" <<'END'
import email, email.policy, pathlib, sys
mailbox, picture = map(pathlib.Path, sys.argv[1:])
(eml,) = mailbox.rglob("*.eml")
mail = email.message_from_bytes(eml.read_bytes(), policy=email.policy.default)
assert mail["subject"] == "Clean 🌱 root", mail["subject"]
assert "ben@practice.example" in mail["to"], mail["to"]
parts = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
octets = {name: part if isinstance(part, bytes) else part.encode() for name, part in parts.items()}
assert set(octets) == {"picture.png", "empty.txt"}, set(octets)
assert octets["picture.png"] == picture.read_bytes(), "picture.png differs"
assert octets["empty.txt"] == b"", octets["empty.txt"]
print("the mail is in the mailbox; picture.png and empty.txt are what was sent, octet for octet")
END
}

use_the_window() {
    as_person '
        ledger=.local/share/sendoff/practice/ledger.jsonl
        exec 3>display
        Xvfb -displayfd 3 -screen 0 800x600x24 -nolisten tcp 2>/dev/null &
        server=$!
        until [[ -s display ]]; do sleep 0.1; done
        export DISPLAY=:$(<display)
        sendoff --practice --to ben@practice.example --subject "Sent from a clean root" --body Hello --attach picture.png &
        program=$!
        window=$(timeout 60 xdotool search --sync --onlyvisible --pid $program --name . | head -n 1)
        xdotool getwindowname "$window"
        # Ctrl+Enter sends as soon as the practice sign-in is there; before that it only says what is missing.
        for ((try = 0; try < 60; ++try)); do
            sleep 1
            [[ $(wc -l <$ledger) -lt 2 ]] || break
            import -window root /tmp/window.png
            xdotool windowfocus "$window" key ctrl+Return || break
        done
        sleep 3 # a second one would come now
        [[ $(wc -l <$ledger) == 2 ]] || { echo "the ledger holds $(wc -l <$ledger) mails, not 2"; exit 1; }
        kill $program 2>/dev/null || true
        wait $program || true
        kill $server'
    cp "$root/tmp/window.png" "$folder/window.png"
    echo "Ctrl+Enter in the window sent it, once"
}

try_package() {
    local deb
    deb=$(find "$project/build/package" -name 'sendoff_*.deb' 2>/dev/null | sort -V | tail -n 1)
    [[ -n $deb ]] || fail "there is no .deb; run ./dev package"
    make_root
    say "Installing $(basename "$deb") with apt, and nothing it only recommends"
    cp "$deb" "$root/tmp/sendoff.deb"
    apt update
    apt install /tmp/sendoff.deb
    inside dpkg-query -W -f '${Package} ${Version} (${Installed-Size} KiB), brought along: ' sendoff
    comm -13 <(tar -xOf "$folder/$codename.tar" ./var/lib/dpkg/status | grep '^Package:' | sort -u) \
        <(grep '^Package:' "$root/var/lib/dpkg/status" | sort -u) | wc -l
    inside sendoff --version

    say "Sending a practice mail from the command line, without a network and without a keychain"
    cut_network_off
    without_network send_a_mail
    check_mail

    say "Sending from the window under Xvfb"
    apt install xvfb xdotool imagemagick fonts-dejavu-core
    without_network use_the_window
    echo "a picture of it: $folder/window.png"

    say "Removing it"
    apt purge sendoff
    [[ -z $(find "$root/usr" -iname '*sendoff*') ]] || fail "left behind: $(find "$root/usr" -iname '*sendoff*')"
    echo "nothing is left in /usr"
}

# ---- test --------------------------------------------------------------------------------------------------------

# A machine behind a proxy of its own has certificates of its own; npm reads them only where it is told to.
trust_what_this_machine_trusts() {
    local certificates=(/usr/local/share/ca-certificates/*.crt)
    [[ -f ${certificates[0]} ]] || return 0
    cp "${certificates[@]}" "$root/usr/local/share/ca-certificates/"
    inside update-ca-certificates >>"$folder/apt.log" 2>&1
    echo 'cafile=/etc/ssl/certs/ca-certificates.crt' >"$root/home/person/.npmrc"
}

try_test() {
    local command began
    make_root
    apt update
    apt install sudo git ca-certificates
    trust_what_this_machine_trusts
    echo 'person ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/person"
    git clone --quiet --no-hardlinks "$project" "$root/home/person/sendoff"
    inside chown -R person:person /home/person/sendoff
    say "Testing $(git -C "$project" log -1 --format='%h %s')"
    for command in run test package; do
        say "./dev $command"
        began=$SECONDS
        as_person "cd sendoff; ./dev $command"
        echo "-- ./dev $command took $((SECONDS - began)) s"
    done
    [[ -z $(inside git -c safe.directory='*' -C /home/person/sendoff status --porcelain) ]] \
        || fail "./dev left files behind: $(inside git -c safe.directory='*' -C /home/person/sendoff status --porcelain)"
}

try_"$mode"
say "Done: all of it worked."
