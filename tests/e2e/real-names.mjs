// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Microsoft's real host names over TLS: the program as it is shipped, in a network of its own where those names lead to
// the stand-in and the certificates come from a CA of ours. Nothing outside that network is touched or reached.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Desk } from './lib/desk.mjs';
import { startService } from './lib/service.mjs';

const names = ['login.microsoftonline.com', 'graph.microsoft.com'];
const inside = process.env.SENDOFF_INSIDE;

if (inside)
    runInside();
else
    runOutside();

function whyNot(unshare) {
    for (const tool of ['openssl', 'certutil', 'ip', 'unshare']) {
        if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)
            return `there is no ${tool}`;
    }
    return unshare ? false : 'this computer does not let us have a network of our own (unshare)';
}

function makeCertificates(folder) {
    const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Sendoff tests',
        '-addext', 'basicConstraints=critical,CA:TRUE,pathlen:0', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', `/CN=${names[0]}`);
    fs.writeFileSync(path.join(folder, 'leaf.ext'), ['basicConstraints=CA:FALSE', 'keyUsage=critical,digitalSignature,keyEncipherment',
        'extendedKeyUsage=serverAuth', `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`].join('\n'));
    openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'leaf.ext', '-out', 'leaf.pem');
    fs.mkdirSync(path.join(folder, 'certs'));
    fs.copyFileSync(path.join(folder, 'ca.pem'), path.join(folder, 'certs/ca.pem'));
    fs.copyFileSync(path.join(folder, 'ca.pem'), path.join(folder, 'certs/ca-certificates.crt'));
    openssl('rehash', 'certs');
    fs.writeFileSync(path.join(folder, 'hosts'), `127.0.0.1 localhost ${names.join(' ')}\n::1 localhost\n`);
}

function runOutside() {
    const unshare = [['-mn'], ['-rmn']].find((flags) => spawnSync('unshare', [...flags, '--propagation', 'private', 'true']).status === 0);
    test('sign-in and sending over TLS under Microsoft’s own names', { skip: whyNot(unshare) }, () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-names-'));
        try {
            makeCertificates(folder);
            const env = { ...process.env, SENDOFF_INSIDE: folder };
            delete env.NODE_TEST_CONTEXT;
            const script = 'ip link set lo up && mount --bind "$1/hosts" /etc/hosts && mount --bind "$1/certs" /etc/ssl/certs && exec "$2" --test --test-reporter=spec "$3"';
            const result = spawnSync('unshare', [...unshare, '--propagation', 'private', 'sh', '-c', script, 'sh', folder, process.execPath, import.meta.filename],
                { env, encoding: 'utf8', maxBuffer: 16 << 20 });
            console.log(result.stdout);
            assert.equal(result.status, 0, result.stdout + result.stderr);
            assert.match(result.stdout, /pass [1-9]/);
        } finally {
            fs.rmSync(folder, { recursive: true, force: true });
        }
    });
}

function runInside() {
    const desk = new Desk('names');
    let service;
    const send = (subject) => desk.sendoff(['--send', '--to', 'ana@example.org', '--subject', subject, '--body', 'x'], { seconds: 90 });
    const accepted = (subject) => service.accepted().filter((line) => line.subject === subject);
    const count = async (what, filter = () => true) => (await service.events()).filter((event) => event.what === what && filter(event)).length;

    before(async () => {
        for (const store of ['.pki/nssdb', '.local/share/pki/nssdb']) {
            const folder = path.join(desk.home, store);
            fs.mkdirSync(folder, { recursive: true });
            execFileSync('certutil', ['-N', '-d', `sql:${folder}`, '--empty-password']);
            execFileSync('certutil', ['-A', '-d', `sql:${folder}`, '-n', 'tests', '-t', 'C,,', '-i', path.join(inside, 'ca.pem')]);
        }
        await desk.addBus();
        await desk.addKeychain();
        service = await startService(inside, ['--port', '443', '--cert', path.join(inside, 'leaf.pem'), '--key', path.join(inside, 'leaf.key'),
            '--origin', `https://${names[0]}`, '--graph-origin', `https://${names[1]}`]);
    });
    after(async () => {
        await service.stop();
        await desk.stop();
    });

    test('sign-in at the global cloud, with nothing set', async () => {
        desk.tellPerson({ mode: 'accept', account: 'adele@contoso.example' });
        const result = await desk.sendoff(['account', 'add', '--work', '--client-id', service.clientId], { seconds: 90 });
        assert.equal(result.status, 0, result.err);
        assert.match(result.out, /adele@contoso\.example/);
        const [asked] = (await service.events()).filter((event) => event.what === 'authorize');
        assert.equal(asked.scope, 'openid profile offline_access User.Read Mail.Send');
    });

    test('a mail is accepted', async () => {
        const result = await send('over TLS');
        assert.equal(result.status, 0, result.err);
        assert.equal(accepted('over TLS').length, 1);
    });

    test('a connection that ends after acceptance is one request and no second', async () => {
        const before = await count('graph', ({ method }) => method === 'POST');
        await service.setFaults([{ where: 'sendMail', do: 'accept-then-close' }]);
        assert.equal((await send('cut')).status, 79);
        assert.equal(await count('graph', ({ method }) => method === 'POST'), before + 1);
        assert.equal(accepted('cut').length, 1);
    });

    test('a certificate nobody vouches for ends it before a token leaves', async () => {
        execFileSync('umount', ['/etc/ssl/certs']);
        const before = await count('request');
        const result = await send('untrusted');
        assert.equal(result.status, 75, result.err);
        assert.match(result.err, /connection is not safe/i);
        assert.equal(await count('request'), before);
        assert.equal(accepted('untrusted').length, 0);
    });
}
