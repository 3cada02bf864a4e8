// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A desk of its own for the programs under test: home, runtime folder, and when wanted a display, a session bus with an
// unlocked keychain, and a browser behind xdg-open. Nothing of the person who runs the tests is seen or touched.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const here = import.meta.dirname;
export const programs = process.env.SENDOFF_BIN ?? path.resolve(here, '../../../build/release/bin');
export const pictures = process.env.SENDOFF_PICTURES ?? path.resolve(here, '../../../build/e2e');

/** Waits until `look` gives something; throws with `what` after `seconds`. */
export async function until(what, look, seconds = 20) {
    for (const end = Date.now() + seconds * 1000; ;) {
        const found = await look();
        if (found)
            return found;
        if (Date.now() > end)
            throw new Error(`waited ${seconds} s in vain for ${what}`);
        await pause(50);
    }
}

export class Desk {
    constructor(name) {
        // Short, because a socket's path may have 107 octets only.
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), `e2e-${name}-`));
        this.home = path.join(this.folder, 'home');
        this.runtime = path.join(this.folder, 'run');
        this.temporary = path.join(this.folder, 'tmp');
        const bin = path.join(this.folder, 'bin');
        for (const folder of [this.home, bin, this.temporary])
            fs.mkdirSync(folder);
        fs.mkdirSync(this.runtime, { mode: 0o700 });
        this.env = {
            HOME: this.home, XDG_RUNTIME_DIR: this.runtime, TMPDIR: this.temporary, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8',
            PATH: `${bin}:${programs}:/usr/local/bin:/usr/bin:/bin`, NO_AT_BRIDGE: '0', QT_LINUX_ACCESSIBILITY_ALWAYS_ON: '1',
        };
        for (const name of ['ASAN_OPTIONS', 'UBSAN_OPTIONS']) {
            if (process.env[name])
                this.env[name] = process.env[name];
        }
        const opener = `#!/bin/sh\nexec "${process.execPath}" "${path.join(here, 'person.mjs')}" "${this.folder}" "$1" >>"${this.folder}/browser.err" 2>&1\n`;
        fs.writeFileSync(path.join(bin, 'xdg-open'), opener, { mode: 0o755 });
        this.tellPerson({ mode: 'nothing' });
        // A test that dies must leave nothing running.
        process.once('exit', () => this.#endAll('SIGKILL'));
    }

    #endAll(signal) {
        for (const pid of this.#leftBehind()) {
            try {
                process.kill(pid, signal);
            } catch { /* it ended by itself */ }
        }
    }

    /** Starts something that lives as long as the desk. */
    #serve(program, args, stdio = ['ignore', 'ignore', 'ignore']) {
        const child = spawn(program, args, { env: this.env, stdio });
        child.on('error', (error) => console.error(`${program}: ${error}`));
        return child;
    }

    async addDisplay(size = '1000x760x24') {
        const child = this.#serve('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], ['ignore', 'ignore', 'ignore', 'pipe']);
        this.env.DISPLAY = await new Promise((resolve, reject) => {
            child.stdio[3].once('data', (data) => resolve(`:${String(data).trim()}`));
            child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
        });
        // Umlauts are keys then, and need not be bound to one for a moment each.
        await this.run('setxkbmap', ['de']);
    }

    async addBus() {
        const child = this.#serve('dbus-daemon', ['--session', '--nofork', '--print-address=3'], ['ignore', 'ignore', 'ignore', 'pipe']);
        this.env.DBUS_SESSION_BUS_ADDRESS = await new Promise((resolve, reject) => {
            child.stdio[3].once('data', (data) => resolve(String(data).trim()));
            child.once('error', reject);
            child.once('exit', (code) => reject(new Error(`dbus-daemon ended with ${code}`)));
        });
    }

    async addKeychain() {
        const child = this.#serve('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], ['pipe', 'ignore', 'ignore']);
        child.stdin.end('a password for tests');
        await until('the keychain', async () => (await this.run('gdbus', ['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path',
            '/org/freedesktop/DBus', '--method', 'org.freedesktop.DBus.NameHasOwner', 'org.freedesktop.secrets'])).out.includes('true'));
    }

    /** What the person at the browser does next: {mode, account}; see person.mjs. */
    tellPerson(wish) {
        fs.writeFileSync(path.join(this.folder, 'person.json'), JSON.stringify(wish));
    }

    /** Every opening of the browser, and what was seen there, in order. */
    personLog() {
        const file = path.join(this.folder, 'person.log');
        return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [];
    }

    browserOpenings() {
        return this.personLog().filter((line) => line.opened);
    }

    /** Starts a program: {child, done}; `done` gives {status, signal, out, err, seconds}. */
    start(program, args = [], { input = null, env = {}, cwd = this.home } = {}) {
        const began = Date.now();
        const child = spawn(program, args, { env: { ...this.env, ...env }, cwd, stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
        const seen = { out: '', err: '' };
        child.stdout.setEncoding('utf8').on('data', (text) => { seen.out += text; });
        child.stderr.setEncoding('utf8').on('data', (text) => { seen.err += text; });
        if (input !== null) {
            child.stdin.on('error', () => {});
            child.stdin.end(input);
        }
        const done = new Promise((resolve, reject) => {
            child.once('error', reject);
            // Not `close`: a service it leaves behind may hold the pipes.
            child.once('exit', (status, signal) => setTimeout(() => resolve({ status, signal, ...seen, seconds: (Date.now() - began) / 1000 }), 30));
        });
        return { child, done, seen };
    }

    /** Runs a program to its end; a program that does not end in `seconds` is stopped, and that is its signal. */
    async run(program, args = [], options = {}) {
        const { child, done } = this.start(program, args, options);
        const timer = setTimeout(() => child.kill('SIGKILL'), (options.seconds ?? 60) * 1000);
        try {
            return await done;
        } finally {
            clearTimeout(timer);
        }
    }

    sendoff(args, options = {}) {
        return this.run(path.join(programs, 'sendoff'), args, options);
    }

    /** Processes that belong to this desk, also those that let go of their parent or became somebody else. */
    #leftBehind() {
        const isOurs = (name) => {
            try {
                return fs.readFileSync(`/proc/${name}/environ`, 'utf8').includes(`${this.folder}/`);
            } catch {
                return false;
            }
        };
        return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && isOurs(name)).map(Number);
    }

    async stop({ keep = false } = {}) {
        for (const signal of ['SIGTERM', 'SIGKILL']) {
            this.#endAll(signal);
            await until('the desk to be empty', () => this.#leftBehind().length === 0, 3).catch(() => {});
        }
        if (keep)
            console.error(`kept: ${this.folder}`);
        else
            fs.rmSync(this.folder, { recursive: true, force: true });
    }
}
