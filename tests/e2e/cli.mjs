// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as scripts rely on it, against the practice service, without a display, a keychain or a browser.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync, spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Desk, programs } from './lib/desk.mjs';

const desk = new Desk('cli');
const profile = path.join(desk.home, 'profile');
const file = (name, content) => {
    fs.writeFileSync(path.join(desk.home, name), content);
    return path.join(desk.home, name);
};
const sendoff = (args, options) => desk.sendoff(['--profile', profile, ...args], options);
const practise = (args, options) => sendoff(['--practice', '--send', ...args], options);
const sha256 = (content) => crypto.createHash('sha256').update(content).digest('hex');

after(() => desk.stop());

/** Every end that is not 0 says in one line what to do. */
function assertEnds(result, status, words = /./) {
    assert.equal(result.signal, null, `it had to be stopped after ${result.seconds} s`);
    assert.equal(result.status, status, `stdout: ${result.out.slice(0, 2000)}\nstderr: ${result.err.slice(0, 2000)}`);
    if (status !== 0) {
        assert.equal(result.err.trim().split('\n').length, 1, `not one line: ${result.err}`);
        assert.match(result.err, words);
    }
}

function ledgerFile(folder = profile) {
    const found = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true }).find((name) => name.endsWith('ledger.jsonl')) : null;
    return found ? path.join(folder, found) : null;
}
const ledger = () => (ledgerFile() ? fs.readFileSync(ledgerFile(), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : []);

const blank = { to: [], cc: [], bcc: [], replyTo: [], subject: '', body: { type: 'text', content: '' }, attachments: [], inReplyTo: '',
    importance: 'normal', invalid: [], dropped: [], warnings: [] };
const person = (address, name = '') => ({ name, address });

test('--version and --help end with 0', async () => {
    const version = await sendoff(['--version']);
    assertEnds(version, 0);
    assert.match(version.out, /^sendoff \d+\.\d+\.\d+/i);
    const help = await sendoff(['--help']);
    assertEnds(help, 0);
    for (const option of ['--to', '--bcc', '--reply-to', '--body-file', '--attach', '--importance', '--read-receipt', '--no-save-to-sent', '--send',
        '--print', '--practice', '--profile', 'account add', 'account list', 'account remove', 'outbox', 'flush', 'retry', 'cancel'])
        assert.ok(help.out.includes(option), `--help does not tell of ${option}`);
});

test('what is not understood ends with 64', async (t) => {
    const rows = {
        'an unknown option': ['--frobnicate'],
        'an option without its value': ['--to'],
        'an unknown importance': ['--importance', 'urgent'],
        'an unknown format': ['--print', 'pdf'],
        'a body twice': ['--body', 'x', '--body-file', file('b.txt', 'x'), '--print', 'message'],
        'account without a verb': ['account'],
        'account with an unknown verb': ['account', 'bake'],
        'remove without an address': ['account', 'remove'],
        'outbox with an unknown verb': ['outbox', 'burn'],
        'outbox retry of nothing': ['outbox', 'retry'],
        'outbox cancel of what is not there': ['outbox', 'cancel', 'ffff'],
        'an unknown cloud': ['account', 'add', '--cloud', 'moon', '--client-id', 'x'],
        'an authority that is not https': ['account', 'add', '--cloud', 'custom', '--authority', 'http://login.example', '--graph', 'https://graph.example', '--client-id', crypto.randomUUID()],
        'a Graph that is not https': ['account', 'add', '--cloud', 'custom', '--authority', 'https://login.example', '--graph', 'http://graph.example', '--client-id', crypto.randomUUID()],
        'custom without its addresses': ['account', 'add', '--cloud', 'custom', '--client-id', crypto.randomUUID()],
    };
    for (const [name, args] of Object.entries(rows))
        await t.test(name, async () => assertEnds(await sendoff(args, { seconds: 20 }), 64));
});

test('--print message', async (t) => {
    const print = async (args, options) => {
        const printed = await sendoff(['--print', 'message', ...args], options);
        assertEnds(printed, 0);
        return JSON.parse(printed.out);
    };
    await t.test('has its shape when there is nothing', async () => assert.deepEqual(await print([]), blank));
    await t.test('has every field', async () => assert.deepEqual(
        await print(['--to', 'Ana <ana@example.org>', '--to', 'ben@example.org', '--cc', '"Fink, Carla" <carla@example.net>', '--bcc', 'dan@example.net', '--reply-to', 'office@example.org',
            '--subject', 'Grüße 🚀', '--body', 'eins\nzwei', '--importance', 'low', '--attach', file('Łódź.txt', 'hallo'), file('plan.bin', '')]),
        { ...blank, to: [person('ana@example.org', 'Ana'), person('ben@example.org')], cc: [person('carla@example.net', 'Fink, Carla')], bcc: [person('dan@example.net')],
            replyTo: [person('office@example.org')], subject: 'Grüße 🚀', body: { type: 'text', content: 'eins\nzwei' }, importance: 'low',
            attachments: [{ name: 'Łódź.txt', contentType: 'text/plain', size: 5, inline: false },
                { name: 'plan.bin', contentType: (await print([file('plan.bin', '')])).attachments[0].contentType, size: 0, inline: false }] }));
    await t.test('names what it cannot read as typed', async () => {
        const { to, invalid } = await print(['--to', 'ana@example.org, carl@, Ben <ben@example.org>']);
        assert.deepEqual(to, [person('ana@example.org'), person('ben@example.org', 'Ben')]);
        assert.deepEqual(invalid, ['carl@']);
    });
    await t.test('reads a body as HTML where told', async () =>
        assert.deepEqual((await print(['--html', '--body', '<b>x</b>'])).body, { type: 'html', content: '<b>x</b>' }));
    await t.test('reads the body from standard input', async () =>
        assert.equal((await print(['--body-file', '-'], { input: 'a\r\nb' })).body.content, 'a\nb'));
    const links = {
        'mailto:ana@example.org': { to: [person('ana@example.org')] },
        'MAILTO:ana@example.org?Subject=a%20b&BODY=x%0D%0Ay': { to: [person('ana@example.org')], subject: 'a b', body: { type: 'text', content: 'x\ny' } },
        'mailto:ana@example.org?subject=1+1': { to: [person('ana@example.org')], subject: '1+1' },
        'mailto:ana@example.org?attach=/etc/passwd': { to: [person('ana@example.org')], dropped: ['attach'], warnings: ['attachment-requested'] },
        'mailto:ana@example.org?from=boss@example.org&x-evil=1': { to: [person('ana@example.org')], dropped: ['from', 'x-evil'] },
        'mailto:?bcc=spy@example.net&to=ana@example.org': { to: [person('ana@example.org')], bcc: [person('spy@example.net')], warnings: ['bcc-from-link'] },
        'mailto:ana@example.org?subject=%zz': { to: [person('ana@example.org')], subject: '%zz', warnings: ['malformed-escape'] },
        'mailto:ana@example.org?subject=a%0D%0ABcc:%20spy@example.net': { to: [person('ana@example.org')], subject: 'a Bcc: spy@example.net', warnings: ['control-chars'] },
        'mailto:ana@example.org?body=<img%20src="file:///etc/passwd">': { to: [person('ana@example.org')], body: { type: 'text', content: '<img src="file:///etc/passwd">' } },
    };
    for (const [link, expected] of Object.entries(links))
        await t.test(link, async () => assert.deepEqual(await print([link]), { ...blank, ...expected }));
    await t.test('a link never sends by itself', async () =>
        assertEnds(await sendoff(['--print', 'message', 'mailto:ana@example.org?send=1']), 0));
});

test('--print plan tells the calls and the permissions', async () => {
    const printed = await sendoff(['--print', 'plan', '--to', 'ana@example.org', '--subject', 'x']);
    assertEnds(printed, 0);
    assert.match(printed.out, /POST .*\/v1\.0\/me\/sendMail/);
    assert.match(printed.out, /Mail\.Send/);
    assert.doesNotMatch(printed.out, /Mail\.ReadWrite/);
});

test('--print curl is a command that posts exactly the body', async () => {
    const args = ['--to', 'ana@example.org', '--subject', 'it\'s "so" $HOME `id` \\ 🚀', '--body', "line\n'quoted' $(touch /tmp/never)\nEOF\n!!", '--attach', file('x.bin', Buffer.from([0, 39, 255]))];
    const [curl, graph] = [await sendoff(['--print', 'curl', ...args]), await sendoff(['--print', 'graph', ...args])];
    assertEnds(curl, 0);
    assertEnds(graph, 0);
    // A curl of ours writes down what it was given.
    const seen = path.join(desk.home, 'curl.seen');
    fs.writeFileSync(path.join(desk.folder, 'bin/curl'), `#!/bin/sh\nprintf '%s\\n' "$@" >"${seen}.args"\ncat >"${seen}.in"\n`, { mode: 0o755 });
    const shell = spawnSync('sh', ['-c', curl.out], { env: { ...desk.env, TOKEN: 'tok', ACCESS_TOKEN: 'tok', GRAPH_TOKEN: 'tok' }, cwd: desk.home, encoding: 'utf8', input: '' });
    assert.equal(shell.status, 0, shell.stderr);
    const given = fs.readFileSync(`${seen}.args`, 'utf8');
    assert.match(given, /https:\/\/graph\.microsoft\.com\/v1\.0\/me\/sendMail/);
    assert.match(given, /Content-Type: application\/json/i);
    const posted = given + fs.readFileSync(`${seen}.in`, 'utf8');
    assert.ok(posted.includes(graph.out.trim()), 'the shell changed the body');
    assert.doesNotMatch(curl.out, /Bearer (?!\$|"\$|'"\$)/, 'the token is left to a variable');
});

test('--print powershell posts to the same place', async () => {
    const printed = await sendoff(['--print', 'powershell', '--to', 'ana@example.org', '--subject', "it's"]);
    assertEnds(printed, 0);
    assert.match(printed.out, /https:\/\/graph\.microsoft\.com\/v1\.0\/me\/sendMail|Send-MgUserMail|Invoke-MgGraphRequest/);
});

test('explain tells what a code means, who mends it and how', async () => {
    for (const [code, words] of Object.entries({ AADSTS50011: /http:\/\/localhost/, 700016: /client id/, invalid_grant: /Sign in again/, ErrorSendAsDenied: /administrator/, '550 5.7.236': /100 recipients/ })) {
        const told = await sendoff(['explain', ...code.split(' ')]);
        assertEnds(told, 0);
        assert.match(told.out, words);
        assert.match(told.out, /(can|have to|has to) mend this/);
    }
    assertEnds(await sendoff(['explain', 'nonsense']), 64);
    assertEnds(await sendoff(['explain']), 64);
});

test('account check says of each step whether it is well', async () => {
    const nobody = await sendoff(['account', 'check']);
    assertEnds(nobody, 77);
    const checked = await sendoff(['--practice', 'account', 'check'], { seconds: 60 });
    assertEnds(checked, 0);
    for (const step of ['Name of the service', 'Connection', "This computer's clock", 'Sign-in', 'Permissions', 'Mailbox'])
        assert.match(checked.out, new RegExp(`^${step} +ok`, 'm'));
    assert.match(checked.out, /adele@practice\.example/);
    assert.doesNotMatch(checked.out, /eyJ|Bearer/);
    assertEnds(await sendoff(['--practice', 'account', 'check', 'nobody@example.org'], { seconds: 60 }), 77);
});

test('a saved mail that is none, or is gone, is told', async () => {
    assertEnds(await sendoff(['--send', file('letter.eml', 'Dear Ana,\n')]), 66);
    assertEnds(await sendoff(['--print', 'eml', path.join(desk.home, 'gone.eml')]), 66);
    assertEnds(await sendoff(['--send', file('a.eml', 'Subject: x\n\n'), '--to', 'ana@example.org']), 64);
    const lonely = await sendoff(['--send', file('lonely.eml', 'Subject: x\n\ntext')]);
    assertEnds(lonely, 65);
});

test('--print opens no connection', { skip: fs.existsSync('/usr/bin/strace') ? false : 'no strace' }, async () => {
    const trace = path.join(desk.home, 'trace');
    const printed = await desk.run('strace', ['-f', '-qq', '-e', 'trace=connect,socket', '-o', trace, path.join(programs, 'sendoff'), '--profile', profile,
        '--print', 'graph', '--to', 'ana@example.org'], { env: { ASAN_OPTIONS: 'detect_leaks=0' } });
    assert.equal(printed.status, 0, printed.err);
    assert.doesNotMatch(fs.readFileSync(trace, 'utf8'), /AF_INET|sun_path/);
});

test('a mail goes to the practice service octet for octet', async () => {
    const content = crypto.randomBytes(100_000);
    const sent = await practise(['--to', 'Ana Mora <ana@example.org>; ben@example.org', '--bcc', 'dan@example.net', '--subject', 'Übung 🚀', '--body', 'Zeile eins\n\nZeile drei ä',
        '--attach', file('Bild für Łódź.bin', content), '--attach', file('leer', '')]);
    assertEnds(sent, 0);
    const lines = ledger();
    assert.equal(lines.length, 1);
    const text = JSON.stringify(lines[0]);
    for (const part of ['Übung 🚀', 'ana@example.org', 'ben@example.org', 'dan@example.net', 'Bild für Łódź.bin', sha256(content), sha256('')])
        assert.ok(text.includes(part), `${part} is not in the ledger: ${text.slice(0, 1000)}`);
});

/** Where the practice service of the profile listens, as it said itself. */
function practiceAddress() {
    for (const name of fs.readdirSync(profile, { recursive: true })) {
        if (name.endsWith('service.json'))
            return JSON.parse(fs.readFileSync(path.join(profile, name), 'utf8'));
    }
    throw new Error('the practice service left no address');
}

test('a saved mail goes out octet for octet', async () => {
    const octets = Buffer.from('From: adele@practice.example\r\nTo: Ana <ana@example.org>\r\nSubject: =?utf-8?q?Gespeichert_=C3=A4?=\r\n'
        + 'X-Kept: yes\r\nMessage-ID: <saved@practice.example>\r\n\r\nAs it is.\r\n');
    const before = ledger().length;
    assertEnds(await practise([file('saved.eml', octets)]), 0);
    const [line, ...more] = ledger().slice(before);
    assert.deepEqual(more, []);
    assert.deepEqual([line.subject, line.to, line.internetMessageId], ['Gespeichert ä', ['ana@example.org'], '<saved@practice.example>']);
});

test('the practice mailbox shows it, with what was attached', async () => {
    const { mailbox } = practiceAddress();
    const page = await (await fetch(mailbox)).text();
    assert.match(page, /Übung 🚀/);
    const [, mail] = /<a href="([^"]*)"[^>]*>(?:(?!<\/a>)[^])*Übung/.exec(page);
    const shown = await (await fetch(new URL(mail, mailbox))).text();
    assert.match(shown, /Zeile drei ä/);
    assert.match(shown, /ana@example\.org/);
    const links = [...shown.matchAll(/href="([^"]+)"/g)].map(([, link]) => new URL(link.replaceAll('&amp;', '&'), new URL(mail, mailbox)));
    const sums = await Promise.all(links.map(async (link) => sha256(Buffer.from(await (await fetch(link)).arrayBuffer()))));
    const [sent] = ledger();
    for (const { sha256: sum } of sent.attachments)
        assert.ok(sums.includes(sum), 'an attachment cannot be fetched from the mailbox as it was sent');
});

