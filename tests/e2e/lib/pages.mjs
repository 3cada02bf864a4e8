// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The three pages a person meets when signing in.
const safe = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title, inside) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${safe(title)}</title>
<body style="font:16px sans-serif;max-width:26em;margin:3em auto"><h1>${safe(title)}</h1>${inside}</body></html>`;

export const chooserPage = (hint) => page('Pick an account', `<form method="post">
<p><label>Account <input name="account" autocomplete="off" value="${safe(hint)}" size="30"></label></p>
<button name="next" value="1">Next</button> <button name="cancel" value="1">Cancel</button></form>`);

export const acceptPage = (account, scope) => page('Permissions requested', `<p>for ${safe(account)}</p>
<ul>${scope.split(' ').map((name) => `<li>${safe(name)}</li>`).join('')}</ul>
<form method="post"><button name="accept" value="1">Accept</button> <button name="cancel" value="1">Cancel</button></form>`);

export const failurePage = (text) => page('Sorry, but we’re having trouble signing you in.', `<p id="error">${safe(text)}</p>`);
