import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../platform/errors.ts';
import { type AudioIntakeInput, createAudioIntake } from '../index.ts';
import { librivoxRecordings } from '../media-fixtures.ts';

/** 3 s of speech, 16 kHz mono s16le. */
let speech: Buffer;
beforeAll(async () => {
  const [recording] = await librivoxRecordings();
  speech = (recording as { pcm: Buffer }).pcm.subarray(0, 96_000);
});

type Format = Partial<Pick<AudioIntakeInput, 'encoding' | 'sample_rate' | 'channels'>>;

/** What comes out, and what failed. */
async function take(
  bytes: Buffer,
  format: Format = {},
  pieceBytes = 1_024,
): Promise<{ pcm: Buffer; error?: AppError }> {
  const given: Buffer[] = [];
  const errors: AppError[] = [];
  const intake = createAudioIntake({
    ...{ encoding: 'pcm', sample_rate: 16_000, channels: 1, ...format },
    onPcm: (pcm) => given.push(Buffer.from(pcm)),
    onFailed: (error) => errors.push(error),
  });
  for (let at = 0; at < bytes.length; at += pieceBytes) intake.accept(bytes.subarray(at, at + pieceBytes));
  await intake.end();
  intake.accept(bytes);
  expect(given.every((pcm) => pcm.length % 2 === 0 && pcm.length > 0)).toBe(true);
  expect(errors.length).toBeLessThanOrEqual(1);
  return { pcm: Buffer.concat(given), ...(errors[0] ? { error: errors[0] } : {}) };
}

/** Through real ffmpeg: 16 kHz mono s16le in, whatever the arguments say out, to a pipe. */
function ffmpeg(input: Buffer, ...args: string[]): Buffer {
  const from = ['-f', 's16le', '-ar', '16000', '-ac', '1', '-i', 'pipe:0'];
  return execFileSync('ffmpeg', ['-v', 'error', ...from, ...args, 'pipe:1'], { input, maxBuffer: 1e9 });
}

/** What ffmpeg itself makes of a stream, 16 kHz mono s16le. */
function decoded(input: Buffer, ...args: string[]): Buffer {
  const to = ['-ac', '1', '-ar', '16000', '-f', 's16le', 'pipe:1'];
  return execFileSync('ffmpeg', ['-v', 'error', ...args, '-i', 'pipe:0', ...to], { input, maxBuffer: 1e9 });
}

const chunk = (name: string, content: Buffer, size = content.length) => {
  const header = Buffer.alloc(8);
  header.write(name, 'latin1');
  header.writeUInt32LE(size, 4);
  return Buffer.concat([header, content, Buffer.alloc(content.length % 2)]);
};
const formatChunk = (tag: number, channels: number, rate: number, bits: number) => {
  const content = Buffer.alloc(16);
  content.writeUInt16LE(tag, 0);
  content.writeUInt16LE(channels, 2);
  content.writeUInt32LE(rate, 4);
  content.writeUInt32LE((rate * channels * bits) / 8, 8);
  content.writeUInt16LE((channels * bits) / 8, 12);
  content.writeUInt16LE(bits, 14);
  return chunk('fmt ', content);
};
const PCM = formatChunk(1, 1, 16_000, 16);
const riff = (...chunks: Buffer[]) => Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWAVE', 'latin1'), ...chunks]);

describe('raw samples', () => {
  it('pass as they are, in pieces of any length', async () => {
    for (const piece of [1, 3, 1_023, 6_400, 1e6]) expect((await take(speech, {}, piece)).pcm).toEqual(speech);
  });

  it('leave out half a sample at the end', async () => {
    expect((await take(speech.subarray(0, 4_001))).pcm).toEqual(speech.subarray(0, 4_000));
  });

  it('may begin with the letters RIFF and be audio all the same', async () => {
    for (const name of ['RIFF', 'RIFFxxxxWAV!', 'R', 'RI', 'RIFFabcdWA', 'RF64', 'DATA']) {
      const chance = Buffer.concat([Buffer.from(name), speech.subarray(0, name.length % 2 ? 4_001 : 4_000)]);
      expect((await take(chance, {}, 5)).pcm).toEqual(chance);
      const alone = Buffer.from(name);
      expect((await take(alone)).pcm).toEqual(alone.subarray(0, alone.length & ~1));
    }
  });

  it('are mixed from several channels', async () => {
    const stereo = Buffer.alloc(8);
    [100, 200, -300, 100].forEach((value, index) => void stereo.writeInt16LE(value, index * 2));
    const { pcm } = await take(stereo, { channels: 2 }, 1);
    expect([pcm.readInt16LE(0), pcm.readInt16LE(2)]).toEqual([150, -100]);
  });
});

