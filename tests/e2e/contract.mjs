// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of JSON body that Sendoff posts, by `--print graph`, held against two descriptions of Graph that are not
// ours: Microsoft's TypeScript declarations and the published OpenAPI contract. And it must say what was meant.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { contractFile, loadContract } from './lib/contract.mjs';
import { Desk } from './lib/desk.mjs';
import { readJson } from './lib/oddjson.mjs';
import { partFaults, typeFaults } from './lib/types.mjs';

const contract = loadContract();
const needsContract = { skip: contractFile() ? false : 'no OpenAPI contract beside the checkout (SENDOFF_CONTRACT)' };
const desk = new Desk('contract');
const bodies = {};
const file = (name, content) => {
    fs.writeFileSync(path.join(desk.home, name), content);
    return path.join(desk.home, name);
};
const picture = crypto.randomBytes(70_000);
const everyOctet = Buffer.from(Array.from({ length: 1024 }, (_, at) => at & 0xff));
const one = (address, name) => ({ emailAddress: name === undefined ? { address } : { address, name } });
const addresses = (list) => (list ?? []).map((entry) => entry.emailAddress.address);
const withText = (content) => ({ contentType: 'text', content });

/** One's own mailbox, and that of somebody else. */
const bothPlaces = (template) => [template, template.replace(/^\/me/, '/users/{user-id}')];

after(() => desk.stop());

const rows = {
    'the least there can be': {
        args: ['--to', 'ana@example.org'],
        check: ({ message, ...rest }) => {
            assert.deepEqual(addresses(message.toRecipients), ['ana@example.org']);
            assert.deepEqual(rest, {}, 'saveToSentItems is written only where it is false');
        },
    },
    'every field': {
        args: ['--to', 'Ana Mora <ana@example.org>, "Ode, Ben" <ben@example.org>', '--cc', 'carla@example.net', '--bcc', 'dan@example.net; eve@example.net',
            '--reply-to', 'office@example.org', '--from', 'team@example.org', '--subject', 'Offer', '--body', 'Two\nlines', '--importance', 'high',
            '--read-receipt', '--delivery-receipt', '--no-save-to-sent'],
        check: ({ message, saveToSentItems }) => {
            assert.deepEqual(message.toRecipients, [one('ana@example.org', 'Ana Mora'), one('ben@example.org', 'Ode, Ben')]);
            assert.deepEqual([message.ccRecipients, message.bccRecipients, message.replyTo].map(addresses),
                [['carla@example.net'], ['dan@example.net', 'eve@example.net'], ['office@example.org']]);
            assert.equal(message.from.emailAddress.address, 'team@example.org');
            assert.deepEqual([message.subject, message.body, message.importance], ['Offer', withText('Two\nlines'), 'high']);
            assert.deepEqual([message.isReadReceiptRequested, message.isDeliveryReceiptRequested, saveToSentItems], [true, true, false]);
            assert.ok(!('sender' in message), 'the sender is the service’s business');
        },
    },
    'low importance': { args: ['--to', 'ana@example.org', '--importance', 'low'], check: ({ message }) => assert.equal(message.importance, 'low') },
    'an HTML body': {
        args: ['--to', 'ana@example.org', '--html', '--body', '<p>Grüße &amp; <b>bis bald</b></p>'],
        check: ({ message }) => {
            assert.equal(message.body.contentType, 'html');
            assert.match(message.body.content, /Grüße &amp; <b>bis bald<\/b>/);
        },
    },
    'three attachments, one of them empty': {
        args: () => ['--to', 'ana@example.org', '--attach', file('photo.bin', picture), '--attach', file('Übersicht für Łódź.txt', 'ä\r\n'), '--attach', file('empty.dat', '')],
        check: ({ message }) => {
            assert.deepEqual(message.attachments.map((part) => part.name), ['photo.bin', 'Übersicht für Łódź.txt', 'empty.dat']);
            assert.deepEqual(message.attachments.map((part) => Buffer.from(part.contentBytes, 'base64').toString('hex')),
                [picture.toString('hex'), Buffer.from('ä\r\n').toString('hex'), '']);
        },
    },
    'every octet there is': {
        args: () => ['--to', 'ana@example.org', '--attach', file('octets', everyOctet)],
        check: ({ message }) => assert.ok(Buffer.from(message.attachments[0].contentBytes, 'base64').equals(everyOctet)),
    },
    'emoji beyond the first plane': {
        args: ['--to', 'ana@example.org', '--subject', '👩‍👩‍👧‍👦 Grüße 🚀', '--body', '𝔘nicode 🏳️‍🌈'],
        check: ({ message }) => assert.deepEqual([message.subject, message.body.content], ['👩‍👩‍👧‍👦 Grüße 🚀', '𝔘nicode 🏳️‍🌈']),
    },
    'right-to-left text': {
        args: ['--to', 'ana@example.org', '--subject', 'שלום עולם', '--body', 'مرحبا بالعالم (abc)'],
        check: ({ message }) => assert.deepEqual([message.subject, message.body.content], ['שלום עולם', 'مرحبا بالعالم (abc)']),
    },
    'an international domain leaves as an A-label': {
        args: ['--to', 'ana@bücher.example', '--cc', 'Zoë <zoe@παράδειγμα.example>'],
        check: ({ message }) => {
            assert.deepEqual(addresses(message.toRecipients), ['ana@xn--bcher-kva.example']);
            assert.equal(addresses(message.ccRecipients)[0], `zoe@${new URL('http://παράδειγμα.example').hostname}`);
            assert.equal(message.ccRecipients[0].emailAddress.name, 'Zoë');
        },
    },
    '500 recipients': {
        args: ['--to', Array.from({ length: 200 }, (_, n) => `to${n}@example.org`).join(', '), '--cc', Array.from({ length: 200 }, (_, n) => `cc${n}@example.org`).join('; '),
            '--bcc', Array.from({ length: 100 }, (_, n) => `Person ${n} <bcc${n}@example.org>`).join('\n')],
        check: ({ message }) => {
            assert.deepEqual([message.toRecipients.length, message.ccRecipients.length, message.bccRecipients.length], [200, 200, 100]);
            assert.deepEqual(message.bccRecipients[99], one('bcc99@example.org', 'Person 99'));
        },
    },
    'what JSON must escape': {
        args: ['--to', 'ana@example.org', '--subject', 'a"b\\c/d', '--body', 'tab\there "quoted" \\ back </script> \u2028 \u007f'],
        check: ({ message }) => {
            assert.equal(message.subject, 'a"b\\c/d');
            assert.match(message.body.content, /^tab\there "quoted" \\ back <\/script> \u2028/);
        },
    },
    'a body from standard input': {
        args: ['--to', 'ana@example.org', '--body-file', '-'], input: 'Erste Zeile\r\nzweite\n\ndritte',
        check: ({ message }) => assert.equal(message.body.content, 'Erste Zeile\nzweite\n\ndritte'),
    },
    'a link': {
        args: ['mailto:ana@example.org?subject=Hallo%20Welt&body=eins%0D%0Azwei&cc=ben@example.org'],
        check: ({ message }) => assert.deepEqual([message.subject, message.body.content, addresses(message.ccRecipients)], ['Hallo Welt', 'eins\nzwei', ['ben@example.org']]),
    },
};