test('faults of the practice service become the right end', async (t) => {
    const { graph } = practiceAddress();
    const rows = {
        'busy, which proves nothing': [{ status: 503, code: 'ErrorServerBusy', headers: { 'Retry-After': '300' } }, 79, 0],
        'accepted, then cut': [{ accept: true, closeAfterAccept: true }, 79, 1],
        'never read': [{ closeBefore: true }, 79, 0],
        'not allowed': [{ status: 403, code: 'ErrorAccessDenied' }, 77, 0],
    };
    for (const [name, [action, status, lines]] of Object.entries(rows)) {
        await t.test(name, async () => {
            const rule = { match: { method: 'POST', path: '/v1.0/me/sendMail' }, action: { ...action, times: 1 } };
            const set = await fetch(`${graph}/faults`, { method: 'PUT', body: JSON.stringify([rule]) });
            assert.ok(set.ok, await set.text());
            assertEnds(await practise(['--to', 'ana@example.org', '--subject', `fault: ${name}`]), status);
            await fetch(`${graph}/faults`, { method: 'PUT', body: '[]' });
            assert.equal(ledger().filter((line) => JSON.stringify(line).includes(`fault: ${name}`)).length, lines);
        });
    }
});

test('a pause that the service asks for is kept, and loses nothing', async () => {
    const { graph } = practiceAddress();
    const arrived = (subject) => ledger().filter((line) => line.subject === subject).length;
    const rule = { match: { method: 'POST', path: '/v1.0/me/sendMail' }, action: { status: 429, code: 'TooManyRequests', headers: { 'Retry-After': '6' }, times: 1 } };
    await fetch(`${graph}/faults`, { method: 'PUT', body: JSON.stringify([rule]) });
    assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'throttled']), 75);
    const paused = Date.now();
    const second = await practise(['--to', 'ana@example.org', '--subject', 'meanwhile']);
    if (Date.now() < paused + 5000) {
        assertEnds(second, 75);
        assert.deepEqual([arrived('throttled'), arrived('meanwhile')], [0, 0]);
    }
    await pause(Math.max(0, paused + 7000 - Date.now()));
    assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'after the pause'], { seconds: 60 }), 0);
    assert.deepEqual([arrived('throttled'), arrived('meanwhile'), arrived('after the pause')], [1, 1, 1]);
});

