import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause, wavOf } from '../../../../test/recordings.ts';
import { READING, startTestServer, type TestServer } from '../../../../test/test-server.ts';
import { librivoxRecordings, type MediaDirectory, mediaDirectory } from '../../../speech/media-fixtures.ts';

const SESSIONS = '/api/v3/speech-to-text/session';

interface Utterance {
  result: [word: string, start: number, end: number, confidence: number | null][];
  speaker: string;
  channel: number;
}

/** A conversation of two: a reader, and the same with a vocal tract shorter by a sixth. The engine is the scripted one. */
describe('diarization without models', () => {
  let server: TestServer;
  let media: MediaDirectory;
  let mono: string;
  let stereo: string;
  /** Seconds at which somebody begins to speak, by turns. */
  const turns: number[] = [];
  beforeAll(async () => {
    [server, media] = await Promise.all([startTestServer(), mediaDirectory()]);
    const reader = await librivoxRecordings();
    const raw = await Promise.all(
      reader.map(({ path }, index) =>
        media.make('-i', path, '-af', 'asetrate=19200,aresample=16000', '-f', 's16le', `child-${index}.raw`),
      ),
    );
    const child = await Promise.all(raw.map((file) => readFile(file)));
    const pieces: Buffer[] = [];
    for (const [index, { pcm }] of reader.entries()) {
      for (const turn of [pcm, child[(index + 2) % 5] as Buffer]) {
        pieces.push(pause(0.6));
        turns.push(pieces.reduce((bytes, piece) => bytes + piece.length, 0) / 32_000);
        pieces.push(turn);
      }
    }
    mono = await media.write('two.wav', await wavOf(Buffer.concat(pieces)));
    stereo = await media.make(
      '-i',
      mono,
      '-i',
      reader[0]?.path as string,
      '-filter_complex',
      '[1:a]apad[b];[0:a][b]amerge=inputs=2',
      'stereo.wav',
    );
  });
  afterAll(async () => {
    await server.stop();
    await media.remove();
  });

  async function transcribed(file: string, body: Record<string, unknown>) {
    const id = await server.transcribe(file, { language: 'xx', ...body });
    expect(await server.ended(id)).toMatchObject({ status: 'completed', ...body });
    const { result } = (await server.call('GET', `${SESSIONS}/${id}/result`, { key: server.keys.batch })).body;
    const row = await server.running.ctx.db
      .selectFrom('sessions')
      .selectAll()
      .where('session_id', '=', id)
      .executeTakeFirstOrThrow();
    return { results: result.results as Utterance[], row };
  }

  /** Share of the words that have the speaker of their turn, the first who speaks being `S1`. */
  function rightShare(results: Utterance[]): number {
    const words = results.flatMap(({ result, speaker }) =>
      result.map(([, start, end]) => ({ middle: (start + end) / 2, speaker })),
    );
    expect(words.length).toBeGreaterThan(50);
    const right = words.filter(({ middle, speaker }) => {
      const turn = turns.findLastIndex((start) => start <= middle);
      return speaker === `S${1 + (Math.max(0, turn) % 2)}`;
    });
    return right.length / words.length;
  }

  const speakersOf = (results: Utterance[]) => [...new Set(results.map(({ speaker }) => speaker))].sort();

  it('tells who speaks, and keeps no print of a voice', async () => {
    const { results, row } = await transcribed(mono, { diarization: true });
    expect(speakersOf(results)).toEqual(['S1', 'S2']);
    expect(rightShare(results)).toBeGreaterThan(0.9);
    expect(row.voice_model).toBe('built-in');
    const prints = await server.running.ctx.db
      .selectFrom('segments')
      .select('voices')
      .where('session', '=', row.id)
      .execute();
    expect(prints.every(({ voices }) => voices === null)).toBe(true);
  });

  it('takes the number of speakers', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((speaker_count) => transcribed(mono, { diarization: true, speaker_count })),
    );
    expect(speakersOf(one?.results ?? [])).toEqual(['S1']);
    expect(speakersOf(two?.results ?? [])).toEqual(['S1', 'S2']);
    expect(rightShare(two?.results ?? [])).toBeGreaterThan(0.9);
  });

  it('tells the speakers of each channel apart', async () => {
    const { results } = await transcribed(stereo, { diarization: true, multichannel: true });
    const of = (channel: number) => speakersOf(results.filter((utterance) => utterance.channel === channel));
    expect([of(0).length, of(1).length]).toEqual([2, 1]);
    expect(new Set([...of(0), ...of(1)]).size).toBe(3);
    expect(
      rightShare(results.filter(({ channel }) => channel === 0).map((utterance) => renamed(utterance, of(0)))),
    ).toBeGreaterThan(0.9);
  });

  it('says nothing of speakers to who did not ask', async () => {
    const { results, row } = await transcribed(READING, {});
    expect(speakersOf(results)).toEqual(['unk']);
    expect(row.voice_model).toBeNull();
  });
});

/** Channels share the names; here the first of the channel is `S1` again. */
function renamed(utterance: Utterance, speakers: string[]): Utterance {
  return { ...utterance, speaker: `S${speakers.indexOf(utterance.speaker) + 1}` };
}