for (const [name, { args, input, check }] of Object.entries(rows)) {
    test(`--print graph: ${name}`, async () => {
        const printed = await desk.sendoff(['--print', 'graph', ...(typeof args === 'function' ? args() : args)], { input: input ?? null });
        assert.equal(printed.status, 0, printed.err);
        const body = readJson(Buffer.from(printed.out));
        check(body);
        for (const template of contract ? bothPlaces('/me/sendMail') : [])
            assert.deepEqual(contract.requestFaults('post', template, body), [], template);
        bodies[name] = body;
    });
}

// What does not fit into one request goes as a draft: the bodies one a line, in the order of the calls.
const big = crypto.randomBytes(3_500_000);
const draftRows = {
    'one big file': {
        args: () => ['--to', 'ana@example.org', '--subject', 'Pläne', '--attach', file('big.bin', big)],
        operations: ['', 'createUploadSession'],
        check: ([draft, session]) => {
            assert.equal(draft.subject, 'Pläne');
            assert.deepEqual(addresses(draft.toRecipients), ['ana@example.org']);
            assert.deepEqual(session.AttachmentItem, { attachmentType: 'file', name: 'big.bin', size: big.length, contentType: 'application/octet-stream' });
        },
    },
    'a big file, a small one, an empty one': {
        args: () => ['--to', 'ana@example.org', '--attach', file('big.bin', big), '--attach', file('small.bin', picture), '--attach', file('empty.dat', '')],
        operations: ['', 'createUploadSession', 'attachments', 'attachments'],
        check: ([, , small, empty]) => {
            assert.ok(Buffer.from(small.contentBytes, 'base64').equals(picture));
            assert.deepEqual([small['@odata.type'], empty.contentBytes], ['#microsoft.graph.fileAttachment', '']);
        },
    },
    'many that are too much together': {
        args: () => ['--to', 'ana@example.org', ...[1, 2, 3].flatMap((n) => ['--attach', file(`part${n}.bin`, big.subarray(0, 1_500_000))])],
        operations: ['', 'attachments', 'attachments', 'attachments'],
        check: (list) => assert.equal(list.length, 4),
    },
};
const templates = { '': '/me/messages', attachments: '/me/messages/{message-id}/attachments',
    createUploadSession: '/me/messages/{message-id}/attachments/createUploadSession' };
const draftBodies = {};
const draftParts = [];

for (const [name, { args, operations, check }] of Object.entries(draftRows)) {
    test(`--print graph of a draft: ${name}`, async () => {
        const printed = await desk.sendoff(['--print', 'graph', ...args()]);
        assert.equal(printed.status, 0, printed.err);
        const list = printed.out.trimEnd().split('\n').map((line) => readJson(Buffer.from(line)));
        assert.equal(list.length, operations.length);
        check(list);
        operations.forEach((operation, at) => {
            for (const template of contract ? bothPlaces(templates[operation]) : [])
                assert.deepEqual(contract.requestFaults('post', template, list[at]), [], `${template} ${at}`);
        });
        draftBodies[name] = list[0];
        operations.forEach((operation, at) => {
            if (operation)
                draftParts.push(operation === 'attachments' ? ['FileAttachment', list[at]] : ['AttachmentItem', list[at].AttachmentItem]);
        });
    });
}

