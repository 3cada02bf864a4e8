// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Graph's drafts: made, filled by attachments and upload sessions, listed, sent by their id, deleted. What is in them is
// checked against the published contract; what is sent is handed to `record`.
import crypto from 'node:crypto';

const smallest = 320 * 1024; // every part but the last is a multiple of it
const largest = 4 * 1024 * 1024;
const inOnePost = 3 * 1024 * 1024;

export function makeDrafts({ contract, secrets, refuse, authorised, note, readBody, answer, record }) {
    const drafts = new Map();
    const sessions = new Map();
    const write = 'Mail.ReadWrite';
    const tell = (response, status, value) => answer(response, status, { 'content-type': 'application/json' }, JSON.stringify(value));
    const faceOf = ({ id, message, isDraft }) => ({ id, isDraft, internetMessageId: message.internetMessageId });
    const shown = ({ id, name, content }) => ({ id, name, size: content.length + 178, isInline: false });
    const missing = (request, response) => refuse(request, response, 404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

    async function readJson(request, response, template) {
        const octets = await readBody(request);
        if (octets.length > largest)
            return void refuse(request, response, 413, 'RequestEntityTooLarge', `${octets.length} bytes`);
        if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
            return void refuse(request, response, 415, 'UnsupportedMediaType', `content type ${request.headers['content-type']}`);
        let body;
        try {
            body = JSON.parse(octets.toString('utf8'));
        } catch (error) {
            return void refuse(request, response, 400, 'RequestBodyRead', String(error));
        }
        const faults = contract?.requestFaults('post', template, body) ?? [];
        if (faults.length)
            return void refuse(request, response, 400, 'RequestBodyRead', faults.slice(0, 5).join('; '));
        return { octets, body };
    }

    const fileOf = (part) => ({ id: crypto.randomUUID(), name: part.name, contentType: part.contentType,
        isInline: part.isInline ?? false, content: Buffer.from(part.contentBytes ?? '', 'base64') });

    async function create(request, response, token) {
        if (!/IdType="ImmutableId"/.test(request.headers.prefer ?? ''))
            return refuse(request, response, 400, 'BadRequest', 'an id that changes when the draft is sent is of no use');
        const read = await readJson(request, response, '/me/messages');
        if (!read)
            return undefined;
        const { attachments = [], ...message } = read.body;
        const draft = { id: `AAMk${crypto.randomUUID()}=`, by: token.person.address, message, isDraft: true, files: attachments.map(fileOf) };
        drafts.set(draft.id, draft);
        return tell(response, 201, faceOf(draft));
    }

    async function attach(request, response, draft) {
        const read = await readJson(request, response, '/me/messages/{message-id}/attachments');
        if (!read)
            return undefined;
        const file = fileOf(read.body);
        if (file.content.length >= inOnePost)
            return refuse(request, response, 413, 'ErrorMessageSizeExceeded', `${file.content.length} bytes in one request`);
        draft.files.push(file);
        return tell(response, 201, shown(file));
    }

    async function openSession(request, response, draft) {
        const read = await readJson(request, response, '/me/messages/{message-id}/attachments/createUploadSession');
        if (!read)
            return undefined;
        const { name, size, attachmentType } = read.body.AttachmentItem ?? {};
        if (!name || attachmentType !== 'file' || !(size >= inOnePost))
            return refuse(request, response, 400, 'ErrorInvalidArgument', 'a session is for a file of 3 MB and more');
        const key = crypto.randomBytes(24).toString('hex');
        secrets.upload.push(key);
        sessions.set(key, { draft, name, size, parts: [], at: 0 });
        const scheme = request.socket.encrypted ? 'https' : 'http';
        return tell(response, 201, { uploadUrl: `${scheme}://${request.headers.host}/upload/${key}?authtoken=${key}`,
            expirationDateTime: new Date(Date.now() + 3600_000).toISOString(), nextExpectedRanges: ['0-'] });
    }

    async function takePart(request, response, key) {
        const octets = await readBody(request);
        const session = sessions.get(key);
        if (request.headers.authorization)
            return refuse(request, response, 401, 'InvalidAuthenticationToken', 'the address itself is the permission');
        if (!session)
            return refuse(request, response, 404, 'ErrorItemNotFound', 'no such session');
        const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers['content-range'] ?? '')?.slice(1).map(Number);
        const [from, to, total] = range ?? [];
        const isLast = to + 1 === total;
        const isOdd = !range || total !== session.size || to - from + 1 !== octets.length || octets.length > largest
            || (!isLast && octets.length % smallest !== 0);
        if (isOdd)
            return refuse(request, response, 400, 'ErrorInvalidArgument', `${request.headers['content-range']}: ${octets.length} bytes`);
        if (from !== session.at)
            return refuse(request, response, 416, 'ErrorInvalidRange', `expected ${session.at}`);
        note({ what: 'part', from, to });
        session.parts.push(octets);
        session.at = to + 1;
        if (!isLast)
            return tell(response, 200, { nextExpectedRanges: [`${session.at}-`] });
        sessions.delete(key);
        const file = { id: crypto.randomUUID(), name: session.name, contentType: 'application/octet-stream', isInline: false,
            content: Buffer.concat(session.parts) };
        session.draft.files.push(file);
        return answer(response, 201, { 'content-length': '0', location: `https://elsewhere.invalid/Attachments('${file.id}')` });
    }

    async function send(request, response, draft) {
        if ((await readBody(request)).length > 0)
            return refuse(request, response, 400, 'BadRequest', '/send has no body');
        if (!draft.isDraft)
            return refuse(request, response, 400, 'ErrorInvalidOperation', 'it was sent already');
        draft.isDraft = false;
        record(draft.by, request, response, draft.message, draft.files);
        note({ what: 'accepted', requestId: response.getHeader('request-id') });
        return answer(response, 202, { 'content-length': '0' });
    }

    /** True: it was one of these calls, and is answered. */
    return async (request, response, url) => {
        const part = /^\/upload\/([0-9a-f]{48})$/.exec(url.pathname);
        if (part && request.method === 'PUT') {
            await takePart(request, response, part[1]);
            return true;
        }
        const call = /^\/v1\.0\/me\/messages(?:\/([^/]+)(\/.*)?)?$/.exec(url.pathname);
        if (!call)
            return false;
        const [, id, rest = ''] = call;
        const route = `${request.method} ${rest}`;
        const token = await authorised(request, response, route === 'POST /send' ? 'Mail.Send' : write);
        if (!token)
            return true;
        if (!id && request.method === 'POST') {
            await create(request, response, token);
            return true;
        }
        if (!id) {
            const asked = /internetMessageId eq '([^']+)'/.exec(url.searchParams.get('$filter') ?? '')?.[1];
            tell(response, 200, { value: [...drafts.values()].filter(({ message }) => message.internetMessageId === asked).map(faceOf) });
            return true;
        }
        const draft = drafts.get(decodeURIComponent(id));
        if (!draft)
            missing(request, response);
        else if (route === 'GET ')
            tell(response, 200, faceOf(draft));
        else if (route === 'DELETE ' && drafts.delete(draft.id))
            answer(response, 204);
        else if (route === 'POST /attachments')
            await attach(request, response, draft);
        else if (route === 'GET /attachments')
            tell(response, 200, { value: draft.files.map(shown) });
        else if (route === 'POST /attachments/createUploadSession')
            await openSession(request, response, draft);
        else if (route === 'POST /send')
            await send(request, response, draft);
        else
            return false;
        return true;
    };
}
