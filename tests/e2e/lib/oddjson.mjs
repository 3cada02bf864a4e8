// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a JSON body as a wary server does: real UTF-8, no member twice, no lone surrogates.
export function readJson(octets) {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
    if (text.startsWith('\uFEFF'))
        throw new SyntaxError('byte order mark before the JSON');
    const value = JSON.parse(text);
    if (memberTotal(value) !== colonsOutsideStrings(text))
        throw new SyntaxError('a member occurs twice');
    if (!text.isWellFormed() || !JSON.stringify(value).isWellFormed() || hasLoneSurrogate(value))
        throw new SyntaxError('half a surrogate pair');
    return value;
}

function memberTotal(value) {
    if (value === null || typeof value !== 'object')
        return 0;
    const inner = Object.values(value).reduce((sum, part) => sum + memberTotal(part), 0);
    return Array.isArray(value) ? inner : inner + Object.keys(value).length;
}

function colonsOutsideStrings(text) {
    let colons = 0;
    for (let at = 0; at < text.length; ++at) {
        const unit = text.charCodeAt(at);
        if (unit === 0x3a) {
            ++colons;
        } else if (unit === 0x22) {
            for (++at; text.charCodeAt(at) !== 0x22; ++at) {
                if (text.charCodeAt(at) === 0x5c)
                    ++at;
            }
        }
    }
    return colons;
}

function hasLoneSurrogate(value) {
    if (typeof value === 'string')
        return !value.isWellFormed();
    if (value === null || typeof value !== 'object')
        return false;
    return Object.entries(value).some(([key, part]) => !key.isWellFormed() || hasLoneSurrogate(part));
}
