import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childPids } from '../../test/child-pids.ts';
import { type FindSpeechInput, findSpeech, type SpeechSegment } from './find-speech.ts';
import { librivoxRecordings, type MediaDirectory, mediaDirectory, type Recording } from './media-fixtures.ts';
import { NICENESS } from './niceness.ts';
import { createVoiceActivity, type VoiceActivity } from './voice-activity.ts';

const signal = new AbortController().signal;
let media: MediaDirectory;
let voiceActivity: VoiceActivity;
let recordings: Recording[];

beforeAll(async () => {
  media = await mediaDirectory();
  voiceActivity = createVoiceActivity({ niceness: NICENESS.reading, log: pino({ level: 'silent' }) });
  recordings = await librivoxRecordings();
});
afterAll(async () => {
  await voiceActivity.close();
  await media.remove();
});

const parts = () => ({ voiceActivity, maxDurationSeconds: 86_400, stallTimeoutMs: 30_000 });

async function find(path: string, options: Partial<FindSpeechInput> = {}) {
  const segments: SpeechSegment[] = [];
  const generator = findSpeech({ path, multichannel: false, signal, ...options }, parts());
  for (;;) {
    const next = await generator.next();
    if (next.done) return { segments, summary: next.value };
    segments.push(next.value);
  }
}

/** All recordings one after the other with that much digital silence between, as a WAV file. */
async function joined(name: string, pause_seconds: number, times = 1): Promise<string> {
  const pause = Buffer.alloc(pause_seconds * 32_000);
  const pcm = Buffer.concat(recordings.flatMap((recording) => [recording.pcm, pause]));
  const raw = await media.write(`${name}.raw`, Buffer.concat(Array.from({ length: times }, () => pcm)));
  return media.make('-f', 's16le', '-ar', '16000', '-ac', '1', '-i', raw, name);
}

describe('findSpeech', () => {
  it('finds each sentence, streamed, with its own audio', async () => {
    const path = await joined('sentences.wav', 2);
    let progress = 0;
    const { segments, summary } = await find(path, { onProgress: (seconds) => (progress = seconds) });
    expect(segments).toHaveLength(recordings.length);
    expect(summary).toEqual({ duration_seconds: expect.closeTo(34.73, 1), channels: 1 });
    expect(progress).toBeCloseTo(summary.duration_seconds, 2);
    const all = (await media.make('-i', path, '-f', 's16le', 'sentences.pcm')) as string;
    const pcm = readFileSync(all);
    let begin_ms = 0;
    for (const [index, segment] of segments.entries()) {
      expect(segment).toMatchObject({ channel: 0, index });
      expect(pcm.subarray(segment.start_ms * 32, segment.end_ms * 32).equals(segment.pcm)).toBe(true);
      const { length } = (recordings[index] as Recording).pcm;
      expect(segment.start_ms).toBeGreaterThanOrEqual(begin_ms - 300);
      expect(segment.end_ms).toBeLessThanOrEqual(begin_ms + length / 32 + 500);
      begin_ms += length / 32 + 2000;
    }
  });

  it('gives the same segments on every run and can go on in the middle', async () => {
    const path = await joined('again.wav', 1);
    const first = await find(path);
    const second = await find(path);
    expect(second).toEqual(first);
    const rest = await find(path, { skipBefore: [2] });
    expect(rest.segments).toEqual(first.segments.slice(2));
    expect(rest.summary).toEqual(first.summary);
  });

  it('tells channels apart', async () => {
    const [a, b] = recordings as [Recording, Recording];
    const interleaved = new Int16Array(13 * 16_000 * 2);
    for (let index = 0; index < a.pcm.length / 2; index++) interleaved[index * 2] = a.pcm.readInt16LE(index * 2);
    for (let index = 0; index < b.pcm.length / 2; index++) {
      interleaved[(index + 9 * 16_000) * 2 + 1] = b.pcm.readInt16LE(index * 2);
    }
    const raw = await media.write('two.raw', new Uint8Array(interleaved.buffer));
    const path = await media.make('-f', 's16le', '-ar', '16000', '-ac', '2', '-i', raw, 'two.wav');
    const { segments, summary } = await find(path, { multichannel: true });
    expect(summary.channels).toBe(2);
    expect(segments.map(({ channel, index }) => [channel, index])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(segments[0]?.start_ms).toBeLessThan(1000);
    expect(segments[1]?.start_ms).toBeGreaterThan(8500);
    expect((await find(path)).segments.every(({ channel }) => channel === 0)).toBe(true);
  });

  it.each([
    ['silence', 'anullsrc=r=16000:cl=mono'],
    ['white noise', 'anoisesrc=color=white:amplitude=0.3:r=16000:seed=1'],
    ['brown noise', 'anoisesrc=color=brown:amplitude=0.5:r=16000:seed=1'],
    ['a hum', 'sine=frequency=50:r=16000'],
    [
      'a melody of chords',
      'aevalsrc=0.2*(sin(2*PI*t*220*pow(2\\,floor(mod(t*2\\,8))/12))+sin(2*PI*t*330)+sin(2*PI*t*440*pow(2\\,floor(mod(t\\,5))/12)))*exp(-2*mod(t\\,0.5)):s=16000',
    ],
  ])('finds nothing in %s', async (name, source) => {
    const path = await media.make('-f', 'lavfi', '-i', source, '-t', '60', `${name.replaceAll(' ', '-')}.wav`);
    const { segments } = await find(path);
    expect(segments.map(({ start_ms, end_ms }) => [start_ms, end_ms])).toEqual([]);
  });

  it('is quick about an hour of silence', async () => {
    const path = await media.make('-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '3600', 'hour.flac');
    const started = performance.now();
    const { segments, summary } = await find(path);
    expect(segments).toEqual([]);
    expect(summary.duration_seconds).toBe(3600);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('stops at once when aborted or left', async () => {
    const path = await joined('aborted.wav', 1, 4);
    const abort = new AbortController();
    const read = find(path, { signal: abort.signal, onProgress: () => abort.abort(new Error('enough')) });
    await expect(read).rejects.toThrow('enough');
    for await (const segment of findSpeech({ path, multichannel: false, signal }, parts())) {
      expect(segment.index).toBe(0);
      break;
    }
    expect(childPids('ffmpeg')).toEqual([]);
  });

  it('passes on what decoding refuses', async () => {
    const path = await media.make('-f', 'lavfi', '-i', 'sine', '-t', '0.5', 'short.wav');
    await expect(find(path)).rejects.toMatchObject({ kind: 'audio_too_short' });
  });

  it('says service_unavailable when the voice activity process dies, and starts another', async () => {
    const path = await joined('killed.wav', 1, 8);
    const [pid] = childPids('voice-activity-process');
    let killed = false;
    const onProgress = () => {
      if (!killed) process.kill(pid as number, 'SIGKILL');
      killed = true;
    };
    await expect(find(path, { onProgress })).rejects.toMatchObject({ kind: 'service_unavailable' });
    expect((await find(path)).segments.length).toBeGreaterThan(8);
  });
});
