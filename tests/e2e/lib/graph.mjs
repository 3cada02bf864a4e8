// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Graph's GET /me, POST /me/sendMail (or /users/{mailbox}/sendMail) and drafts, checked against the published contract; accepted mail goes into the ledger.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { loadContract } from './contract.mjs';
import { makeDrafts } from './drafts.mjs';
import { readJson } from './oddjson.mjs';

const requestLimit = 4 * 1024 * 1024;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function makeGraph({ ledger, findToken, secrets, note, nextFault, actOut, readBody, answer }) {
    const contract = loadContract();
    if (!contract)
        console.error('bodies are not validated: no OpenAPI contract beside the checkout');
    const bodies = `${ledger}.bodies`;
    fs.mkdirSync(bodies, { recursive: true });
    let accepted = 0;

    function refuse(request, response, status, code, message, headers = {}) {
        note({ what: 'refused', path: request.url, status, code, message });
        const requestId = response.getHeader('request-id');
        const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': requestId,
            'client-request-id': request.headers['client-request-id'] ?? requestId };
        answer(response, status, { 'content-type': 'application/json', ...headers },
            JSON.stringify({ error: { code, message, innerError } }));
    }

    async function authorised(request, response, scope) {
        const unwanted = ['origin', 'cookie', 'referer'].find((name) => request.headers[name]);
        if (unwanted) {
            refuse(request, response, 400, 'BadRequest', `a desktop program sends no ${unwanted} header`);
            return null;
        }
        if (/[?&](access_token|token)=/.test(request.url)) {
            refuse(request, response, 400, 'BadRequest', 'no token in a URL');
            return null;
        }
        const bearer = /^Bearer ([\w.~+/-]+=*)$/.exec(request.headers.authorization ?? '');
        const token = bearer && await findToken(bearer[1]);
        if (!token) {
            refuse(request, response, 401, 'InvalidAuthenticationToken', 'Access token is empty or not valid.',
                { 'www-authenticate': 'Bearer realm="", error="invalid_token"' });
            return null;
        }
        if (!token.scopes.has(scope)) {
            refuse(request, response, 403, 'ErrorAccessDenied', `The token lacks ${scope}.`);
            return null;
        }
        return token;
    }

    async function me(request, response, url) {
        const token = await authorised(request, response, 'User.Read');
        if (!token)
            return;
        const { person } = token;
        const all = { id: person.oid, displayName: person.name, mail: person.address, userPrincipalName: person.address,
            givenName: null, surname: null, jobTitle: null, mobilePhone: null, officeLocation: null,
            preferredLanguage: null, businessPhones: [] };
        const chosen = url.searchParams.get('$select')?.split(',');
        const shown = chosen ? Object.fromEntries(Object.entries(all).filter(([name]) => chosen.includes(name))) : all;
        answer(response, 200, { 'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8' },
            JSON.stringify({ '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity', ...shown }));
    }

    const people = (list) => (list ?? []).map(({ emailAddress }) => ({ name: emailAddress.name ?? '', address: emailAddress.address }));

    function record(by, request, response, octets, body) {
        const message = body.message;
        const attachments = (message.attachments ?? []).map((part) => {
            const content = Buffer.from(part.contentBytes, 'base64');
            return { name: part.name, contentType: part.contentType, size: content.length, isInline: part.isInline ?? false,
                sha256: crypto.createHash('sha256').update(content).digest('hex') };
        });
        write(by, request, response, octets, message, attachments, body.saveToSentItems ?? true);
    }

    function write(by, request, response, octets, message, attachments, saveToSentItems) {
        const file = path.join(bodies, `${++accepted}.json`);
        fs.writeFileSync(file, octets);
        const line = {
            at: new Date().toISOString(), by, requestId: response.getHeader('request-id'),
            clientRequestId: request.headers['client-request-id'] ?? '', bytes: octets.length, bodyFile: file,
            subject: message.subject ?? '', body: message.body ?? null,
            to: people(message.toRecipients), cc: people(message.ccRecipients), bcc: people(message.bccRecipients),
            replyTo: people(message.replyTo), from: message.from?.emailAddress ?? null, importance: message.importance ?? 'normal',
            readReceipt: message.isReadReceiptRequested ?? false, deliveryReceipt: message.isDeliveryReceiptRequested ?? false,
            saveToSentItems, attachments,
        };
        const handle = fs.openSync(ledger, 'a');
        fs.writeSync(handle, `${JSON.stringify(line)}\n`);
        fs.fsyncSync(handle);
        fs.closeSync(handle);
    }

    /** Why Graph would not take the body; null if it would. */
    function faultOf(body) {
        if (Object.hasOwn(body, 'Message'))
            return ['RequestBodyRead', 'the member is called message here'];
        const contractFaults = contract?.requestFaults('post', '/me/sendMail', body) ?? [];
        if (contractFaults.length)
            return ['RequestBodyRead', contractFaults.slice(0, 5).join('; ')];
        const message = body.message;
        const everybody = [...people(message.toRecipients), ...people(message.ccRecipients), ...people(message.bccRecipients)];
        const wrong = [...everybody, ...people(message.replyTo)].find(({ address }) => !/^[\x21-\x7e]+@[A-Za-z0-9.\-[\]:]+$/.test(address ?? ''));
        if (!everybody.length || wrong)
            return ['ErrorInvalidRecipients', `At least one recipient isn't valid: ${JSON.stringify(wrong ?? null)}`];
        if (everybody.length > 500)
            return ['ErrorExceededMaxRecipientLimit', `${everybody.length} recipients`];
        return null;
    }

    async function sendMail(request, response, mailbox = null) {
        const octets = await readBody(request);
        const fault = nextFault('sendMail');
        if (fault && !fault.do.startsWith('accept') && actOut(fault, request, response))
            return;
        const token = await authorised(request, response, 'Mail.Send');
        if (!token)
            return;
        if (!mailbox && !token.person)
            return refuse(request, response, 400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
        if (mailbox && token.person && mailbox !== token.person.address && !token.scopes.has('Mail.Send.Shared'))
            return refuse(request, response, 403, 'ErrorAccessDenied', 'The token lacks Mail.Send.Shared.');
        if (!/^application\/json(; ?charset=utf-8)?$/i.test(request.headers['content-type'] ?? ''))
            return refuse(request, response, 415, 'UnsupportedMediaType', `content type ${request.headers['content-type']}`);
        if (!guid.test(request.headers['client-request-id'] ?? ''))
            return refuse(request, response, 400, 'BadRequest', 'client-request-id is not a GUID');
        if (octets.length > requestLimit)
            return refuse(request, response, 413, 'RequestEntityTooLarge', `${octets.length} bytes`);
        let body;
        try {
            body = readJson(octets);
        } catch (error) {
            return refuse(request, response, 400, 'RequestBodyRead', String(error));
        }
        const why = faultOf(body);
        if (why)
            return refuse(request, response, 400, ...why);
        record(mailbox ?? token.person.address, request, response, octets, body);
        note({ what: 'accepted', requestId: response.getHeader('request-id') });
        if (fault?.do === 'accept-then-close')
            return request.socket.destroy();
        if (fault?.do === 'accept-then-hang')
            return;
        if (fault?.do === 'accept-then-answer')
            return answer(response, fault.status, fault.headers, fault.body);
        answer(response, 202, { 'content-length': '0' });
    }

    const draftCall = makeDrafts({ contract, secrets, refuse, authorised, note, readBody, answer,
        record: (by, request, response, message, files) => write(by, request, response, Buffer.from(JSON.stringify(message)), message,
            files.map(({ name, contentType, isInline, content }) => ({ name, contentType, isInline, size: content.length,
                sha256: crypto.createHash('sha256').update(content).digest('hex') })), true) });

    return async (request, response) => {
        const url = new URL(request.url, 'http://graph.invalid');
        response.setHeader('request-id', crypto.randomUUID());
        if (request.headers['client-request-id'])
            response.setHeader('client-request-id', request.headers['client-request-id']);
        note({ what: 'graph', method: request.method, path: url.pathname, headers: Object.keys(request.headers),
            clientRequestId: request.headers['client-request-id'], requestId: response.getHeader('request-id') });
        const route = `${request.method} ${url.pathname}`;
        if (route === 'POST /v1.0/me/sendMail')
            return sendMail(request, response);
        if (await draftCall(request, response, url))
            return undefined;
        const other = /^POST \/v1\.0\/users\/([^/]+)\/sendMail$/.exec(route);
        if (other)
            return sendMail(request, response, decodeURIComponent(other[1]));
        if (route === 'GET /v1.0/me') {
            const fault = nextFault('me');
            return actOut(fault, request, response) ? undefined : me(request, response, url);
        }
        return refuse(request, response, 404, 'ResourceNotFound', `no ${route}`);
    };
}
