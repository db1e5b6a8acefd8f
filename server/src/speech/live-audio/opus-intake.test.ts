import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { childPids } from '../../../test/child-pids.ts';
import { startLoopbackWeb } from '../../../test/loopback-web.ts';
import type { AppError } from '../../platform/errors.ts';
import { createAudioIntake } from '../index.ts';
import { librivoxRecordings, type MediaDirectory, mediaDirectory } from '../media-fixtures.ts';
import { openMediaStream } from './media-stream.ts';

const CHROMIUM = '/usr/bin/chromium';

/** 5 s of speech, 16 kHz mono s16le. */
let speech: Buffer;
let media: MediaDirectory;
beforeAll(async () => {
  media = await mediaDirectory();
  speech = Buffer.concat((await librivoxRecordings()).map(({ pcm }) => pcm)).subarray(0, 160_000);
});
afterAll(() => media?.remove());

const pipe = (input: Buffer, args: string[]) =>
  execFileSync('ffmpeg', ['-v', 'error', ...args, 'pipe:1'], { input, maxBuffer: 1e9 });
const encode = (...args: string[]) => encodeAll(speech, ...args);
const encodeAll = (pcm: Buffer, ...args: string[]) =>
  pipe(pcm, ['-f', 's16le', '-ar', '16000', '-ac', '1', '-i', 'pipe:0', '-c:a', 'libopus', ...args]);
/** What ffmpeg makes of the whole. */
const decode = (bytes: Buffer) => pipe(bytes, ['-i', 'pipe:0', '-ac', '1', '-ar', '16000', '-f', 's16le']);

function openIntake() {
  const given: Buffer[] = [];
  const errors: AppError[] = [];
  const intake = createAudioIntake({
    ...{ encoding: 'opus', sample_rate: 16_000, channels: 1 },
    onPcm: (pcm) => given.push(Buffer.from(pcm)),
    onFailed: (error) => errors.push(error),
  });
  return { intake, errors, pcm: () => Buffer.concat(given) };
}

async function take(bytes: Buffer, pieceBytes: number) {
  const { intake, errors, pcm } = openIntake();
  for (let at = 0; at < bytes.length; at += pieceBytes) intake.accept(bytes.subarray(at, at + pieceBytes));
  await intake.end();
  expect(intake.pendingBytes).toBe(0);
  return { pcm: pcm(), errors };
}

const BAD = { kind: 'realtime_bad_audio' };

describe('opus', () => {
  it.each([
    ['WebM', ['-f', 'webm']],
    ['WebM of short clusters', ['-f', 'webm', '-cluster_time_limit', '60', '-live', '1']],
    ['WebM, stereo', ['-ac', '2', '-f', 'webm']],
    ['Ogg', ['-f', 'ogg']],
    ['Ogg of short pages', ['-f', 'ogg', '-page_duration', '20000']],
  ])('in %s gives what ffmpeg makes of the whole', async (_, args) => {
    const bytes = encode(...args);
    const expected = decode(bytes);
    expect(Math.abs(expected.length - speech.length)).toBeLessThan(2_000);
    for (const piece of [7, 4_000, 1e6]) {
      const { pcm, errors } = await take(bytes, piece);
      expect(errors).toEqual([]);
      expect(pcm.equals(expected)).toBe(true);
    }
  });

  it('samples come while more is still sent', async () => {
    const bytes = encode('-f', 'webm', '-cluster_time_limit', '60', '-live', '1');
    const { intake, pcm } = openIntake();
    intake.accept(bytes.subarray(0, bytes.length / 2));
    // All but the last packets of the half, without its end.
    await vi.waitUntil(() => pcm().length > speech.length * 0.45, { timeout: 10_000, interval: 5 });
    expect(intake.pendingBytes).toBe(0);
    intake.close();
  });

  it.each<[string, () => Buffer]>([
    ['noise', () => Buffer.from(speech.subarray(0, 60_000))],
    ['two letters', () => Buffer.from('Og')],
    ['a WAV file', () => pipe(speech, ['-f', 's16le', '-ar', '16000', '-ac', '1', '-i', 'pipe:0', '-f', 'wav'])],
    ['the name of a container and noise', () => Buffer.concat([Buffer.from('OggS'), speech])],
    ['the mark of EBML and noise', () => Buffer.concat([Buffer.from('1a45dfa3', 'hex'), speech])],
    ['a playlist', () => Buffer.from('ffconcat version 1.0\nfile /etc/hostname\n')],
    ['WebM without sound', () => videoOnly()],
  ])('%s is no audio', async (_, bytes) => {
    const { pcm, errors } = await take(bytes(), 1_000);
    expect(pcm.length).toBe(0);
    expect(errors).toMatchObject([BAD]);
    expect(errors[0]?.detail).toBeTruthy();
  });

  const videoOnly = () =>
    pipe(Buffer.alloc(0), ['-f', 'lavfi', '-i', 'color=size=64x64:duration=1', '-c:v', 'libvpx', '-f', 'webm']);

  it('damage in the middle costs what is damaged', async () => {
    const bytes = encode('-f', 'ogg', '-page_duration', '20000');
    const from = bytes.length / 2;
    const { pcm, errors } = await take(Buffer.from(bytes).fill(0x55, from, from + 500), 1_000);
    expect(errors).toEqual([]);
    expect(pcm.length).toBeGreaterThan(speech.length * 0.9);
  });

  it('a lost process is told, and closing leaves none', async () => {
    const before = childPids('ffmpeg');
    const { intake, errors } = openIntake();
    const bytes = encode('-f', 'webm');
    intake.accept(bytes.subarray(0, 3_000));
    const own = () => childPids('ffmpeg').filter((pid) => !before.includes(pid));
    await vi.waitUntil(() => own().length === 1);
    process.kill(own()[0] as number, 'SIGKILL');
    await vi.waitUntil(() => errors.length === 1);
    expect(errors).toMatchObject([{ kind: 'service_unavailable' }]);
    intake.accept(bytes);
    await intake.end();

    const other = openIntake();
    other.intake.accept(bytes);
    other.intake.close();
    await other.intake.end();
    await vi.waitUntil(() => own().length === 0);
    expect(other.errors).toEqual([]);
  });
});

