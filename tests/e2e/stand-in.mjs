// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Proves the stand-in itself with a hand-written client and a real browser: it lets the right thing pass, and nothing else.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { askToken, claimsOf, makeAttempt, redeem, sendMail, signIn } from './lib/handmade.mjs';
import { contractFile } from './lib/contract.mjs';
import { readJson } from './lib/oddjson.mjs';
import { chromiumPath } from './lib/person.mjs';
import { startService } from './lib/service.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-standin-'));
const needsBrowser = { skip: chromiumPath ? false : 'no Chromium on this computer' };
const needsContract = { skip: contractFile() ? false : 'no OpenAPI contract beside the checkout (SENDOFF_CONTRACT)' };
let service;
let tokens;

before(async () => { service = await startService(folder); });
after(async () => {
    await service.stop();
    fs.rmSync(folder, { recursive: true, force: true });
});

const mail = (change = {}) => ({ message: { subject: 'Grüße 🚀', body: { contentType: 'text', content: 'Zeile eins\nZeile zwei\n' },
    toRecipients: [{ emailAddress: { address: 'ana@example.org', name: 'Ana' } }], ...change } });

async function fresh(tenant = 'organizations', account = 'adele@contoso.example') {
    const attempt = makeAttempt(service, tenant);
    const visit = await signIn(service, attempt, { account });
    return { attempt, visit, answer: await redeem(service, attempt, visit) };
}

test('a native client signs in by form_post and gets tokens and a checked id_token', needsBrowser, async () => {
    const { attempt, visit, answer } = await fresh();
    assert.equal(visit.back.method, 'POST');
    assert.match(visit.back.contentType, /^application\/x-www-form-urlencoded/);
    assert.equal(visit.back.form.get('state'), attempt.names.state);
    assert.equal(answer.status, 200);
    assert.equal(answer.json.token_type, 'Bearer');
    assert.deepEqual(new Set(answer.json.scope.split(' ')), new Set(attempt.names.scope.split(' ')));
    const claims = claimsOf(answer.json.id_token);
    assert.equal(claims.nonce, attempt.names.nonce);
    assert.equal(claims.aud, service.clientId);
    assert.equal(claims.preferred_username, 'adele@contoso.example');
    assert.equal(claims.iss, `${service.authority}/${claims.tid}/v2.0`);
    assert.match(claims.oid, /^[0-9a-f-]{36}$/);
    tokens = answer.json;
});

test('a personal account has the personal directory’s tid; a work account is not in it', needsBrowser, async () => {
    const { answer } = await fresh('consumers', 'mira@outlook.example');
    assert.equal(claimsOf(answer.json.id_token).tid, '9188040d-6c67-4c5b-b112-36a304b66dad');
    const stranger = await signIn(service, makeAttempt(service, 'consumers'), { account: 'adele@contoso.example' });
    assert.equal(stranger.back, null);
    assert.match(stranger.seen.text, /AADSTS50020/);
});

test('Cancel comes back as access_denied with the state', needsBrowser, async () => {
    const attempt = makeAttempt(service);
    const { back } = await signIn(service, attempt, { mode: 'deny' });
    assert.equal(back.form.get('error'), 'access_denied');
    assert.equal(back.form.get('state'), attempt.names.state);
});

test('a person can spoil the state on the way, or leave', needsBrowser, async () => {
    const attempt = makeAttempt(service);
    const { back } = await signIn(service, attempt, { mode: 'tamper' });
    assert.ok(back.form.get('code'));
    assert.notEqual(back.form.get('state'), attempt.names.state);
    assert.equal((await signIn(service, makeAttempt(service), { mode: 'leave' })).back, null);
});

test('response_mode=query comes back in the address', needsBrowser, async () => {
    const { back } = await signIn(service, makeAttempt(service, 'common', { response_mode: 'query' }), {});
    assert.equal(back.method, 'GET');
    assert.ok(back.form.get('code'));
});

test('what Microsoft refuses at the authorize endpoint is refused', async (t) => {
    const rows = {
        'redirect with a slash': [{ redirect_uri: 'http://localhost:4711/' }, /AADSTS50011/],
        'redirect by number': [{ redirect_uri: 'http://127.0.0.1:4711' }, /AADSTS50011/],
        'redirect to another host': [{ redirect_uri: 'http://evil.example:80' }, /AADSTS50011/],
        'no PKCE': [{ code_challenge: undefined }, /code challenge/],
        'plain PKCE': [{ code_challenge_method: 'plain' }, /code challenge/],
        'unknown client': [{ client_id: crypto.randomUUID() }, /AADSTS700016/],
        'a scope that is not there': [{ scope: 'openid Mail.Sned' }, /AADSTS650053/],
        'a short state': [{ state: 'abc' }, /state/],
    };
    for (const [name, [change, reason]] of Object.entries(rows)) {
        await t.test(name, async () => {
            const response = await fetch(makeAttempt(service, 'organizations', change).urlFor('http://localhost:4711'), { redirect: 'manual' });
            assert.equal(response.status, 200);
            assert.match(await response.text(), reason);
        });
    }
    await t.test('a parameter twice', async () => {
        const url = `${makeAttempt(service).urlFor('http://localhost:4711')}&redirect_uri=http%3A%2F%2Flocalhost%3A4711`;
        assert.match(await (await fetch(url)).text(), /duplicated/);
    });
    await t.test('an unknown tenant', async () => {
        assert.equal((await fetch(makeAttempt(service, 'nowhere').urlFor('http://localhost:4711'))).status, 404);
    });
});

