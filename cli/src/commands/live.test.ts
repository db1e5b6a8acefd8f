import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECORDING, SHORT_RECORDING, startTestServer, type TestServer } from '../../../sdk/src/test-server.ts';

const CLI = path.join(import.meta.dirname, '../../bin/parlance.mjs');

const execute = promisify(execFile);

let server: TestServer;
let place: string;

beforeAll(async () => {
  [server, place] = await Promise.all([
    startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1' }),
    mkdtemp(path.join(tmpdir(), 'parlance-live-')),
  ]);
});
afterAll(async () => {
  await server?.stop();
  if (place) await rm(place, { recursive: true });
});

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Circumstances {
  environment?: Record<string, string>;
  /** Sends Ctrl-C once it has said this. */
  interrupt?: RegExp;
  input?: Buffer;
}

/** Runs the program as a shell would, without a terminal. */
function live(args: string[], { environment, interrupt, input }: Circumstances = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, PARLANCE_DATA_DIR: server.dataDir, ...environment };
    const child = spawn(process.execPath, [CLI, 'live', ...args], { cwd: place, env });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    let interrupted = false;
    const run: Run = { code: null, stdout: '', stderr: '' };
    const look = () => {
      if (!interrupted && interrupt?.test(run.stdout + run.stderr)) interrupted = child.kill('SIGINT');
    };
    child.stdout.on('data', (chunk) => {
      run.stdout += chunk;
      look();
    });
    child.stderr.on('data', (chunk) => {
      run.stderr += chunk;
      look();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
  });
}

