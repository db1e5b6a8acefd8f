import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from './client.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import type { Source } from './sources.ts';
import { haveFetched, SESSIONS, uploadByLink, uploadByTus, uploadDirectly, type Visit } from './uploads.ts';

export interface CustomerOptions {
  name: string;
  client: Client;
  ledger: Ledger;
  random: Random;
  sources: Source[];
  /** What each recording gives when nobody disturbs: by its name, as JSON. */
  references: ReadonlyMap<string, string>;
  receiverUrl: string;
  fileServerUrl: string;
  /** Aborted when no new recordings are to be brought. */
  closing: AbortSignal;
  /** Aborted when what has not ended by now never will. */
  tooLate: AbortSignal;
}

/** Recordings one customer has under way. */
const MOST_AT_ONCE = 3;
const WAYS = [uploadByTus, uploadByTus, uploadDirectly, uploadByLink, haveFetched, haveFetched];
const PLANS = ['wait', 'wait', 'wait', 'wait', 'delete early', 'delete late', 'cancel', 'cancel and retry'] as const;

/** Brings recordings until closing, each in some way, and sees every one of them through to its end. */
export async function runCustomer(options: CustomerOptions): Promise<void> {
  const { closing, random, ledger } = options;
  const underWay = new Set<Promise<void>>();
  for (let count = 1; !closing.aborted; count++) {
    const visit = visitOf(options, `${options.name}-${count}`);
    const bring = random.pick(WAYS);
    const plan = random.pick(PLANS);
    const patienceMs = random.between(0, 2_500);
    const seen = bring(visit)
      .then((entry) => accompany(options, entry, plan, patienceMs))
      .catch((error: Error) => ledger.violate('every request gets a right answer', `${visit.name}: ${error.message}`))
      .finally(() => underWay.delete(seen));
    underWay.add(seen);
    if (underWay.size >= MOST_AT_ONCE) await Promise.race(underWay);
    await delay(random.between(20, 300));
  }
  await Promise.all(underWay);
}

function visitOf(options: CustomerOptions, name: string): Visit {
  const { client, ledger, random, sources, receiverUrl, fileServerUrl } = options;
  const source = random.pick(sources);
  const path = `/${name}`;
  return {
    client,
    ledger,
    random,
    source,
    name,
    hook: random.chance(0.5) ? { url: receiverUrl + path, path } : undefined,
    keepSource: random.chance(0.1),
    sourceUrl: `${fileServerUrl}/${source.name}.wav`,
  };
}

async function accompany(
  options: CustomerOptions,
  entry: Entry,
  plan: (typeof PLANS)[number],
  patienceMs: number,
): Promise<void> {
  const { client } = options;
  if (plan === 'delete early') {
    await delay(patienceMs);
    return erase(client, entry);
  }
  if (plan === 'cancel' || plan === 'cancel and retry') {
    await delay(patienceMs);
    await cancel(client, entry);
    if (entry.cancelled && plan === 'cancel and retry') await retry(client, entry);
  }
  await seeItEnd(options, entry);
  if (plan === 'delete late' && entry.fate !== 'open') await erase(client, entry);
}

async function erase(client: Client, entry: Entry): Promise<void> {
  entry.deletion = 'asked';
  const { status, unclear } = await client.insist({ method: 'DELETE', path: `${SESSIONS}/${entry.session_id}` });
  if (status !== 204 && !(status === 404 && unclear)) throw new Error(`DELETE ${entry.session_id}: ${status}`);
  entry.deletion = 'acknowledged';
}

async function cancel(client: Client, entry: Entry): Promise<void> {
  const { status } = await client.insist({ method: 'POST', path: `${SESSIONS}/${entry.session_id}/cancel` });
  // 409: it had ended before.
  if (status !== 200 && status !== 409) throw new Error(`cancelling ${entry.session_id}: ${status}`);
  entry.cancelled = status === 200;
}

async function retry(client: Client, entry: Entry): Promise<void> {
  const path = `${SESSIONS}/${entry.session_id}/retry`;
  const { status, body, unclear } = await client.insist({ method: 'POST', path });
  // After an answer that was lost it is no longer a failed one.
  if (status !== 200 && !(status === 409 && unclear)) {
    throw new Error(`trying ${entry.session_id} again: ${status} ${JSON.stringify(body)}`);
  }
  entry.retried = true;
}

/** Asks until the session has ended, then holds its result against the undisturbed one. */
async function seeItEnd({ client, ledger, references, tooLate }: CustomerOptions, entry: Entry): Promise<void> {
  const { session_id, source } = entry;
  const path = `${SESSIONS}/${session_id}`;
  for (;;) {
    const { status, body } = await client.insist({ method: 'GET', path });
    if (status !== 200) return ledger.violate('every session ends', `session ${session_id} answers ${status}`);
    if (body.status === 'completed') break;
    if (body.status === 'failed') {
      entry.fate = entry.cancelled && !entry.retried && body.error_code === 'CANCELLED' ? 'cancelled' : 'failed';
      if (entry.fate === 'cancelled') return;
      return ledger.violate(
        'every session ends well',
        `session ${session_id} (${source.name}, ${entry.way}) failed: ${body.error_code} ${body.error}`,
      );
    }
    if (tooLate.aborted) {
      return ledger.violate(
        'every session ends',
        `session ${session_id} (${source.name}, ${entry.way}) has not ended: ${JSON.stringify(body)}`,
      );
    }
    await delay(300);
  }
  if (entry.cancelled && !entry.retried) {
    ledger.violate('every session ends well', `session ${session_id} was cancelled and completed all the same`);
  }
  entry.fate = 'completed';
  const result = await client.insist({ method: 'GET', path: `${path}/result` });
  if (JSON.stringify(result.body.result?.results) === references.get(source.name)) return;
  ledger.violate(
    'the words are those of an undisturbed run',
    `session ${session_id} (${source.name}): ${result.status} ${JSON.stringify(result.body.result?.results)}`,
  );
}

/** Sends every recording once while nothing is killed. @returns what each of them gives */
export async function takeReferences(
  options: Omit<CustomerOptions, 'references' | 'closing'>,
): Promise<Map<string, string>> {
  const { client, ledger, sources, tooLate } = options;
  const references = new Map<string, string>();
  const take = async (source: Source) => {
    const visit = { ...visitOf({ ...options, references, closing: tooLate }, `reference-${source.name}`), source };
    const entry = await uploadDirectly(visit);
    for (;;) {
      const { body } = await client.insist({ method: 'GET', path: `${SESSIONS}/${entry.session_id}` });
      if (body.status === 'failed' || tooLate.aborted) throw new Error(`no reference: ${JSON.stringify(body)}`);
      if (body.status === 'completed') break;
      await delay(100);
    }
    entry.fate = 'completed';
    const { body } = await client.insist({ method: 'GET', path: `${SESSIONS}/${entry.session_id}/result` });
    references.set(source.name, JSON.stringify(body.result.results));
  };
  await Promise.all(sources.map(take));
  ledger.counts.chunks_cut = 0;
  return references;
}
