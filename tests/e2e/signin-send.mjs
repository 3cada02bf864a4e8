// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way: sign in with a real browser, keep the sign-in in a real keychain, write in the real window, send, and
// look at what arrived; then everything that goes wrong on the way.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { filesWith, watchProcesses } from './lib/canary.mjs';
import { Desk, pictures, programs, until } from './lib/desk.mjs';
import { Screen } from './lib/screen.mjs';
import { startService } from './lib/service.mjs';

const adele = 'adele@contoso.example';
const desk = new Desk('send');
const screen = new Screen(desk);
const watch = watchProcesses(desk);
const written = []; // all that the programs printed
let service;

before(async () => {
    fs.mkdirSync(pictures, { recursive: true });
    await desk.addDisplay();
    await desk.addBus();
    await desk.addKeychain();
    const place = path.join(desk.folder, 'service');
    fs.mkdirSync(place);
    service = await startService(place);
});
after(async () => {
    watch.stop();
    await service.stop();
    await desk.stop();
});

const file = (name, content) => {
    fs.writeFileSync(path.join(desk.home, name), content);
    return path.join(desk.home, name);
};
const sha256 = (content) => crypto.createHash('sha256').update(content).digest('hex');
const accepted = (subject) => service.accepted().filter((line) => line.subject === subject);
const eventsOf = async (what) => (await service.events()).filter((event) => event.what === what);
const addArguments = (more = ['--work']) => ['account', 'add', ...more, '--cloud', 'custom', '--authority', service.authority, '--graph', service.graph, '--client-id', service.clientId];

async function sendoff(args, options) {
    const result = await desk.sendoff(args, options);
    written.push(result.out, result.err);
    return result;
}
const send = (subject, more = []) => sendoff(['--send', '--to', 'ana@example.org', '--subject', subject, '--body', 'x', ...more], { seconds: 90 });

function assertEnds(result, status, words = /./) {
    assert.equal(result.signal, null, `it had to be stopped after ${result.seconds} s: ${result.err}`);
    assert.equal(result.status, status, `stdout: ${result.out}\nstderr: ${result.err}`);
    if (status !== 0) {
        const lines = result.err.trim().split('\n').filter((line) => !line.includes('/oauth2/v2.0/authorize?') && !line.endsWith('on this computer:'));
        assert.equal(lines.length, 1, `not one line: ${result.err}`);
        assert.match(result.err, words);
    }
}

/** What our entries in the keychain hold, as the keychain's own tool tells. */
async function keychain() {
    const found = await desk.run('secret-tool', ['search', '--all', 'xdg:schema', 'org.qt.keychain']);
    return found.out.split('\n').filter((line) => line.startsWith('secret = ')).map((line) => line.slice(9));
}

/** Opens the program's window, hands its pid to `work`, and ends it whatever happens. */
async function inWindow(args, work) {
    const window = desk.start(path.join(programs, 'sendoff'), args);
    try {
        await screen.find(window.child.pid, 'To');
        screen.focus(await screen.window(window.child.pid));
        await work(window.child.pid);
    } catch (error) {
        screen.picture('window-failed');
        throw error;
    } finally {
        window.child.kill('SIGTERM');
        const end = await window.done;
        written.push(end.out, end.err);
        assert.doesNotMatch(end.err, /AddressSanitizer|runtime error:|ASSERT/);
        // Asked to end, it saves what is written and goes of its own accord.
        assert.equal(end.signal, null);
        assert.equal(end.status, 0);
    }
}

const personDone = (count) => until('the browser to be done', () => desk.personLog().filter((line) => line.done).length >= count, 60);

async function signIn(more, account = adele) {
    desk.tellPerson({ mode: 'accept', account, picture: path.join(pictures, 'signed-in-page.png') });
    const doneBefore = desk.personLog().filter((line) => line.done).length;
    const result = await sendoff([...addArguments(more), '--login-hint', account], { seconds: 90 });
    await personDone(doneBefore + 1);
    return { result, seen: desk.personLog().filter((line) => line.done).at(-1) };
}