const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('live', () => {
  it('prints the text of a file, a line for each utterance, and says on stderr how much it was', async () => {
    const { code, stdout, stderr } = await live([SHORT_RECORDING, '--fast']);
    expect(stderr).toMatch(/^✓ \d+ words\n$/);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^he was not .*young man\n$/);
  });

  it('plays a file in real time, and everything that happens is one JSON object a line', async () => {
    const started = Date.now();
    const { code, stdout, stderr } = await live([SHORT_RECORDING, '--json']);
    expect(Date.now() - started).toBeGreaterThan(2_900);
    expect([code, stderr]).toEqual([0, '']);
    const events = jsonLines(stdout);
    expect(events[0]).toEqual({ event: 'listening', session_id: expect.stringMatching(/^[0-9a-f]{26}$/) });
    expect(events.at(-1)).toEqual({ event: 'stopped', text: expect.stringMatching(/^he was not/) });
    const partials = events.filter(({ event }) => event === 'partial');
    expect(partials.length).toBeGreaterThan(0);
    expect(partials[0]).toMatchObject({ text: expect.any(String), offset_ms: expect.any(Number) });
    const finals = events.filter(({ event }) => event === 'final');
    expect(finals[0].words[0]).toEqual(['he', expect.any(Number), expect.any(Number), expect.anything()]);
  });

  it('captions at the end, printed or in a file of any format', async () => {
    const [printed, vtt, text] = await Promise.all([
      live([SHORT_RECORDING, '--fast', '--srt']),
      live([SHORT_RECORDING, '--fast', '-o', 'out/live.vtt']),
      live([SHORT_RECORDING, '--fast', '--no-partial', '-o', 'live.txt']),
    ]);
    expect([printed.code, vtt.code, text.code]).toEqual([0, 0, 0]);
    expect(printed.stdout).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nhe was/i);
    expect(vtt.stderr).toMatch(/→ out\/live\.vtt\n$/);
    expect(await readFile(path.join(place, 'out/live.vtt'), 'utf8')).toMatch(/^WEBVTT\n/);
    expect(await readFile(path.join(place, 'live.txt'), 'utf8')).toBe(text.stdout);
  });

  it('hears a microphone, here one of ALSA that has a recording in it, until Ctrl-C', async () => {
    // As ffmpeg asks for it: 48 kHz, two channels. Behind the recording ALSA gives silence.
    const inside = path.join(place, 'microphone.raw');
    await execute('ffmpeg', ['-v', 'error', '-i', SHORT_RECORDING, '-ar', '48000', '-ac', '2', '-f', 's16le', inside]);
    const settings = path.join(place, 'asound.conf');
    const device = `type file; slave.pcm { type null }; file /dev/null; infile "${inside}"; format raw`;
    await writeFile(settings, `pcm.sysdefault { ${device} }\n`);
    const { code, stdout } = await live(['--mic', '--device', 'sysdefault'], {
      environment: { ALSA_CONFIG_PATH: settings },
      interrupt: /young man/,
    });
    expect(stdout).toMatch(/^he was not .*young man\n/);
    expect(code).toBe(0);
  });

  it('reads standard input', async () => {
    const { code, stdout } = await live(['-', '--fast'], { input: await readFile(SHORT_RECORDING) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^he was not/);
  });

  it('has the server listen to an address', async () => {
    const recording = await readFile(SHORT_RECORDING);
    const site = createServer((_, response) => response.setHeader('content-type', 'audio/wav').end(recording));
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = site.address() as AddressInfo;
      const { code, stdout, stderr } = await live([`http://127.0.0.1:${port}/reading.wav`]);
      expect([code, stderr]).toEqual([0, expect.stringMatching(/^✓ \d+ words\n$/)]);
      expect(stdout).toMatch(/^he was not/);
    } finally {
      site.close();
    }
  });

  it('Ctrl-C: what was said until then still comes', async () => {
    const { code, stdout } = await live([RECORDING, '--json'], { interrupt: /"event":"partial"/ });
    expect(code).toBe(130);
    const events = jsonLines(stdout);
    expect(events.at(-1)).toMatchObject({ event: 'stopped' });
    expect(events.at(-1).text.length).toBeGreaterThan(0);
  });

  it.skipIf(!existsSync('/usr/bin/script'))('on a terminal the text is refreshed in place', async () => {
    const shown = await new Promise<string>((resolve, reject) => {
      const command = `${process.execPath} ${CLI} live ${SHORT_RECORDING}`;
      const env = { PATH: process.env.PATH, PARLANCE_DATA_DIR: server.dataDir, TERM: 'xterm' };
      const child = spawn('script', ['-qec', command, '/dev/null'], {
        cwd: place,
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
      });
      child.on('error', reject);
      child.on('close', () => resolve(text));
    });
    // How far it is and what is heard so far, dim, on a line that is written again and again.
    expect(shown).toContain('\r\u001b[K\u001b[2m');
    expect(stripVTControlCharacters(shown)).toMatch(/\d % {2}he was/);
    expect(stripVTControlCharacters(shown)).toMatch(/\rhe was not .*young man\r\n/);
    expect(stripVTControlCharacters(shown)).toMatch(/✓ \d+ words\r\n$/);
  });

  it('says what to do: no microphone, no file, no audio, no server, another kind of key', async () => {
    await writeFile(path.join(place, 'text.mp3'), 'no audio in here');
    const nothing = { PARLANCE_URL: 'http://127.0.0.1:1', PARLANCE_KEY: 'k' };
    const runs = await Promise.all([
      live(['--mic', '--device', 'hw:99']),
      live(['missing.wav']),
      live(['text.mp3']),
      live([SHORT_RECORDING], { environment: nothing }),
      live([SHORT_RECORDING], { environment: { PARLANCE_URL: server.url, PARLANCE_KEY: server.key } }),
      live([SHORT_RECORDING], { environment: { PARLANCE_URL: server.url, PARLANCE_KEY: 'wrong' } }),
      live([SHORT_RECORDING], { environment: { PATH: '/nowhere' } }),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 1, 3, 3, 3, 1]);
    expect(runs.map(({ stderr }) => stderr)).toEqual([
      expect.stringMatching(/The microphone cannot be read/),
      expect.stringMatching(/missing\.wav cannot be read: .*No such file/),
      expect.stringMatching(/text\.mp3 cannot be read/),
      expect.stringMatching(/No Parlance server answers at http:\/\/127\.0\.0\.1:1 .*npm start/),
      expect.stringMatching(/Live needs a key of the kind realtime/),
      expect.stringMatching(/refuses the key/),
      expect.stringMatching(/ffmpeg is needed to read audio/),
    ]);
  });

  it('refuses command lines that make no sense', async () => {
    const lines: [string[], string][] = [
      [[], 'Name a file or an address, or use --mic.'],
      [['a.wav', 'b.wav'], '"b.wav" is too much'],
      [['a.wav', '--mic'], 'only one of them'],
      [['--mic', '--fast'], '--fast is for files'],
      [['a.wav', '-o', 'a.doc'], '--output must end with one of'],
      [['a.wav', '--type', 'slow'], '--type can be fast, quality'],
      [['a.wav', '--srt', '--json'], 'both want standard output'],
    ];
    const runs = await Promise.all(lines.map(([args]) => live(args)));
    expect(runs).toEqual(
      lines.map(([, message]) => ({ code: 2, stdout: '', stderr: expect.stringContaining(message) })),
    );
  });
});
