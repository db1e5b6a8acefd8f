import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { childPids } from '../../../../test/child-pids.ts';
import { fileAnswer, type LoopbackWeb, startLoopbackWeb } from '../../../../test/loopback-web.ts';
import type { AppError } from '../../../platform/errors.ts';
import { createSafeFetch } from '../../../platform/safe-fetch/index.ts';
import { librivoxRecordings } from '../../../speech/media-fixtures.ts';
import type { PullInput } from './pull-input.ts';
import { startPull } from './start-pull.ts';

/** Allowed, and so the open internet here; what listens at 127.0.0.1 is private. */
const OPEN = '127.0.0.2';
const fetch = createSafeFetch({ allow: [OPEN] });

/** 6 s of speech. */
let speech: Buffer;
let directory: string;
let web: LoopbackWeb;
let secret: LoopbackWeb;
beforeAll(async () => {
  speech = Buffer.concat((await librivoxRecordings()).map(({ pcm }) => pcm)).subarray(0, 6 * 32_000);
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-pull-'));
  await writeFile(path.join(directory, 'speech.s16'), speech);
  web = await startLoopbackWeb({ host: OPEN });
  secret = await startLoopbackWeb({ port: web.port });
});
afterAll(async () => {
  await Promise.all([web?.stop(), secret?.stop(), fetch.close()]);
  await rm(directory, { recursive: true });
});
beforeEach(() => {
  web.requests.length = 0;
  secret.requests.length = 0;
});
afterEach(async () => {
  await vi.waitUntil(() => childPids('ffmpeg').length === 0);
  expect(secret.requests).toEqual([]);
});

interface Outcome {
  pcm: Buffer;
  error?: AppError;
}

const QUICK = { firstPauseMs: 20, maxPauseMs: 50, giveUpFirstMs: 200, giveUpMs: 400, answerMs: 1_000, bodyMs: 1_000 };

/** Pulls until it ends. @param onPcm may end it with the controller */
function pull(input: Partial<PullInput> & { address?: string } = {}): Promise<Outcome> {
  const parts: Buffer[] = [];
  return new Promise((resolve) => {
    startPull(
      { fetch, log: pino({ level: 'silent' }) as never },
      {
        url: `${web.url}${input.address ?? '/'}`,
        signal: new AbortController().signal,
        room: () => Promise.resolve(),
        onEnded: () => resolve({ pcm: Buffer.concat(parts) }),
        onFailed: (error) => resolve({ pcm: Buffer.concat(parts), error }),
        patience: QUICK,
        ...input,
        onPcm(pcm) {
          parts.push(Buffer.from(pcm));
          input.onPcm?.(pcm);
        },
      },
    );
  });
}

const RAW = ['-f', 's16le', '-ar', '16000', '-ac', '1'];
const run = (args: string[], input?: Buffer) =>
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args], { input, maxBuffer: 1e9, cwd: directory });
/** What ffmpeg makes of it when it has it whole. */
const decoded = (file: string) => run(['-i', file, ...RAW, 'pipe:1']);

/** How alike two recordings are, 0…1, wherever the second begins within 0.2 s. */
function likeness(a: Buffer, b: Buffer): number {
  const [x, y] = [a, b].map((pcm) => new Int16Array(new Uint8Array(pcm).buffer)) as [Int16Array, Int16Array];
  let best = 0;
  for (let shift = -3_200; shift <= 3_200; shift += 1) {
    let [sum, energyX, energyY] = [0, 0, 0];
    for (let at = 3_200; at < Math.min(x.length, y.length) - 3_200; at += 41) {
      const [p, q] = [x[at] ?? 0, y[at + shift] ?? 0];
      sum += p * q;
      energyX += p * p;
      energyY += q * q;
    }
    best = Math.max(best, sum / Math.sqrt(energyX * energyY + 1));
  }
  return best;
}

const seconds = (pcm: Buffer) => pcm.length / 32_000;