test('account add signs in through the browser and prints the address', async () => {
    const { result, seen } = await signIn();
    assertEnds(result, 0);
    assert.match(result.out, new RegExp(`^${adele}$`, 'm'));
    assert.ok((result.out + result.err).includes(`${service.authority}/organizations/oauth2/v2.0/authorize?`), 'the link is printed too');
    assert.equal(seen.failed, undefined);
    assert.equal(seen.status, 200);
    assert.deepEqual(seen.returned.map(({ method, query }) => ({ method, query })), [{ method: 'POST', query: false }]);
    assert.match(seen.text, /signed in|close this/i);
});

test('it asked for no more than it needs, in Microsoft’s way', async () => {
    const [authorize] = await eventsOf('authorize');
    assert.equal(authorize.tenant, 'organizations');
    assert.equal(authorize.responseMode, 'form_post');
    assert.equal(authorize.loginHint, adele);
    const bare = authorize.scope.split(' ').map((scope) => scope.split('/').at(-1)).sort();
    assert.deepEqual(bare, ['Mail.Send', 'User.Read', 'offline_access', 'openid', 'profile']);
    const [token] = await eventsOf('token');
    assert.ok(!token.headers.includes('origin') && !token.headers.includes('authorization') && !token.headers.includes('cookie'));
    assert.deepEqual(await eventsOf('refused'), []);
    assert.equal((await eventsOf('grant')).length, 1);
});

test('the refresh token is in the keychain', async () => {
    assert.deepEqual(await keychain(), [(await service.secrets()).refresh.at(-1)]);
});

test('the settings are made to leave a window open after sending', () => {
    // Otherwise it closes two seconds after acceptance, perhaps before anybody here could look.
    const settings = fs.readdirSync(desk.home, { recursive: true }).find((name) => name.endsWith('settings.ini'));
    fs.appendFileSync(path.join(desk.home, settings), '\n[General]\ncloseAfterSending=false\n');
});

test('account list tells of it', async () => {
    const list = await sendoff(['account', 'list', '--json']);
    assertEnds(list, 0);
    const accounts = JSON.parse(list.out);
    assert.equal(accounts.length, 1);
    assert.ok(JSON.stringify(accounts[0]).includes(adele));
    assert.match((await sendoff(['account', 'list'])).out, new RegExp(adele));
});

test('a second start uses the keychain, asks no browser, and keeps the new refresh token', async () => {
    const openings = desk.browserOpenings().length;
    const old = (await service.secrets()).refresh.at(-1);
    assertEnds(await send('silent'), 0);
    assert.equal(accepted('silent').length, 1);
    assert.equal(desk.browserOpenings().length, openings);
    const fresh = (await service.secrets()).refresh.at(-1);
    assert.notEqual(fresh, old);
    assert.deepEqual(await keychain(), [fresh]);
    assertEnds(await send('silent again'), 0);
});

test('several at once keep one sign-in', async () => {
    const subjects = ['at once 1', 'at once 2', 'at once 3'];
    for (const result of await Promise.all(subjects.map((subject) => send(subject))))
        assertEnds(result, 0);
    assert.deepEqual(subjects.map((subject) => accepted(subject).length), [1, 1, 1]);
    assert.deepEqual(await keychain(), [(await service.secrets()).refresh.at(-1)]);
});

test('a mail written in the window arrives octet for octet', async () => {
    const subject = 'Offer for June 🚀👩‍👩‍👧 Grüße';
    const text = ['Liebe Ana,', '', 'schöne Grüße & <b>mehr</b>: äöüßÄÖÜ "x" \\ {y}'];
    const binary = crypto.randomBytes(200_000);
    const named = 'Angebot für Łódź – ß.txt';
    const files = [file('plan.bin', binary), file('leer.dat', ''), file(named, 'Inhalt\r\nä €\n')];
    const openings = desk.browserOpenings().length;
    await inWindow(['--subject', subject, '--attach', files[0], files[1]], async (pid) => {
        await screen.click(await screen.find(pid, 'To'));
        await screen.type('Ana Mora <ana@example.org>, ben@example.org');
        await screen.write(pid, 'Message body', text);
        screen.picture('window-written');

        const source = desk.start(path.resolve(programs, '../tests/dragsource'), ['830', '10', files[2]]);
        await until('the other program', () => source.seen.out.includes('shown'));
        const body = await screen.find(pid, 'Message body');
        await screen.drag({ x: 900, y: 40 }, { x: body.x + body.width / 3, y: body.y + body.height / 2 });
        await until('the drop', () => /copy|refused/.test(source.seen.out));
        assert.match(source.seen.out, /copy/);
        source.child.kill();
        await screen.read(pid, /Angebot für/);
        screen.picture('window-attached');

        screen.focus(await screen.window(pid));
        await screen.click(await screen.find(pid, 'Message body'));
        await screen.key('ctrl+Return');
        await screen.read(pid, /Accepted by Microsoft/, 40);
        screen.picture('window-accepted');
    });
    const [line] = accepted(subject);
    assert.deepEqual(line.to, [{ name: 'Ana Mora', address: 'ana@example.org' }, { name: '', address: 'ben@example.org' }]);
    assert.deepEqual(line.body, { contentType: 'text', content: text.join('\n') });
    assert.deepEqual(line.attachments.map(({ name, size, sha256: sum }) => ({ name, size, sum })), [
        { name: 'plan.bin', size: 200_000, sum: sha256(binary) }, { name: 'leer.dat', size: 0, sum: sha256('') },
        { name: named, size: Buffer.byteLength('Inhalt\r\nä €\n'), sum: sha256('Inhalt\r\nä €\n') }]);
    assert.equal(accepted(subject).length, 1);
    assert.equal(desk.browserOpenings().length, openings);
});