const outbox = (...words) => sendoff(['--practice', 'outbox', ...words], { seconds: 60 });
async function outboxItems() {
    const listed = await outbox('--json');
    assertEnds(listed, 0);
    return JSON.parse(listed.out);
}
const itemNamed = async (subject) => (await outboxItems()).findLast((item) => item.subject === subject);
const arrivals = (subject) => ledger().filter((line) => line.subject === subject).length;
async function setFaults(...actions) {
    const rules = actions.map((action) => ({ match: { method: 'POST', path: '/v1.0/me/sendMail' }, action: { ...action, times: 1 } }));
    const set = await fetch(`${practiceAddress().graph}/faults`, { method: 'PUT', body: JSON.stringify(rules) });
    assert.ok(set.ok, await set.text());
}
/** Ends whatever the tests before left undecided. */
async function emptyOutbox() {
    for (const item of await outboxItems()) {
        if (!['accepted', 'cancelled'].includes(item.state))
            assertEnds(await outbox(item.state === 'uncertain' ? 'sent' : 'cancel', item.id), 0);
    }
}

test('the outbox of a profile that has none is empty, and a look makes nothing', async () => {
    const fresh = path.join(desk.home, 'never');
    for (const words of [['outbox'], ['outbox', '--json'], ['outbox', 'flush']]) {
        const looked = await desk.sendoff(['--profile', fresh, ...words]);
        assertEnds(looked, 0);
        assert.equal(looked.out.trim(), words[1] === '--json' ? '[]' : '');
    }
    assert.ok(!fs.existsSync(fresh));
});

