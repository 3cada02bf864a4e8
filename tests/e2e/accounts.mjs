// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Several accounts, rights that are asked for later and refused, and programs that an administrator let in.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { filesWith, watchProcesses } from './lib/canary.mjs';
import { Desk, until } from './lib/desk.mjs';
import { startService } from './lib/service.mjs';

const adele = 'adele@contoso.example';
const mira = 'mira@outlook.example';
const news = 'news@contoso.example';
const desk = new Desk('accounts');
const watch = watchProcesses(desk);
const place = (name) => path.join(desk.folder, name);
let service;

before(async () => {
    await desk.addBus();
    await desk.addKeychain();
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=sendoff', '-days', '2',
        '-keyout', place('app.key'), '-out', place('app.crt')], { stdio: 'ignore' });
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=other', '-days', '2',
        '-keyout', place('other.key'), '-out', place('other.crt')], { stdio: 'ignore' });
    fs.mkdirSync(place('service'));
    service = await startService(place('service'), ['--app-cert', place('app.crt')]);
});
after(async () => {
    watch.stop();
    await service.stop();
    await desk.stop();
});

const accepted = (subject) => service.accepted().filter((line) => line.subject === subject);
const eventsOf = async (what) => (await service.events()).filter((event) => event.what === what);
const cloud = () => ['--cloud', 'custom', '--authority', service.authority, '--graph', service.graph];
const add = (more) => desk.sendoff(['account', 'add', ...cloud(), ...more], { seconds: 90 });
const send = (subject, more = []) => desk.sendoff(['--send', '--to', 'ana@example.org', '--subject', subject, '--body', 'x', ...more], { seconds: 90 });
const list = async () => Object.fromEntries(JSON.parse((await desk.sendoff(['account', 'list', '--json'])).out).map((each) => [each.address, each]));

function assertEnds(result, status, words = /./) {
    assert.equal(result.signal, null, `it had to be stopped after ${result.seconds} s: ${result.err}`);
    assert.equal(result.status, status, `stdout: ${result.out}\nstderr: ${result.err}`);
    if (status !== 0)
        assert.match(result.err, words);
}

async function signIn(more, account, mode = 'accept') {
    desk.tellPerson({ mode, account });
    const done = () => desk.personLog().filter((line) => line.done).length;
    const before = done();
    const result = await add([...more, '--client-id', service.clientId, '--login-hint', account]);
    await until('the browser to be done', () => done() > before, 60);
    return result;
}

test('two accounts stand beside each other', async () => {
    assertEnds(await signIn(['--work'], adele), 0);
    assertEnds(await signIn(['--personal'], mira), 0);
    const accounts = await list();
    assert.deepEqual(Object.keys(accounts).sort(), [adele, mira].sort());
    assert.deepEqual([accounts[adele].kind, accounts[adele].state, accounts[adele].default], ['work', 'ready', true]);
    assert.deepEqual([accounts[mira].kind, accounts[mira].state, accounts[mira].default], ['personal', 'ready', false]);
    assert.deepEqual(accounts[adele].rights, ['User.Read', 'Mail.Send']);
    assertEnds(await send('by default'), 0);
    assertEnds(await send('by mira', ['--account', mira]), 0);
    assertEnds(await send('from mira', ['--from', mira]), 0);
    assert.deepEqual(['by default', 'by mira', 'from mira'].map((subject) => accepted(subject)[0].by), [adele, mira, mira]);
});

test('a right is asked for later, of the same account', async () => {
    await service.reset();
    assertEnds(await signIn(['--work', '--right', 'Mail.ReadWrite'], adele), 0);
    const [authorize] = await eventsOf('authorize');
    assert.equal(authorize.loginHint, adele);
    assert.equal(authorize.prompt, null);
    assert.ok(authorize.scope.split(' ').includes(`${service.graph}/Mail.ReadWrite`));
    const accounts = await list();
    assert.equal(Object.keys(accounts).length, 2);
    assert.deepEqual(accounts[adele].rights, ['User.Read', 'Mail.Send', 'Mail.ReadWrite']);
    assert.deepEqual(accounts[mira].rights, ['User.Read', 'Mail.Send']);
    // The next start refreshes with what was granted.
    await service.reset();
    assertEnds(await desk.sendoff(['account', 'check', adele], { seconds: 60 }), 0);
    const tokens = await eventsOf('token');
    assert.deepEqual(tokens.map(({ type }) => type), ['refresh_token']);
    assert.ok(tokens[0].scope.split(' ').includes(`${service.graph}/Mail.ReadWrite`));
    assert.deepEqual((await eventsOf('refused')).filter((event) => event.path === 'token'), []);
});