test('a second sendoff hands its message to the running one', () => inWindow(['--subject', 'The first'], async (pid) => {
    assertEnds(await sendoff(['mailto:zoe@example.org?subject=The%20second'], { seconds: 15 }), 0);
    await screen.read(pid, /The second/);
}));

test('a subject far too long and 600 recipients are told in words, and stay', () => {
    const everybody = Array.from({ length: 600 }, (_, n) => `a${n}@example.org`).join(', ');
    return inWindow(['--to', everybody, '--body', 'Kept'], async (pid) => {
        const before = service.accepted().length;
        screen.fill(pid, 'Subject', 5 << 20); // the field takes 10,000 of them, which is forty times what a server takes
        await screen.click(await screen.find(pid, 'Send'));
        await screen.read(pid, /too many recipients/i);
        await screen.read(pid, /subject is too long/i);
        screen.picture('window-too-much');
        const subject = screen.look(pid).find((entry) => entry.name === 'Subject' && entry.role === 'text');
        assert.equal(subject.text.length, 10_000);
        assert.equal(service.accepted().length, before);
    });
});

test('what was being written when the program is killed comes back by itself', async () => {
    const doomed = desk.start(path.join(programs, 'sendoff'), []);
    try {
        await screen.find(doomed.child.pid, 'To');
        screen.focus(await screen.window(doomed.child.pid));
        await screen.write(doomed.child.pid, 'Subject', ['Half a thought']);
        await pause(2500); // the text is on disk two seconds after its last change
        await screen.read(doomed.child.pid, /saved at/i);
    } finally {
        doomed.child.kill('SIGKILL');
        await doomed.done;
    }
    await inWindow([], async (pid) => {
        await screen.read(pid, /Half a thought/);
        await screen.read(pid, /ended unexpectedly/i);
        screen.picture('window-restored');
    });
});

test('a mail that was sent by mistake is undone', () => inWindow(['--to', 'ana@example.org', '--subject', 'Too early', '--body', 'Wait'], async (pid) => {
    await screen.click(await screen.find(pid, 'Send'));
    await screen.read(pid, /sending in \d+\ss/i);
    screen.picture('window-undo');
    await screen.click(await screen.find(pid, 'Undo sending'));
    await screen.find(pid, 'Send');
    await screen.read(pid, /Too early/);
    assert.equal(accepted('Too early').length, 0);
}));

test('a window says that it may have been sent, and keeps the text', () => inWindow(['--to', 'ana@example.org', '--subject', 'Cut', '--body', 'Still here'], async (pid) => {
    await service.setFaults([{ where: 'sendMail', do: 'accept-then-close' }]);
    await screen.click(await screen.find(pid, 'Send'));
    await until('the mail in the ledger', () => accepted('Cut').length === 1);
    await screen.read(pid, /may have been sent/i);
    await screen.read(pid, /Still here/);
    screen.picture('window-uncertain');
}));

