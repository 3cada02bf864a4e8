// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the stand-in and talks to its control port.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';

export async function startService(folder, args = [], spawnWith = {}) {
    const ledger = path.join(folder, 'ledger.jsonl');
    const log = fs.openSync(path.join(folder, 'service.log'), 'a');
    const child = spawn(process.execPath, [path.join(import.meta.dirname, '../server.mjs'), '--ledger', ledger, ...args],
        { stdio: ['ignore', 'pipe', log], ...spawnWith });
    const lines = readline.createInterface({ input: child.stdout });
    const ready = await new Promise((resolve, reject) => {
        lines.once('line', (line) => resolve(JSON.parse(line)));
        child.once('exit', (code) => reject(new Error(`the stand-in ended with ${code}; see ${folder}/service.log`)));
    });
    const ask = async (method, place, value) => {
        const body = value === undefined ? undefined : JSON.stringify(value);
        return (await fetch(ready.control + place, { method, body })).json();
    };
    const service = {
        ...ready,
        seenSecrets: null, // what secrets() gave when the service was stopped
        setFaults: (faults) => ask('PUT', '/faults', faults),
        pendingFaults: () => ask('GET', '/faults'),
        events: () => ask('GET', '/events'),
        secrets: () => ask('GET', '/secrets'),
        forgetSignIns: () => ask('POST', '/forget'),
        reset: () => ask('POST', '/reset'),
        accepted: () => (fs.existsSync(ledger) ? fs.readFileSync(ledger, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : []),
        async stop() {
            if (child.exitCode !== null || child.signalCode !== null)
                return;
            service.seenSecrets = await service.secrets();
            await new Promise((resolve) => {
                child.once('exit', resolve);
                child.kill('SIGTERM');
            });
        },
    };
    return service;
}
