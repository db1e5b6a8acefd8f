import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from './client.ts';
import { type CustomerOptions, runCustomer, takeReferences } from './customers.ts';
import { checkSegments, checkSessions, checkWebhooks } from './invariants.ts';
import { runKiller, type Victim } from './killer.ts';
import { type Entry, type Ledger, openLedger, type Violation } from './ledger.ts';
import { checkLeftovers } from './leftovers.ts';
import { randomOf } from './random.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { makeSources, startFileServer } from './sources.ts';
import { type Topology, type TopologyName, topologyOfMany, topologyOfOne } from './topology.ts';

export interface CrashOptions {
  seed: number;
  kills: number;
  topology: TopologyName;
  customers: number;
  /** Between two kills. */
  pauseMs: readonly [least: number, most: number];
  /** Share of webhooks whose first attempt is refused; their second comes a minute later. */
  refusedShare: number;
  /** How long sessions and webhooks may take to end after the last kill. */
  settleMs: number;
  /** Ends the run early. */
  signal?: AbortSignal;
  onProgress(line: string): void;
}

export interface CrashReport {
  seed: number;
  topology: TopologyName;
  kills: number;
  killed: Partial<Record<Victim, number>>;
  sessions: Record<Entry['fate'] | Entry['way'] | 'all' | 'deleted' | 'retried', number>;
  counts: Ledger['counts'];
  segments: number;
  webhooks: { received: number; distinct: number; refused: number };
  seconds: number;
  violations: Violation[];
  /** Where the logs of all processes are, when something is wrong. */
  logs: string | undefined;
}

/**
 * Customers upload, fetch, cancel, try again, delete and read, and receivers take webhooks, while processes are killed.
 * Afterwards all that was promised is compared with what is there.
 */
export async function runCrashProgram(options: CrashOptions): Promise<CrashReport> {
  const startedAt = Date.now();
  const ledger = openLedger();
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-crash-program-'));
  const topology = await (options.topology === 'one' ? topologyOfOne : topologyOfMany)(directory, ledger);
  const receiver = await startReceiver(ledger, randomOf(options.seed, 'receiver'), options.refusedShare);
  const outcome = { killed: {} as CrashReport['killed'], segments: 0 };
  let logs: string | undefined;
  try {
    await Promise.race([play(options, topology, receiver, ledger, outcome), interruption(options.signal)]);
  } catch (error) {
    ledger.violate('the program comes to its end', (error as Error).stack ?? String(error));
  } finally {
    await topology.stop().catch((error: Error) => ledger.violate('servers end when they are told to', error.message));
    await receiver.close();
    if (ledger.violations.length > 0) logs = await writeLogs(topology, ledger);
    await rm(directory, { recursive: true, force: true });
  }
  const { seed, topology: name, kills } = options;
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const facts = { seed, topology: name, kills, ...outcome, ...summary(ledger, receiver), seconds };
  return { ...facts, violations: ledger.violations, logs };
}

function interruption(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new Error('interrupted'));
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

async function play(
  options: CrashOptions,
  topology: Topology,
  receiver: Receiver,
  ledger: Ledger,
  outcome: Pick<CrashReport, 'killed' | 'segments'>,
): Promise<void> {
  const { seed, settleMs, onProgress } = options;
  const sources = await makeSources();
  const fileServer = await startFileServer(sources, randomOf(seed, 'file server'));
  const closing = new AbortController();
  const tooLate = new AbortController();
  try {
    await topology.start();
    const { batch_key: key } = JSON.parse(await readFile(path.join(topology.dataDir, 'first-run.json'), 'utf8'));
    const client = createClient({ port: topology.port, key }, () => ledger.counts.requests_repeated++);
    const webhooks = '/api/v3/organization/webhooks';
    receiver.secret = (await client.insist({ method: 'POST', path: `${webhooks}/secret` })).body.secret;
    await client.insist({ method: 'POST', path: webhooks, json: { url: receiver.url + receiver.everything } });

    const common = { client, ledger, sources, receiverUrl: receiver.url, fileServerUrl: fileServer.url };
    const signals = { closing: closing.signal, tooLate: tooLate.signal };
    const first = { ...common, ...signals, name: 'reference', random: randomOf(seed, 'reference') };
    const references = await takeReferences(first);
    onProgress(`${references.size} undisturbed transcripts taken`);

    const runOne = (name: string) =>
      runCustomer({ ...first, name, references, random: randomOf(seed, name) } satisfies CustomerOptions);
    const customers = Promise.all(
      Array.from({ length: options.customers }, (_, index) => runOne(`customer-${index + 1}`)),
    );
    const onKill = (victim: Victim, count: number) => onProgress(killLine(count, victim, ledger, receiver));
    outcome.killed = await runKiller({
      ...options,
      name: options.topology,
      topology,
      ledger,
      random: randomOf(seed, 'killer'),
      onKill,
    }).finally(() => closing.abort());
    onProgress('no more kills; waiting for every session to end');
    setTimeout(() => tooLate.abort(), settleMs).unref();
    await customers;

    onProgress('waiting for every webhook to arrive');
    const waiting = async () =>
      (await client.insist({ method: 'GET', path: `${webhooks}/deliveries?status=pending` })).body.total_results;
    const giveUpAt = Date.now() + settleMs;
    while ((await waiting()) > 0 && Date.now() < giveUpAt) await delay(300);

    await checkSessions(client, ledger);
    checkWebhooks(receiver, ledger);
    onProgress('once more from the start, with every file old enough to be an orphan');
    for (const service of topology.services) await service.stop();
    for (const service of topology.services) await service.start({ PARLANCE_ORPHAN_HOURS: '0' });
    await checkLeftovers(topology, ledger);
    outcome.segments = checkSegments(topology, ledger);
  } finally {
    closing.abort();
    tooLate.abort();
    await fileServer.stop();
  }
}

function killLine(count: number, victim: Victim, { entries, violations }: Ledger, { notices }: Receiver): string {
  const ended = entries.filter(({ fate }) => fate !== 'open').length;
  return (
    `kill ${count}: ${victim}; sessions ${entries.length}, ended ${ended}; webhooks ${notices.length}; ` +
    `violations ${violations.length}`
  );
}

function summary({ entries, counts }: Ledger, { notices, refused }: Receiver) {
  const number = (is: (entry: Entry) => boolean) => entries.filter(is).length;
  const fates = ['open', 'completed', 'cancelled', 'failed'] as const;
  const ways = ['tus', 'put', 'link', 'fetch'] as const;
  const sessions = Object.fromEntries([
    ['all', entries.length],
    ...fates.map((fate) => [fate, number((entry) => entry.fate === fate)]),
    ...ways.map((way) => [way, number((entry) => entry.way === way)]),
    ['deleted', number(({ deletion }) => deletion === 'acknowledged')],
    ['retried', number(({ retried }) => retried)],
  ]) as CrashReport['sessions'];
  const distinct = new Set(notices.map(({ webhook_id }) => webhook_id)).size;
  return { sessions, counts, webhooks: { received: notices.length, distinct, refused } };
}

async function writeLogs(topology: Topology, { violations }: Ledger): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'parlance-crash-logs-'));
  await mkdir(directory, { recursive: true });
  for (const { name, stdout, stderr } of topology.services.flatMap((service) => service.logs())) {
    await writeFile(path.join(directory, `${name}.log`), `${stdout}\n${stderr}`);
  }
  await writeFile(path.join(directory, 'violations.json'), JSON.stringify(violations, null, 2));
  return directory;
}