test('with that right a big file goes up in parts, into a draft that is sent by its id', async () => {
    await service.reset();
    const content = crypto.randomBytes(9_000_001);
    fs.writeFileSync(place('big.bin'), content);
    fs.writeFileSync(place('small.txt'), 'small');
    assertEnds(await send('a big file', ['--account', adele, '--attach', place('big.bin'), '--attach', place('small.txt')]), 0);
    const [mail, ...more] = accepted('a big file');
    assert.deepEqual(more, []);
    assert.equal(mail.by, adele);
    assert.deepEqual(mail.attachments.map(({ name, size, sha256 }) => [name, size, sha256]).sort(), [
        ['big.bin', content.length, crypto.createHash('sha256').update(content).digest('hex')],
        ['small.txt', 5, crypto.createHash('sha256').update('small').digest('hex')]].sort());
    assert.deepEqual((await eventsOf('part')).map(({ from }) => from), [0, 3_276_800, 6_553_600]);
    assert.deepEqual(await eventsOf('refused'), []);
    // A small mail is sent by a draft's id then, too: only that can be repeated safely.
    await service.reset();
    assertEnds(await send('a small mail by draft', ['--account', adele]), 0);
    const paths = (await eventsOf('graph')).filter(({ method }) => method === 'POST').map(({ path }) => path.replace(/AAMk[^/]+/, 'ID'));
    assert.deepEqual(paths, ['/v1.0/me/messages', '/v1.0/me/messages/ID/send']);
});

test('a right that is refused changes nothing', async () => {
    const before = await list();
    assertEnds(await signIn(['--work', '--right', 'Mail.ReadBasic'], adele, 'deny'), 77);
    assert.deepEqual(await list(), before);
    assertEnds(await send('after a refusal', ['--account', mira]), 0);
});

test('removing an account makes drafts of what waits', async () => {
    await service.setFaults([{ where: 'sendMail', do: 'answer', status: 429, headers: { 'retry-after': '600', 'content-type': 'application/json' }, body: '{"error":{"code":"TooManyRequests","message":"wait"}}' }]);
    assertEnds(await send('waits', ['--account', mira]), 75);
    await service.setFaults([]);
    const removed = await desk.sendoff(['account', 'remove', mira]);
    assertEnds(removed, 0);
    assert.match(removed.err, /1 mail.*drafts/);
    assert.deepEqual(Object.keys(await list()), [adele]);
    const items = JSON.parse((await desk.sendoff(['outbox', '--json'])).out);
    assert.equal(items.find((item) => item.subject === 'waits').state, 'cancelled');
    assert.equal(accepted('waits').length, 0);
});

const asProgram = (clientId, more = []) => ['--app', '--tenant', 'contoso.example', '--client-id', clientId, '--mailbox', news, ...more];

test('a program is let in by its secret, and sends by the one mailbox', async () => {
    await service.reset();
    const opened = desk.personLog().length;
    const wrong = await desk.sendoff(['account', 'add', ...cloud(), ...asProgram(service.appClientId)], { input: 'wrong\n', seconds: 60 });
    assertEnds(wrong, 77, /Nothing was kept/);
    assert.equal((await list())[news], undefined);
    const added = await desk.sendoff(['account', 'add', ...cloud(), ...asProgram(service.appClientId)], { input: `${service.appSecret}\n`, seconds: 60 });
    assertEnds(added, 0);
    assert.equal(desk.personLog().length, opened, 'no browser');
    const accounts = await list();
    assert.deepEqual([accounts[news].kind, accounts[news].state, accounts[news].default], ['app', 'ready', false]);
    assertEnds(await send('by a program', ['--account', news]), 0);
    assert.equal(accepted('by a program')[0].by, news);
    const paths = (await eventsOf('graph')).map((event) => event.path);
    assert.ok(paths.every((each) => each.startsWith('/v1.0/users/')), paths.join());
    assertEnds(await desk.sendoff(['account', 'remove', news]), 0);
});

test('a program is let in by its certificate', async () => {
    const files = (name) => ['--certificate', place(`${name}.crt`), '--key', place(`${name}.key`)];
    assertEnds(await add(asProgram(service.appCertClientId, ['--certificate', place('app.crt'), '--key', place('other.key')])), 64, /does not belong/);
    assertEnds(await add(asProgram(service.appCertClientId, files('other'))), 77, /Nothing was kept/);
    assertEnds(await add(asProgram(service.appCertClientId, ['--certificate', place('absent.crt')])), 66, /absent\.crt/);
    assertEnds(await add(asProgram(service.appCertClientId, files('app'))), 0);
    assertEnds(await send('by a certificate', ['--account', news]), 0);
    assert.equal(accepted('by a certificate')[0].by, news);
});

test('no secret is in a file, an argument or the environment', async () => {
    const key = fs.readFileSync(place('app.key'), 'utf8').split('\n')[3];
    const secrets = [...new Set([service.appSecret, key, ...Object.values(await service.secrets()).flat()])];
    assert.ok(secrets.length > 8);
    assert.deepEqual(filesWith(secrets, [desk.home]), []);
    const seen = watch.stop();
    assert.ok(seen.length > 0);
    for (const secret of secrets)
        assert.ok(!seen.some((text) => text.includes(secret)), 'a secret among arguments or in an environment');
});
