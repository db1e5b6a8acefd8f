import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, secretIn, startMailServer } from './mail-server.ts';
import { freePort, type ServerProcess, startServerProcess } from './server-process.ts';
import { PASSWORD } from './test-server.ts';

const ORGANIZATIONS = '/api/v3/admin/organizations';
/** More than two steps of the erasure. */
const SESSIONS = 250;
const DONE = 'a deleted organisation was erased';

let directory: string;
let environment: Record<string, string>;
let server: ServerProcess;
let url: string;
let mails: MailServer;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-erasure-crash-'));
  mails = await startMailServer();
  environment = {
    PARLANCE_DATA_DIR: path.join(directory, 'data'),
    PARLANCE_PORT: String(await freePort()),
    PARLANCE_DEMO: '0',
    PARLANCE_ENGINES: 'scripted',
    PARLANCE_DECODERS: '1',
    PARLANCE_SMTP_URL: mails.url,
  };
  await start();
}, 120_000);
afterAll(async () => {
  server.signal('SIGTERM');
  await server.exited;
  await mails.stop();
  await rm(directory, { recursive: true, force: true });
});

async function start() {
  server = startServerProcess(environment);
  url = await server.ready;
}

async function call(method: string, target: string, { token = '', json = undefined as unknown } = {}) {
  const response = await fetch(url + target, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: json === undefined ? null : JSON.stringify(json),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

const login = async (username: string, password: string) =>
  (await call('POST', '/api/v3/auth/login', { json: { username, password } })).body.access_token as string;

it('kill -9 in the midst of the erasure of an organisation: it stays closed, and the rest is erased after the start', {
  timeout: 240_000,
}, async () => {
  const first = JSON.parse(await readFile(path.join(directory, 'data', 'first-run.json'), 'utf8'));
  const operator = await login(first.admin_email, first.admin_password);
  const email = 'boss@crash.example';
  const made = await call('POST', ORGANIZATIONS, { token: operator, json: { name: 'Crash', email } });
  const { id } = made.body;
  const secret = secretIn(await mails.mailTo(email, /Crash/));
  await call('POST', '/api/v3/auth/activate', { json: { token: secret, password: PASSWORD } });
  const boss = await login(email, PASSWORD);
  for (let index = 0; index < SESSIONS; index++) {
    const json = { language: 'xx' };
    expect((await call('POST', '/api/v3/speech-to-text/session', { token: boss, json })).status).toBe(200);
  }
  const view = async () => (await call('GET', `${ORGANIZATIONS}/${id}`, { token: operator })).body;
  expect(await view()).toMatchObject({ sessions: SESSIONS, people: 1 });

  const deleted = await call('DELETE', `${ORGANIZATIONS}/${id}`, { token: operator, json: { confirm: 'Crash' } });
  expect(deleted.status).toBe(202);
  const said = () => server.stdout() + server.stderr();
  await expect.poll(said, { timeout: 60_000, interval: 5 }).toContain('is being erased');
  await server.kill();
  expect(said()).not.toContain(DONE);
  await start();

  expect((await call('GET', '/api/v3/account/me', { token: boss })).status).toBe(401);
  await expect.poll(async () => (await view()).erased_at, { timeout: 120_000, interval: 200 }).not.toBeNull();
  expect(said()).toContain(DONE);
  // What billing needs is there, and nobody.
  expect(await view()).toMatchObject({ name: 'Crash', sessions: SESSIONS, people: 0 });
});
