// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The least that sends a mail with Microsoft's own JavaScript SDK: a token is at hand, one call, done.
//   BENCH_TOKEN=… node sdksend.mjs ADDRESS SUBJECT TEXT
import { Client } from '@microsoft/microsoft-graph-client';

const [address, subject, content] = process.argv.slice(2);
const client = Client.init({ authProvider: (done) => done(null, process.env.BENCH_TOKEN) });
await client.api('/me/sendMail').post({
    message: { subject, body: { contentType: 'Text', content }, toRecipients: [{ emailAddress: { address } }] },
    saveToSentItems: true,
});
