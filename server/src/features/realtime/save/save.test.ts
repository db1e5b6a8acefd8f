import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { startWebhookReceiver } from '../../../../test/webhook-receiver.ts';
import { AppError } from '../../../platform/errors.ts';
import { deleteOrganization } from '../../erasure/index.ts';
import { insertOrganization } from '../../organizations/index.ts';
import { collectOrphans } from '../../retention/index.ts';
import { createToken } from '../../tokens/index.ts';
import { openSave, recoverSaves } from './index.ts';

let server: TestServer;
let ahead = 0;
beforeAll(async () => {
  server = await startTestServer(
    { PARLANCE_OUTBOUND_ALLOW: '127.0.0.0/8' },
    { now: () => new Date(Date.now() + ahead) },
  );
});
afterAll(() => server.stop());

const WAV_HEADER_BYTES = 44;
const reading = async () => (await readFile(READING)).subarray(WAV_HEADER_BYTES);
const session = (id: string, key: string) => server.call('GET', `/api/v3/speech-to-text/session/${id}`, { key });

/** A live session as the protocol notes it. */
async function begin(owner: { key?: string; organization_id?: number; token_id?: number; language?: string } = {}) {
  const { ctx } = server.running;
  const { organization_id = server.organizationId, language = 'xx' } = owner;
  const token_id =
    owner.token_id ??
    (
      await ctx.db
        .selectFrom('tokens')
        .select('id')
        .where('organization_id', '=', organization_id)
        .where('type', '=', 'realtime')
        .where('is_internal', '=', false)
        .executeTakeFirstOrThrow()
    ).id;
  return ctx.db
    .insertInto('realtime_sessions')
    .values({
      session_id: randomBytes(13).toString('hex'),
      ...{ organization_id, token_id, caller: `key:${token_id}`, process: crypto.randomUUID() },
      ...{ language, model_key: 'scripted', type: 'fast', source: 'client', save: true },
      ...{ started_at: ctx.now(), seen_at: ctx.now() },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

const final = (start_ms: number, ...words: string[]) => ({
  start_ms,
  end_ms: start_ms + words.length * 500,
  words: words.map((word, index) => ({
    ...{ word, start_ms: start_ms + index * 500, end_ms: start_ms + index * 500 + 450, confidence: 0.9 },
  })),
});

describe('openSave', () => {
  it('makes a session of the same name when it ends: words, captions, audio, seen by the same key and its people', async () => {
    const { ctx } = server.running;
    const row = await begin();
    const save = await openSave(ctx, { ...row, filename: 'Council meeting' });
    const pcm = await reading();
    for (let offset = 0; offset < pcm.length; offset += 3_200) save.audio(pcm.subarray(offset, offset + 3_200));
    save.final(final(100, 'alpha', 'bravo'));
    save.final(final(1_500, 'charlie'));
    const key = server.keys.realtime;
    expect((await session(row.session_id, key)).status).toBe(404);
    await save.end('stopped');
    const ended = await server.ended(row.session_id, key);
    expect(ended).toMatchObject({
      ...{
        status: 'completed',
        session_mode: 'decode',
        filename: 'Council meeting',
        language: 'xx',
        model: 'scripted',
      },
      duration: pcm.length / 32_000,
    });
    const result = await server.call('GET', `/api/v3/speech-to-text/session/${row.session_id}/result`, { key });
    const words = result.body.result.results.flatMap((utterance: { result: unknown[][] }) => utterance.result);
    expect(words.map(([word]: [string]) => word.toLowerCase().replace(/\W/g, ''))).toEqual([
      'alpha',
      'bravo',
      'charlie',
    ]);
    expect(words[2].slice(1, 3)).toEqual([1.5, 1.95]);
    const documents = await server.call('GET', `/api/v3/speech-to-text/session/${row.session_id}/document`, { key });
    expect(documents.body.result).toMatchObject([{ type: 'caption' }]);
    const media = await fetch(ended.media_url);
    expect([media.status, media.headers.get('content-type')]).toEqual([200, 'audio/mp4']);
    expect((await media.arrayBuffer()).byteLength).toBeGreaterThan(5_000);
    expect(await ctx.storage.size(`live/${row.session_id}.wav`)).toBeUndefined();

    expect((await session(row.session_id, server.keys.batch)).status).toBe(401);
    expect((await session(row.session_id, await server.login())).status).toBe(200);
    expect((await session(row.session_id, server.keys.foreign)).status).toBe(404);
    expect(
      server.events().filter(({ id, type }) => id === row.session_id && type === 'session.completed'),
    ).toHaveLength(1);
  });

  it('without a word: a completed session with an empty text; without audio too', async () => {
    for (const pcm of [Buffer.alloc(64_000), Buffer.alloc(0)]) {
      const row = await begin();
      const save = await openSave(server.running.ctx, row);
      save.audio(pcm);
      await save.end();
      const ended = await server.ended(row.session_id, server.keys.realtime);
      expect(ended).toMatchObject({ status: 'completed', duration: pcm.length / 32_000 });
      const result = await server.call('GET', `/api/v3/speech-to-text/session/${row.session_id}/result`, {
        key: server.keys.realtime,
      });
      expect([result.status, result.body.result.results]).toEqual([200, []]);
      // A moment after the session is complete.
      await expect.poll(() => server.running.ctx.storage.size(`live/${row.session_id}.wav`)).toBeUndefined();
    }
  });

  it('tells the webhooks of the organisation', async () => {
    const receiver = await startWebhookReceiver();
    const made = await server.call('POST', '/api/v3/organization/webhooks', {
      key: server.keys.batch,
      json: { url: `${receiver.url}/hook`, events: ['transcription.completed'] },
    });
    expect(made.status).toBeLessThan(300);
    const row = await begin();
    const save = await openSave(server.running.ctx, row);
    save.final(final(0, 'alpha'));
    await save.end();
    const { body } = await receiver.nth('/hook', 1);
    expect(JSON.parse(body)).toMatchObject({ session_id: row.session_id, status: 'completed' });
    await receiver.close();
  });

  it('refuses to begin without room, and leaves nothing behind', async () => {
    const { ctx } = server.running;
    const row = await begin();
    const full = { ...ctx, capacity: { ...ctx.capacity, admitMore: async () => Promise.reject(new Error('full')) } };
    await expect(openSave(full, row)).rejects.toThrow('full');
    expect(
      await ctx.db.selectFrom('realtime_saves').selectAll().where('realtime_session', '=', row.id).execute(),
    ).toEqual([]);
  });

  it('when the disk fills up: says so once, keeps the words and the audio it has', async () => {
    const { ctx } = server.running;
    const full = new AbortController();
    const filling = { ...ctx, capacity: { ...ctx.capacity, watch: () => ({ signal: full.signal, end() {} }) } };
    const row = await begin();
    const failures: string[] = [];
    const save = await openSave(filling, row, (error) => failures.push(error.kind));
    save.audio(Buffer.alloc(64_000));
    await expect.poll(() => save.pendingBytes).toBe(0);
    full.abort(new AppError('storage_full'));
    save.audio(Buffer.alloc(64_000));
    save.final(final(2_500, 'alpha'));
    await save.end();
    expect(failures).toEqual(['storage_full']);
    const ended = await server.ended(row.session_id, server.keys.realtime);
    expect(ended).toMatchObject({ status: 'completed', duration: 4 });
    const media = Buffer.from(await (await fetch(ended.media_url)).arrayBuffer());
    expect(media.length).toBeGreaterThan(100);
  });
});

describe('recoverSaves', () => {
  it('ends what a process that is gone was keeping, once, and nothing of those that live', async () => {
    const { ctx } = server.running;
    const [gone, living] = [await begin(), await begin()];
    const saves = [];
    for (const row of [gone, living]) {
      const save = await openSave(ctx, row);
      saves.push(save);
      save.audio((await reading()).subarray(0, 64_000));
      save.final(final(0, 'alpha'));
    }
    const count = () =>
      ctx.db.selectFrom('realtime_finals').select('index').where('realtime_session', '=', gone.id).execute();
    await expect.poll(async () => (await count()).length).toBe(1);
    await expect.poll(() => ctx.storage.size(`live/${gone.session_id}.wav`)).toBe(64_000 + WAV_HEADER_BYTES);
    ahead += 91_000;
    await ctx.db.updateTable('realtime_sessions').set({ seen_at: ctx.now() }).where('id', '=', living.id).execute();
    const both = await Promise.all([recoverSaves(ctx), recoverSaves(ctx)]);
    expect(both.reduce((sum, made) => sum + made)).toBe(1);
    const ended = await server.ended(gone.session_id, server.keys.realtime);
    expect(ended).toMatchObject({ status: 'completed', duration: 2 });
    expect((await session(living.session_id, server.keys.realtime)).status).toBe(404);
    // Taken for lost, though it was not: there is nothing left for it to do.
    for (const save of saves) save.final(final(3_000, 'late'));
    for (const save of saves) await save.end();
    expect((await server.ended(living.session_id, server.keys.realtime)).status).toBe('completed');
    expect((await session(gone.session_id, server.keys.realtime)).body.duration).toBe(2);
  });

  it('the collector of orphans takes no recording that goes on, however long ago it was written to', async () => {
    const { ctx } = server.running;
    const row = await begin();
    const save = await openSave(ctx, row);
    await ctx.storage.write('live/00000000000000000000000000.wav', Buffer.from('left'));
    ahead += 90 * 86_400_000;
    await collectOrphans(ctx, AbortSignal.timeout(10_000));
    expect(await ctx.storage.size(`live/${row.session_id}.wav`)).toBe(WAV_HEADER_BYTES);
    expect(await ctx.storage.size('live/00000000000000000000000000.wav')).toBeUndefined();
    await save.end();
    await server.ended(row.session_id, server.keys.realtime);
  });

  it('nothing comes of what belongs to an organisation that is deleted, and its audio goes', async () => {
    const { ctx } = server.running;
    const organization = await insertOrganization(ctx.db, 'To be deleted');
    const token = await createToken(ctx, { organization_id: organization.id, name: 'x', type: 'realtime' });
    const row = await begin({ organization_id: organization.id, token_id: token.id });
    const save = await openSave(ctx, row);
    save.audio(Buffer.alloc(3_200));
    save.final(final(0, 'alpha'));
    await deleteOrganization(ctx, organization.id);
    await expect.poll(() => ctx.storage.size(`live/${row.session_id}.wav`), { timeout: 20_000 }).toBeUndefined();
    save.final(final(1_000, 'bravo'));
    await save.end();
    await recoverSaves(ctx, new Date(ctx.now().getTime() + 1_000));
    const left = await ctx.db.selectFrom('sessions').select('id').where('session_id', '=', row.session_id).execute();
    expect(left).toEqual([]);
  });
});