test('the outbox is told as lines and as JSON', async () => {
    await emptyOutbox();
    await setFaults({ accept: true, closeAfterAccept: true });
    assertEnds(await practise(['--to', 'Ana <ana@example.org>, ben@example.org', '--subject', 'told\u001b[31m']), 79);
    const lines = (await outbox()).out.trimEnd().split('\n');
    const items = await outboxItems();
    assert.deepEqual(lines.map((line) => line.split('\t').slice(0, 2)), items.map(({ id, state }) => [id, state]));
    assert.ok(lines.every((line) => line.split('\t').length === 6));
    assert.doesNotMatch(lines.join('\n'), /\x1b/);
    const { id, queuedAt, requestIds, reason, ...rest } = items.at(-1);
    assert.deepEqual(rest, { state: 'uncertain', subject: 'told\u001b[31m', to: ['ana@example.org', 'ben@example.org'], account: 'adele@practice.example', attempts: 1, nextAttemptAt: null });
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.match(queuedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(requestIds.length, 1);
    assert.match(reason, /may have been sent/);
});

test('what a person decides about an uncertain mail', async (t) => {
    const uncertain = async (subject) => {
        await setFaults({ accept: true, closeAfterAccept: true });
        assertEnds(await practise(['--to', 'ana@example.org', '--subject', subject]), 79);
        return (await itemNamed(subject)).id;
    };
    await emptyOutbox();
    await t.test('flush leaves it alone and says so', async () => {
        await uncertain('left alone');
        assertEnds(await outbox('flush'), 79, /Sent Items.*sendoff outbox sent [0-9a-f]{8}/);
        assert.equal((await itemNamed('left alone')).state, 'uncertain');
        assert.equal(arrivals('left alone'), 1);
    });
    await t.test('sent', async () => {
        const id = await uncertain('said sent');
        assertEnds(await outbox('sent', id.slice(0, 13)), 0);
        assertEnds(await outbox('sent', id), 0);
        assert.equal((await itemNamed('said sent')).state, 'accepted');
        assert.equal(arrivals('said sent'), 1);
    });
    await t.test('it cannot be cancelled', async () => {
        const id = await uncertain('not cancelled');
        assertEnds(await outbox('cancel', id), 79, /may have been sent/);
        assert.equal((await itemNamed('not cancelled')).state, 'uncertain');
        assertEnds(await outbox('sent', id), 0);
    });
    await t.test('retry sends it once more, and says what that can mean', async () => {
        const id = await uncertain('twice');
        await emptyOutboxBut('twice');
        const retried = await outbox('retry', id);
        assertEnds(retried, 0);
        assert.match(retried.out, /twice/);
        assert.equal(arrivals('twice'), 2);
        assertEnds(await outbox('retry', id), 64, /sent already/);
        assertEnds(await outbox('cancel', id), 64, /sent already/);
        assert.equal(arrivals('twice'), 2);
    });
    async function emptyOutboxBut(subject) {
        for (const item of await outboxItems()) {
            if (item.state === 'uncertain' && item.subject !== subject)
                assertEnds(await outbox('sent', item.id), 0);
        }
    }
});

test('what waits can be cancelled, or sent when its time has come', async () => {
    await emptyOutbox();
    await setFaults({ status: 429, code: 'TooManyRequests', headers: { 'Retry-After': '6' } });
    assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'cancelled']), 75);
    const paused = Date.now();
    const { id, nextAttemptAt } = await itemNamed('cancelled');
    assert.ok(Date.parse(nextAttemptAt) > paused - 1000);
    const second = await practise(['--to', 'ana@example.org', '--subject', 'flushed']);
    if (Date.now() < paused + 5000) {
        assertEnds(second, 75);
        const early = await outbox('flush');
        assertEnds(early, 75, /Microsoft asks to wait/);
        assert.ok(early.seconds < 5, 'it waited for what is not due');
    }
    assertEnds(await outbox('sent', id), 64, /not sent/);
    assertEnds(await outbox('cancel', id), 0);
    assert.equal((await itemNamed('cancelled')).state, 'cancelled');
    assertEnds(await outbox('retry', id), 64, /cancelled/);
    await pause(Math.max(0, paused + 7000 - Date.now()));
    const flushed = await outbox('flush');
    assertEnds(flushed, 0);
    assert.match(flushed.out, /\taccepted\tflushed\t/);
    assert.deepEqual([arrivals('cancelled'), arrivals('flushed')], [0, 1]);
    assert.equal((await outbox('flush')).out, '');
});