test('what Graph says becomes the right end', async (t) => {
    const json = { 'content-type': 'application/json' };
    const problem = (code) => JSON.stringify({ error: { code, message: 'No.', innerError: { 'request-id': crypto.randomUUID() } } });
    const answer = (status, code, headers = {}) => ({ where: 'sendMail', do: 'answer', status, headers: { ...json, ...headers }, body: problem(code) });
    const rows = {
        'a 401 is renewed once': [[answer(401, 'InvalidAuthenticationToken', { 'www-authenticate': 'Bearer error="invalid_token"' })], 0, 1],
        'a 401 twice': [[answer(401, 'InvalidAuthenticationToken'), answer(401, 'InvalidAuthenticationToken')], 77, 0],
        'no permission': [[answer(403, 'ErrorAccessDenied')], 77, 0],
        'a recipient Graph does not take': [[answer(400, 'ErrorInvalidRecipients')], 65, 0],
        'too big': [[answer(413, 'RequestEntityTooLarge')], 65, 0],
        'busy, which proves nothing': [[answer(503, 'ErrorServerBusy', { 'retry-after': '300' })], 79, 0],
        'the connection ends after acceptance': [[{ where: 'sendMail', do: 'accept-then-close' }], 79, 1],
        'the connection ends without an answer': [[{ where: 'sendMail', do: 'close' }], 79, 0],
        'a gateway gives up after acceptance': [[{ where: 'sendMail', do: 'accept-then-answer', status: 504, headers: { 'content-type': 'text/html' }, body: '<h1>Gateway Timeout</h1>' }], 79, 1],
    };
    for (const [name, [faults, status, lines]] of Object.entries(rows)) {
        await t.test(name, async () => {
            await service.setFaults(faults);
            const result = await send(name);
            assert.deepEqual(await service.pendingFaults(), [], 'not every fault was met');
            assertEnds(result, status);
            assert.equal(accepted(name).length, lines);
        });
    }
    await t.test('throttled', async () => {
        await service.setFaults([answer(429, 'TooManyRequests', { 'retry-after': '5' })]);
        assertEnds(await send('throttled'), 75);
        await pause(6000);
        assertEnds(await send('after the pause'), 0);
        assert.equal(accepted('throttled').length, 1, 'what was queued went out first, once');
    });
    await t.test('200 is not acceptance', async () => {
        await service.setFaults([{ where: 'sendMail', do: 'answer', status: 200, headers: json, body: '{}' }]);
        const result = await send('two hundred');
        assert.notEqual(result.status, 0);
        assert.equal(accepted('two hundred').length, 0);
    });
    await t.test('a redirect is not followed, with no octet', async () => {
        for (const status of [301, 302, 303, 307, 308]) {
            await service.setFaults([{ where: 'sendMail', do: 'redirect', status }]);
            const result = await send(`redirect ${status}`);
            assert.notEqual(result.status, 0);
            assert.equal(accepted(`redirect ${status}`).length, 0);
        }
        assert.deepEqual(await eventsOf('elsewhere'), []);
    });
    await t.test('a tenant without a mailbox is told in words', async () => {
        await service.setFaults([answer(404, 'MailboxNotEnabledForRESTAPI')]);
        const result = await send('no mailbox');
        assert.notEqual(result.status, 0);
        assert.match(result.err, /mailbox/i);
    });
});

test('killed while it waits for the answer, it never sends again', async () => {
    await service.setFaults([{ where: 'sendMail', do: 'accept-then-hang' }]);
    const doomed = desk.start(path.join(programs, 'sendoff'), ['--send', '--to', 'ana@example.org', '--subject', 'killed', '--body', 'x']);
    await until('the mail', () => accepted('killed').length === 1);
    doomed.child.kill('SIGKILL');
    await doomed.done;
    assertEnds(await send('after the kill'), 0);
    await inWindow([], async () => {
        await pause(2000);
        screen.picture('window-after-kill');
    });
    assert.equal(accepted('killed').length, 1);
    assert.equal(accepted('the connection ends after acceptance').length, 1);
    assert.equal(accepted('the connection ends without an answer').length, 0);
});