describe('a stream of media', () => {
  const formats = ['ogg'];
  const limits = { formats, probeBytes: 4_096, maxSilentBytes: 1e6 };

  it('a decoder that takes nothing any more is given up', async () => {
    const before = childPids('ffmpeg');
    const errors: AppError[] = [];
    const stream = openMediaStream({
      ...{ ...limits, stallTimeoutMs: 200 },
      onPcm: () => {},
      onFailed: (error) => errors.push(error),
    });
    const bytes = encode('-f', 'ogg');
    await stream.write(bytes.subarray(0, 1_000));
    const [pid] = childPids('ffmpeg').filter((known) => !before.includes(known));
    process.kill(pid as number, 'SIGSTOP');
    // More than a pipe holds.
    await stream.write(Buffer.concat(Array.from({ length: 20 }, () => bytes)));
    expect(errors).toMatchObject([BAD]);
    expect(stream.pendingBytes).toBe(0);
  });

  it('bytes without sound are given up', async () => {
    const errors: AppError[] = [];
    const input = {
      ...limits,
      maxSilentBytes: 50_000,
      onPcm: () => {},
      onFailed: (error: AppError) => errors.push(error),
    };
    const stream = openMediaStream(input);
    const page = encode('-f', 'ogg').subarray(0, 47);
    for (let sent = 0; sent < 100 && errors.length === 0; sent++) {
      await stream.write(sent === 0 ? page : Buffer.alloc(1_000));
    }
    expect(errors).toMatchObject([BAD]);
  });

  it('holds back while there is no room', async () => {
    let given = 0;
    const open = Promise.withResolvers<void>();
    const errors: AppError[] = [];
    const stream = openMediaStream({
      ...limits,
      stallTimeoutMs: 300,
      onPcm: (pcm) => {
        given += pcm.length;
      },
      room: () => open.promise,
      onFailed: (error) => errors.push(error),
    });
    // 100 s of speech: more than all pipes hold.
    const long = encodeAll(Buffer.concat(Array.from({ length: 20 }, () => speech)), '-f', 'ogg', '-b:a', '128k');
    const written = stream.write(long);
    // Nothing moves for longer than a stall may last.
    let [pending, since] = [-1, 0];
    await vi.waitUntil(() => {
      if (pending !== stream.pendingBytes) [pending, since] = [stream.pendingBytes, performance.now()];
      return performance.now() - since > 600;
    }, 10_000);
    expect(stream.pendingBytes).toBeGreaterThan(100_000);
    expect(given).toBe(0);
    open.resolve();
    await written;
    await stream.end();
    expect(errors).toEqual([]);
    expect(given).toBeGreaterThan(20 * 0.99 * speech.length);
  });
});

describe("a browser's MediaRecorder", () => {
  let browser: Browser;
  beforeAll(async () => {
    const spoken = await media.write('spoken.s16', speech);
    const wav = await media.make('-f', 's16le', '-ar', '16000', '-i', spoken, '-ar', '48000', 'spoken.wav');
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        ...['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
        `--use-file-for-fake-audio-capture=${wav}`,
      ],
    });
  });
  afterAll(() => browser?.close());

  it('is heard while it records', async () => {
    const site = await startLoopbackWeb();
    site.answer((_, response) => response.setHeader('content-type', 'text/html').end('<title>-</title>'));
    const page = await browser.newPage();
    await page.goto(site.url);
    const { intake, errors, pcm } = openIntake();
    const pieces: Buffer[] = [];
    const late: number[] = [];
    await page.exposeFunction('take', (base64: string, elapsedMs: number) => {
      const piece = Buffer.from(base64, 'base64');
      pieces.push(piece);
      intake.accept(piece);
      late.push(elapsedMs - pcm().length / 32);
    });
    await page.evaluate(RECORD);
    await intake.end();
    expect(errors).toEqual([]);
    const recorded = Buffer.concat(pieces);
    const expected = decode(recorded);
    expect(expected.length).toBeGreaterThan(3 * 32_000);
    expect(pcm().equals(expected)).toBe(true);
    expect(pcm().some((byte, index) => index % 2 === 1 && byte > 4 && byte < 250)).toBe(true);
    // Of 119 ms measured, 60 are the encoder's packets and 100 the recorder's pieces.
    const settled = late.slice(20, -1).sort((a, b) => a - b);
    expect(settled[Math.floor(settled.length / 2)]).toBeLessThan(500);
    await site.stop();
  });
});

/** Runs in the page: records 4 s in pieces of 100 ms. */
const RECORD = `(async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, { mimeType: 'audio/webm;codecs=opus' });
  let taken = Promise.resolve();
  let began = 0;
  recorder.onstart = () => { began = performance.now(); };
  recorder.ondataavailable = ({ data }) => {
    const elapsed = performance.now() - began;
    taken = taken.then(async () =>
      window.take(btoa(String.fromCharCode(...new Uint8Array(await data.arrayBuffer()))), elapsed));
  };
  const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start(100);
  setTimeout(() => recorder.stop(), 4000);
  await stopped;
  await taken;
})()`;
