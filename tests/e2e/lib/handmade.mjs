// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A native client written by hand from RFC 8252 and 7636, to prove the stand-in without Sendoff.
import crypto from 'node:crypto';
import http from 'node:http';
import { visit } from './person.mjs';

const random = (bytes) => crypto.randomBytes(bytes).toString('base64url');

export function makeAttempt(service, tenant = 'organizations', change = {}) {
    const verifier = random(48);
    const names = {
        client_id: service.clientId, response_type: 'code', response_mode: 'form_post', prompt: 'select_account',
        scope: 'openid profile offline_access User.Read Mail.Send', state: random(24), nonce: random(24),
        code_challenge: crypto.createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', ...change,
    };
    const wanted = Object.entries(names).filter(([, value]) => value !== undefined);
    return {
        names, verifier, tenant,
        urlFor: (redirect) => `${service.authority}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams([...wanted, ...(change.redirect_uri ? [] : [['redirect_uri', redirect]])])}`,
    };
}

/** Listens as a native program does, lets the person sign in, and gives what came back: {back, seen, redirect}. */
export async function signIn(service, attempt, wish) {
    let arrive;
    const back = new Promise((resolve) => { arrive = resolve; });
    const server = http.createServer(async (request, response) => {
        const url = new URL(request.url, 'http://localhost');
        if (url.pathname !== '/')
            return response.writeHead(404).end();
        const parts = [];
        for await (const part of request)
            parts.push(part);
        arrive({ method: request.method, contentType: request.headers['content-type'],
            form: new URLSearchParams(request.method === 'POST' ? Buffer.concat(parts).toString() : url.search) });
        response.writeHead(200, { 'content-type': 'text/html', connection: 'close' }).end('<p>You can close this page.</p>');
    });
    await new Promise((resolve) => server.listen(0, 'localhost', resolve));
    const redirect = `http://localhost:${server.address().port}`;
    const seen = await visit(attempt.urlFor(redirect), wish);
    const answer = await Promise.race([back, new Promise((resolve) => setTimeout(resolve, 300, null))]);
    server.close();
    return { back: answer, seen, redirect };
}

export async function askToken(service, tenant, form, headers = {}) {
    const response = await fetch(`${service.authority}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: text.startsWith('{') ? JSON.parse(text) : null };
}

export const redeem = (service, attempt, { back, redirect }, change = {}) => askToken(service, attempt.tenant, {
    client_id: service.clientId, grant_type: 'authorization_code', code: back.form.get('code'), redirect_uri: redirect, code_verifier: attempt.verifier, ...change,
});

export const claimsOf = (idToken) => JSON.parse(Buffer.from(idToken.split('.')[1], 'base64url'));

export function sendMail(service, token, body, headers = {}) {
    return fetch(`${service.graph}/v1.0/me/sendMail`, {
        method: 'POST', redirect: 'manual', body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'client-request-id': crypto.randomUUID(), ...headers },
    });
}