describe('a WAV header', () => {
  it('is taken out, as ffmpeg writes it to a pipe', async () => {
    const wav = ffmpeg(speech, '-f', 'wav');
    expect(wav.toString('latin1', 0, 200)).toContain('LIST');
    expect(wav.readUInt32LE(4)).toBe(0xffff_ffff);
    for (const piece of [1, 7, 44, 78, 1_024, 1e6]) expect((await take(wav, {}, piece)).pcm).toEqual(speech);
  });

  it('may have any sizes, chunks and padding', async () => {
    const list = chunk('LIST', Buffer.alloc(1_001, 'x'));
    const headers = [
      riff(PCM, chunk('data', Buffer.alloc(0), 0)),
      riff(PCM, chunk('data', Buffer.alloc(0), 0xffff_ffff)),
      riff(PCM, chunk('data', Buffer.alloc(0), speech.length)),
      riff(
        chunk('JUNK', Buffer.alloc(28)),
        PCM,
        chunk('fact', Buffer.alloc(4)),
        list,
        chunk('data', Buffer.alloc(0), 0),
      ),
      riff(chunk('JUNK', Buffer.alloc(70_000)), PCM, chunk('data', Buffer.alloc(0), 0x7fff_ffff)),
    ];
    for (const header of headers) {
      for (const piece of [1, 1_000]) {
        expect((await take(Buffer.concat([header, speech]), {}, piece)).pcm).toEqual(speech);
      }
    }
  });

  it('is read in its 64-bit form', async () => {
    const wav = ffmpeg(speech, '-rf64', 'always', '-f', 'wav');
    expect(wav.toString('latin1', 0, 4)).toBe('RF64');
    expect((await take(wav, {}, 13)).pcm).toEqual(speech);
  });

  it('leaves nothing when it is cut off', async () => {
    const wav = ffmpeg(speech, '-f', 'wav');
    for (const length of [12, 20, 43, 60])
      expect(await take(wav.subarray(0, length))).toEqual({ pcm: Buffer.alloc(0) });
  });

  it('may be followed by chunks, by another file, and by audio beyond its size', async () => {
    const half = speech.subarray(0, 48_000);
    const rest = speech.subarray(48_000);
    const file = (audio: Buffer, ...behind: Buffer[]) => riff(PCM, chunk('data', audio), ...behind);
    const list = chunk('LIST', Buffer.from('INFOISFT odd'));
    for (const stream of [
      file(speech, list, chunk('id3 ', Buffer.alloc(99))),
      Buffer.concat([file(half), file(rest)]),
      Buffer.concat([file(half, list), file(rest, list)]),
      Buffer.concat([file(half), rest]),
    ]) {
      for (const piece of [1, 999, 1e6]) expect((await take(stream, {}, piece)).pcm).toEqual(speech);
    }
  });

  it('overrides what the query says', async () => {
    const wav = ffmpeg(speech, '-f', 'wav');
    expect((await take(wav, { encoding: 'mulaw', sample_rate: 8_000, channels: 2 })).pcm).toEqual(speech);
  });

  it('still holds when the client goes on over another connection', async () => {
    const header = riff(formatChunk(7, 2, 8_000, 8), chunk('data', Buffer.alloc(0), 0));
    const codes = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7) % 256));
    const first = createAudioIntake({
      ...{ encoding: 'pcm', sample_rate: 16_000, channels: 1 },
      onPcm: () => {},
      onFailed: () => expect.unreachable(),
    });
    first.accept(Buffer.concat([header, codes.subarray(0, 1_001)]));
    await first.end();
    const [given, wanted]: Buffer[][] = [[], []];
    const second = createAudioIntake({
      ...{ encoding: 'pcm', sample_rate: 16_000, channels: 1, toldFormat: first.toldFormat },
      onPcm: (pcm) => given?.push(pcm),
      onFailed: () => expect.unreachable(),
    });
    second.accept(codes);
    await second.end();
    wanted?.push((await take(codes, { encoding: 'mulaw', sample_rate: 8_000, channels: 2 })).pcm);
    expect(Buffer.concat(given ?? [])).toEqual(Buffer.concat(wanted ?? []));
    expect(Buffer.concat(given ?? []).length).toBe(8_000);
  });

  it.each([
    ['pcm_s16le', ['-ac', '2']],
    ['pcm_s24le', []],
    ['pcm_s32le', []],
    ['pcm_f32le', ['-ac', '2']],
    ['pcm_f64le', []],
    ['pcm_u8', []],
    ['pcm_mulaw', []],
    ['pcm_alaw', ['-ac', '2']],
  ])('of %s %j gives what ffmpeg makes of it', async (codec, args) => {
    const wav = ffmpeg(speech, ...args, '-c:a', codec, '-f', 'wav');
    const expected = decoded(wav);
    for (const piece of [11, 4_096]) {
      const { pcm } = await take(wav, {}, piece);
      expect(pcm.length).toBe(expected.length);
      // Rounding; ffmpeg dithers nothing here.
      expect(largestDifference(pcm, expected)).toBeLessThanOrEqual(1);
    }
  });

  it.each<[string, Buffer]>([
    ['a rate beyond 48 kHz', riff(formatChunk(1, 1, 96_000, 16))],
    ['no channels', riff(formatChunk(1, 0, 16_000, 16))],
    ['too many channels', riff(formatChunk(1, 9, 16_000, 16))],
    ['an unknown format', riff(formatChunk(0x55, 1, 16_000, 16))],
    ['an odd width', riff(formatChunk(1, 1, 16_000, 12))],
    ['a short format', riff(chunk('fmt ', Buffer.alloc(8)))],
    ['a huge chunk', riff(chunk('LIST', Buffer.alloc(0), 0xfff0_0000))],
    ['big-endian numbers', Buffer.concat([Buffer.from('RIFXaaaaWAVE'), PCM])],
  ])('with %s is refused', async (_, header) => {
    const { pcm, error } = await take(Buffer.concat([header, chunk('data', speech)]), {}, 3);
    expect(pcm.length).toBe(0);
    expect(error).toMatchObject({ kind: 'realtime_bad_audio', code: 'REALTIME_BAD_AUDIO' });
    expect(error?.detail).toMatch(/WAV/);
  });
});

