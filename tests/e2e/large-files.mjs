// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Large attachments through the command line: what arrives is what was sent, octet for octet, and a program that is
// killed on the way goes on where it was. The sign-in is a real one, since the address of an upload is kept in a keychain.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Desk, programs, until } from './lib/desk.mjs';

const megabyte = 1024 * 1024;
const partSize = 3276800;
const desk = new Desk('large');
const data = path.join(desk.folder, 'practice');
let service;
let address;

/** A person without a browser: opens the sign-in page, accepts, and goes back to the program. */
const person = `
const page = await fetch(process.argv[2]);
const html = await page.text();
const ticket = /name="ticket" value="([^"]+)"/.exec(html)[1];
const target = new URL(/action="([^"]+)"/.exec(html)[1], process.argv[2]);
const body = new URLSearchParams({ ticket, account: 'adele@practice.example', decision: 'accept' });
const answer = await fetch(target, { method: 'POST', body, redirect: 'manual' });
if (answer.headers.get('location')) {
    await fetch(answer.headers.get('location'));
} else {
    const form = await answer.text();
    const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((found) => [found[1], found[2].replaceAll('&amp;', '&')]);
    await fetch(/action="([^"]+)"/.exec(form)[1], { method: 'POST', body: new URLSearchParams(fields) });
}
`;

const ask = (place, method = 'GET', body = undefined) => fetch(`${address.graph}${place}`, { method, body: body && JSON.stringify(body) });
const setFaults = (...rules) => ask('/faults', 'PUT', rules);
const seen = async (index = 0) => (await (await ask('/faults')).json()).rules[index].seen;
const ledger = (subject) => fs.readFileSync(path.join(data, 'ledger.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line))
    .filter((line) => line.subject === subject);
const peak = (pid) => Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

function madeFile(name, megabytes) {
    const file = path.join(desk.home, name);
    const hash = crypto.createHash('sha256');
    const out = fs.openSync(file, 'w');
    for (let index = 0; index < megabytes; ++index) {
        const piece = crypto.randomBytes(megabyte);
        hash.update(piece);
        fs.writeSync(out, piece);
    }
    fs.closeSync(out);
    return { file, sha256: hash.digest('hex') };
}

const sendArguments = (subject, file) => ['--send', '--to', 'ana@example.org', '--subject', subject, '--body', 'See the file.', '--attach', file];

before(async () => {
    await desk.addBus();
    await desk.addKeychain();
    fs.mkdirSync(data);
    service = desk.start(path.join(programs, 'sendoff-practice'), ['--data', data, '--message-limit', '300']);
    address = JSON.parse(await until('the service', () => service.seen.out.includes('\n') && service.seen.out));
    assert.ok((await ask('/consents', 'PUT', { 'adele@practice.example': ['Mail.ReadWrite'] })).ok);
    fs.writeFileSync(path.join(desk.folder, 'person.mjs'), person);
    const opener = `#!/bin/sh\nexec "${process.execPath}" "${path.join(desk.folder, 'person.mjs')}" "$1" 2>>"${desk.folder}/browser.err"\n`;
    fs.writeFileSync(path.join(desk.folder, 'bin', 'xdg-open'), opener, { mode: 0o755 });
    const added = await desk.sendoff(['account', 'add', '--work', '--cloud', 'custom', '--authority', address.authority, '--graph', address.graph,
        '--client-id', crypto.randomUUID(), '--login-hint', 'adele@practice.example'], { seconds: 60 });
    assert.equal(added.status, 0, `${added.out}${added.err}`);
});
after(() => desk.stop());

for (const megabytes of [5, 40, 149]) {
    test(`${megabytes} MB arrive octet for octet`, async () => {
        const { file, sha256 } = madeFile(`${megabytes}.bin`, megabytes);
        const subject = `${megabytes} MB`;
        await setFaults({ match: { call: 'part' }, action: { delayMs: 0 } });
        const result = await desk.sendoff(sendArguments(subject, file), { seconds: 180 });
        assert.equal(result.status, 0, `${result.out}${result.err}`);
        const [line, ...more] = ledger(subject);
        assert.equal(more.length, 0);
        assert.equal(line.attachments.length, 1);
        assert.deepEqual([line.attachments[0].sha256, line.attachments[0].size], [sha256, megabytes * megabyte]);
        assert.equal(await seen(), Math.ceil(megabytes * megabyte / partSize));
        assert.ok(peak(service.child.pid) < 80 * megabyte, `the service took ${peak(service.child.pid)} octets of memory`);
        fs.rmSync(file);
    });
}

for (const megabytes of [40, 149]) {
    test(`${megabytes} MB, killed five times, arrive whole, and each finished part goes up once`, async () => {
        const subject = `${megabytes} MB, killed`;
        const { file, sha256 } = madeFile('killed.bin', megabytes);
        // Slow enough to be killed on the way.
        await setFaults({ match: { call: 'part' }, action: { delayMs: 150 } }, { match: { call: 'session' }, action: { delayMs: 0 } });
        for (let kill = 1; kill <= 5; ++kill) {
            const args = kill === 1 ? sendArguments(subject, file) : ['outbox', 'flush'];
            const { child, done } = desk.start(path.join(programs, 'sendoff'), args);
            await until(`part ${2 * kill}`, async () => child.exitCode !== null || (await seen()) >= 2 * kill, 60);
            child.kill('SIGKILL');
            assert.equal((await done).signal, 'SIGKILL');
        }
        await until('the mail to be accepted', async () => {
            await desk.sendoff(['outbox', 'flush'], { seconds: 120 });
            return ledger(subject).length > 0;
        }, 120);
        const [line, ...more] = ledger(subject);
        assert.equal(more.length, 0);
        assert.deepEqual(line.attachments.map((each) => each.sha256), [sha256]);
        assert.deepEqual([await seen(0), await seen(1)], [Math.ceil(megabytes * megabyte / partSize), 1], 'parts and sessions');
        fs.rmSync(file);
    });
}
