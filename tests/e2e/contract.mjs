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
import { typeFaults } from './lib/types.mjs';

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
        if (contract)
            assert.deepEqual(contract.requestFaults('post', '/me/sendMail', body), []);
        bodies[name] = body;
    });
}

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
