import diagnostics from 'node:diagnostics_channel';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../server/src/config.ts';
import { createLogger } from '../server/src/platform/log.ts';
import { startServer } from '../server/src/start.ts';
import { type Benchmark, type Figure, median } from './report.ts';
import { startProduct } from './server.ts';

const REQUESTS = 3_000;
const ROUNDS = 5;
const LOGINS = 100;
const RATE = 200;
const CALM_SECONDS = 4;

export const signInBenchmark: Benchmark = {
  title: 'Signing in',
  method:
    'Authentication: one route that answers a constant, added twice to a running server, open to all and for people who are signed in ' +
    `(with its rate limit); ${REQUESTS} requests one after the other on one connection, in turn, median of ${ROUNDS} rounds. ` +
    `Rush: \`GET /api/v3/account/me\` ${RATE} times a second, its p99 while ${LOGINS} people sign in at once against its p99 when ` +
    `nobody does, median of ${ROUNDS} rounds in turn.`,
  async run(note) {
    return [await authentication(note), await rush(note)];
  },
};

async function authentication(note: (line: string) => void): Promise<Figure> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
  const addRoutes = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    const answer = async () => ({ ok: true });
    fastify.after(() => {
      fastify.get('/bench/public', { config: { access: 'public' } }, answer);
      fastify.get('/bench/person', { config: { access: ['account'] } }, answer);
    });
  };
  diagnostics.subscribe('fastify.initialization', addRoutes);
  const config = readConfig({
    PARLANCE_PORT: '0',
    PARLANCE_DATA_DIR: dataDir,
    PARLANCE_DECODERS: '1',
    PARLANCE_AUTO_INSTALL: '0',
    PARLANCE_RATE_PROFILES: '{"self-hosted":{"requests_per_minute":1000000000}}',
  });
  const server = await startServer(config, createLogger({ level: 'warn', pretty: false }));
  diagnostics.unsubscribe('fastify.initialization', addRoutes);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const { admin_email: username = '', admin_password: password = '' } = server.firstRun ?? {};
    const login = await fetch(`${server.url}/api/v3/auth/login`, {
      method: 'POST',
      body: new URLSearchParams({ username, password }),
    });
    const { access_token } = (await login.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}` };
    const millisecondsEach = async (target: string) => {
      const started = performance.now();
      for (let index = 0; index < REQUESTS; index++) await get(server.url + target, agent, headers);
      return (performance.now() - started) / REQUESTS;
    };
    for (const target of ['/bench/public', '/bench/person']) await millisecondsEach(target);
    const rounds = { open: [] as number[], person: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      rounds.open.push(await millisecondsEach('/bench/public'));
      rounds.person.push(await millisecondsEach('/bench/person'));
      note(`round ${round + 1}: ${rounds.person[round]?.toFixed(3)} / ${rounds.open[round]?.toFixed(3)} ms`);
    }
    const [person, open] = [median(rounds.person), median(rounds.open)];
    return {
      name: 'what authentication adds to a request, in ms',
      target: { at: 'most', value: 0.15 },
      ratio: person - open,
      ours: `${person.toFixed(3)} ms`,
      reference: `${open.toFixed(3)} ms`,
    };
  } finally {
    agent.destroy();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function get(url: string, agent: http.Agent, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode} from ${url}`)),
      );
    });
    request.on('error', reject);
  });
}

async function rush(note: (line: string) => void): Promise<Figure> {
  const product = await startProduct();
  try {
    const firstRun = JSON.parse(await readFile(path.join(product.dataDir, 'first-run.json'), 'utf8'));
    const body = new URLSearchParams({ username: firstRun.admin_email, password: firstRun.admin_password });
    const signIn = async () => {
      const answer = await fetch(`${product.url}/api/v3/auth/login`, { method: 'POST', body });
      const { access_token } = (await answer.json()) as { access_token?: string };
      if (!access_token) throw new Error(`signing in: ${answer.status}`);
      return access_token;
    };
    const authorization = `Bearer ${await signIn()}`;
    const others = { url: `${product.url}/api/v3/account/me`, connections: 20, headers: { authorization } };
    const p99 = async (duration: number) => {
      const result = await autocannon({ ...others, overallRate: RATE, duration });
      if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
      return result.latency.p99;
    };
    await p99(CALM_SECONDS);
    const rounds = { calm: [] as number[], rush: [] as number[], seconds: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      rounds.calm.push(await p99(CALM_SECONDS));
      const started = performance.now();
      const logins = Promise.all(Array.from({ length: LOGINS }, signIn)).then(() => performance.now() - started);
      rounds.rush.push(await p99(CALM_SECONDS));
      rounds.seconds.push((await logins) / 1_000);
      note(
        `round ${round + 1}: ${rounds.rush[round]} / ${rounds.calm[round]} ms, all signed in after ${rounds.seconds[round]?.toFixed(1)} s`,
      );
    }
    const [calm, busy] = [median(rounds.calm), median(rounds.rush)];
    return {
      name: `p99 of other requests while ${LOGINS} people sign in, of when nobody does`,
      target: { at: 'most', value: 2 },
      ratio: busy / calm,
      ours: `${busy} ms (all signed in after ${median(rounds.seconds).toFixed(1)} s)`,
      reference: `${calm} ms`,
    };
  } finally {
    await product.stop();
  }
}
