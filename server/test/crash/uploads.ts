import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { FILES, metadataHeader, TUS } from '../tus-requests.ts';
import type { Client, Reply } from './client.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import type { Source } from './sources.ts';

export const SESSIONS = '/api/v3/speech-to-text/session';

/** One recording on its way to the server. */
export interface Visit {
  client: Client;
  ledger: Ledger;
  random: Random;
  source: Source;
  /** Names this visit in idempotency keys. */
  name: string;
  /** Address of a receiver for this session alone, and its path. */
  hook: { url: string; path: string } | undefined;
  keepSource: boolean;
  /** Where the file server has the recording. */
  sourceUrl: string;
}

const SETTLE_MS = 120_000;

const unexpected = (what: string, { status, body }: Reply) => new Error(`${what}: ${status} ${JSON.stringify(body)}`);

/** A resumable upload in chunks of random size, some of them cut off, some with a checksum. */
export async function uploadByTus(visit: Visit): Promise<Entry> {
  const { client, ledger, random, source } = visit;
  const { content } = source;
  const metadata = {
    language: source.language,
    filename: `${source.name}.wav`,
    ...(random.chance(0.5) ? { sha256: source.sha256 } : {}),
    ...(visit.keepSource ? { keep_source: 'true' } : {}),
    ...(visit.hook ? { webhook_url: visit.hook.url } : {}),
  };
  const begun = await client.insist({
    method: 'POST',
    path: FILES,
    headers: {
      ...TUS,
      'idempotency-key': visit.name,
      'upload-length': String(content.length),
      'upload-metadata': metadataHeader(metadata),
    },
  });
  if (begun.status !== 201) throw unexpected('creating an upload', begun);
  const path = new URL(begun.headers.location as string).pathname;
  const file_id = path.split('/').at(-1) as string;
  let acknowledged = 0;
  for (;;) {
    const asked = await client.insist({ method: 'HEAD', path, headers: TUS });
    const offset = Number(asked.headers['upload-offset'] ?? Number.NaN);
    ledger.counts.offsets_checked++;
    if (asked.status !== 200 || !(offset >= acknowledged)) {
      ledger.violate(
        'no acknowledged byte lost',
        `upload ${file_id}: ${acknowledged} bytes were acknowledged, now HEAD says ${asked.status}, offset ${offset}`,
      );
    }
    if (asked.status !== 200) throw unexpected(`the offset of ${file_id}`, asked);
    if (offset === content.length) break;
    const sent = await sendChunk(visit, path, offset);
    const now = Number(sent?.status === 204 ? sent.headers['upload-offset'] : 0);
    ledger.counts.bytes_acknowledged += Math.max(0, now - acknowledged);
    acknowledged = Math.max(acknowledged, now);
  }
  const session_id = await sessionOfUpload(visit, path);
  ledger.counts.uploads++;
  const entry = ledger.enter({ session_id, source, way: 'tus', file_id, hook: visit.hook?.path });
  await checkFile(client, ledger, entry);
  return entry;
}

/** One chunk; undefined when it is not known what became of it. */
async function sendChunk({ client, ledger, random, source }: Visit, path: string, offset: number) {
  const chunk = source.content.subarray(offset, offset + random.between(20_000, 400_000));
  const isCut = random.chance(0.2);
  if (isCut) ledger.counts.chunks_cut++;
  const checksum = createHash('sha256').update(chunk).digest('base64');
  const sent = await client
    .send({
      method: 'PATCH',
      path,
      headers: {
        ...TUS,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        ...(random.chance(0.3) ? { 'upload-checksum': `sha256 ${checksum}` } : {}),
      },
      body: chunk,
      paceMs: random.between(0, 20),
      ...(isCut ? { cutAfter: random.between(0, chunk.length) } : {}),
    })
    .catch(() => undefined);
  // Another offset (409) or a lock (423): an earlier request was still being written down.
  if (sent && sent.status < 500 && ![204, 409, 423, 429].includes(sent.status)) throw unexpected(`PATCH ${path}`, sent);
  if (sent?.status !== 204) await delay(random.between(50, 400));
  return sent;
}

