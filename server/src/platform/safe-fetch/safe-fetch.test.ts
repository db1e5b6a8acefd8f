import type { LookupFunction } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import tls from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDnsServer } from '../../../test/dns-server.ts';
import { type LoopbackWeb, makeCertificate, startLoopbackWeb } from '../../../test/loopback-web.ts';
import { asFetchError, createSafeFetch, type SafeFetchInput } from './index.ts';

/** Allowed, and so the open internet here; what listens at 127.0.0.1 is private. */
const OPEN = '127.0.0.2';

let open: LoopbackWeb;
let secret: LoopbackWeb;
let secure: LoopbackWeb;
const trusted = tls.getCACertificates();
beforeAll(async () => {
  open = await startLoopbackWeb({ host: OPEN });
  secret = await startLoopbackWeb({ port: open.port });
  const certificate = await makeCertificate('media.test', 'other.test');
  secure = await startLoopbackWeb({ host: OPEN, tls: certificate });
  tls.setDefaultCACertificates([...trusted, certificate.cert]);
});
afterAll(async () => {
  tls.setDefaultCACertificates(trusted);
  await Promise.all([open.stop(), secret.stop(), secure.stop()]);
});
beforeEach(() => {
  for (const web of [open, secret, secure]) {
    web.requests.length = 0;
    web.answer((_request, response) => response.end('hello'));
  }
});

const names: Record<string, string[]> = {
  'media.test': [OPEN],
  'other.test': [OPEN],
  'inside.test': ['127.0.0.1'],
  'example.org': ['93.184.216.34'],
  'mixed.test': ['127.0.0.1', OPEN],
  'mapped.test': ['::ffff:127.0.0.1'],
};
const lookup: LookupFunction = (hostname, _options, callback) => {
  const found = names[hostname.replace(/\.$/, '')];
  if (!found) return callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
  callback(null, found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })) as never);
};

async function get(
  url: string,
  input: Partial<SafeFetchInput> = {},
  options: { allow?: string[]; lookup?: LookupFunction } = {},
) {
  const fetch = createSafeFetch({ allow: options.allow ?? [OPEN], lookup: options.lookup ?? lookup });
  try {
    const response = await fetch({ url, timeoutMs: 5_000, signal: new AbortController().signal, ...input });
    return { ...response, text: await text(response.body) };
  } finally {
    await fetch.close();
  }
}

const NOT_ALLOWED = { kind: 'address_not_allowed', code: 'ADDRESS_NOT_ALLOWED', status: 422 };
const failure = (reason: string) => ({ kind: 'fetch_failed', code: 'FETCH_FAILED', status: 502, details: { reason } });

describe('what may be reached', () => {
  it('sends and receives: method, headers, body, the last URL', async () => {
    let received = '';
    open.answer(async (request, response) => {
      received = await text(request);
      response.writeHead(201, { 'X-Answer': ['a', 'b'] }).end('made');
    });
    const answer = await get(`http://media.test:${open.port}/hook`, {
      method: 'POST',
      headers: { 'X-Mine': '1' },
      body: '{"a":1}',
    });
    expect(answer).toMatchObject({ status: 201, text: 'made', headers: { 'x-answer': 'a, b' } });
    expect(answer.url).toBe(`http://media.test:${open.port}/hook`);
    expect(received).toBe('{"a":1}');
    expect(open.requests).toMatchObject([
      { method: 'POST', headers: { 'x-mine': '1', 'accept-encoding': 'identity', 'user-agent': 'Parlance' } },
    ]);
  });

  it.each([
    ['a literal private address', 'http://127.0.0.1:PORT/'],
    ['a short form of it', 'http://127.1:PORT/'],
    ['its number', 'http://0x7f000001:PORT/'],
    ['its mapped form', 'http://[::ffff:127.0.0.1]:PORT/'],
    ['the unspecified address', 'http://[::]:PORT/'],
    ['a name that leads to it', 'http://inside.test:PORT/'],
    ['a name that leads to its mapped form', 'http://mapped.test:PORT/'],
    ['a port that is not allowed', 'https://example.org:8443/'],
    ['a file', 'file:///etc/passwd'],
  ])('%s: refused, nothing is asked', async (_, url) => {
    await expect(get(url.replace('PORT', String(open.port)))).rejects.toMatchObject(NOT_ALLOWED);
    expect(secret.requests).toEqual([]);
  });

  it('the real localhost, looked up by the system: refused', async () => {
    const { lookup: system } = await import('node:dns');
    const ask = (name: string) => get(`http://${name}:${secret.port}/`, {}, { allow: [OPEN], lookup: system });
    await expect(ask('localhost')).rejects.toMatchObject(NOT_ALLOWED);
    // Some systems know it with a dot at its end, others do not.
    await expect(ask('localhost.')).rejects.toMatchObject({ name: 'AppError' });
    expect(secret.requests).toEqual([]);
  });

  it('of several addresses only those that are allowed are dialled', async () => {
    for (let turn = 0; turn < 3; turn++) {
      expect(await get(`http://mixed.test:${open.port}/`)).toMatchObject({ text: 'hello' });
    }
    expect([open.requests.length, secret.requests.length]).toEqual([3, 0]);
  });

  it('a host that is allowed by name may stand for any address', async () => {
    expect(await get(`http://inside.test:${secret.port}/`, {}, { allow: ['inside.test'] })).toMatchObject({
      status: 200,
    });
    const other = get(`http://inside.test:${secret.port}/`, {}, { allow: [`inside.test:${secret.port + 1}`] });
    await expect(other).rejects.toMatchObject(NOT_ALLOWED);
  });

  it('the refusal does not tell what a name stands for', async () => {
    const error = await get(`http://inside.test:${open.port}/`).catch((thrown) => thrown);
    expect(`${error.message} ${error.detail}`).not.toContain('127.0.0');
  });
});

