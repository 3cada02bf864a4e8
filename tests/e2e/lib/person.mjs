// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The person at the browser: real headless Chromium, driven through the sign-in pages.
//   node person.mjs DESK URL     what to do stands in DESK/person.json: {mode, account}; what was seen goes to DESK/person.log
// Modes: accept, deny (Cancel on the consent page), leave (close the browser half-way), tamper (another state in the form
// on the way back), nothing.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(fs.existsSync) ?? null;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
const isLoopbackReturn = (url) => /^http:\/\/localhost:\d+\/?(\?.*)?$/.test(url);

export async function visit(url, { mode = 'accept', account = 'adele@contoso.example', picture = null } = {}) {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-browser-'));
    const context = await chromium.launchPersistentContext(profile, { executablePath: chromiumPath, headless: true, args: flags });
    const seen = { mode, url, status: 0, text: '', returned: [], title: '' };
    try {
        const page = context.pages()[0] ?? await context.newPage();
        page.setDefaultTimeout(20000);
        page.on('request', (request) => {
            if (request.isNavigationRequest() && isLoopbackReturn(request.url()))
                seen.returned.push({ method: request.method(), to: new URL(request.url()).origin, query: request.url().includes('?') });
        });
        if (mode === 'tamper') {
            const other = (text) => text.replace(/(^|[&?])state=[^&]*/, '$1state=somebody-elses-state-0123456789');
            await context.route((address) => isLoopbackReturn(address.href),
                (route) => route.continue({ postData: other(route.request().postData()) }));
        }
        const first = await page.goto(url);
        seen.status = first.status();
        if (await page.locator('input[name=account]').count()) {
            await page.locator('input[name=account]').fill(account);
            if (mode === 'leave')
                return seen;
            await Promise.all([page.waitForLoadState('load'), page.locator('button[name=next]').click()]);
            await page.locator('button[name=accept], #error').first().waitFor();
            if (await page.locator('button[name=accept]').count()) {
                const button = page.locator(mode === 'deny' ? 'button[name=cancel]' : 'button[name=accept]');
                const landed = page.waitForResponse((response) => isLoopbackReturn(response.url()) && response.request().isNavigationRequest());
                await button.click();
                seen.status = (await landed).status();
                await page.waitForLoadState('load');
            }
        }
        seen.title = await page.title();
        seen.text = await page.locator('body').innerText();
        if (picture)
            await page.screenshot({ path: picture });
        return seen;
    } finally {
        await context.close();
        fs.rmSync(profile, { recursive: true, force: true });
    }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    const [desk, url] = process.argv.slice(2);
    const line = (value) => fs.appendFileSync(path.join(desk, 'person.log'), `${JSON.stringify(value)}\n`);
    const wish = JSON.parse(fs.readFileSync(path.join(desk, 'person.json'), 'utf8'));
    line({ opened: url, at: Date.now() });
    try {
        line(wish.mode === 'nothing' ? { done: true, mode: 'nothing' } : { done: true, ...await visit(url, wish) });
    } catch (error) {
        line({ done: true, failed: String(error) });
        process.exitCode = 1;
    }
}