test('a bad answer of the token endpoint loses no sign-in', async (t) => {
    const html = { 'content-type': 'text/html' };
    const rows = {
        'HTML with 200': { do: 'answer', status: 200, headers: html, body: '<html>Welcome to the hotel</html>' },
        'HTML with 503': { do: 'answer', status: 503, headers: html, body: '<h1>Service unavailable</h1>' },
        'temporarily_unavailable': { do: 'answer', status: 400, headers: { 'content-type': 'application/json' }, body: '{"error":"temporarily_unavailable","error_description":"AADSTS90033"}' },
        'a redirect': { do: 'redirect' },
        'a lost connection': { do: 'close', times: 4 },
    };
    for (const [name, fault] of Object.entries(rows)) {
        await t.test(name, async () => {
            await service.setFaults([{ where: 'token', ...fault }]);
            assertEnds(await send(`token: ${name}`), 75);
            await service.setFaults([]);
            assertEnds(await send(`after: ${name}`), 0);
        });
    }
    assert.deepEqual(await eventsOf('elsewhere'), []);
});

test('a sign-in that Microsoft ended is told, and a new one mends it', async () => {
    await service.forgetSignIns();
    assertEnds(await send('ended'), 77, /account add|sign in/i);
    assert.equal(accepted('ended').length, 0);
    assertEnds((await signIn()).result, 0);
    assertEnds(await send('mended'), 0);
    assert.equal(JSON.parse((await sendoff(['account', 'list', '--json'])).out).length, 1);
});

test('a personal account signs in at /consumers', async () => {
    await service.reset();
    const { result } = await signIn(['--personal'], 'mira@outlook.example');
    assertEnds(result, 0);
    assert.match(result.out, /mira@outlook\.example/);
    assert.deepEqual((await eventsOf('authorize')).map(({ tenant }) => tenant), ['consumers']);
    assert.deepEqual((await eventsOf('token')).map(({ tenant }) => tenant), ['consumers']);
    assertEnds(await send('from mira', ['--account', 'mira@outlook.example']), 0);
    assert.equal(accepted('from mira')[0].by, 'mira@outlook.example');
    assertEnds(await send('from adele', ['--account', adele]), 0);
    assert.equal(accepted('from adele')[0].by, adele);
    assertEnds(await sendoff(['account', 'remove', 'mira@outlook.example']), 0);
    assert.equal((await keychain()).length, 1);
});

test('without a keychain a sign-in is not kept in another place', async () => {
    desk.tellPerson({ mode: 'accept', account: adele });
    const profile = path.join(desk.home, 'no-keychain');
    const result = await sendoff(['--profile', profile, ...addArguments()], { env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }, seconds: 90 });
    assertEnds(result, 77, /keychain/i);
    assert.deepEqual(JSON.parse((await sendoff(['--profile', profile, 'account', 'list', '--json'])).out), []);
});

test('Cancel in the browser ends it with 77', async () => {
    desk.tellPerson({ mode: 'deny', account: adele });
    assertEnds(await sendoff(addArguments(), { seconds: 90 }), 77);
    const seen = await until('the page', () => desk.personLog().filter((line) => line.done && line.mode === 'deny').at(-1), 40);
    assert.doesNotMatch(seen.text, /you are signed in/i);
    assert.equal(seen.failed, undefined);
});

/** Starts `account add` with a person who does nothing, and tells where it waits. */
async function waiting(more) {
    desk.tellPerson({ mode: 'nothing' });
    const openings = desk.browserOpenings().length;
    const attempt = desk.start(path.join(programs, 'sendoff'), addArguments(more));
    await until('the browser', () => desk.browserOpenings().length > openings, 30);
    const url = new URL(desk.browserOpenings().at(-1).opened);
    return { attempt, url, state: url.searchParams.get('state'), back: url.searchParams.get('redirect_uri') };
}
async function interrupted({ attempt }) {
    attempt.child.kill('SIGINT');
    const timer = setTimeout(() => attempt.child.kill('SIGKILL'), 10_000);
    const end = await attempt.done;
    clearTimeout(timer);
    written.push(end.out, end.err);
    assert.notEqual(end.signal, 'SIGKILL', 'Ctrl+C did not end it');
    assert.notEqual(end.status, 0);
}

test('a browser that never comes back can be given up', async () => {
    const one = await waiting();
    assert.match(one.back, /^http:\/\/localhost:\d+$/);
    await interrupted(one);
    await assert.rejects(fetch(one.back), 'nothing listens any more');
});

