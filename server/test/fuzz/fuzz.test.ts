import diagnostics from 'node:diagnostics_channel';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, type Operation, readContract } from './contract.ts';
import { judge } from './judge.ts';
import { createPlay, type Play } from './play.ts';
import { anyDraft, type Draft, validDraft } from './requests.ts';
import { NEED_SECRETS } from './values.ts';
import { asCurl, exchange, type WireRequest } from './wire.ts';

/** `npm run test:fuzz -- --seed N --runs M` sets these; without them this is the short run of `npm test`. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_801);
const RUNS = Number(process.env.FUZZ_RUNS ?? 20);
const ONLY = process.env.FUZZ_ONLY;
/** Requests of one operation in a row, before the next has its turn. */
const RUNS_IN_A_ROW = 5;
/** Of each operation, how many turns begin with requests that should go well. */
const VALID_SHARE = 0.3;
const SHORT_RUN_MS = 20_000;
const isLong = process.env.FUZZ_RUNS !== undefined;

let contract: Contract;
let play: Play;
const logged: string[] = [];
const reached = new Map<string, Map<number, number>>();
/** Pino tells of each line it writes; `result` is the line. */
const LOG_LINES = 'tracing:pino_asJson:end';
const onLog = (message: unknown) => logged.push(String((message as { result: string }).result));

beforeAll(async () => {
  contract = await readContract();
  play = await createPlay(contract.operations);
  diagnostics.subscribe(LOG_LINES, onLog);
});
afterAll(async () => {
  diagnostics.unsubscribe(LOG_LINES, onLog);
  await play.server.stop();
});

/** Sends what was drawn and throws when the answer is wrong. */
async function attempt(operation: Operation, draft: Draft): Promise<void> {
  const { request, named } = play.resolve(operation, draft);
  const port = Number(new URL(play.server.url).port);
  const answers = await Promise.all(
    (draft.twice ? [request, request] : [request]).map((one) => exchange(port, one)),
  ).catch((error: Error) => {
    throw new Failure(error.message, request);
  });
  for (const answer of answers) {
    const problem = judge(contract, operation, { draft, request, named }, answer);
    if (problem) throw new Failure(problem, request);
    if (!answer) continue;
    const statuses = reached.get(operation.operationId) ?? new Map<number, number>();
    reached.set(operation.operationId, statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1));
    // What strangers make is theirs: named things are those that a stranger must not reach.
    if (!draft.credential.startsWith('foreign')) play.learn(operation, request, answer);
  }
  const error = logged.splice(0).find((line) => /"level":(50|60)/.test(line));
  if (error) throw new Failure(`an error was logged: ${error.slice(0, 1_500)}`, request);
}

class Failure extends Error {
  readonly request: WireRequest;

  constructor(problem: string, request: WireRequest) {
    super(problem);
    this.request = request;
  }
}

/** Some requests of one operation; what went wrong, shrunk to the least that still goes wrong. */
async function tryOut(operation: Operation, seed: number, runs: number): Promise<string | undefined> {
  const valid = Math.ceil(runs * VALID_SHARE);
  for (const [draft, numRuns] of [
    [validDraft(contract, operation), valid],
    [anyDraft(contract, operation), runs - valid],
  ] as const) {
    const property = fc.asyncProperty(draft, (one) => attempt(operation, one));
    const details = await fc.check(property, { seed, numRuns, maxSkipsPerRun: 100, interruptAfterTimeLimit: 60_000 });
    if (!details.failed || !details.errorInstance) continue;
    const failure = details.errorInstance as Failure;
    if (!failure.request) throw failure;
    const where = `seed ${SEED}, path ${details.counterexamplePath}`;
    return `${operation.operationId}: ${failure.message}\n  ${where}\n  ${asCurl(play.server.url, failure.request)}`;
  }
  return undefined;
}

describe(`every operation of the contract, with right and broken requests (seed ${SEED}, ${RUNS} runs each)`, () => {
  const resources = () => process.getActiveResourcesInfo().filter((name) => /TCP|Pipe|FS/.test(name)).length;

  it('answers as documented, never with 5xx, and is well afterwards', { timeout: 24 * 3_600_000 }, async () => {
    const [resourcesBefore, memoryBefore] = [resources(), process.memoryUsage().rss];
    const started = Date.now();
    const findings = new Map<string, string>();
    let complete = true;
    const operations = contract.operations.filter(({ operationId }) => !ONLY || ONLY.split(',').includes(operationId));
    for (let turn = 0; turn * RUNS_IN_A_ROW < RUNS; turn++) {
      for (const operation of operations) {
        if (findings.has(operation.operationId)) continue;
        // A busy machine gets through less of it, but through every operation at least once.
        if (!isLong && turn > 0 && Date.now() - started > SHORT_RUN_MS) complete = false;
        if (!complete) break;
        const seed = SEED + turn * 1_000 + operations.indexOf(operation);
        const finding = await tryOut(operation, seed, Math.min(RUNS_IN_A_ROW, RUNS - turn * RUNS_IN_A_ROW));
        if (finding) findings.set(operation.operationId, finding);
      }
    }
    if (isLong || findings.size > 0) report(Date.now() - started);
    expect([...findings.values()].join('\n\n')).toBe('');

    // A generator that is refused at the door everywhere would find nothing, and say that all is well.
    const open = operations.filter(({ operationId }) => !NEED_SECRETS.includes(operationId));
    const succeeded = open.filter(({ operationId }) =>
      [...(reached.get(operationId)?.keys() ?? [])].some((status) => status < 300),
    );
    const refused = open.filter((operation) => !succeeded.includes(operation)).map(({ operationId }) => operationId);
    if (open.length > 0)
      expect(
        succeeded.length / open.length,
        `too few requests go well; never did: ${refused.join(', ')}. HINTS in values.ts help.`,
      ).toBeGreaterThanOrEqual(complete ? 0.8 : 0.4);

    expect((await play.server.call('GET', '/health/ready')).status).toBe(200);
    const half = path.join(play.server.dataDir, 'storage', 'tmp');
    await expect.poll(() => readdir(half), { timeout: 60_000 }).toEqual([]);
    await expect.poll(resources, { timeout: 60_000 }).toBeLessThan(resourcesBefore + 20);
    expect(process.memoryUsage().rss - memoryBefore, 'bytes').toBeLessThan(500_000_000);
  });
});

function report(ms: number): void {
  const lines = contract.operations.map(({ operationId }) => {
    const statuses = [...(reached.get(operationId) ?? [])].sort(([a], [b]) => a - b);
    return `  ${operationId}: ${statuses.map(([status, count]) => `${status} × ${count}`).join(', ') || 'nothing'}`;
  });
  console.log(`seed ${SEED}, ${Math.round(ms / 1000)} s\n${lines.join('\n')}`);
}