test('a mail for later waits for its time, and can be sent at once', async () => {
    const before = ledger().length;
    assertEnds(await practise(['--to', 'ben@contoso.example', '--subject', 'For later', '--send-at', '2099-03-31T08:00Z']), 75, /2099/);
    const item = await itemNamed('For later');
    assert.equal(item.state, 'waiting');
    assert.equal(item.nextAttemptAt, '2099-03-31T08:00:00.000Z');
    await outbox('flush');
    assert.equal(ledger().length, before);
    assertEnds(await outbox('retry', item.id), 0);
    assert.equal(ledger().length, before + 1);
    assert.equal((await itemNamed('For later')).state, 'accepted');
    const over = await practise(['--to', 'ben@contoso.example', '--send-at', '2020-01-01T00:00Z']);
    assertEnds(over, 65, /over already/);
    assertEnds(await practise(['--to', 'ben@contoso.example', '--send-at', 'tomorrow']), 64, /--send-at/);
});

test('a flush sends all that is due, and two at once send nothing twice', async () => {
    await emptyOutbox();
    await setFaults({ status: 429, code: 'TooManyRequests', headers: { 'Retry-After': '3' } });
    const names = ['due 1', 'due 2', 'due 3'];
    for (const name of names)
        await practise(['--to', 'ana@example.org', '--subject', name]);
    await pause(4000);
    const both = await Promise.all([outbox('flush'), outbox('flush')]);
    both.forEach((result) => assertEnds(result, 0));
    assert.deepEqual(names.map(arrivals), [1, 1, 1]);
    for (const name of names)
        assert.equal((await itemNamed(name)).state, 'accepted');
});

