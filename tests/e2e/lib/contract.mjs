// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Microsoft Graph's published mail contract (OpenAPI 3.0) as ajv validators. The file lies beside a checkout, or where
// SENDOFF_CONTRACT says; without it loadContract() answers null and the caller says what it skips.
import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';

const checkout = path.resolve(import.meta.dirname, '../../..');

export function contractFile() {
    const places = [process.env.SENDOFF_CONTRACT, path.join(checkout, '../shared/contract/graph-mail-openapi.json')];
    return places.find((place) => place && fs.existsSync(place)) ?? null;
}

// OpenAPI 3.0's `nullable` beside a reference, said in JSON Schema.
function plainSchema(node) {
    if (Array.isArray(node))
        return node.map(plainSchema);
    if (node === null || typeof node !== 'object')
        return node;
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plainSchema(value)]));
    if (copy.nullable !== true || copy.type)
        return copy;
    const { nullable, ...rest } = copy;
    return { anyOf: [{ type: 'null' }, rest] };
}

const formats = {
    byte: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text),
    'date-time': (text) => !Number.isNaN(Date.parse(text)),
    int32: { type: 'number', validate: (value) => Number.isInteger(value) && Math.abs(value) <= 0x80000000 },
    int64: { type: 'number', validate: Number.isInteger },
    double: { type: 'number', validate: Number.isFinite },
};

export function loadContract(file = contractFile()) {
    if (!file)
        return null;
    const document = JSON.parse(fs.readFileSync(file, 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, formats });
    ajv.addSchema({ $id: 'contract', ...plainSchema({ components: document.components, paths: document.paths }) });
    const cache = new Map();
    /** Faults of `value` as text lines: what an operation's JSON request body must be. Empty: it holds. */
    function requestFaults(method, template, value) {
        const pointer = ['paths', template, method, 'requestBody', 'content', 'application/json', 'schema'];
        const name = pointer.map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/');
        if (!cache.has(name))
            cache.set(name, ajv.compile({ $ref: `contract#/${name}` }));
        const validate = cache.get(name);
        if (validate(value))
            return [];
        return validate.errors.map((fault) => `${fault.instancePath || '/'} ${fault.message} ${JSON.stringify(fault.params)}`);
    }
    /** Whether an operation is there and has no body. */
    function takesNoBody(method, template) {
        const operation = document.paths[template]?.[method];
        return Boolean(operation) && !operation.requestBody;
    }
    return { file, requestFaults, takesNoBody };
}