describe('a file or an endless stream', () => {
  it.each([
    ['speech.wav', 'audio/wav', []],
    ['speech.mp3', 'audio/mpeg', ['-b:a', '64k']],
    ['speech.aac', 'audio/aacp', ['-b:a', '64k']],
    ['speech.ogg', 'application/ogg', ['-c:a', 'libopus']],
    ['speech.webm', 'video/webm', ['-c:a', 'libopus']],
    ['speech.flac', 'audio/flac', []],
    ['speech.ts', 'video/mp2t', ['-c:a', 'aac']],
    ['speech.mp4', 'video/mp4', ['-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov']],
    ['other.mp3', 'application/octet-stream', []],
  ])('%s as %s gives what ffmpeg makes of it', async (name, type, args) => {
    run([...RAW, '-i', 'speech.s16', ...args, name]);
    web.answer(fileAnswer(await readFile(path.join(directory, name)), { type, length: false }));
    const { pcm, error } = await pull();
    expect(error).toBeUndefined();
    // Of MP3, ffmpeg leaves out the encoder's silence only where it can seek.
    if (/mp3/.test(name)) expect(likeness(decoded(name), pcm)).toBeGreaterThan(0.99);
    else expect(pcm.equals(decoded(name))).toBe(true);
  });

  it('is fetched on where it was cut', async () => {
    run([...RAW, '-i', 'speech.s16', 'cut.wav']);
    const content = await readFile(path.join(directory, 'cut.wav'));
    for (const ranges of [true, false]) {
      const cutAfter = (answer: number) => (answer < 2 ? 60_000 * (ranges ? 1 : answer + 1) : undefined);
      web.answer(fileAnswer(content, { ranges, cutAfter }));
      const { pcm, error } = await pull();
      expect(error).toBeUndefined();
      expect(pcm.equals(speech)).toBe(true);
    }
  });

  it('that changes meanwhile is given up', async () => {
    run([...RAW, '-i', 'speech.s16', 'changed.wav']);
    const content = await readFile(path.join(directory, 'changed.wav'));
    const before = fileAnswer(content, { ranges: false, cutAfter: () => 60_000 });
    let answers = 0;
    web.answer((request, response) => {
      if (answers++ === 0) before(request, response);
      else fileAnswer(content.subarray(0, 100_000))(request, response);
    });
    expect(await pull()).toMatchObject({ error: { kind: 'media_fetch_failed' } });
  });

  it('of a station is joined again after a cut', async () => {
    run([...RAW, '-i', 'speech.s16', '-b:a', '64k', 'station.mp3']);
    const content = await readFile(path.join(directory, 'station.mp3'));
    let answers = 0;
    web.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' });
      if (++answers < 3) response.write(content.subarray(0, 30_000), () => response.destroy());
      else response.end(content);
    });
    const { pcm, error } = await pull();
    expect(error).toBeUndefined();
    expect(answers).toBe(3);
    expect(seconds(pcm)).toBeGreaterThan(10);
  });

  it('comes no faster than there is room, and ends with the signal', async () => {
    run([...RAW, '-stream_loop', '20', '-i', 'speech.s16', 'long.wav']);
    const content = await readFile(path.join(directory, 'long.wav'));
    web.answer(fileAnswer(content));
    const controller = new AbortController();
    let given = 0;
    let called = 0;
    startPull(
      { fetch, log: pino({ level: 'silent' }) as never },
      {
        url: web.url,
        signal: controller.signal,
        room: () => (given < 100_000 ? Promise.resolve() : new Promise(() => {})),
        onPcm: (pcm) => {
          given += pcm.length;
        },
        onEnded: () => called++,
        onFailed: () => called++,
      },
    );
    await vi.waitUntil(() => given >= 100_000, 10_000);
    expect(given).toBeLessThan(250_000);
    controller.abort();
    await vi.waitUntil(() => childPids('ffmpeg').length === 0);
    expect(called).toBe(0);
  });

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void, string]>([
    ['a page', (_, r) => r.setHeader('content-type', 'text/html').end('<!doctype html><p>hello'), 'media_fetch_failed'],
    ['nothing there', (_, r) => r.writeHead(404).end(), 'media_fetch_failed'],
    ['not allowed', (_, r) => r.writeHead(403).end(), 'media_fetch_failed'],
    ['trouble', (_, r) => r.writeHead(503).end(), 'media_fetch_failed'],
    ['a server that cuts', (_, r) => r.destroy(), 'media_fetch_failed'],
    ['a server that never answers', () => {}, 'media_fetch_failed'],
    ['a circle', (_, r) => r.writeHead(302, { location: '/' }).end(), 'media_fetch_failed'],
    ['noise', (_, r) => r.end(Buffer.alloc(100_000, 'no audio at all. ')), 'realtime_bad_audio'],
    ['a private address', (_, r) => r.writeHead(302, { location: secret.url }).end(), 'address_not_allowed'],
    ['a file', (_, r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end(), 'address_not_allowed'],
  ])('%s is told', async (_, answer, kind) => {
    web.answer(answer);
    const { pcm, error } = await pull({ patience: { ...QUICK, answerMs: 200 } });
    expect(error?.kind).toBe(kind);
    expect(error?.detail).toBeTruthy();
    expect(pcm.length).toBe(0);
  });
});