test('where reading was allowed before, an uncertain mail that was sent is found', async () => {
    await emptyOutbox();
    const { graph } = practiceAddress();
    const consent = (scopes) => fetch(`${graph}/consents`, { method: 'PUT', body: JSON.stringify({ 'adele@practice.example': scopes }) });
    assert.ok((await consent(['Mail.ReadBasic'])).ok);
    await setFaults({ accept: true, closeAfterAccept: true });
    assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'found']), 79);
    await setFaults({ closeBefore: true });
    assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'not found']), 79);
    await pause(2500);
    assertEnds(await outbox('flush'), 79, /may have been sent/);
    await fetch(`${graph}/consents`, { method: 'DELETE' });
    const found = await itemNamed('found');
    assert.deepEqual([found.state, found.reason], ['accepted', 'It was found in the mailbox as sent.']);
    assert.equal((await itemNamed('not found')).state, 'uncertain');
    assert.deepEqual([arrivals('found'), arrivals('not found')], [1, 0]);
});

test('an id must fit one mail', async () => {
    const ids = (await outboxItems()).map(({ id }) => id);
    const shared = ids.map((id) => id[0]).find((first, at, all) => all.indexOf(first) !== at);
    if (shared)
        assertEnds(await outbox('cancel', shared), 64, /More than one/);
    assertEnds(await outbox('cancel', `${ids[0]}0`), 64, /no mail/);
});

