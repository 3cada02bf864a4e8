# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room in which Microsoft's names lead to a service of ours, with a keychain and somebody signed in.

The programs run as they are shipped: the same host names, the computer's own list of certificate authorities with one
more in it. The room has a network and a file tree of its own (unshare), so nothing gets out and nothing stays."""
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
names = ['login.microsoftonline.com', 'graph.microsoft.com', 'outlook.office.com']
certificates = '/etc/ssl/certs'
marker = 'SENDOFF_BENCH_ROOM'

# The browser of somebody who agrees at once: goes back to the program with the nonce as the code (see service.py).
browser = '''#!/usr/bin/python3
import sys, urllib.parse, urllib.request
asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(sys.argv[1]).query))
form = urllib.parse.urlencode({'code': asked['nonce'], 'state': asked['state'], 'session_state': 'x'}).encode()
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked['redirect_uri'], form, timeout=20).read()
'''


def make_certificates(folder):
    def openssl(*arguments):
        done = subprocess.run(['openssl', *arguments], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f'openssl {arguments[0]}: {done.stderr}')
        return done.stdout

    key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    openssl('req', '-x509', *key, '-days', '2', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Sendoff bench',
            '-addext', 'keyUsage=critical,keyCertSign,cRLSign')
    openssl('req', *key, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', f'/CN={names[0]}')
    with open(os.path.join(folder, 'leaf.ext'), 'w', encoding='ascii') as extensions:
        extensions.write('basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n'
                         f"subjectAltName={','.join(f'DNS:{name}' for name in names)}\n")
    openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2',
            '-extfile', 'leaf.ext', '-out', 'leaf.pem')
    trusted = os.path.join(folder, 'certs')
    shutil.copytree(certificates, trusted, symlinks=True)
    shutil.copy(os.path.join(folder, 'ca.pem'), os.path.join(trusted, 'sendoff-bench.pem'))
    os.symlink('sendoff-bench.pem', os.path.join(trusted, openssl('x509', '-hash', '-noout', '-in', 'ca.pem').strip() + '.0'))
    with open(os.path.join(trusted, 'ca-certificates.crt'), 'a', encoding='ascii') as bundle, \
            open(os.path.join(folder, 'ca.pem'), encoding='ascii') as ca:
        bundle.write(ca.read())
    with open(os.path.join(folder, 'hosts'), 'w', encoding='ascii') as hosts:
        hosts.write(f"127.0.0.1 localhost {' '.join(names)}\n")


def enter():
    """Runs this program again inside a room, and ends with it; inside, gives its folder."""
    if marker in os.environ:
        return os.environ[marker]
    lonely = next((['unshare', flags, '--propagation', 'private'] for flags in ('-mn', '-rmn')
                   if subprocess.run(['unshare', flags, 'true'], stderr=subprocess.DEVNULL, check=False).returncode == 0), None)
    if lonely is None:
        sys.exit('this computer does not let us have a network of our own (unshare)')
    folder = tempfile.mkdtemp(prefix='sendoff-bench-')
    try:
        make_certificates(folder)
        enter_it = f'ip link set lo up && mount --bind "$0/hosts" /etc/hosts && mount --bind "$0/certs" {certificates} && exec "$@"'
        done = subprocess.run([*lonely, 'sh', '-c', enter_it, folder, sys.executable, *sys.argv],
                              env={**os.environ, marker: folder}, check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(done.returncode)


class Spent:
    """What one run of a program took."""

    def __init__(self, wall, usage):
        self.wall = wall
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak_mib = usage.ru_maxrss / 1024


class Room:
    def __init__(self, folder, sendoff):
        self.folder, self.sendoff, self.children = folder, sendoff, []
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 32 * 1024:
            sys.exit('too big: a program started from here would take over our peak memory as its own')
        for name in ('home', 'run', 'bin'):
            os.mkdir(os.path.join(folder, name), 0o700)
        opener = os.path.join(folder, 'bin/xdg-open')
        with open(opener, 'w', encoding='ascii') as script:
            script.write(browser)
        os.chmod(opener, 0o755)
        self.environment = {'HOME': os.path.join(folder, 'home'), 'XDG_RUNTIME_DIR': os.path.join(folder, 'run'),
                            'TMPDIR': folder, 'LC_ALL': 'C.UTF-8', 'PATH': os.path.join(folder, 'bin') + ':' + os.environ['PATH'],
                            'NODE_EXTRA_CA_CERTS': os.path.join(folder, 'ca.pem')}

    def __enter__(self):
        bus = self.start(['dbus-daemon', '--session', '--nofork', '--print-address=1'], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True)
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()
        ring = self.start(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'], stdin=subprocess.PIPE,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ring.stdin.write(b'a password for the bench')
        ring.stdin.close()
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', '20', 'org.freedesktop.secrets'], env=self.environment, check=True)
        pair = [os.path.join(self.folder, name) for name in ('leaf.pem', 'leaf.key')]
        self.service = self.start([sys.executable, os.path.join(here, 'service.py'), *pair], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        if not self.service.stdout.readline():
            sys.exit('the service did not start')
        self.sign_in()
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            child.kill()
            child.wait()

    def start(self, command, **options):
        child = subprocess.Popen(command, env=self.environment, **options)
        self.children.append(child)
        return child

    def tell(self, what, **details):
        self.service.stdin.write(json.dumps({'do': what, **details}) + '\n')
        self.service.stdin.flush()
        return json.loads(self.service.stdout.readline())

    def sign_in(self):
        done = subprocess.run([self.sendoff, 'account', 'add', '--work', '--client-id', '7d4f1c1e-52a6-4b57-9d0e-3a1c5be0a94d'],
                              env=self.environment, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            sys.exit(f'the sign-in failed: {done.stdout}{done.stderr}')

    def run(self, command, **more):
        """One program from its start to its end, and what the service saw of it. A program that fails ends the bench."""
        with open(os.path.join(self.folder, 'last.log'), 'w+', encoding='utf8') as log:
            # It waits for a line, so that the service knows it before it does anything.
            child = subprocess.Popen(['sh', '-c', 'read -r go && exec "$@" </dev/null', 'sh', *command], stdin=subprocess.PIPE,
                                     stdout=log, stderr=log, env={**self.environment, **more}, cwd=self.folder)
            self.tell('watch', pid=child.pid)
            begin = time.perf_counter()
            child.stdin.write(b'\n')
            child.stdin.close()
            _, status, usage = os.wait4(child.pid, 0)
            spent = Spent(time.perf_counter() - begin, usage)
            child.returncode = os.waitstatus_to_exitcode(status)
            log.seek(0)
            if child.returncode:
                sys.exit(f'{command[0]} ended with {child.returncode}: {log.read()}')
        return spent, self.tell('report')


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f'{what}: {found!r} instead of {wanted!r}, so there is nothing to compare')
