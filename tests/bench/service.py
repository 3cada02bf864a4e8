#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Just enough of Microsoft to be sent to and uploaded to, over TLS and in a hurry, so that what is measured is the program.

    service.py CERTIFICATE KEY

listens at 127.0.0.1:443 and is led by lines of JSON at its standard input; each is answered by one line.
  {"do": "grant", "rights": […]}         what the next tokens may do; gives {token}, one that is good right away
  {"do": "watch", "pid": N}              forgets what it saw, and looks at that process's CPU time during the next upload
  {"do": "open", "size": N}              an upload session without a mail, as {url}
  {"do": "report"}                       what it saw since: {mails, requests, upload}
"""
import base64
import hashlib
import http.server
import json
import re
import secrets
import socket
import ssl
import sys
import threading
import time
import urllib.parse

tenant = '3f6c1d0e-8a52-4c1b-9f57-0d2a6be41c77'
person = {'oid': 'b1a9e0f4-65f3-4c38-9d0a-2f6f8a1c7e55', 'tid': tenant, 'sub': 'bench', 'name': 'Adele Bench',
          'preferred_username': 'adele@contoso.example'}
host = 'https://graph.microsoft.com'
upload_host = 'https://outlook.office.com'


def cpu_seconds(pid):
    """User and system time of a whole process, to the nanosecond (clock_getcpuclockid)."""
    return time.clock_gettime((~pid << 3) | 2)


class Memory:
    """All that it knows. One client at a time, so that nothing needs a lock."""
    rights = ['Mail.Send']
    tokens = set()
    files = {}  # of the draft: name -> size
    sizes = {}  # of the upload sessions: number -> (name, size)
    store = bytearray()  # what goes up; kept between runs, since making it takes time of its own
    pid = 0

    @classmethod
    def forget(cls):
        cls.mails, cls.requests, cls.upload = [], 0, None


class Upload:
    """Begins with the head of the first part, ends with the last octet of the last one."""

    def __init__(self, size):
        self.begin, self.cpu_begin = time.perf_counter(), cpu_seconds(Memory.pid) if Memory.pid else 0
        self.end = self.cpu_end = 0
        self.size, self.parts, self.lines = size, 0, set()

    def finish(self):
        self.end, self.cpu_end = time.perf_counter(), cpu_seconds(Memory.pid) if Memory.pid else 0

    def report(self):
        return {'size': self.size, 'parts': self.parts, 'connections': len(self.lines), 'seconds': self.end - self.begin,
                'cpu': self.cpu_end - self.cpu_begin,
                'sha256': hashlib.sha256(memoryview(Memory.store)[:self.size]).hexdigest()}


def make_token(claims):
    pack = lambda octets: base64.urlsafe_b64encode(octets).rstrip(b'=').decode()
    return '.'.join([pack(b'{"alg":"none","typ":"JWT"}'), pack(json.dumps(claims).encode()), pack(secrets.token_bytes(256))])


def make_access_token():
    token = make_token({**person, 'aud': host, 'scp': ' '.join(Memory.rights), 'exp': int(time.time()) + 3600})
    Memory.tokens.add(token)
    return token


def open_session(name, size):
    number = str(len(Memory.sizes))
    Memory.sizes[number] = (name, size)
    if len(Memory.store) < size:
        Memory.store = bytearray(size)
    return f'{upload_host}/upload/{number}?authtoken={secrets.token_urlsafe(24)}'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def setup(self):
        self.request.do_handshake()
        super().setup()

    def log_message(self, *_):
        pass

    def answer(self, status, value=None, headers=()):
        body = b'' if value is None else json.dumps(value).encode()
        lines = [f'HTTP/1.1 {status} {self.responses[status][0]}', f'Content-Length: {len(body)}', *headers]
        if body:
            lines.append('Content-Type: application/json')
        self.wfile.write('\r\n'.join(lines).encode() + b'\r\n\r\n' + body)

    def body(self):
        return self.rfile.read(int(self.headers.get('Content-Length', 0)))

    def do_PUT(self):
        name, size = Memory.sizes[urllib.parse.urlsplit(self.path).path.rsplit('/', 1)[1]]
        first, last, total = map(int, re.fullmatch(r'bytes (\d+)-(\d+)/(\d+)', self.headers['Content-Range']).groups())
        if first == 0:
            Memory.upload = Upload(size)
        if total != size or last >= size or last + 1 - first != int(self.headers['Content-Length']):
            return self.answer(416)
        with memoryview(Memory.store)[first:last + 1] as part:
            if self.rfile.readinto(part) != len(part):
                raise ConnectionError('cut within a part')
        Memory.upload.parts += 1
        Memory.upload.lines.add(self.client_address)
        if last + 1 < size:
            return self.answer(200, {'nextExpectedRanges': [f'{last + 1}-']})
        Memory.upload.finish()
        Memory.files[name] = size
        return self.answer(201, headers=[f"Location: {host}/v1.0/me/messages('d')/attachments('{name}')"])

    def do_GET(self):
        place = self.graph_place()
        if place == 'me':
            self.answer(200, {'id': person['oid'], 'mail': person['preferred_username'],
                              'userPrincipalName': person['preferred_username'], 'displayName': person['name']})
        elif place and place.endswith('/attachments'):
            self.answer(200, {'value': [{'id': name, 'name': name, 'size': size, 'isInline': False}
                                        for name, size in Memory.files.items()]})
        elif place is not None:
            self.answer(404, {'error': {'code': 'ErrorItemNotFound', 'message': place}})

    def do_POST(self):
        path = urllib.parse.urlsplit(self.path).path
        body = self.body()
        if path.endswith('/oauth2/v2.0/token'):
            Memory.requests += 1
            return self.answer(200, token_answer(dict(urllib.parse.parse_qsl(body.decode()))))
        place = self.graph_place()
        if place is None:
            return None
        if place == 'me/sendMail':
            Memory.mails.append(json.loads(body)['message']['subject'])
            return self.answer(202)
        if place == 'me/messages':
            Memory.files = {}
            Memory.draft = json.loads(body)
            return self.answer(201, {'id': 'd', 'isDraft': True, 'internetMessageId': Memory.draft.get('internetMessageId', '')})
        if place.endswith('/createUploadSession'):
            item = json.loads(body)['AttachmentItem']
            return self.answer(201, {'uploadUrl': open_session(item['name'], item['size']), 'nextExpectedRanges': ['0-'],
                                     'expirationDateTime': '2099-01-01T00:00:00Z'})
        if place.endswith('/send'):
            Memory.mails.append(Memory.draft['subject'])
            return self.answer(202)
        return self.answer(404, {'error': {'code': 'ErrorItemNotFound', 'message': place}})

    def graph_place(self):
        """What of Graph is asked for; None, and answered, without a token of ours."""
        Memory.requests += 1
        if self.headers.get('Authorization', '').removeprefix('Bearer ') not in Memory.tokens:
            self.answer(401, {'error': {'code': 'InvalidAuthenticationToken', 'message': 'no token'}})
            return None
        return urllib.parse.urlsplit(self.path).path.removeprefix('/v1.0/')


def token_answer(form):
    """As Microsoft does it: a new refresh token each time. The code is the nonce, which saves keeping it."""
    now = int(time.time())
    claims = {**person, 'iss': f'https://login.microsoftonline.com/{tenant}/v2.0', 'aud': form['client_id'], 'iat': now,
              'nbf': now, 'exp': now + 3600}
    if form['grant_type'] == 'authorization_code':
        claims['nonce'] = form['code']
    return {'token_type': 'Bearer', 'scope': ' '.join(f'{host}/{right}' for right in ['User.Read', *Memory.rights]),
            'expires_in': 3599, 'access_token': make_access_token(), 'refresh_token': '1.' + secrets.token_urlsafe(900),
            'id_token': make_token(claims)}


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, certificate, key):
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate, key)
        super().__init__(('127.0.0.1', 443), Handler)

    def get_request(self):
        line, address = self.socket.accept()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.tls.wrap_socket(line, server_side=True, do_handshake_on_connect=False), address


def obey(order):
    what = order['do']
    if what == 'grant':
        Memory.rights = order['rights']
        return {'token': make_access_token()}
    if what == 'watch':
        Memory.forget()
        Memory.pid = order['pid']
        return {}
    if what == 'open':
        return {'url': open_session('bench', order['size'])}
    upload = Memory.upload.report() if Memory.upload and Memory.upload.end else None
    return {'mails': Memory.mails, 'requests': Memory.requests, 'upload': upload}


def main():
    Memory.forget()
    server = Server(*sys.argv[1:])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print('{}', flush=True)
    for line in sys.stdin:
        print(json.dumps(obey(json.loads(line))), flush=True)


if __name__ == '__main__':
    main()