test('the second mail finds the service that runs already', async () => {
    const services = () => execFileSync('pgrep', ['-fc', `sendoff-practice.*${profile}`]).toString().trim();
    const before = ledger().length;
    assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'second']), 0);
    assert.equal(ledger().length, before + 1);
    assert.equal(services(), '1');
});

test('two at once are two mails', async () => {
    const before = ledger().length;
    const both = await Promise.all(['one', 'two'].map((name) => practise(['--to', 'ana@example.org', '--subject', name])));
    both.forEach((result) => assertEnds(result, 0));
    assert.deepEqual(ledger().slice(before).map((line) => JSON.stringify(line).includes('"one"')).sort(), [false, true]);
});

test('two at once start one service', async () => {
    const fresh = path.join(desk.home, 'fresh');
    const both = await Promise.all(['one', 'two'].map((name) => desk.sendoff(['--profile', fresh, '--practice', '--send', '--to', 'ana@example.org', '--subject', name])));
    both.forEach((result) => assertEnds(result, 0));
    assert.equal(execFileSync('pgrep', ['-fc', `sendoff-practice.*${fresh}`]).toString().trim(), '1');
    assert.equal(fs.readFileSync(ledgerFile(fresh), 'utf8').trim().split('\n').length, 2);
});

test('what cannot be sent as it is ends with 65 and sends nothing', async (t) => {
    const before = ledger().length;
    const rows = {
        'nobody to send to': [['--subject', 'x'], /recipient|To|address/i],
        'a recipient that cannot be read': [['--to', 'ana@example.org, carl@', '--subject', 'x'], /carl@/],
        '600 recipients': [['--to', Array.from({ length: 600 }, (_, n) => `a${n}@example.org`).join(','), '--subject', 'x'], /600.*500|500.*600/],
        'a subject of 100,000 characters': [['--to', 'ana@example.org', '--subject', 'x'.repeat(100_000)], /255/],
        'a big file of which no copy may be kept': [['--to', 'ana@example.org', '--subject', 'x', '--no-save-to-sent', '--attach', file('big.bin', Buffer.alloc(4_500_000, 7))], /MB|Sent Items/],
    };
    const film = file('film.mp4', '');
    fs.truncateSync(film, 150 * 1024 * 1024 + 1); // hardly any of it is on the disk
    rows['a file of 151 MB'] = [['--to', 'ana@example.org', '--subject', 'x', '--attach', film], /film\.mp4.*157\.3 MB/];
    rows['251 attachments'] = [['--to', 'ana@example.org', '--subject', 'x', ...Array.from({ length: 251 }, (_, n) => ['--attach', file(`many-${n}`, 'x')]).flat()], /251.*250/];
    for (const [name, [args, words]] of Object.entries(rows))
        await t.test(name, async () => assertEnds(await practise(args), 65, words));
    await t.test('a body of 5 MB from standard input', async () => assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'x', '--body-file', '-'], { input: 'ä'.repeat(2_600_000) }), 65, /MB/));
    assert.equal(ledger().length, before);
});

