// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Microsoft's v2.0 sign-in endpoints for any tenant, answered by oidc-provider. Two directories: a company's, and the one
// all personal accounts are in. A front checks what Microsoft checks and the library does not.
import { X509Certificate } from 'node:crypto';
import Provider, { interactionPolicy } from 'oidc-provider';
import { acceptPage, chooserPage, failurePage } from './pages.mjs';

const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';
const workTenant = '5f2f3c7e-0b6d-4a51-8a8b-6d1f0c9e7a42';
export const people = {
    'adele@contoso.example': { oid: '0a5cfa38-9a43-4b5c-a4a1-3b7f2f0d5b11', name: 'Adele Vance', address: 'adele@contoso.example', tenant: workTenant },
    'ben@contoso.example': { oid: '9cf9a2a5-8a4c-4f2f-8a5e-0b63a7d3b012', name: 'Ben Ödegård', address: 'ben@contoso.example', tenant: workTenant },
    'mira@outlook.example': { oid: '00000000-0000-0000-4be0-6d6f0b0d7c13', name: 'Mira', address: 'mira@outlook.example', tenant: personalTenant },
};
const plainScopes = ['openid', 'profile', 'email', 'offline_access'];
const graphScopes = ['User.Read', 'Mail.Send', 'Mail.ReadWrite', 'Mail.ReadBasic', 'Mail.Send.Shared'];

/** The directory that a {tenant} of the endpoints means, or null. */
function directoryOf(tenant) {
    if (['consumers', personalTenant].includes(tenant))
        return personalTenant;
    if (['common', 'organizations', 'contoso.example', workTenant].includes(tenant))
        return workTenant;
    return null;
}

