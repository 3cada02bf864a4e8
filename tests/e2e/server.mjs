// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A stand-in for Microsoft that shares no code with Sendoff: sign-in by npm's certified oidc-provider behind Microsoft's
// paths, and the Graph calls a composer needs. Stricter than Microsoft where that finds faults.
//
//   node server.mjs --ledger FILE [--port N] [--tls CERT KEY --origin URL --graph-origin URL] [--token-seconds N]
//                  [--app-cert FILE]
//
// Prints one JSON line when it listens: {authority, graph, control, elsewhere, clientId, ledger}. `elsewhere` is another
// host as seen by a client: nothing may ever be asked of it. `control` (own port) is for tests: PUT /faults,
// GET /events, GET /secrets, POST /forget (every refresh token dies), POST /reset.
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { parseArgs } from 'node:util';
import { makeGraph } from './lib/graph.mjs';
import { makeIdentity } from './lib/identity.mjs';

const { values: options } = parseArgs({
    options: {
        port: { type: 'string', default: '0' },
        ledger: { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
        origin: { type: 'string' },
        'graph-origin': { type: 'string' },
        'app-cert': { type: 'string' },
        'token-seconds': { type: 'string', default: '3599' },
    },
});
if (!options.ledger) {
    console.error('--ledger FILE is needed');
    process.exit(64);
}

const clientId = '7d4f1c1e-52a6-4b57-9d0e-3a1c5be0a94d';
// Programs that an administrator let in: one by its secret, one by its certificate.
const app = { clientId: '2b0c7a52-93f4-4d0e-8c1b-5a6f7e8d9c01', certClientId: '2b0c7a52-93f4-4d0e-8c1b-5a6f7e8d9c02',
    secret: 'app~secret.with+signs&canary-5f1d', certificate: options['app-cert'] ? fs.readFileSync(options['app-cert']) : null };
const events = [];
const secrets = { access: [], refresh: [], code: [], verifier: [], upload: [] };
let faults = [];

const note = (event) => events.push({ at: new Date().toISOString(), ...event });
// A fault is used up by as many requests at `where` as it says (one, if it does not).
function nextFault(where) {
    const at = faults.findIndex((fault) => fault.where === where);
    if (at < 0)
        return null;
    const fault = faults[at];
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0)
        faults.splice(at, 1);
    note({ what: 'fault', where, fault: fault.do });
    return fault;
}

async function readBody(request, limit = 64 << 20) {
    const parts = [];
    let length = 0;
    for await (const part of request) {
        length += part.length;
        if (length > limit)
            throw new RangeError('request body too long');
        parts.push(part);
    }
    return Buffer.concat(parts);
}

function answer(response, status, headers = {}, body = '') {
    response.writeHead(status, headers);
    response.end(body);
}

/** Carries out what every fault has in common. True: the request is dealt with. */
function actOut(fault, request, response, elsewhere) {
    switch (fault?.do) {
    case undefined:
        return false;
    case 'answer':
        answer(response, fault.status, fault.headers, fault.body);
        return true;
    case 'redirect':
        answer(response, fault.status ?? 307, { location: (fault.to ?? elsewhere) + request.url });
        return true;
    case 'close':
        request.socket.destroy();
        return true;
    case 'hang':
        return true;
    default:
        return false;
    }
}

function listen(handler, port, secure = null) {
    const make = () => (secure ? https.createServer(secure, handler) : http.createServer({ maxHeaderSize: 32768 }, handler));
    const four = make();
    return new Promise((resolve, reject) => {
        four.once('error', reject);
        four.listen(port, '127.0.0.1', () => {
            const number = four.address().port;
            // Browsers and resolvers may try [::1] first for `localhost`.
            const six = make();
            six.once('error', () => resolve(number));
            six.listen(number, '::1', () => resolve(number));
        });
    });
}

const guard = (handler) => (request, response) =>
    Promise.resolve(handler(request, response)).catch((error) => {
        console.error(error);
        note({ what: 'broken', error: String(error) });
        if (!response.headersSent)
            answer(response, 500);
    });

let main = null;
const secure = options.cert ? { cert: fs.readFileSync(options.cert), key: fs.readFileSync(options.key) } : null;
const port = await listen(guard((request, response) => main(request, response)), Number(options.port), secure);
const elsewherePort = await listen(guard(async (request, response) => {
    const body = await readBody(request);
    note({ what: 'elsewhere', method: request.method, path: request.url, headers: request.headers, bytes: body.length });
    answer(response, 202);
}), 0);
const controlPort = await listen(guard(control), 0);

const authority = options.origin ?? `http://localhost:${port}`;
const graphRoot = options['graph-origin'] ?? authority;
const elsewhere = `http://127.0.0.1:${elsewherePort}`;
const shared = { clientId, app, note, nextFault, secrets, readBody, answer, actOut: (f, q, r) => actOut(f, q, r, elsewhere) };
const identity = makeIdentity({ ...shared, authority, graphRoot, tokenSeconds: Number(options['token-seconds']) });
const graph = makeGraph({ ...shared, ledger: options.ledger, findToken: identity.findToken });

main = async (request, response) => {
    note({ what: 'request', method: request.method, path: request.url.split('?')[0], host: request.headers.host });
    if (/^\/(v1\.0|upload)\//.test(request.url))
        return graph(request, response);
    return identity.handle(request, response);
};

async function control(request, response) {
    const json = (value) => answer(response, 200, { 'content-type': 'application/json' }, JSON.stringify(value));
    switch (`${request.method} ${request.url}`) {
    case 'PUT /faults':
        faults = JSON.parse((await readBody(request)).toString());
        return json(faults);
    case 'GET /faults':
        return json(faults);
    case 'GET /events':
        return json(events);
    case 'GET /secrets':
        return json(secrets);
    case 'POST /forget':
        await identity.forgetSignIns();
        return json({});
    case 'POST /reset':
        faults = [];
        events.length = 0;
        return json({});
    default:
        return answer(response, 404);
    }
}

console.log(JSON.stringify({
    authority, graph: graphRoot, control: `http://127.0.0.1:${controlPort}`, elsewhere, clientId, ledger: options.ledger, port,
    appClientId: app.clientId, appCertClientId: app.certClientId, appSecret: app.secret,
}));
for (const signal of ['SIGTERM', 'SIGINT'])
    process.on(signal, () => process.exit(0));
