import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childPids } from '../../../test/child-pids.ts';
import { seededRandom } from '../../../test/seeded-random.ts';
import { createSpeech, type LiveFinal, type LivePartial, type OpenLiveInput, type Speech } from '../index.ts';
import { librivoxRecordings, type Recording } from '../media-fixtures.ts';
import { BYTES_PER_MS } from '../recognizer.ts';
import { markScripted } from '../recognizers/scripted.ts';

let speech: Speech;
let recordings: Recording[];
beforeAll(async () => {
  recordings = await librivoxRecordings();
  speech = createSpeech({
    ...{ decoders: 1, liveDecoders: 2, engines: ['scripted', 'pocketsphinx'], log: pino({ level: 'silent' }) },
    segmentTimeoutMs: 20_000,
  });
});
afterAll(() => speech?.close());

const quiet = (seconds: number) => {
  const random = seededRandom(8);
  const samples = Int16Array.from({ length: seconds * 16_000 }, () => (random() - 0.5) * 24);
  return Buffer.from(samples.buffer);
};
const said = (...which: number[]) =>
  Buffer.concat(which.flatMap((index) => [recordings[index]?.pcm as Buffer, quiet(1)]));

interface Heard {
  partials: LivePartial[];
  finals: LiveFinal[];
  failures: unknown[];
}
type Options = Partial<Pick<OpenLiveInput, 'type' | 'endpointMs' | 'partials'>> & { model?: string };

function open(options: Options = {}) {
  const heard: Heard = { partials: [], finals: [], failures: [] };
  const stream = speech.openLive({
    ...{ type: 'fast', partials: true, ...options, model: { key: options.model ?? 'scripted' } },
    onPartial: (partial) => heard.partials.push(partial),
    onFinal: (final) => heard.finals.push(final),
    onFailed: (error) => heard.failures.push(error),
  });
  return { stream, heard };
}

/** Sends all in pieces of those lengths by turn, and waits for the end. */
async function hear(pcm: Buffer, options: Options = {}, pieces_ms: readonly number[] = [100]): Promise<Heard> {
  const { stream, heard } = open(options);
  for (let at = 0, index = 0; at < pcm.length; index++) {
    const bytes = (pieces_ms[index % pieces_ms.length] as number) * BYTES_PER_MS;
    stream.accept(pcm.subarray(at, at + bytes));
    at += bytes;
    if (index % 10 === 9) await delay(1);
  }
  await stream.finish();
  expect(heard.failures).toEqual([]);
  return heard;
}

const until = async (condition: () => boolean) => {
  while (!condition()) await delay(5);
};