test('what Microsoft refuses at the token endpoint is refused', needsBrowser, async (t) => {
    const attempt = makeAttempt(service);
    const visit = await signIn(service, attempt, {});
    const code = visit.back.form.get('code');
    const form = { client_id: service.clientId, grant_type: 'authorization_code', code, redirect_uri: visit.redirect, code_verifier: attempt.verifier };
    const rows = {
        'a client secret': [{ ...form, client_secret: 'x' }, {}, 'invalid_client'],
        'an empty client secret': [{ ...form, client_secret: '' }, {}, 'invalid_client'],
        'an Origin header': [form, { origin: 'http://localhost' }, 'invalid_request'],
        'no verifier': [{ ...form, code_verifier: '' }, {}, 'invalid_request'],
        'an unknown scope': [{ ...form, scope: 'Files.Read' }, {}, 'invalid_scope'],
        'the wrong verifier': [{ ...form, code_verifier: crypto.randomBytes(48).toString('base64url') }, {}, 'invalid_grant'],
        'another redirect': [{ ...form, redirect_uri: 'http://localhost:1' }, {}, 'invalid_grant'],
    };
    for (const [name, [sent, headers, error]] of Object.entries(rows)) {
        await t.test(name, async () => {
            const answer = await askToken(service, 'organizations', sent, headers);
            assert.ok([400, 401].includes(answer.status), `status ${answer.status}`);
            assert.equal(answer.json.error, error);
        });
    }
    await t.test('a code a second time', async () => {
        const again = makeAttempt(service);
        const back = await signIn(service, again, {});
        assert.equal((await redeem(service, again, back)).status, 200);
        assert.equal((await redeem(service, again, back)).json.error, 'invalid_grant');
    });
});

test('a refresh token is good for one use and gives the next one', needsBrowser, async () => {
    const { answer } = await fresh();
    const form = (refresh) => ({ client_id: service.clientId, grant_type: 'refresh_token', refresh_token: refresh, scope: 'openid profile offline_access User.Read Mail.Send' });
    const second = await askToken(service, 'organizations', form(answer.json.refresh_token));
    assert.equal(second.status, 200);
    assert.notEqual(second.json.refresh_token, answer.json.refresh_token);
    assert.equal((await askToken(service, 'consumers', form(second.json.refresh_token))).json.error, 'invalid_grant');
    assert.equal((await askToken(service, 'organizations', form(second.json.refresh_token))).status, 200);
    assert.equal((await askToken(service, 'organizations', form(answer.json.refresh_token))).json.error, 'invalid_grant');
});

