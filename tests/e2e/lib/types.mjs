// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles request bodies against Microsoft's own TypeScript declarations, as object literals, so that a member that is
// not theirs is found by the excess property check.
import path from 'node:path';
import ts from 'typescript';

const fileType = '#microsoft.graph.fileAttachment';
const longest = 200; // the compiler need not read megabytes of base64

const shortened = (value) => JSON.parse(JSON.stringify(value, (key, part) => (key === 'contentBytes' ? part.slice(0, longest) : part)));

/** The declarations know nothing of @odata.type: it is checked here and taken out. */
function literalsFor(name, body) {
    const { message, ...rest } = shortened(body);
    const { attachments, ...plain } = message;
    const lines = (attachments ?? []).map((part, at) => {
        const { '@odata.type': type, ...file } = part;
        if (type !== fileType)
            throw new TypeError(`${name}: attachment ${at} has @odata.type ${type}`);
        return `const ${name}_${at}: FileAttachment = ${JSON.stringify(file)};`;
    });
    const list = attachments ? [`const ${name}_list: Attachment[] = [${attachments.map((part, at) => `${name}_${at}`).join(', ')}];`] : [];
    const fields = Object.entries(plain).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    if (attachments)
        fields.push(`attachments: ${name}_list`);
    const outer = Object.entries(rest).map(([key, value]) => `, ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join('');
    return [...lines, ...list, `const ${name}_message: Message = {${fields.join(', ')}};`,
        `const ${name}: { message: Message; saveToSentItems?: boolean } = { message: ${name}_message${outer} };`];
}

/** What the compiler says about bodies of sendMail ({name: body}), one text a fault. */
export function typeFaults(bodies) {
    const names = Object.keys(bodies);
    return compilerFaults(['Attachment', 'FileAttachment', 'Message'],
        names.flatMap((name, at) => [`// ${name.replace(/\s/g, ' ')}`, ...literalsFor(`body${at}`, bodies[name])]));
}

/** The same for what fills a draft: [type, value] pairs, where the type is FileAttachment or AttachmentItem. */
export function partFaults(parts) {
    return compilerFaults(['AttachmentItem', 'FileAttachment'], parts.map(([type, value], at) => {
        const { '@odata.type': named, ...plain } = shortened(value);
        if ((type === 'FileAttachment') !== (named === fileType))
            throw new TypeError(`part ${at} has @odata.type ${named}`);
        return `const part${at}: ${type} = ${JSON.stringify(plain)};`;
    }));
}

function compilerFaults(types, lines) {
    const source = [`import type { ${types.join(', ')} } from "@microsoft/microsoft-graph-types";`, ...lines, 'export {};'].join('\n');
    const file = path.join(import.meta.dirname, 'bodies.ts');
    const settings = { strict: true, noEmit: true, types: [], skipLibCheck: true, module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022 };
    const host = ts.createCompilerHost(settings);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (name) => name === file || fileExists.call(host, name);
    host.readFile = (name) => (name === file ? source : readFile.call(host, name));
    host.getSourceFile = (name, ...rest) => (name === file ? ts.createSourceFile(name, source, settings.target) : getSourceFile.call(host, name, ...rest));
    const program = ts.createProgram([file], settings, host);
    return ts.getPreEmitDiagnostics(program).map((fault) => {
        const text = ts.flattenDiagnosticMessageText(fault.messageText, ' ');
        if (!fault.file)
            return text;
        const line = fault.file.getLineAndCharacterOfPosition(fault.start).line;
        return `${text} in ${source.split('\n')[line].slice(0, 160)}`;
    });
}
