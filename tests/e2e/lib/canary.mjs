// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for secrets where none may be: files, and the arguments and environments of processes.
import fs from 'node:fs';
import path from 'node:path';

function* filesUnder(folder) {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
        const name = path.join(folder, entry.name);
        if (entry.isDirectory())
            yield* filesUnder(name);
        else if (entry.isFile())
            yield name;
    }
}

/** Files under the folders that hold one of the secrets, as it is, percent-encoded, in base64 or in UTF-16. */
export function filesWith(secrets, folders) {
    const needles = secrets.flatMap((secret) => [Buffer.from(secret), Buffer.from(encodeURIComponent(secret)),
        Buffer.from(Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1)), Buffer.from(secret, 'utf16le')]);
    const found = [];
    for (const folder of folders) {
        for (const file of filesUnder(folder)) {
            let content;
            try {
                content = fs.readFileSync(file);
            } catch {
                continue; // gone meanwhile
            }
            if (needles.some((needle) => content.includes(needle)))
                found.push(file);
        }
    }
    return found;
}

/** Samples arguments and environments of all processes of a desk until stop(), which gives all that was seen. */
export function watchProcesses(desk) {
    const seen = new Set();
    const sample = () => {
        for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
            try {
                const environment = fs.readFileSync(`/proc/${pid}/environ`, 'latin1');
                if (!environment.includes(desk.folder))
                    continue;
                seen.add(environment).add(fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
            } catch { /* ended, or not ours */ }
        }
    };
    const timer = setInterval(sample, 40);
    return {
        stop() {
            clearInterval(timer);
            return [...seen];
        },
    };
}