test('/me tells who it is', needsBrowser, async () => {
    const response = await fetch(`${service.graph}/v1.0/me?$select=id,mail`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    const { id, mail: address, displayName } = await response.json();
    assert.deepEqual([typeof id, address, displayName], ['string', 'adele@contoso.example', undefined]);
});

test('an accepted mail is in the ledger, octet for octet', needsBrowser, async () => {
    const content = crypto.randomBytes(5000);
    const body = mail({ attachments: [
        { '@odata.type': '#microsoft.graph.fileAttachment', name: 'Übersicht.bin', contentType: 'application/octet-stream', contentBytes: content.toString('base64') },
        { '@odata.type': '#microsoft.graph.fileAttachment', name: 'leer', contentType: 'text/plain', contentBytes: '' }] });
    const response = await sendMail(service, tokens.access_token, body);
    assert.equal(response.status, 202, await response.clone().text());
    assert.equal(await response.text(), '');
    assert.match(response.headers.get('request-id'), /^[0-9a-f-]{36}$/);
    const line = service.accepted().at(-1);
    assert.equal(line.subject, 'Grüße 🚀');
    assert.equal(line.body.content, 'Zeile eins\nZeile zwei\n');
    assert.equal(line.attachments[0].sha256, crypto.createHash('sha256').update(content).digest('hex'));
    assert.deepEqual(line.attachments.map((part) => part.size), [5000, 0]);
    assert.deepEqual(JSON.parse(fs.readFileSync(line.bodyFile)), body);
});

test('what Graph refuses is refused and not in the ledger', needsBrowser, async (t) => {
    const before = service.accepted().length;
    const token = tokens.access_token;
    const rows = {
        'no token': [() => fetch(`${service.graph}/v1.0/me/sendMail`, { method: 'POST', body: '{}' }), 401],
        'a wrong token': [() => sendMail(service, `${token}x`, mail()), 401],
        'not JSON': [() => sendMail(service, token, '{"message":'), 400],
        'a member twice': [() => sendMail(service, token, '{"message":{"subject":"a","subject":"b","toRecipients":[{"emailAddress":{"address":"a@b.example"}}]}}'), 400],
        'broken UTF-8': [() => sendMail(service, token, Buffer.from('7b22ff223a317d', 'hex')), 400],
        'nobody to send to': [() => sendMail(service, token, mail({ toRecipients: [] })), 400],
        'a U-label in an address': [() => sendMail(service, token, mail({ toRecipients: [{ emailAddress: { address: 'a@bücher.example' } }] })), 400],
        '501 recipients': [() => sendMail(service, token, mail({ toRecipients: Array.from({ length: 501 }, (_, n) => ({ emailAddress: { address: `a${n}@example.org` } })) })), 400],
        'no client-request-id': [() => sendMail(service, token, mail(), { 'client-request-id': 'x' }), 400],
        'text/plain': [() => sendMail(service, token, mail(), { 'content-type': 'text/plain' }), 415],
        'a web page’s request': [() => sendMail(service, token, mail(), { origin: 'https://evil.example' }), 400],
        'over 4 MiB': [() => sendMail(service, token, mail({ subject: 'x'.repeat(4 << 20) })), 413],
        'another path': [() => fetch(`${service.graph}/v1.0/me/events`, { method: 'POST', body: '{}' }), 404],
    };
    for (const [name, [send, status]] of Object.entries(rows)) {
        await t.test(name, async () => {
            const response = await send();
            assert.equal(response.status, status, await response.text());
        });
    }
    assert.equal(service.accepted().length, before);
});

test('the published contract is enforced', { skip: needsBrowser.skip || needsContract.skip }, async (t) => {
    const rows = {
        'a misspelt member': mail({ subjct: 'x' }),
        'a string for a boolean': { ...mail(), saveToSentItems: 'false' },
        'an attachment without @odata.type': mail({ attachments: [{ name: 'a', contentBytes: '' }] }),
        'base64 that is not': mail({ attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes: 'a' }] }),
        'an unknown importance': mail({ importance: 'urgent' }),
        'an unknown body type': mail({ body: { contentType: 'markdown', content: '' } }),
    };
    for (const [name, body] of Object.entries(rows)) {
        await t.test(name, async () => {
            assert.equal((await sendMail(service, tokens.access_token, body)).status, 400);
        });
    }
});

test('faults happen as ordered, once each', needsBrowser, async (t) => {
    const send = () => sendMail(service, tokens.access_token, mail());
    await t.test('a status with headers', async () => {
        await service.setFaults([{ where: 'sendMail', do: 'answer', status: 429, headers: { 'retry-after': '3' }, body: '{}' }]);
        const response = await send();
        assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '3']);
        assert.equal((await send()).status, 202);
    });
    await t.test('a redirect', async () => {
        await service.setFaults([{ where: 'sendMail', do: 'redirect' }]);
        assert.equal((await send()).headers.get('location'), `${service.elsewhere}/v1.0/me/sendMail`);
    });
    await t.test('the connection ends after acceptance', async () => {
        const before = service.accepted().length;
        await service.setFaults([{ where: 'sendMail', do: 'accept-then-close' }]);
        await assert.rejects(send());
        assert.equal(service.accepted().length, before + 1);
    });
    await t.test('the connection ends before acceptance', async () => {
        const before = service.accepted().length;
        await service.setFaults([{ where: 'sendMail', do: 'close' }]);
        await assert.rejects(send());
        assert.equal(service.accepted().length, before);
    });
    await t.test('HTML at the token endpoint', async () => {
        await service.setFaults([{ where: 'token', do: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }]);
        assert.equal((await askToken(service, 'common', {})).text, '<html>');
    });
    await t.test('elsewhere tells who came', async () => {
        await fetch(service.elsewhere, { method: 'POST', body: 'x' });
        assert.equal((await service.events()).filter((event) => event.what === 'elsewhere').length, 1);
    });
});

test('a client that forgot its sign-in is told so', needsBrowser, async () => {
    const { answer } = await fresh();
    await service.forgetSignIns();
    const again = await askToken(service, 'organizations', { client_id: service.clientId, grant_type: 'refresh_token', refresh_token: answer.json.refresh_token });
    assert.equal(again.json.error, 'invalid_grant');
});

test('the wary JSON reader', () => {
    assert.deepEqual(readJson(Buffer.from('{"a":"x:\\"{:}","b":[{"c":1},{"c":2}]}')), { a: 'x:"{:}', b: [{ c: 1 }, { c: 2 }] });
    assert.throws(() => readJson(Buffer.from('{"a":{"b":1,"b":1}}')), /twice/);
    assert.throws(() => readJson(Buffer.from('{"a":"\\ud83d"}')), /surrogate/);
    assert.throws(() => readJson(Buffer.from('\ufeff{}')), /byte order mark/);
});