test('a big file asks for the permission it needs, and waits in the outbox', async () => {
    const before = ledger().length;
    assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'a big one', '--attach', file('big.bin', Buffer.alloc(4_500_000, 7))]), 77, /Mail\.ReadWrite/);
    assert.equal(ledger().length, before);
    const item = await itemNamed('a big one');
    assert.equal(item.state, 'needs-user');
    assertEnds(await outbox('cancel', item.id), 0);
});

test('a file that cannot be read ends with 66 and sends nothing', async (t) => {
    const before = ledger().length;
    const fifo = path.join(desk.home, 'pipe');
    execFileSync('mkfifo', [fifo]);
    const rows = {
        'one that is not there': path.join(desk.home, 'absent.pdf'),
        'a folder': desk.home,
        'a FIFO nobody writes to': fifo,
        'a link to nowhere': (() => {
            fs.symlinkSync('nowhere', path.join(desk.home, 'dangling'));
            return path.join(desk.home, 'dangling');
        })(),
        'a device': '/dev/zero',
        'a file whose reading fails': '/proc/self/mem',
    };
    for (const [name, where] of Object.entries(rows)) {
        await t.test(name, async () => assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'x', '--attach', where], { seconds: 20 }), 66, new RegExp(path.basename(where))));
        await t.test(`${name}, as the body`, async () => assertEnds(await practise(['--to', 'ana@example.org', '--subject', 'x', '--body-file', where], { seconds: 20 }), 66, new RegExp(path.basename(where))));
    }
    await t.test('one without permission', async (inner) => {
        const secret = file('secret', 'x');
        fs.chmodSync(secret, 0);
        if (process.getuid() !== 0)
            return assertEnds(await practise(['--to', 'ana@example.org', '--attach', secret]), 66, /secret/);
        // Root reads everything: somebody else must ask.
        const other = ['--reuid=65534', '--regid=65534', '--clear-groups'];
        fs.chmodSync(desk.folder, 0o755);
        fs.chmodSync(desk.home, 0o755);
        if ((await desk.run('setpriv', [...other, 'test', '-x', path.join(programs, 'sendoff')])).status !== 0)
            return inner.skip('another user may not run the program where it was built');
        const theirs = path.join(desk.folder, 'theirs');
        fs.mkdirSync(theirs);
        fs.chownSync(theirs, 65534, 65534);
        const result = await desk.run('setpriv', [...other, path.join(programs, 'sendoff'), '--profile', path.join(theirs, 'p'), '--practice', '--send', '--to', 'ana@example.org', '--attach', secret],
            { env: { HOME: theirs, XDG_RUNTIME_DIR: theirs, TMPDIR: theirs } });
        return assertEnds(result, 66, /secret/);
    });
    assert.equal(ledger().length, before);
});

test('without a sign-in --send ends with 77', async () => {
    assertEnds(await desk.sendoff(['--profile', path.join(desk.home, 'nobody'), '--send', '--to', 'ana@example.org', '--subject', 'x']), 77, /account add|sign in/i);
});

test('without a client id account add says how to get one', async () => {
    const result = await desk.sendoff(['--profile', path.join(desk.home, 'nobody'), 'account', 'add', '--work'], { seconds: 20 });
    assert.ok([64, 77].includes(result.status), `status ${result.status}: ${result.err}`);
    assert.match(result.err, /client.id/i);
    assert.match(result.err + result.out, /entra\.microsoft\.com/);
    assert.deepEqual(desk.browserOpenings(), []);
});

test('account list and remove, when there is none', async () => {
    const nobody = ['--profile', path.join(desk.home, 'nobody')];
    const list = await desk.sendoff([...nobody, 'account', 'list', '--json']);
    assertEnds(list, 0);
    assert.deepEqual(JSON.parse(list.out), []);
    assertEnds(await desk.sendoff([...nobody, 'account', 'list']), 0);
    const removed = await desk.sendoff([...nobody, 'account', 'remove', 'ana@example.org']);
    assert.notEqual(removed.status, 0);
    assert.match(removed.err, /ana@example\.org/);
});

test('folders of the profile are closed to others', () => {
    for (const name of fs.readdirSync(profile, { recursive: true })) {
        const { mode } = fs.statSync(path.join(profile, name));
        if (fs.statSync(path.join(profile, name)).isDirectory())
            assert.equal(mode & 0o077, 0, `${name} is open to others: ${(mode & 0o777).toString(8)}`);
    }
});