describe('a live stream', { timeout: 120_000 }, () => {
  it('gives the same finals however the audio comes, and partials that only go forward', async () => {
    const pcm = said(1, 4);
    const { finals, partials } = await hear(pcm);
    expect(finals).toHaveLength(2);
    const odd = [1, 13, 32, 200, 7, 1_000];
    expect((await hear(pcm, {}, odd)).finals).toEqual(finals);
    expect((await hear(pcm, {}, [100_000])).finals).toEqual(finals);
    expect((await hear(pcm, { partials: false })).finals).toEqual(finals);
    expect((await hear(pcm, { type: 'quality' })).finals.map(({ start_ms }) => start_ms)).toEqual(
      finals.map(({ start_ms }) => start_ms),
    );
    expect(partials.length).toBeGreaterThan(10);
    for (const [index, { offset_ms, stability, words }] of partials.entries()) {
      expect(offset_ms).toBeGreaterThanOrEqual(partials[index - 1]?.offset_ms ?? 0);
      expect(stability).toBeGreaterThanOrEqual(0);
      expect(stability).toBeLessThanOrEqual(1);
      expect(words.length).toBeGreaterThan(0);
    }
    let before = 0;
    for (const { start_ms, end_ms, words } of finals) {
      expect(start_ms).toBeGreaterThanOrEqual(before);
      for (const word of words) {
        expect(word.start_ms).toBeGreaterThanOrEqual(start_ms);
        expect(word.end_ms).toBeLessThanOrEqual(end_ms);
      }
      before = end_ms;
    }
  });

  it('ends an utterance where it is told to, loses nothing, and counts on from there', async () => {
    const pcm = said(1);
    const { stream, heard } = open();
    const half = 1_500 * BYTES_PER_MS;
    stream.accept(pcm.subarray(0, half));
    await stream.finalize();
    expect(heard.finals).toHaveLength(1);
    expect(stream.finalMs).toBe(1_500);
    const again = stream.finalize();
    stream.accept(pcm.subarray(half));
    await again;
    await stream.finish();
    expect(heard.finals).toHaveLength(2);
    expect(heard.finals[1]?.start_ms).toBeGreaterThanOrEqual(1_500);
    expect(heard.finals[1]?.start_ms).toBeLessThan(1_700);
    expect(stream.finalMs).toBe(stream.acceptedMs);
    expect(stream.backlogMs).toBe(0);
  });

  it('finds nothing in nothing, silence and noise', async () => {
    const { stream, heard } = open();
    await stream.finalize();
    const random = seededRandom(3);
    const noise = Int16Array.from({ length: 10 * 16_000 }, () => (random() - 0.5) * 8_000);
    const chord = Int16Array.from({ length: 10 * 16_000 }, (_, index) => {
      return [220, 277, 330].reduce((sum, hertz) => sum + 4_000 * Math.sin((index * hertz * 2 * Math.PI) / 16_000), 0);
    });
    for (const pcm of [Buffer.alloc(320_000), quiet(10), Buffer.from(noise.buffer), Buffer.from(chord.buffer)]) {
      stream.accept(pcm);
    }
    await stream.finish();
    expect(heard).toEqual({ partials: [], finals: [], failures: [] });
    expect(stream.finalMs).toBe(40_000);
  });

  it('ends after the silence that was asked for', async () => {
    const [recording] = recordings as [Recording];
    const pcm = Buffer.concat([recording.pcm, quiet(0.45), recording.pcm, quiet(1)]);
    expect((await hear(pcm, { endpointMs: 1_000 })).finals).toHaveLength(1);
    expect((await hear(pcm, { endpointMs: 300 })).finals.length).toBeGreaterThan(1);
  });

  it('does not mix up eight streams at once', async () => {
    const all = recordings.map((_, index) => said(index));
    const alone: Heard[] = [];
    for (const pcm of all) alone.push(await hear(pcm));
    const together = await Promise.all(
      Array.from({ length: 8 }, (_, index) => hear(all[index % all.length] as Buffer)),
    );
    for (const [index, { finals }] of together.entries()) expect(finals).toEqual(alone[index % alone.length]?.finals);
  });

  it('cuts speech that does not end, without losing any', async () => {
    const endless = Buffer.concat(
      Array.from({ length: 6 }, () => recordings[1]?.pcm.subarray(20_000, 80_000) as Buffer),
    );
    const { finals } = await hear(Buffer.concat([endless, endless, quiet(1)]), { endpointMs: 5_000 });
    expect(finals.length).toBeGreaterThan(1);
    for (const { start_ms, end_ms } of finals) expect(end_ms - start_ms).toBeLessThanOrEqual(20_000);
    const covered = finals.reduce((sum, { start_ms, end_ms }) => sum + end_ms - start_ms, 0);
    expect(covered).toBeGreaterThan((endless.length * 2) / BYTES_PER_MS - 1_500);
  });

  it('has the same words when its decoder is killed in the middle of an utterance', async () => {
    const pcm = said(1);
    const undisturbed = await hear(pcm, { model: 'en-us' });
    const { stream, heard } = open({ model: 'en-us' });
    await stream.ready;
    stream.accept(pcm.subarray(0, 1_800 * BYTES_PER_MS));
    await until(() => heard.partials.length > 0);
    for (const pid of childPids('live-process')) process.kill(pid, 'SIGKILL');
    stream.accept(pcm.subarray(1_800 * BYTES_PER_MS));
    await stream.finish();
    expect(heard.failures).toEqual([]);
    expect(heard.finals).toEqual(undisturbed.finals);
  });

  it('loses nothing when the voice activity process is killed', async () => {
    const pcm = said(1, 4);
    const undisturbed = await hear(pcm);
    const { stream, heard } = open();
    stream.accept(pcm.subarray(0, 60_000));
    await until(() => heard.partials.length > 0);
    for (const pid of childPids('live-voice-process')) process.kill(pid, 'SIGKILL');
    stream.accept(pcm.subarray(60_000));
    await stream.finish();
    expect(heard.failures).toEqual([]);
    expect(heard.finals.map(({ words }) => words.length)).toEqual(undisturbed.finals.map(({ words }) => words.length));
  });

  it.each(['exit', 'abort'] as const)(
    'gives what it heard of an utterance that ends every decoder (%s)',
    async (how) => {
      const bad = markScripted(said(1), how, 40_000);
      const innocent = open();
      innocent.stream.accept(said(4).subarray(0, 60_000));
      const { finals } = await hear(Buffer.concat([bad, said(4)]));
      innocent.stream.accept(said(4).subarray(60_000));
      await innocent.stream.finish();
      expect(finals).toHaveLength(2);
      expect(finals[0]?.words.length).toBeGreaterThan(2);
      expect(innocent.heard.finals).toEqual((await hear(said(4))).finals);
    },
  );

  it('says why it cannot go on', async () => {
    const bad = markScripted(said(1), 'throw', 40_000);
    const { stream, heard } = open();
    stream.accept(bad);
    await stream.finish();
    expect(heard.failures).toMatchObject([{ kind: 'recognition_failed' }]);
    stream.accept(bad);
    await stream.finalize();
  });

  it('calls nobody after it was closed', async () => {
    const { stream, heard } = open();
    stream.accept(said(1));
    await until(() => heard.partials.length > 0);
    const before = structuredClone(heard);
    stream.close();
    await hear(said(4));
    expect(heard).toEqual(before);
  });
});

it('leaves no process behind', { timeout: 30_000 }, async () => {
  const own = createSpeech({ decoders: 1, liveDecoders: 1, engines: ['scripted'], log: pino({ level: 'silent' }) });
  const before = childPids('live-process');
  const stream = own.openLive({
    ...{ model: { key: 'scripted' }, type: 'fast', partials: true },
    ...{ onPartial() {}, onFinal() {}, onFailed() {} },
  });
  await stream.ready;
  expect(childPids('live-process').length).toBe(before.length + 1);
  await own.close();
  expect(childPids('live-process')).toEqual(before);
});

it('keeps a decoder that has nothing to do while somebody stands still in the middle of a word', {
  timeout: 30_000,
}, async () => {
  const own = createSpeech({
    ...{ decoders: 1, liveDecoders: 1, engines: ['scripted'], log: pino({ level: 'silent' }) },
    segmentTimeoutMs: 500,
  });
  const heard = { partials: 0, finals: 0 };
  const stream = own.openLive({
    ...{ model: { key: 'scripted' }, type: 'fast', partials: true },
    ...{ onPartial: () => heard.partials++, onFinal: () => heard.finals++, onFailed() {} },
  });
  await stream.ready;
  stream.accept(said(1).subarray(0, 60_000));
  await until(() => heard.partials > 0);
  const before = childPids('live-process');
  await delay(2_000);
  expect(childPids('live-process')).toEqual(before);
  await stream.finish();
  expect(heard.finals).toBe(1);
  await own.close();
});
