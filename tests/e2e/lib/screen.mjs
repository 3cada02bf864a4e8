// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A person before the screen of a desk: looks by the names assistive technology gets, types and clicks by X11.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pictures, until } from './desk.mjs';

export class Screen {
    constructor(desk) {
        this.desk = desk;
    }

    #tool(program, args, encoding = 'utf8') {
        return spawnSync(program, args, { env: this.desk.env, encoding, timeout: 30_000, maxBuffer: 64 << 20 });
    }

    /** Everything the program with this pid shows, as look.py describes it. */
    look(pid) {
        const { stdout, stderr } = this.#tool('/usr/bin/python3', [path.join(import.meta.dirname, 'look.py'), String(pid)]);
        if (!stdout)
            throw new Error(`look.py: ${stderr}`);
        return JSON.parse(stdout);
    }

    /** Puts so many letters into a text field at once. */
    fill(pid, name, length) {
        const { status, stderr } = this.#tool('/usr/bin/python3', [path.join(import.meta.dirname, 'look.py'), String(pid), name, String(length)]);
        if (status !== 0)
            throw new Error(`look.py: ${stderr}`);
    }

    /** The first control with this name (a text or a pattern), once it is shown. */
    find(pid, name, seconds = 15) {
        const fits = typeof name === 'string' ? (text) => text === name : (text) => name.test(text);
        return until(`a control named ${name}`, () => this.look(pid).find((entry) => entry.showing && fits(entry.name) && entry.width > 0), seconds);
    }

    /** Waits until some name, description or text shown fits the pattern. */
    read(pid, pattern, seconds = 20) {
        return until(`${pattern} on the screen`, () => this.look(pid).find((entry) => entry.showing && [entry.name, entry.description, entry.text].some((text) => pattern.test(text))), seconds);
    }

    async window(pid, seconds = 20) {
        return until('a window', () => this.#tool('xdotool', ['search', '--onlyvisible', '--pid', String(pid)]).stdout.trim().split('\n').filter(Boolean).at(-1), seconds);
    }

    focus(window) {
        this.#tool('xdotool', ['windowfocus', '--sync', window]);
    }

    async click({ x, y, width, height }) {
        this.#tool('xdotool', ['mousemove', String(Math.round(x + width / 2)), String(Math.round(y + height / 2)), 'click', '1']);
        await pause(150);
    }

    async type(text) {
        // xdotool forgets the Shift of a capital umlaut.
        for (const part of text.split(/([ÄÖÜ])/).filter(Boolean)) {
            const capital = { Ä: 'adiaeresis', Ö: 'odiaeresis', Ü: 'udiaeresis' }[part];
            this.#tool('xdotool', capital ? ['key', `shift+${capital}`] : ['type', '--delay', '40', part]);
        }
        await pause(200);
    }

    /**
     * Types into an empty field, looks, and types again what the keyboard lost: xdotool binds letters that are on no key
     * as it goes, and a program on a busy machine may hear of it late.
     */
    async write(pid, name, lines) {
        for (let attempt = 1; ; ++attempt) {
            await this.click(await this.find(pid, name));
            for (const [at, line] of lines.entries()) {
                if (at > 0)
                    await this.key('Return');
                await this.type(line);
            }
            const field = await this.find(pid, name);
            if (field.text === lines.join('\n') || attempt === 5)
                return;
            await this.key('ctrl+a');
            await this.key('BackSpace');
        }
    }

    async key(...names) {
        this.#tool('xdotool', ['key', '--delay', '40', ...names]);
        await pause(150);
    }

    /** Presses at `from`, moves in steps as a hand does, and lets go at `to` ({x, y} each). */
    async drag(from, to) {
        const move = ({ x, y }) => this.#tool('xdotool', ['mousemove', String(Math.round(x)), String(Math.round(y))]);
        move(from);
        this.#tool('xdotool', ['mousedown', '1']);
        for (let step = 1; step <= 12; ++step) {
            await pause(60);
            move({ x: from.x + ((to.x - from.x) * step) / 12, y: from.y + ((to.y - from.y) * step) / 12 });
        }
        await pause(400);
        this.#tool('xdotool', ['mouseup', '1']);
        await pause(400);
    }

    picture(name) {
        fs.mkdirSync(pictures, { recursive: true });
        this.#tool('import', ['-window', 'root', path.join(pictures, `${name}.png`)]);
    }
}