/** The session an upload became: there at once, or as soon as whoever notices has finished what a crash cut off. */
async function sessionOfUpload({ client }: Visit, path: string): Promise<string> {
  const giveUpAt = Date.now() + SETTLE_MS;
  for (;;) {
    await client.insist({ method: 'HEAD', path, headers: TUS });
    const file = await client.insist({ method: 'GET', path });
    if (file.status !== 200) throw unexpected(`GET ${path}`, file);
    if (file.body.result.session_id) return file.body.result.session_id;
    if (Date.now() > giveUpAt) throw unexpected(`${path} is complete and became no session`, file);
    await delay(200);
  }
}

/** What the server says of a complete file is what was sent. */
export async function checkFile(client: Client, ledger: Ledger, entry: Entry): Promise<void> {
  const { status, body } = await client.insist({ method: 'GET', path: `${FILES}/${entry.file_id}` });
  ledger.counts.files_checked++;
  const { sha256, size } = body?.result ?? {};
  if (status === 200 && sha256 === entry.source.sha256 && size === entry.source.content.length) return;
  ledger.violate(
    'no acknowledged byte lost',
    `file ${entry.file_id} of session ${entry.session_id}: ${status}, ${size} bytes, SHA-256 ${sha256}; ` +
      `sent were ${entry.source.content.length} bytes, ${entry.source.sha256}`,
  );
}

async function createSession(visit: Visit, more: Record<string, unknown> = {}): Promise<string> {
  const created = await visit.client.insist({
    method: 'POST',
    path: SESSIONS,
    headers: { 'idempotency-key': visit.name },
    json: {
      language: visit.source.language,
      keep_source: visit.keepSource,
      ...(visit.hook ? { webhook_url: visit.hook.url } : {}),
      ...more,
    },
  });
  if (created.status !== 200) throw unexpected('creating a session', created);
  return created.body.session_id;
}

/** The whole file in one request; after a cut the session tells whether it arrived. */
export async function uploadDirectly(visit: Visit): Promise<Entry> {
  const session_id = await createSession(visit);
  const entry = visit.ledger.enter({ session_id, source: visit.source, way: 'put', hook: visit.hook?.path });
  await putUntilThere(visit, session_id, `${SESSIONS}/${session_id}`);
  return entry;
}

/** The same through a link that needs no key. */
export async function uploadByLink(visit: Visit): Promise<Entry> {
  const session_id = await createSession(visit);
  const entry = visit.ledger.enter({ session_id, source: visit.source, way: 'link', hook: visit.hook?.path });
  const made = await visit.client.insist({ method: 'POST', path: `${SESSIONS}/${session_id}/upload-url` });
  if (made.status !== 200) throw unexpected('making an upload link', made);
  const { pathname, search } = new URL(made.body.upload_url);
  await putUntilThere(visit, session_id, pathname + search);
  return entry;
}

/** The server fetches the file itself. */
export async function haveFetched(visit: Visit): Promise<Entry> {
  const { source, hook, ledger, sourceUrl } = visit;
  const session_id = await createSession(visit, { media_source: sourceUrl });
  return ledger.enter({ session_id, source, way: 'fetch', hook: hook?.path });
}

async function putUntilThere({ client, random, source, ledger }: Visit, sessionId: string, path: string) {
  const giveUpAt = Date.now() + SETTLE_MS;
  for (;;) {
    const isCut = random.chance(0.25);
    if (isCut) ledger.counts.chunks_cut++;
    const sent = await client
      .send({
        method: 'PUT',
        path,
        headers: { 'content-type': 'audio/wav' },
        body: source.content,
        paceMs: random.between(0, 15),
        ...(isCut ? { cutAfter: random.between(0, source.content.length) } : {}),
      })
      .catch(() => undefined);
    if (sent && sent.status < 500 && ![200, 201, 409, 429].includes(sent.status)) throw unexpected(`PUT ${path}`, sent);
    const { status, body } = await client.insist({ method: 'GET', path: `${SESSIONS}/${sessionId}` });
    if (status === 200 && body.status !== 'new') break;
    if (sent && sent.status < 300) {
      ledger.violate('no acknowledged byte lost', `session ${sessionId} took its media, and now says ${status}`);
    }
    if (Date.now() > giveUpAt) throw new Error(`PUT ${path} did not come through`);
    await delay(random.between(50, 400));
  }
  ledger.counts.uploads++;
  ledger.counts.bytes_acknowledged += source.content.length;
}