test('nobody else on this computer can answer in the browser’s place', async (t) => {
    const one = await waiting();
    const form = (values) => ({ method: 'POST', body: new URLSearchParams(values), redirect: 'manual' });
    const knocks = {
        'a wrong state': () => fetch(one.back, form({ code: 'x', state: 'wrong' })),
        'no state': () => fetch(one.back, form({ code: 'x' })),
        'an error without a state': () => fetch(one.back, form({ error: 'access_denied' })),
        'an error with a wrong state': () => fetch(one.back, form({ error: 'access_denied', state: 'wrong' })),
        'the right state in the address': () => fetch(`${one.back}/?${new URLSearchParams({ code: 'x', state: one.state })}`, { redirect: 'manual' }),
        'another path': () => fetch(`${one.back}/favicon.ico`),
        'both code and error': () => fetch(one.back, form({ code: 'x', error: 'y', state: 'wrong' })),
        'under another host’s name': () => new Promise((resolve, reject) => {
            const post = http.request(one.back, { method: 'POST', headers: { host: 'evil.example', 'content-type': 'application/x-www-form-urlencoded' } },
                (response) => resolve({ status: response.statusCode }));
            post.once('error', reject);
            post.end(new URLSearchParams({ code: 'x', state: one.state }).toString());
        }),
    };
    for (const [name, knock] of Object.entries(knocks)) {
        await t.test(name, async () => {
            const response = await knock();
            assert.ok(response.status >= 400 && response.status < 500, `status ${response.status}`);
            assert.equal(one.attempt.child.exitCode, null, 'the sign-in ended');
        });
    }
    await t.test('and the right answer still gets through', async () => {
        const { visit } = await import('./lib/person.mjs');
        const seen = await visit(one.url.href, { account: adele });
        assert.equal(seen.status, 200);
        const end = await one.attempt.done;
        written.push(end.out, end.err);
        assert.equal(end.status, 0, end.err);
    });
});

test('a state changed on the way is refused in the browser', async () => {
    const one = await waiting();
    const { visit } = await import('./lib/person.mjs');
    const seen = await visit(one.url.href, { mode: 'tamper', account: adele });
    assert.ok(seen.status >= 400, `status ${seen.status}`);
    assert.doesNotMatch(seen.text, /you are signed in/i);
    assert.equal(one.attempt.child.exitCode, null);
    await interrupted(one);
});

test('a token endpoint that answers badly ends the sign-in in words', async (t) => {
    const rows = {
        'HTML with 200': [{ do: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }, [75, 77]],
        'HTML with 503': [{ do: 'answer', status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>x</h1>' }, [75, 77]],
        'an unregistered client': [{ do: 'answer', status: 400, headers: { 'content-type': 'application/json' },
            body: '{"error":"invalid_client","error_description":"AADSTS7000218: The request body must contain client_secret.","error_codes":[7000218]}' }, [77]],
        'a redirect': [{ do: 'redirect' }, [75, 77]],
    };
    for (const [name, [fault, statuses]] of Object.entries(rows)) {
        await t.test(name, async () => {
            await service.setFaults([{ where: 'token', ...fault }]);
            const { result } = await signIn();
            assert.ok(statuses.includes(result.status), `status ${result.status}: ${result.err}`);
            assert.ok(result.err.trim().length > 0);
            await service.setFaults([]);
        });
    }
    assert.deepEqual(await eventsOf('elsewhere'), []);
    assertEnds(await send('still signed in'), 0);
});

test('when nothing answers the mail is queued', async () => {
    await service.stop();
    assertEnds(await send('offline'), 75);
});

test('no secret was in a file, an argument, an environment or a print', async () => {
    const { access, refresh, code, verifier } = service.seenSecrets;
    const all = [...access, ...refresh, ...code, ...verifier];
    assert.ok(refresh.length > 5 && access.length > 5 && code.length > 2 && verifier.length > 2, 'the service issued what is looked for');
    assert.deepEqual(filesWith(all, [desk.home, desk.runtime, desk.temporary]), []);
    const processes = watch.stop().join('\n');
    assert.ok(processes.includes('account\0add'), 'the sampler saw the program');
    assert.deepEqual(all.filter((secret) => processes.includes(secret)), []);
    assert.deepEqual(all.filter((secret) => written.join('\n').includes(secret)), []);
});

test('the canary sings', () => {
    const secret = (service.seenSecrets).refresh[0];
    const planted = file('planted', Buffer.from(`x${secret}y`, 'utf16le'));
    assert.deepEqual(filesWith([secret], [desk.home]), [planted]);
});