function largestDifference(a: Buffer, b: Buffer): number {
  let largest = 0;
  for (let at = 0; at < a.length; at += 2) largest = Math.max(largest, Math.abs(a.readInt16LE(at) - b.readInt16LE(at)));
  return largest;
}

describe('telephone codes', () => {
  it.each(['mulaw', 'alaw'] as const)('%s: all 256 as ffmpeg reads them', async (encoding) => {
    const codes = Buffer.from(Array.from({ length: 256 }, (_, code) => code));
    const expected = decoded(codes, '-f', encoding, '-ar', '16000', '-ac', '1');
    expect((await take(codes, { encoding })).pcm).toEqual(expected);
  });
});

describe('other rates', () => {
  it('give the same samples whatever pieces they come in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(8_000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 47_999, 9_001),
        fc.constantFrom<AudioIntakeInput['encoding']>('pcm', 'mulaw'),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 0, max: 12_000 }),
        async (sample_rate, encoding, channels, piece, length) => {
          const bytes = speech.subarray(20_000, 20_000 + length);
          const whole = await take(bytes, { sample_rate, encoding, channels }, 1e6);
          const frames = Math.floor(length / channels / (encoding === 'pcm' ? 2 : 1));
          expect(whole.pcm.length / 2).toBe(Math.ceil((frames * 16_000) / sample_rate));
          expect((await take(bytes, { sample_rate, encoding, channels }, piece)).pcm).toEqual(whole.pcm);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('nothing is called after close', async () => {
    let calls = 0;
    const count = () => void calls++;
    const intake = createAudioIntake({
      encoding: 'pcm',
      sample_rate: 8_000,
      channels: 1,
      onPcm: count,
      onFailed: count,
    });
    intake.close();
    intake.accept(speech);
    await intake.end();
    expect(calls).toBe(0);
  });
});