export function makeIdentity({ clientId, app, authority, graphRoot, tokenSeconds, note, nextFault, actOut, secrets, readBody, answer }) {
    const prefixes = ['', `${graphRoot}/`, 'https://graph.microsoft.com/'];
    const known = new Set([...plainScopes, ...graphScopes.flatMap((scope) => prefixes.map((prefix) => prefix + scope))]);
    const appScope = `${graphRoot}/.default`;
    const certificate = app.certificate ? new X509Certificate(app.certificate) : null;
    const bareScope = (scope) => graphScopes.find((name) => scope === name || scope.endsWith(`/${name}`)) ?? scope;

    function appClients() {
        const common = { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] };
        const clients = [{ ...common, client_id: app.clientId, client_secret: app.secret, token_endpoint_auth_method: 'client_secret_post' }];
        if (certificate) {
            clients.push({ ...common, client_id: app.certClientId, token_endpoint_auth_method: 'private_key_jwt',
                token_endpoint_auth_signing_alg: 'PS256', jwks: { keys: [{ ...certificate.publicKey.export({ format: 'jwk' }), use: 'sig' }] } });
        }
        return clients;
    }

    /** What Microsoft wants of a program's own request and the library does not look at. */
    function appFault({ form }) {
        if (form.get('scope') !== appScope)
            return ['invalid_scope', 1002012, `The provided value for scope ${form.get('scope')} is not valid. Client credential flows must have a scope value with /.default suffixed.`];
        const assertion = form.get('client_assertion');
        if (!assertion)
            return null;
        const [header, claims] = assertion.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
        const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
        if (header['x5t#S256'] !== thumbprint)
            return ['invalid_client', 700027, 'The certificate with identifier used to sign the client assertion is not registered on application.'];
        if (claims.exp - claims.nbf > 600)
            return ['invalid_client', 700024, 'Client assertion is not within its valid time range.'];
        return null;
    }

    function makeDirectory(tenant) {
        const policy = interactionPolicy.base();
        policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
        const provider = new Provider(`${authority}/${tenant}/v2.0`, {
            clients: [{ client_id: clientId, application_type: 'native', token_endpoint_auth_method: 'none',
                redirect_uris: ['http://localhost'], response_types: ['code'], grant_types: ['authorization_code', 'refresh_token'] }, ...appClients()],
            scopes: [...known, appScope],
            claims: { openid: ['sub', 'oid', 'tid'], profile: ['name', 'preferred_username'], email: ['email'] },
            conformIdTokenClaims: false,
            routes: { authorization: '/oauth2/v2.0/authorize', token: '/oauth2/v2.0/token', jwks: '/discovery/v2.0/keys', userinfo: '/oidc/userinfo' },
            ttl: { AccessToken: tokenSeconds, AuthorizationCode: 600, IdToken: 3600, RefreshToken: 90 * 86400, Interaction: 900, Session: 3600, Grant: 90 * 86400 },
            issueRefreshToken: async (ctx, client, code) => code.scopes.has('offline_access'),
            rotateRefreshToken: true,
            pkce: { required: () => true },
            findAccount: async (ctx, id) => people[id] && { accountId: id, claims: async () => claimsOf(people[id]) },
            cookies: { keys: ['only for tests'] },
            features: { devInteractions: { enabled: false }, clientCredentials: { enabled: true } },
            interactions: { policy, url: (ctx, interaction) => `/${tenant}/interaction/${interaction.uid}` },
            renderError: async (ctx, out) => {
                note({ what: 'sign-in error page', ...out });
                ctx.type = 'html';
                ctx.body = failurePage(`${out.error}: ${out.error_description ?? ''}`);
            },
        });
        provider.on('authorization_code.saved', (code) => secrets.code.push(code.jti));
        provider.on('access_token.saved', (token) => secrets.access.push(token.jti));
        provider.on('client_credentials.saved', (token) => secrets.access.push(token.jti));
        provider.on('refresh_token.saved', (token) => secrets.refresh.push(token.jti));
        for (const name of ['authorization.error', 'grant.error', 'server_error'])
            provider.on(name, (ctx, error) => note({ what: name, error: error.error ?? String(error), detail: error.error_detail ?? error.error_description }));
        provider.on('grant.success', (ctx) => note({ what: 'grant', type: ctx.oidc.params.grant_type, tenant }));
        return provider;
    }
    const claimsOf = (person) => ({ sub: `sub-${person.oid}`, oid: person.oid, tid: person.tenant, name: person.name,
        preferred_username: person.address, email: person.address });
    const directories = new Map([workTenant, personalTenant].map((tenant) => [tenant, makeDirectory(tenant)]));

    const formOf = (text) => {
        const form = new URLSearchParams(text);
        const names = [...form.keys()];
        return { form, names, twice: names.find((name, at) => names.indexOf(name) !== at) };
    };

    /** What Microsoft refuses before the person sees anything. */
    function authorizeFault({ form, twice }) {
        const scopes = (form.get('scope') ?? '').split(' ');
        const stranger = scopes.find((scope) => !known.has(scope));
        if (twice)
            return `AADSTS9000411: The parameter '${twice}' is duplicated.`;
        if (form.get('client_id') !== clientId)
            return `AADSTS700016: Application '${form.get('client_id')}' was not found in the directory.`;
        if (!/^http:\/\/localhost:\d+$/.test(form.get('redirect_uri') ?? ''))
            return `AADSTS50011: The redirect URI '${form.get('redirect_uri')}' does not match the redirect URIs configured.`;
        if (stranger !== undefined)
            return `AADSTS650053: The scope '${stranger}' does not exist.`;
        if (form.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(form.get('code_challenge') ?? ''))
            return 'AADSTS50147: a code challenge of SHA-256 is wanted.';
        if (!['query', 'form_post', null].includes(form.get('response_mode')))
            return `AADSTS90100: response_mode '${form.get('response_mode')}'`;
        if ((form.get('state') ?? '').length < 22)
            return 'the state is shorter than 128 bits';
        if (form.get('client_secret') !== null)
            return 'a secret in a URL';
        return null;
    }

    function tokenFault(request, { form, names, twice }) {
        const type = form.get('grant_type');
        if (type === 'client_credentials' && request.headers.origin === undefined && !twice)
            return appFault({ form });
        const wanted = { authorization_code: ['client_id', 'code', 'redirect_uri', 'code_verifier'], refresh_token: ['client_id', 'refresh_token'] }[type];
        if (request.headers.origin !== undefined)
            return ['invalid_request', 90023, 'Cross-origin token redemption is permitted only for the Single-Page Application client-type.'];
        if (names.includes('client_secret') || names.includes('client_assertion') || request.headers.authorization)
            return ['invalid_client', 700025, 'Client is public so neither client_assertion nor client_secret should be presented.'];
        if (twice)
            return ['invalid_request', 9000411, `The parameter '${twice}' is duplicated.`];
        if (!/^application\/x-www-form-urlencoded(;|$)/.test(request.headers['content-type'] ?? ''))
            return ['invalid_request', 900144, 'The request body must be a form.'];
        if (!wanted)
            return ['unsupported_grant_type', 70003, `The grant type '${type}' is not supported.`];
        const missing = wanted.find((name) => !form.get(name));
        if (missing)
            return ['invalid_request', 900144, `The request body must contain the following parameter: '${missing}'.`];
        const stranger = (form.get('scope') ?? '').split(' ').find((scope) => scope && !known.has(scope));
        if (stranger)
            return ['invalid_scope', 70011, `The provided value for the input parameter 'scope' is not valid: ${stranger}`];
        return null;
    }

    const refuseToken = (response, [error, number, text]) => {
        note({ what: 'refused', path: 'token', error, number, text });
        answer(response, error === 'invalid_client' ? 401 : 400, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
            JSON.stringify({ error, error_description: `AADSTS${number}: ${text} Trace ID: 00000000-0000-0000-0000-000000000000`,
                error_codes: [number], timestamp: new Date().toISOString(), trace_id: crypto.randomUUID(), correlation_id: crypto.randomUUID() }));
    };

    async function interaction(provider, request, response) {
        const details = await provider.interactionDetails(request, response);
        const { prompt, params, session } = details;
        const form = request.method === 'POST' ? formOf((await readBody(request)).toString()).form : null;
        const finish = (result) => provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
        if (!form) {
            const html = prompt.name === 'consent' ? acceptPage(session.accountId, params.scope) : chooserPage(params.login_hint ?? '');
            return answer(response, 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, html);
        }
        if (form.has('cancel'))
            return finish({ error: 'access_denied', error_description: 'the user canceled the authentication' });
        if (prompt.name !== 'consent') {
            const person = people[form.get('account')];
            if (person && directories.get(person.tenant) === provider)
                return finish({ select_account: {}, login: { accountId: person.address } });
            return answer(response, 200, { 'content-type': 'text/html; charset=utf-8' },
                failurePage(`AADSTS50020: User account '${form.get('account') ?? ''}' does not exist in this directory.`));
        }
        const grant = details.grantId ? await provider.Grant.find(details.grantId)
            : new provider.Grant({ accountId: session.accountId, clientId });
        grant.addOIDCScope(params.scope);
        return finish({ consent: { grantId: await grant.save() } });
    }

    function rewriteAuthorize(form) {
        // The library hands out a refresh token only after prompt=consent; Microsoft wants offline_access alone.
        const prompts = new Set((form.get('prompt') ?? '').split(' ').filter(Boolean));
        if (!prompts.has('none') && (form.get('scope') ?? '').includes('offline_access'))
            prompts.add('consent');
        if (prompts.size)
            form.set('prompt', [...prompts].join(' '));
        return form.toString();
    }

    async function handle(request, response) {
        const parts = /^\/([^/?]+)(\/(?:oauth2\/v2\.0|discovery|v2\.0\/\.well-known|interaction|oidc)\/[^?]*)(\?.*)?$/.exec(request.url);
        const tenant = parts && directoryOf(parts[1]);
        if (!tenant)
            return answer(response, 404, { 'content-type': 'text/html' }, failurePage('AADSTS90002: no such tenant or page'));
        const provider = directories.get(tenant);
        const [, segment, place, query = ''] = parts;
        if (place.startsWith('/interaction/'))
            return interaction(provider, request, response);
        let inner = place.replace(/^\/v2\.0\/\.well-known/, '/.well-known') + query;
        if (place === '/oauth2/v2.0/authorize') {
            const asked = formOf(query.slice(1));
            note({ what: 'authorize', tenant: segment, names: asked.names, responseMode: asked.form.get('response_mode'),
                prompt: asked.form.get('prompt'), loginHint: asked.form.get('login_hint'), scope: asked.form.get('scope') });
            const fault = nextFault('authorize');
            if (actOut(fault, request, response))
                return;
            const why = request.method === 'GET' ? authorizeFault(asked) : 'GET only';
            if (why) {
                note({ what: 'refused', path: 'authorize', text: why });
                return answer(response, 200, { 'content-type': 'text/html; charset=utf-8' }, failurePage(why));
            }
            inner = `${place}?${rewriteAuthorize(asked.form)}`;
        }
        if (place === '/oauth2/v2.0/token') {
            const asked = formOf((await readBody(request, 1 << 20)).toString());
            note({ what: 'token', tenant: segment, type: asked.form.get('grant_type'), scope: asked.form.get('scope'), names: asked.names, headers: Object.keys(request.headers) });
            if (asked.form.get('code_verifier'))
                secrets.verifier.push(asked.form.get('code_verifier'));
            const fault = nextFault('token');
            if (actOut(fault, request, response))
                return;
            const why = request.method === 'POST' ? tokenFault(request, asked) : ['invalid_request', 900561, 'POST only'];
            if (why)
                return refuseToken(response, why);
            request.body = Object.fromEntries(asked.form);
        }
        // The library takes what stands before `url` in `originalUrl` as its mount point, and so keeps the tenant.
        request.url = inner;
        request.originalUrl = `/${segment}${inner}`;
        return provider.callback()(request, response);
    }

    async function findToken(value) {
        for (const provider of directories.values()) {
            const token = await provider.AccessToken.find(value);
            if (token && !token.isExpired)
                return { person: people[token.accountId], scopes: new Set([...token.scopes].map(bareScope)) };
            const program = await provider.ClientCredentials.find(value);
            if (program && !program.isExpired)
                return { person: null, scopes: new Set(['Mail.Send']) };
        }
        return null;
    }

    async function forgetSignIns() {
        for (const provider of directories.values()) {
            for (const value of secrets.refresh)
                await (await provider.RefreshToken.find(value))?.destroy();
        }
    }

    return { handle, findToken, forgetSignIns };
}
