import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createParlance } from '@parlance/sdk';
import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../sdk/src/test-server.ts';

const CLI = path.join(import.meta.dirname, '../../bin/parlance.mjs');

let server: TestServer;
let place: string;
let password: string;
const email = 'admin@parlance.local';
const file = () => path.join(place, 'parlance', 'logins.json');

beforeAll(async () => {
  [server, place] = await Promise.all([startTestServer(), mkdtemp(path.join(tmpdir(), 'parlance-cli-'))]);
  password = JSON.parse(await readFile(path.join(server.dataDir, 'first-run.json'), 'utf8')).admin_password;
});
afterAll(async () => {
  await server?.stop();
  if (place) await rm(place, { recursive: true });
});

/** Runs the program as a shell would, without a terminal. */
function parlance(args: string[], options: { input?: string; environment?: Record<string, string> } = {}) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const env = { PATH: process.env.PATH, XDG_CONFIG_HOME: place, ...options.environment };
    const child = spawn(process.execPath, [CLI, ...args], { cwd: place, env, stdio: 'pipe' });
    const run = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      run.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      run.stderr += chunk;
    });
    child.stdin.end(options.input ?? '');
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
  });
}
const signIn = (input = password, more: string[] = []) =>
  parlance(['login', server.url, '--email', email, '--password-stdin', ...more], { input: `${input}\n` });

describe('login, whoami and logout', () => {
  it('keeps a token in a file of one’s own, uses it, and ends it on the server', async () => {
    const wrong = await signIn('Wrong-Horse-1');
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('E-mail or password is wrong.') });
    expect(await signIn()).toMatchObject({ code: 0, stderr: `Signed in to ${server.url} as ${email}.\n` });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const kept = await readFile(file(), 'utf8');
    expect(kept).not.toContain(password);
    const { token } = JSON.parse(kept).logins[0];
    const me = await parlance(['whoami']);
    expect(me).toMatchObject({ code: 0, stdout: expect.stringContaining(`${email} at ${server.url}`) });
    expect(JSON.parse((await parlance(['whoami', '--json'])).stdout)).toMatchObject({ email });
    expect((await parlance(['sessions', 'list'])).code).toBe(0);

    expect(await parlance(['logout'])).toMatchObject({ code: 0, stderr: `Signed out of ${server.url}.\n` });
    expect(await readFile(file(), 'utf8')).not.toContain(token);
    await expect
      .poll(() =>
        createParlance({ url: server.url, key: token })
          .getMe()
          .catch(({ errorCode }) => errorCode),
      )
      .toBe('INVALID_TOKEN');
    expect(await parlance(['logout'])).toMatchObject({ code: 0, stderr: 'You are not signed in.\n' });
  });

  it('asks for nothing without a terminal, and says what is missing', async () => {
    const run = await parlance(['login', server.url, '--email', email]);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('Password is not given') });
    expect((await parlance(['login', 'nowhere', '--email', email])).code).toBe(2);
    const away = await parlance(['login', 'http://127.0.0.1:9', '--email', email, '--password-stdin'], {
      input: 'x\n',
    });
    expect(away).toMatchObject({ code: 3, stderr: expect.stringContaining('No Parlance server answers') });
  });

  it('of an API key says that it is one', async () => {
    const environment = { PARLANCE_URL: server.url, PARLANCE_KEY: server.key };
    const { stdout } = await parlance(['whoami'], { environment });
    expect(stdout).toBe(`An API key at ${server.url}, not a person.\n`);
    const tokens = await parlance(['tokens', 'list'], { environment });
    expect(tokens).toMatchObject({ code: 3, stderr: expect.stringContaining('sign in with `parlance login`') });
  });
});

describe('tokens', () => {
  it('are made, listed and ended', async () => {
    await signIn();
    const made = await parlance(['tokens', 'create', 'Build server', '--years', '2']);
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^parlance_batch_[\w-]{43}\n$/) });
    const environment = { PARLANCE_URL: server.url, PARLANCE_KEY: made.stdout.trim() };
    expect((await parlance(['sessions', 'list'], { environment })).code).toBe(0);
    const { stdout } = await parlance(['tokens', 'list', '--json']);
    const { id } = JSON.parse(stdout.split('\n')[0] as string);
    expect((await parlance(['tokens', 'list'])).stdout).toMatch(/Build server/);
    expect(await parlance(['tokens', 'delete', String(id)])).toMatchObject({ code: 0, stderr: `Ended key ${id}.\n` });
    expect((await parlance(['tokens', 'delete', String(id)])).code).toBe(1);
    for (const args of [[], ['a', '--type', 'x'], ['a', '--years', '3']]) {
      expect((await parlance(['tokens', 'create', ...args])).code).toBe(2);
    }
  });
});

describe('users', () => {
  it('are invited, listed, edited and deleted', async () => {
    await signIn();
    const invited = await parlance([
      'users',
      'invite',
      'ada@people.example',
      '--roles',
      'contributor,developer',
      '--json',
    ]);
    expect(invited.code).toBe(0);
    const { id } = JSON.parse(invited.stdout);
    const again = await parlance(['users', 'invite', 'ada@people.example']);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('account') });
    const list = await parlance(['users', 'list', '--status', 'invited']);
    expect(list.stdout).toMatch(new RegExp(`${id}\\s+ada@people.example\\s+invited\\s+CONTRIBUTOR DEVELOPER`));
    const edited = await parlance([
      'users',
      'edit',
      String(id),
      '--roles',
      'CUSTOMER',
      '--first-name',
      'Ada',
      '--no-active',
    ]);
    expect(edited).toMatchObject({ code: 0, stderr: 'ada@people.example: inactive, CUSTOMER.\n' });
    expect((await parlance(['users', 'edit', String(id)])).code).toBe(2);
    expect(await parlance(['users', 'edit', String(id), '--active'])).toMatchObject({
      stderr: 'ada@people.example: invited, CUSTOMER.\n',
    });
    expect(await parlance(['users', 'resend', String(id)])).toMatchObject({ code: 0, stderr: 'Sent.\n' });
    expect(await parlance(['users', 'delete', String(id)])).toMatchObject({ code: 0, stderr: `Deleted ${id}.\n` });
    expect((await parlance(['users', 'delete', String(id)])).code).toBe(1);
    expect((await parlance(['users', 'invite', 'x@people.example', '--roles', 'KING'])).code).toBe(1);
  });
});

describe('login with a second factor', () => {
  it('takes the code, and says when one is needed', async () => {
    await signIn();
    const { token } = JSON.parse(await readFile(file(), 'utf8')).logins[0];
    const api = async (method: string, target: string, json?: object) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = json ? { body: JSON.stringify(json) } : {};
      return (await (await fetch(`${server.url}/api/v3/mfa/2fa/${target}`, { method, headers, ...body })).json())
        .result;
    };
    const { secret } = await api('GET', 'qr_code');
    const codes = (await api('POST', 'enable', { totp_code: await generate({ secret }) })).backup_codes;
    const missing = await signIn();
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('Code of your authenticator') });
    expect((await signIn(password, ['--code', '000000'])).stderr).toContain('The code is wrong');
    expect((await signIn(password, ['--code', codes[0]])).code).toBe(0);
    expect((await parlance(['whoami'])).stdout).toContain('second factor: on');
  });
});
