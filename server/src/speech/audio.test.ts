import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { descendantsOf } from '../../test/server-process.ts';
import { BLOCK_SAMPLES, type DecodeAudioInput, decodeAudio } from './audio.ts';
import { librivoxRecordings, type MediaDirectory, mediaDirectory } from './media-fixtures.ts';
import { probeMedia } from './media-probe.ts';

let media: MediaDirectory;
const signal = new AbortController().signal;
const tone = (seconds: number, frequency = 440) => [
  '-f',
  'lavfi',
  '-i',
  `sine=frequency=${frequency}:duration=${seconds}`,
];
const picture = (seconds: number) => ['-f', 'lavfi', '-i', `testsrc=size=320x240:rate=10:duration=${seconds}`];

beforeAll(async () => {
  media = await mediaDirectory();
});
afterAll(() => media.remove());

/** Probes and decodes a whole (short) file: the samples of each channel. */
async function decode(path: string, options: Partial<DecodeAudioInput> = {}): Promise<Int16Array[]> {
  const { channels } = await probeMedia(path, signal);
  const parts: Buffer[][] = [];
  const input = { path, signal, multichannel: false, maxDurationSeconds: 3600, stallTimeoutMs: 10_000, ...options };
  for await (const block of decodeAudio({ ...input, sourceChannels: channels })) {
    block.forEach((pcm, channel) => {
      parts[channel] ??= [];
      parts[channel].push(pcm);
    });
  }
  return parts.map((buffers) => new Int16Array(new Uint8Array(Buffer.concat(buffers)).buffer));
}

/** The child of ours that has this path in its command, once it is there. */
function childWith(path: string): Promise<number> {
  return vi.waitUntil(
    () =>
      descendantsOf(process.pid).find(({ program, command }) => program === 'ffprobe' && command.includes(path))?.pid,
    { timeout: 60_000, interval: 20 },
  );
}

const seconds = (samples: Int16Array | undefined) => (samples?.length ?? 0) / 16_000;

/** Frequency by zero crossings, good enough to tell tones apart. */
function frequency(samples: Int16Array | undefined): number {
  const middle = samples?.subarray(4000, 12_000) ?? new Int16Array();
  let crossings = 0;
  for (let index = 1; index < middle.length; index++) {
    if ((middle[index - 1] as number) < 0 !== (middle[index] as number) < 0) crossings++;
  }
  return crossings / 2 / (middle.length / 16_000);
}