test('drafts are what Microsoft’s TypeScript declarations allow', () => {
    assert.equal(Object.keys(draftBodies).length, Object.keys(draftRows).length);
    assert.deepEqual(typeFaults(Object.fromEntries(Object.entries(draftBodies).map(([name, message]) => [name, { message }]))), []);
    assert.deepEqual(partFaults(draftParts), []);
    assert.notDeepEqual(partFaults([['AttachmentItem', { attachmentType: 'file', name: 'a', bytes: 1 }]]), [], 'the declarations let pass a misspelt size');
    assert.notDeepEqual(partFaults([['AttachmentItem', { attachmentType: 'files', name: 'a', size: 1 }]]), [], 'the declarations let pass an unknown type');
});

// What no command line makes: a time to send, inline pictures. The unit tests hold the program to these very files.
const recorded = { 'draft-deferred': '', 'draft-whole': '', 'attachment-inline': 'attachments', 'session-inline': 'createUploadSession' };

test('recorded bodies hold against the contract, in both places', needsContract, () => {
    for (const [name, operation] of Object.entries(recorded)) {
        const body = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, `../fixtures/graph/${name}.json`), 'utf8'));
        for (const template of bothPlaces(templates[operation])) {
            assert.deepEqual(contract.requestFaults('post', template, body), [], `${name} at ${template}`);
            assert.notDeepEqual(contract.requestFaults('post', template, { ...body, surprise: 1 }), [], `${template} lets pass what it does not know`);
        }
    }
    for (const operation of ['send'])
        assert.ok(bothPlaces(`/me/messages/{message-id}/${operation}`).every((template) => contract.takesNoBody('post', template)), operation);
});

const saved = 'To: ana@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nX-Odd: \t kept\r\n\r\nTwo\r\nlines\n';

test('a saved mail is sent as base64 of its very octets', async () => {
    const printed = await desk.sendoff(['--print', 'graph', file('saved.eml', saved)]);
    assert.equal(printed.status, 0, printed.err);
    assert.match(printed.out, /^[A-Za-z0-9+/]+={0,2}\n$/);
    assert.equal(Buffer.from(printed.out, 'base64').toString('latin1'), saved);
    const http = await desk.sendoff(['--print', 'curl', file('saved.eml', saved)]);
    assert.match(http.out, /'Content-Type: text\/plain'/);
});

test('--print eml writes what can be read again', async () => {
    const written = await desk.sendoff(['--print', 'eml', '--to', 'Ana Mora <ana@example.org>', '--subject', 'Grüße 🚀', '--html', '--body', '<p>ä</p>', '--attach', file('photo.bin', picture)]);
    assert.equal(written.status, 0, written.err);
    const again = await desk.sendoff(['--print', 'message', file('again.eml', written.out)]);
    assert.equal(again.status, 0, again.err);
    const message = JSON.parse(again.out);
    assert.deepEqual([message.subject, message.to, message.body], ['Grüße 🚀', [{ name: 'Ana Mora', address: 'ana@example.org' }], { type: 'html', content: '<p>ä</p>' }]);
    assert.deepEqual(message.attachments.map(({ name, size }) => [name, size]), [['photo.bin', picture.length]]);
});

test('all of them are what Microsoft’s TypeScript declarations allow', () => {
    assert.equal(Object.keys(bodies).length, Object.keys(rows).length, 'not every body was there to be checked');
    assert.deepEqual(typeFaults(bodies), []);
});

test('the OpenAPI contract was there', needsContract, () => assert.ok(contract));

test('both descriptions bite', () => {
    const good = { message: { subject: 'x', toRecipients: [one('ana@example.org')], attachments: [
        { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentType: 'text/plain', contentBytes: 'YQ==' }] } };
    const broken = {
        'a misspelt member': (body) => { body.message.subjekt = 'x'; },
        'a member in the wrong place': (body) => { body.importance = 'high'; },
        'a number for a text': (body) => { body.message.subject = 1; },
        'an unknown importance': (body) => { body.message.importance = 'urgent'; },
        'a bare recipient': (body) => { body.message.toRecipients = [{ address: 'ana@example.org' }]; },
        'a misspelt member of an attachment': (body) => { body.message.attachments[0].content = 'x'; },
    };
    assert.deepEqual(typeFaults({ good }), []);
    for (const [name, spoil] of Object.entries(broken)) {
        const body = structuredClone(good);
        spoil(body);
        assert.notDeepEqual(typeFaults({ [name]: body }), [], `the declarations let pass: ${name}`);
        if (contract)
            assert.notDeepEqual(contract.requestFaults('post', '/me/sendMail', body), [], `the contract lets pass: ${name}`);
    }
});