describe('DNS rebinding', () => {
  it('an answer that changes between two connections: the second is refused', async () => {
    const dns = await startDnsServer((_, earlier) => [earlier === 0 ? OPEN : '127.0.0.1']);
    const fetch = createSafeFetch({ allow: [OPEN], lookup: dns.lookup });
    const url = `http://rebind.test:${open.port}/`;
    const input = { url, timeoutMs: 5_000, signal: new AbortController().signal };
    open.answer((_request, response) => response.writeHead(200, { connection: 'close' }).end('first'));
    try {
      expect(await text((await fetch(input)).body)).toBe('first');
      await expect(fetch(input)).rejects.toMatchObject(NOT_ALLOWED);
      expect(dns.asked, 'one question for each connection, and its answer is dialled').toEqual([
        'rebind.test',
        'rebind.test',
      ]);
      expect(secret.requests).toEqual([]);
    } finally {
      await fetch.close();
      await dns.stop();
    }
  });

  it('an answer that changes between a request and its redirect: refused', async () => {
    const dns = await startDnsServer((_, earlier) => [earlier === 0 ? OPEN : '127.0.0.1']);
    open.answer((_request, response) =>
      response.writeHead(302, { location: `http://rebind.test:${open.port}/again`, connection: 'close' }).end(),
    );
    const followed = get(`http://rebind.test:${open.port}/`, { maxRedirects: 5 }, { lookup: dns.lookup });
    await expect(followed).rejects.toMatchObject(NOT_ALLOWED);
    expect(secret.requests).toEqual([]);
    await dns.stop();
  });
});

describe('redirects', () => {
  const redirectTo = (location: string, status = 302) =>
    open.answer((request, response) => {
      if (request.url === '/end') response.end('end');
      else response.writeHead(status, { location }).end('elsewhere');
    });

  it('are returned as they are unless asked for', async () => {
    redirectTo('/end');
    expect(await get(open.url)).toMatchObject({ status: 302, headers: { location: '/end' }, text: 'elsewhere' });
  });

  it('are followed up to the number asked for', async () => {
    open.answer((request, response) => {
      const hop = Number(request.url?.slice(1));
      if (hop === 0) response.end('there');
      else response.writeHead(301, { location: `/${hop - 1}` }).end();
    });
    expect(await get(`${open.url}/5`, { maxRedirects: 5 })).toMatchObject({ text: 'there', url: `${open.url}/0` });
    await expect(get(`${open.url}/6`, { maxRedirects: 5 })).rejects.toMatchObject(failure('redirects'));
  });

  it.each([
    ['a private address', 'http://127.0.0.1:PORT/'],
    ['a name that leads to one', 'http://inside.test:PORT/'],
    ['metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
    ['a file', 'file:///etc/passwd'],
    ['a port that is not allowed', 'https://example.org:22/'],
    ['an address with a password', 'http://a:b@media.test:PORT/'],
  ])('to %s: refused', async (_, location) => {
    redirectTo(location.replace('PORT', String(open.port)));
    await expect(get(open.url, { maxRedirects: 5 })).rejects.toMatchObject(NOT_ALLOWED);
    expect(secret.requests).toEqual([]);
  });

  it('from https to plain http: refused unless the host is allowed', async () => {
    secure.answer((_request, response) => response.writeHead(302, { location: `http://example.org/` }).end());
    const url = `https://media.test:${secure.port}/`;
    const byName = [`media.test:${secure.port}`];
    await expect(get(url, { maxRedirects: 1 }, { allow: byName })).rejects.toMatchObject(NOT_ALLOWED);
    secure.answer((_request, response) => response.writeHead(302, { location: open.url }).end());
    expect(await get(url, { maxRedirects: 1 })).toMatchObject({ text: 'hello' });
  });

  it('keys and cookies stay with the origin they were meant for', async () => {
    const headers = {
      Authorization: 'Bearer x',
      Cookie: 'a=b',
      'X-Api-Key': 'k',
      Range: 'bytes=0-',
      Accept: 'audio/*',
    };
    redirectTo('/end');
    await get(open.url, { maxRedirects: 1, headers });
    expect(open.requests[1]?.headers).toMatchObject({ authorization: 'Bearer x', cookie: 'a=b', 'x-api-key': 'k' });
    redirectTo(`http://other.test:${open.port}/end`);
    await get(open.url, { maxRedirects: 1, headers });
    const last = open.requests.at(-1);
    expect(last).toMatchObject({ url: '/end', headers: { range: 'bytes=0-', accept: 'audio/*' } });
    for (const name of ['authorization', 'cookie', 'x-api-key']) expect(last?.headers).not.toHaveProperty(name);
  });

  it.each([
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'body'],
    [308, 'POST', 'body'],
  ])('%d after POST: %s', async (status, method, body) => {
    const bodies: string[] = [];
    open.answer(async (request, response) => {
      bodies.push(await text(request));
      if (request.url === '/end') response.end();
      else response.writeHead(status, { location: '/end' }).end();
    });
    await get(open.url, { method: 'POST', body: 'body', maxRedirects: 1 });
    expect(open.requests.map((request) => request.method)).toEqual(['POST', method]);
    expect(bodies).toEqual(['body', body]);
  });
});