describe('probeMedia', () => {
  it('tells audio from video and reads the header', async () => {
    const audio = await media.make(...tone(2), '-ar', '44100', '-ac', '2', 'plain.mp3');
    expect(await probeMedia(audio, signal)).toMatchObject({
      kind: 'audio',
      channels: 2,
      sample_rate: 44_100,
      codec: 'mp3',
      container: 'mp3',
      duration_seconds: expect.closeTo(2, 0),
    });
    const video = await media.make(...picture(2), ...tone(2), '-shortest', 'film.mp4');
    expect(await probeMedia(video, signal)).toMatchObject({ kind: 'video', channels: 1, codec: 'aac' });
  });

  it('takes a picture of a cover for audio', async () => {
    const cover = await media.make(...picture(1), '-frames:v', '1', 'cover.png');
    const song = await media.make(
      ...tone(2),
      ...['-i', cover, '-map', '0:a', '-map', '1:v', '-disposition:v', 'attached_pic', 'covered.mp3'],
    );
    expect(await probeMedia(song, signal)).toMatchObject({ kind: 'audio' });
    expect(seconds((await decode(song))[0])).toBeCloseTo(2, 0);
  });

  it('refuses a video without sound and says so', async () => {
    const silent = await media.make(...picture(2), 'silent.mp4');
    await expect(probeMedia(silent, signal)).rejects.toMatchObject({
      kind: 'audio_undecodable',
      detail: 'This is a video without sound.',
    });
  });

  it.each([
    ['text named .mp3', 'text.mp3', 'This is no music.\n'.repeat(200)],
    ['nothing', 'empty.wav', ''],
    ['noise', 'noise.bin', Uint8Array.from({ length: 5000 }, (_, index) => (index * index * 31) % 251)],
    ['a web page', 'page.m4a', '<!doctype html><html><body>Not found</body></html>'],
  ])('refuses %s', async (_what, name, content) => {
    const path = await media.write(name, content);
    await expect(probeMedia(path, signal).then(() => decode(path))).rejects.toMatchObject({
      kind: 'audio_undecodable',
    });
  });

  it('says that it may go better next time when ffprobe was killed from outside', async () => {
    const pipe = join(media.path, 'silent.pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const probing = probeMedia(pipe, signal);
    const failed = expect(probing).rejects.toMatchObject({ kind: 'service_unavailable' });
    process.kill(await childWith(pipe), 'SIGKILL');
    await failed;
  });

  it('says internal_error for a file that is not there', async () => {
    await expect(probeMedia(join(media.path, 'none.wav'), signal)).rejects.toMatchObject({ kind: 'internal_error' });
  });
});

describe('files that name other files', () => {
  it.each([
    ['list.m3u8', (target: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n${target}\n#EXT-X-ENDLIST\n`],
    ['list.mp3', (target: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:${target}\n#EXT-X-ENDLIST\n`],
    ['list.ffconcat', (target: string) => `ffconcat version 1.0\nfile '${target}'\n`],
    ['list.wav', (target: string) => `ffconcat version 1.0\nfile ${target}\n`],
    ['list.sdp', () => 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n'],
    [
      'list.mpd',
      (target: string) =>
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT5S"><Period><AdaptationSet mimeType="audio/wav"><Representation id="1" bandwidth="1"><BaseURL>${target}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    ],
  ])('never reads through %s', async (name, content) => {
    const neighbour = await media.make(...tone(5), 'neighbour.wav');
    const path = await media.write(name, content(neighbour));
    await expect(probeMedia(path, signal)).rejects.toMatchObject({ kind: 'audio_undecodable' });
    // Also when somebody forgets to probe first.
    const input = {
      path,
      sourceChannels: 1,
      multichannel: false,
      maxDurationSeconds: 60,
      stallTimeoutMs: 10_000,
      signal,
    };
    await expect(decodeAudio(input).next()).rejects.toMatchObject({ kind: 'audio_undecodable' });
  });
});

describe('decodeAudio', () => {
  it.each([
    ['wav', []],
    ['flac', []],
    ['ogg', ['-c:a', 'libvorbis']],
    ['opus', ['-c:a', 'libopus']],
    ['m4a', ['-c:a', 'aac']],
    ['webm', ['-c:a', 'libopus']],
    ['mka', ['-c:a', 'ac3']],
    ['wma', ['-c:a', 'wmav2']],
    ['aiff', []],
    ['avi', ['-c:a', 'mp2']],
    ['ts', ['-c:a', 'mp2']],
    ['gsm', ['-c:a', 'libgsm', '-ar', '8000']],
    ['wv', []],
    ['caf', []],
    ['au', ['-c:a', 'pcm_mulaw', '-ar', '8000']],
    ['3gp', ['-c:a', 'aac']],
    ['mxf', ['-c:v', 'mpeg2video', '-r', '25', '-c:a', 'pcm_s16le', '-ar', '48000']],
  ])('reads %s', async (extension, options) => {
    const needsPicture = extension === 'mxf' ? picture(2) : [];
    const path = await media.make(...needsPicture, ...tone(2), ...options, `kind.${extension}`);
    const [samples] = await decode(path);
    expect(seconds(samples)).toBeCloseTo(2, 0);
    expect(frequency(samples)).toBeGreaterThan(400);
    expect(frequency(samples)).toBeLessThan(480);
  });

  it('gives the very samples of a 16 kHz recording', async () => {
    const [recording] = await librivoxRecordings();
    const [samples] = await decode(recording?.path as string);
    expect(Buffer.from(samples?.buffer as ArrayBuffer).equals(recording?.pcm as Buffer)).toBe(true);
  });

  it('separates eight channels of 96 kHz and 24 bits', async () => {
    const tones = Array.from({ length: 8 }, (_, channel) => tone(2, 200 + 100 * channel)).flat();
    const path = await media.make(
      ...tones,
      ...['-filter_complex', 'amerge=inputs=8', '-ar', '96000', '-c:a', 'pcm_s24le', 'eight.wav'],
    );
    const channels = await decode(path, { multichannel: true });
    expect(channels).toHaveLength(8);
    for (const [channel, samples] of channels.entries()) {
      expect(seconds(samples)).toBeCloseTo(2, 1);
      expect(frequency(samples) / (200 + 100 * channel)).toBeCloseTo(1, 1);
    }
    expect(await decode(path)).toHaveLength(1);
  });

  it('reads more channels than there are layouts for, sixteen at most', async () => {
    const pcm = new Int16Array(18 * 32_000);
    for (let index = 0; index < pcm.length; index++) pcm[index] = 1000 * (index % 18);
    const raw = await media.write('eighteen.raw', new Uint8Array(pcm.buffer));
    const path = await media.make('-f', 's16le', '-ar', '16000', '-ac', '18', '-i', raw, 'eighteen.wav');
    const channels = await decode(path, { multichannel: true });
    expect(channels.map((samples) => samples[500])).toEqual(Array.from({ length: 16 }, (_, index) => 1000 * index));
    const [mixed] = await decode(path);
    expect(mixed?.[500]).toBe(8500);
    expect(seconds(mixed)).toBeCloseTo(2, 2);
  });

  it('counts the samples and does not believe the header', async () => {
    const path = await media.make(...tone(3), '-ar', '16000', 'lying.wav');
    const bytes = await readFile(path);
    const data = bytes.indexOf('data');
    bytes.writeUInt32LE(0x7fff_0000, data + 4);
    bytes.writeUInt32LE(0x7fff_0100, 4);
    const [samples] = await decode(await media.write('lying.wav', bytes));
    expect(seconds(samples)).toBeCloseTo(3, 2);
  });

  it('decodes a cut-off file as far as it goes', async () => {
    const path = await media.make(...tone(10), 'whole.mp3');
    const bytes = await readFile(path);
    const [samples] = await decode(await media.write('half.mp3', bytes.subarray(0, bytes.length / 2)));
    expect(seconds(samples)).toBeGreaterThan(4);
    expect(seconds(samples)).toBeLessThan(6);
  });

  it('refuses an MP4 whose index is cut off', async () => {
    const path = await media.make(...tone(10), '-c:a', 'aac', 'whole.m4a');
    const bytes = await readFile(path);
    const cut = await media.write('cut.m4a', bytes.subarray(0, bytes.length / 2));
    await expect(decode(cut)).rejects.toMatchObject({ kind: 'audio_undecodable' });
  });

  it('refuses less than a second', async () => {
    const path = await media.make(...tone(0.5), 'short.wav');
    await expect(decode(path)).rejects.toMatchObject({
      kind: 'audio_too_short',
      detail: expect.stringContaining('0.50'),
    });
  });

  it('refuses a header without sound behind it', async () => {
    const path = await media.make(...tone(2), '-ar', '16000', 'header.wav');
    const header = await media.write('header.wav', (await readFile(path)).subarray(0, 78));
    await expect(decode(header)).rejects.toMatchObject({ kind: 'audio_undecodable' });
  });

  it('refuses more than the longest duration', async () => {
    const path = await media.make(...tone(30), 'long.wav');
    await expect(decode(path, { maxDurationSeconds: 10 })).rejects.toMatchObject({ kind: 'file_too_large' });
  });

  it('ends ffmpeg when the reader leaves or aborts', async () => {
    const path = await media.make(...tone(600), '-ar', '8000', 'ten-minutes.wav');
    expect((await stat(path)).size).toBeGreaterThan(5_000_000);
    const input = { path, sourceChannels: 1, multichannel: false, maxDurationSeconds: 3600, stallTimeoutMs: 10_000 };
    for await (const [pcm] of decodeAudio({ ...input, signal })) {
      expect(pcm).toHaveLength(BLOCK_SAMPLES * 2);
      break;
    }
    const abort = new AbortController();
    const read = async () => {
      for await (const _block of decodeAudio({ ...input, signal: abort.signal })) abort.abort(new Error('enough'));
    };
    await expect(read()).rejects.toThrow('enough');
  });
});