/** The files of an HLS stream made by ffmpeg, by name. */
async function makeHls(name: string, args: string[] = [], seconds = 1): Promise<Map<string, Buffer>> {
  const target = path.join(directory, name);
  await mkdir(target);
  run([
    ...[...RAW, '-i', 'speech.s16', '-c:a', 'aac', '-b:a', '64k', '-f', 'hls', '-hls_time', String(seconds)],
    ...['-hls_list_size', '0', ...args, `${name}/index.m3u8`],
  ]);
  const files = await readdir(target);
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(target, file))] as const)),
  );
}

/** Serves files by their name, also in parts. */
function serve(files: Map<string, Buffer | string>): void {
  web.answer((request, response) => {
    const name = (request.url ?? '/').slice(1).split('?')[0] as string;
    const content = files.get(name);
    if (content === undefined) return response.writeHead(404).end();
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (from && to) {
      const part = Buffer.from(content).subarray(Number(from), Number(to) + 1);
      return response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${content.length}` }).end(part);
    }
    return response.end(content);
  });
}

const playlistOf = (files: Map<string, Buffer>) => files.get('index.m3u8')?.toString() ?? '';

describe('HLS, a recording', () => {
  it.each<[string, string[]]>([
    ['ts', []],
    ['fmp4', ['-hls_segment_type', 'fmp4']],
    ['ranges', ['-hls_flags', 'single_file']],
    ['ranges-fmp4', ['-hls_segment_type', 'fmp4', '-hls_flags', 'single_file']],
  ])('of %s is had from its start to its end', async (name, args) => {
    const files = await makeHls(`vod-${name}`, args);
    serve(files);
    const { pcm, error } = await pull({ address: '/index.m3u8' });
    expect(error).toBeUndefined();
    expect(seconds(pcm)).toBeGreaterThan(5.9);
    expect(likeness(speech, pcm)).toBeGreaterThan(0.9);
  });

  it('is decrypted', async () => {
    const key = Buffer.from('0123456789abcdef');
    await writeFile(path.join(directory, 'media.key'), key);
    await writeFile(path.join(directory, 'key-info'), 'media.key\nmedia.key\n');
    const files = await makeHls('encrypted', ['-hls_key_info_file', 'key-info']);
    expect(playlistOf(files)).toContain('METHOD=AES-128');
    serve(new Map([...files, ['media.key', key]]));
    const { pcm, error } = await pull({ address: '/index.m3u8' });
    expect(error).toBeUndefined();
    expect(likeness(speech, pcm)).toBeGreaterThan(0.9);
    expect(web.requests.filter(({ url }) => url === '/media.key')).toHaveLength(1);
  });

  it('is chosen for its sound, and a version that is not there is passed by', async () => {
    const files = await makeHls('master');
    const entry = (rest: string, uri: string) => `#EXT-X-STREAM-INF:${rest}\n${uri}\n`;
    const master = `#EXTM3U\n${entry('BANDWIDTH=900000,RESOLUTION=640x360,CODECS="avc1.4d401e,mp4a.40.2"', 'video.m3u8')}${entry(
      'BANDWIDTH=70000,CODECS="mp4a.40.2"',
      'index.m3u8',
    )}${entry('BANDWIDTH=50000,CODECS="mp4a.40.2"', 'gone.m3u8')}`;
    serve(
      new Map<string, Buffer | string>([
        ...files,
        ['master', master],
        ['radio.m3u', `# station\n\n${web.url}/master\n`],
      ]),
    );
    const { pcm, error } = await pull({ address: '/radio.m3u' });
    expect(error).toBeUndefined();
    expect(seconds(pcm)).toBeGreaterThan(5.9);
    expect(web.requests.map(({ url }) => url)).not.toContain('/video.m3u8');

    const apart = `#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="en",DEFAULT=YES,URI="index.m3u8"\n${entry(
      'BANDWIDTH=900000,AUDIO="a"',
      'video.m3u8',
    )}`;
    serve(new Map<string, Buffer | string>([...files, ['apart', apart]]));
    expect(seconds((await pull({ address: '/apart' })).pcm)).toBeGreaterThan(5.9);
  });

  it('goes on behind discontinuities, gaps, lost and damaged segments', async () => {
    const files = await makeHls('holes');
    const other = await makeHls('holes-fmp4', ['-hls_segment_type', 'fmp4', '-ar', '44100']);
    const names = [...other.keys()].filter((file) => /\.m4s$/.test(file)).sort();
    for (const file of [...names, 'init.mp4']) files.set(file, other.get(file) as Buffer);
    const lines = playlistOf(files).trim().split('\n').slice(0, -1);
    lines.push('#EXT-X-DISCONTINUITY', '#EXT-X-MAP:URI="init.mp4"');
    for (const file of names) lines.push('#EXTINF:1.0,título, 日本', file);
    files.set('index.m3u8', Buffer.from([...lines, '#EXT-X-ENDLIST', ''].join('\n')));
    serve(files);
    const whole = await pull({ address: '/index.m3u8' });
    expect(whole.error).toBeUndefined();
    expect(seconds(whole.pcm)).toBeGreaterThan(11.8);

    const holes = new Map(files);
    holes.delete('index1.ts');
    holes.set('index3.ts', Buffer.alloc(50_000, 'damage'));
    serve(holes);
    const { pcm, error } = await pull({ address: '/index.m3u8', patience: { ...QUICK, giveUpMs: 10_000 } });
    expect(error).toBeUndefined();
    expect(seconds(pcm)).toBeGreaterThan(9);
    expect(seconds(pcm)).toBeLessThan(10.5);
  });
});