describe('servers that behave badly', () => {
  it('compressed content stays as it is: a bomb of 50 MB is the 50 kB that were sent', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    open.answer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const fetch = createSafeFetch({ allow: [OPEN] });
    const { body } = await fetch({ url: open.url, timeoutMs: 5_000, signal: new AbortController().signal });
    expect((await buffer(body)).equals(bomb)).toBe(true);
    await fetch.close();
  });

  it('no answer in time: timeout, also over many redirects', async () => {
    open.answer(() => {});
    await expect(get(open.url, { timeoutMs: 100 })).rejects.toMatchObject(failure('timeout'));
    open.answer((_request, response) => {
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), 30);
    });
    await expect(get(open.url, { timeoutMs: 200, maxRedirects: 1000 })).rejects.toMatchObject(failure('timeout'));
  });

  it('a body that stops coming: an error of the stream', async () => {
    open.answer((_request, response) => void response.writeHead(200).write('begin'));
    const error = await get(open.url, { idleTimeoutMs: 200 }).catch((thrown) => thrown);
    expect(asFetchError(error)).toMatchObject(failure('timeout'));
  });

  it.each([
    ['cut before the answer', 'cut', (socket: { destroy(): void }) => socket.destroy()],
    ['not HTTP', 'protocol', (socket: { end(text: string): void }) => socket.end('SSH-2.0-OpenSSH\r\n\r\n')],
    [
      'endless headers',
      'protocol',
      (socket: { end(text: string): void }) => socket.end(`HTTP/1.1 200 OK\r\na: ${'b'.repeat(100_000)}`),
    ],
  ])('%s: %s', async (_, reason, act) => {
    open.answer((_request, response) => act(response.socket as never));
    await expect(get(open.url)).rejects.toMatchObject(failure(reason));
  });

  it('cut within the body: an error of the stream', async () => {
    open.answer((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('begin');
      setTimeout(() => response.socket?.destroy(), 20);
    });
    const error = await get(open.url).catch((thrown) => thrown);
    expect(asFetchError(error)).toMatchObject(failure('cut'));
  });

  it('an unknown name, a closed port, a certificate nobody trusts: errors that say so', async () => {
    await expect(get('https://nowhere.test/')).rejects.toMatchObject(failure('dns'));
    const gone = await startLoopbackWeb({ host: OPEN });
    await gone.stop();
    await expect(get(gone.url)).rejects.toMatchObject(failure('connect'));
    const wrongName = get(`https://${OPEN}:${secure.port}/`);
    await expect(wrongName).rejects.toMatchObject(failure('tls'));
  });

  it('aborting ends it with the reason of the signal, before and within the body', async () => {
    const reason = new Error('enough');
    open.answer(() => {});
    const controller = new AbortController();
    const waiting = get(open.url, { signal: controller.signal });
    await expect.poll(() => open.requests.length).toBe(1);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);

    open.answer((_request, response) => void response.writeHead(200).write('begin'));
    const second = new AbortController();
    const fetch = createSafeFetch({ allow: [OPEN] });
    const { body } = await fetch({ url: open.url, timeoutMs: 5_000, signal: second.signal });
    const read = text(body);
    second.abort(reason);
    await expect(read).rejects.toBe(reason);
    await fetch.close();
  });

  it('a body nobody reads can be destroyed without an error that nobody handles', async () => {
    open.answer((_request, response) => void response.writeHead(200).write('begin'));
    const fetch = createSafeFetch({ allow: [OPEN] });
    const { body } = await fetch({ url: open.url, timeoutMs: 5_000, signal: new AbortController().signal });
    body.destroy();
    await new Promise((resolve) => body.once('close', resolve));
    await fetch.close();
  });
});
