import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createParlance } from './index.ts';

it('says which address does not answer', async () => {
  const parlance = createParlance({ url: 'http://127.0.0.1:1/', key: 'k' });
  await expect(parlance.listModels()).rejects.toMatchObject({
    name: 'ParlanceError',
    errorCode: 'NETWORK_ERROR',
    status: 0,
    message: expect.stringContaining('No Parlance server answers at http://127.0.0.1:1 ('),
  });
});

it('tells a server of another kind', async () => {
  const other = createServer((request, response) => {
    response.writeHead(request.url?.includes('models') ? 200 : 502, { 'content-type': 'text/html' });
    response.end('<h1>Welcome to nginx!</h1>');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    const parlance = createParlance({ url: `http://127.0.0.1:${(other.address() as AddressInfo).port}`, key: 'k' });
    await expect(parlance.listModels()).rejects.toMatchObject({ errorCode: 'INVALID_ANSWER' });
    await expect(parlance.getSession('x')).rejects.toMatchObject({ errorCode: 'INVALID_ANSWER', status: 502 });
  } finally {
    other.close();
  }
});

it('refuses an address or key that cannot work', () => {
  expect(() => createParlance({ url: 'localhost:8080', key: 'k' })).toThrow('not an http or https address');
  expect(() => createParlance({ url: 'http://localhost', key: ' ' })).toThrow('key is empty');
});

it('gives the reason of the signal when the caller gave up', async () => {
  const parlance = createParlance({
    url: 'http://127.0.0.1:1',
    key: 'k',
    fetch: (request) => new Promise((_, reject) => (request as Request).signal.addEventListener('abort', reject)),
  });
  const asking = parlance.getSession('x', { signal: AbortSignal.timeout(20) });
  await expect(asking).rejects.toMatchObject({ name: 'TimeoutError' });
});