describe('HLS, a broadcast', () => {
  it.each<[string, string[]]>([
    ['ts', []],
    ['fmp4', ['-hls_segment_type', 'fmp4']],
  ])('of %s is joined near its end, and followed while it grows, also when the server was away', async (name, args) => {
    const files = await makeHls(`live-${name}`, args, 0.5);
    const lines = playlistOf(files).split('\n');
    const firstUri = lines.findIndex((line) => line.startsWith('#EXTINF'));
    const head = lines.slice(0, firstUri).filter((line) => !/MEDIA-SEQUENCE|PLAYLIST-TYPE/.test(line));
    const uris = lines.filter((line) => /\.(ts|m4s)$/.test(line));
    const durations = lines.filter((line) => line.startsWith('#EXTINF'));
    // 5 segments are there; with each request one more comes, and the window moves.
    let last = 4;
    let asked = 0;
    serve(files);
    const serveFile = async (request: IncomingMessage, response: ServerResponse) => {
      const file = files.get((request.url as string).slice(1));
      response.writeHead(file ? 200 : 404).end(file);
    };
    web.answer((request, response) => {
      if (request.url !== '/index.m3u8') return void serveFile(request, response);
      asked++;
      if (asked === 3) return response.destroy();
      if (asked === 4) return void response.writeHead(502).end();
      const from = Math.max(0, last - 4);
      const window = uris.slice(from, last + 1).flatMap((uri, index) => [durations[from + index] as string, uri]);
      const end = last >= uris.length - 1 ? ['#EXT-X-ENDLIST'] : [];
      last = Math.min(last + 2, uris.length - 1);
      response.setHeader('content-type', 'application/vnd.apple.mpegurl');
      response.end([...head, `#EXT-X-MEDIA-SEQUENCE:${from}`, ...window, ...end, ''].join('\n'));
    });
    const { pcm, error } = await pull({ address: '/index.m3u8', patience: { ...QUICK, giveUpMs: 10_000 } });
    expect(error).toBeUndefined();
    // All but the first two segments, none twice.
    expect(seconds(pcm)).toBeGreaterThan(4.7);
    expect(seconds(pcm)).toBeLessThan(5.4);
    expect(likeness(speech.subarray(32_000), pcm)).toBeGreaterThan(0.9);
    const fetched = web.requests.map(({ url }) => url).filter((url) => /\.(ts|m4s)$/.test(url));
    expect(fetched).toEqual(uris.slice(2).map((uri) => `/${uri}`));
  });

  it('that does not go on is given up', async () => {
    const files = await makeHls('still', [], 0.5);
    serve(
      new Map<string, Buffer | string>([
        ...files,
        [
          'index.m3u8',
          playlistOf(files)
            .replace(/#EXT-X-ENDLIST\s*/, '')
            .replace('#EXT-X-TARGETDURATION:1', '#EXT-X-TARGETDURATION:0.1'),
        ],
      ]),
    );
    const { pcm, error } = await pull({ address: '/index.m3u8' });
    expect(seconds(pcm)).toBeGreaterThan(1);
    expect(error?.kind).toBe('media_fetch_failed');
  });
});

describe('a hostile playlist', () => {
  const media = (...lines: string[]) =>
    ['#EXTM3U', '#EXT-X-TARGETDURATION:1', ...lines, '#EXT-X-ENDLIST', ''].join('\n');
  const at = (address: string) => ['#EXTINF:1,', address];

  it.each<[string, () => string, string]>([
    ['names a file', () => media(...at('file:///etc/hostname')), 'address_not_allowed'],
    ['names data', () => media(...at('data:audio/wav;base64,UklGRg==')), 'address_not_allowed'],
    ['names a private address', () => media(...at(`${secret.url}/a.ts`)), 'address_not_allowed'],
    [
      'names an address of link-local metadata',
      () => media(...at('http://169.254.169.254/a.ts')),
      'address_not_allowed',
    ],
    ['names concat:', () => media(...at('concat:/etc/hostname|/etc/passwd')), 'address_not_allowed'],
    [
      'has a private key',
      () => media(`#EXT-X-KEY:METHOD=AES-128,URI="${secret.url}/k"`, ...at('a.ts')),
      'address_not_allowed',
    ],
    ['has a private map', () => media(`#EXT-X-MAP:URI="${secret.url}/m"`, ...at('a.m4s')), 'address_not_allowed'],
    [
      'has a master that names a private address',
      () => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${secret.url}/x\n`,
      'address_not_allowed',
    ],
    ['lists a private address', () => `${secret.url}/stream\n`, 'address_not_allowed'],
    ['names itself', () => '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nx.m3u8\n', 'media_fetch_failed'],
    [
      'is encrypted for players only',
      () => media('#EXT-X-KEY:METHOD=SAMPLE-AES,URI="a"', ...at('a.ts')),
      'media_fetch_failed',
    ],
    ['is empty', () => '#EXTM3U\n', 'media_fetch_failed'],
    ['has no segment that is there', () => media(...at('a.ts'), ...at('b.ts')), 'media_fetch_failed'],
    ['is too large', () => `#EXTM3U\n${'#EXT-X-TARGETDURATION:1\n'.repeat(200_000)}`, 'media_fetch_failed'],
    [
      'has too many segments',
      () => media(...Array.from({ length: 31_000 }, () => at('a.ts')).flat()),
      'media_fetch_failed',
    ],
    ['offers too much', () => `#EXTM3U\n${'#EXT-X-STREAM-INF:BANDWIDTH=1\na\n'.repeat(500)}`, 'media_fetch_failed'],
    [
      'is nonsense',
      () => `#EXTM3U\n#EXT-X-KEY:METHOD\n#EXT-X-BYTERANGE:x@y\n#EXTINF:\n\n#EXT-X-MAP\n%\u0000://`,
      'media_fetch_failed',
    ],
  ])('that %s is refused', async (_, text, kind) => {
    web.answer((request, response) => {
      if (request.url?.endsWith('.m3u8')) response.end(text());
      else response.writeHead(404).end();
    });
    const { pcm, error } = await pull({ address: '/x.m3u8' });
    expect(error?.kind).toBe(kind);
    expect(error?.detail).toBeTruthy();
    expect(pcm.length).toBe(0);
  });

  it('whose body drips is given up', async () => {
    const timers: NodeJS.Timeout[] = [];
    web.answer((_request, response) => {
      response.write('#EXTM3U\n');
      timers.push(setInterval(() => response.write('#\n'), 50));
    });
    const { error } = await pull({ address: '/x.m3u8', patience: { ...QUICK, bodyMs: 300 } });
    expect(error?.kind).toBe('media_fetch_failed');
    for (const timer of timers) clearInterval(timer);
  });
});
