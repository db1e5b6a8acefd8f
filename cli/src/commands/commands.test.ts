import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHORT_RECORDING, startTestServer, type TestServer } from '../../../sdk/src/test-server.ts';

const CLI = path.join(import.meta.dirname, '../../bin/parlance.mjs');

let server: TestServer;
let place: string;

beforeAll(async () => {
  [server, place] = await Promise.all([startTestServer(), mkdtemp(path.join(tmpdir(), 'parlance-cli-'))]);
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

/** Runs the program as a shell would, without a terminal. `interrupt`: sends Ctrl-C once it has said this. */
function parlance(args: string[], environment: Record<string, string> = {}, interrupt?: RegExp): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, PARLANCE_DATA_DIR: server.dataDir, ...environment };
    const child = spawn(process.execPath, [CLI, ...args], { cwd: place, env, stdio: ['ignore', 'pipe', 'pipe'] });
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

describe('transcribe', () => {
  it('prints the text on stdout and a summary on stderr', async () => {
    const { code, stdout, stderr } = await parlance(['transcribe', SHORT_RECORDING]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^He was not .*\.\n$/);
    expect(stderr).toMatch(/: \d+ words, 3 s of audio in .* \(real-time factor \d+\.\d\d\)\n$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no colours where there is no terminal
    expect(stderr).not.toMatch(/\u001b/);
  });

  it('writes files, keeps the order and goes on after one that fails', async () => {
    await writeFile(path.join(place, 'text.mp3'), 'no audio in here');
    await writeFile(path.join(place, 'empty.wav'), '');
    const { code, stdout, stderr } = await parlance([
      'transcribe',
      'text.mp3',
      'empty.wav',
      'missing.wav',
      '.',
      SHORT_RECORDING,
      '--format',
      'srt',
      '-o',
      'out',
    ]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    const reports = stderr.split('\n').filter((line) => /^[✓✗]/.test(line));
    expect(reports).toEqual([
      expect.stringMatching(/text\.mp3: Transcription failed: .*could not be decoded/),
      expect.stringMatching(/empty\.wav: .*The file is empty/),
      '✗ missing.wav: There is no such file.',
      '✗ .: This is not a file.',
      expect.stringMatching(/✓ .*0880\.wav: \d+ words/),
    ]);
    const [name = ''] = await readdir(path.join(place, 'out'));
    expect(name).toMatch(/0880\.srt$/);
    expect(await readFile(path.join(place, 'out', name), 'utf8')).toMatch(
      /^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nHe was/,
    );
  });

  it('gives programs one JSON object a line', async () => {
    const { code, stdout, stderr } = await parlance([
      'transcribe',
      '--json',
      '--no-punctuation',
      SHORT_RECORDING,
      'missing.wav',
    ]);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    const [first, second] = jsonLines(stdout);
    expect(first).toMatchObject({ file: SHORT_RECORDING, status: 'completed', language: 'en', output: null });
    expect(first.text).toMatch(/^he was not/);
    expect(first.words).toBe(first.results.flatMap((utterance: { result: unknown[] }) => utterance.result).length);
    expect(first.real_time_factor).toBeCloseTo(first.processing_seconds / first.duration_seconds, 5);
    expect(second).toMatchObject({ file: 'missing.wav', status: 'failed', error_code: 'ENOENT' });
  });

  it('says what the server says about an unknown language', async () => {
    const { code, stderr } = await parlance(['transcribe', SHORT_RECORDING, '--language', 'xx']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/"xx" is not offered by any installed engine\. Installed: en/);
  });

  it('ends with 3 when there is no server, or none that takes the key', async () => {
    const nobody = await parlance(['transcribe', SHORT_RECORDING], {
      PARLANCE_URL: 'http://127.0.0.1:1',
      PARLANCE_KEY: 'k',
    });
    expect(nobody.code).toBe(3);
    expect(nobody.stderr).toMatch(
      /^parlance: No Parlance server answers at http:\/\/127\.0\.0\.1:1 .*Start it with `npm start`/,
    );
    const unknown = await parlance(['transcribe', SHORT_RECORDING], { PARLANCE_DATA_DIR: 'nowhere' });
    expect(unknown).toMatchObject({ code: 3, stderr: expect.stringMatching(/No Parlance server is known/) });
    const refused = await parlance(['transcribe', SHORT_RECORDING], { PARLANCE_KEY: 'wrong' });
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringMatching(/refuses the key: .* Set PARLANCE_KEY/) });
  });

  it('ends with 130 on Ctrl-C and says what goes on', async () => {
    const { code, stderr } = await parlance(['transcribe', SHORT_RECORDING], {}, /waiting|preparing|recognising/);
    expect(code).toBe(130);
    expect(stderr).toMatch(/the server goes on\. Look with `parlance sessions show [0-9a-f]{26}`/);
  });
});

describe('caption', () => {
  it('makes captions of media by way of the server', async () => {
    const { code, stdout, stderr } = await parlance(['caption', SHORT_RECORDING, '--format', 'srt', '-p', 'social']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nHe was/);
    for (const line of stdout.split('\n')) if (!line.includes('-->')) expect(line.length).toBeLessThanOrEqual(24);
    expect(stderr).toMatch(/✓ .*0880\.wav: \d captions?, 0 errors, \d warnings?\n$/);
  });
});

describe('export', () => {
  let id: string;
  beforeAll(async () => {
    const [line] = jsonLines((await parlance(['transcribe', '--json', SHORT_RECORDING])).stdout);
    id = line.session_id;
  });

  it('saves the first document under its own name, and never over another file', async () => {
    const first = await parlance(['export', id, '--format', 'srt']);
    expect(first).toMatchObject({ code: 0, stdout: '' });
    const [, name = ''] = /✓ (\S+\.srt): \d+ B\n$/.exec(first.stderr) ?? [];
    expect(await readFile(path.join(place, name), 'utf8')).toMatch(/^1\n00:00:00,\d{3} --> .*\nhe was not/i);
    const second = await parlance(['export', id, '--format', 'srt', '--without-speakers']);
    expect(second.stderr).toContain(name.replace('.srt', '-2.srt'));
    expect((await readdir(place)).filter((file) => file.includes('.part-'))).toEqual([]);
  });

  it('writes where it is told, or prints', async () => {
    const json = await parlance(['export', id, '-f', 'json', '-o', 'talk.json']);
    expect(json).toMatchObject({ code: 0, stderr: expect.stringMatching(/^✓ talk\.json: /) });
    const document = JSON.parse(await readFile(path.join(place, 'talk.json'), 'utf8'));
    expect(document).toMatchObject({ document_type: 'document', version: 1, metadata: { language: 'en' } });
    const again = await parlance(['caption', 'talk.json', '--format', 'srt']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/he was not/i) });

    await parlance(['export', id, '-f', 'docx', '-o', 'files/']);
    const [docx = ''] = await readdir(path.join(place, 'files'));
    expect((await readFile(path.join(place, 'files', docx))).subarray(0, 2).toString()).toBe('PK');
    const printed = await parlance(['export', id, '-f', 'txt', '--without-timestamps', '-o', '-']);
    expect(printed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^he was not/i) });
    const stl = await parlance(['export', id, '-f', 'stl', '--frame-rate', '30', '-o', '-']);
    expect(stl.stdout).toContain('STL30.01');
  });

  it('says what is wrong', async () => {
    expect(await parlance(['export', id, '-f', 'bogus'])).toMatchObject({
      ...{ code: 1, stdout: '', stderr: expect.stringMatching(/bogus/) },
    });
    expect(await parlance(['export', id, '--document', '00000000-0000-4000-8000-000000000000'])).toMatchObject({
      ...{ code: 1, stderr: expect.stringMatching(/Document not found/) },
    });
    expect(await parlance(['export', '0'.repeat(26)])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not found/),
    });
    expect(await parlance(['export', id], { PARLANCE_KEY: 'wrong' })).toMatchObject({ code: 3 });
    expect(await parlance(['export'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/Name one session/) });
  });
});

describe('sessions', () => {
  it('lists, shows and deletes', async () => {
    const listed = await parlance(['sessions', 'list', '--q', '0880', '--status', 'completed']);
    expect(listed.code).toBe(0);
    const [head, row = ''] = listed.stdout.split('\n');
    expect(head).toMatch(/^session +status +progress +duration +created +file$/);
    expect(row).toMatch(/^[0-9a-f]{26} {2}completed +100 % +3 s {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}sense_.*0880\.wav$/);
    const id = row.slice(0, 26);

    const shown = await parlance(['sessions', 'show', id]);
    expect(shown.stdout).toMatch(
      new RegExp(`^session +${id}\nfile +sense.*\nstatus +completed\nduration +3 s\nlanguage +en`),
    );
    const text = await parlance(['sessions', 'show', id, '--format', 'txt']);
    expect(text.stdout).toMatch(/^he was not/i);
    expect(jsonLines((await parlance(['sessions', 'show', id, '--json'])).stdout)).toEqual([
      expect.objectContaining({ session_id: id, status: 'completed' }),
    ]);

    const unsure = await parlance(['sessions', 'delete', id]);
    expect(unsure).toMatchObject({ code: 2, stderr: expect.stringMatching(/say --yes to delete/) });
    expect(await parlance(['sessions', 'delete', id, '--yes'])).toMatchObject({ code: 0, stdout: `${id} deleted\n` });
    const again = await parlance(['sessions', 'delete', id, '--yes', '--json']);
    expect(again.code).toBe(1);
    expect(jsonLines(again.stdout)).toEqual([
      { session_id: id, deleted: false, error_code: 'SESSION_NOT_FOUND', message: 'Session not found' },
    ]);
    expect(await parlance(['sessions', 'show', id])).toMatchObject({
      code: 1,
      stderr: 'parlance: Session not found\n',
    });
  });

  it('lists a page at a time', async () => {
    const { stdout, stderr } = await parlance(['sessions', 'list', '--json', '--limit', '2', '--offset', '1']);
    expect(stderr).toBe('');
    expect(jsonLines(stdout)).toHaveLength(2);
    const table = await parlance(['sessions', 'list', '--limit', '1']);
    expect(table.stderr).toMatch(/^1 of \d+; --offset 1 shows the next\.\n$/);
    expect((await parlance(['sessions', 'list', '--status', 'nonsense'])).stderr).toMatch(/status can be new, created/);
  });
});

describe('events', () => {
  it('prints what happened since an event, and what happens, until Ctrl-C', async () => {
    const listening = parlance(['events', '--last-event-id', '0'], {}, /(completed[\s\S]*){2}/);
    expect((await parlance(['transcribe', '--json', SHORT_RECORDING])).code).toBe(0);
    const { code, stdout, stderr } = await listening;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    for (const line of stdout.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^[0-9a-f]{26} {2}(\d+ %, (waiting|preparing|recognising|putting|transcribing).*|completed|failed: .+|deleted)$/,
      );
    }
  });

  it('gives programs one JSON object a line, of the types they want', async () => {
    const args = ['events', '--json', '--last-event-id', '0', '--types', 'session.completed'];
    const { code, stdout } = await parlance(args, {}, /\n/);
    expect(code).toBe(130);
    expect(jsonLines(stdout)[0]).toMatchObject({ event: 'session.completed', status: 'completed', percent: 100 });
  });

  it('ends with what is wrong', async () => {
    expect(await parlance(['events', '--types', 'nonsense'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/types can be session\.updated/),
    });
    const refused = await parlance(['events'], { PARLANCE_KEY: 'wrong' });
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringMatching(/refuses the key/) });
  });
});

describe('the command line', () => {
  it.each([
    [['bogus'], 'There is no command "bogus".'],
    [['sessions'], '"sessions" needs one more word'],
    [['sessions', 'bogus'], 'There is no command "sessions bogus".'],
    [['transcribe'], 'Name at least one file.'],
    [['transcribe', 'a.wav', '--bogus'], "Unknown option '--bogus'."],
    [['transcribe', 'a.wav', '--format', 'doc'], '--format can be txt, srt, vtt, json, not "doc".'],
    [['transcribe', 'a.wav', 'b.wav', '--format', 'vtt'], 'say where they go with --output DIR'],
    [['events', '--last-event-id', 'x'], '--last-event-id must be a whole number'],
    [['sessions', 'list', '--limit', '0'], '--limit must be a whole number of at least 1'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await parlance(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: parlance');
  });

  it.each([[['--help']], [['sessions', '--help']], [['transcribe', '--help']], [['sessions', 'delete', '-h']]])(
    '%j shows the usage',
    async (args) => {
      const { code, stdout, stderr } = await parlance(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: parlance/);
    },
  );

  it('tells its version', async () => {
    expect((await parlance(['--version'])).stdout).toMatch(/^parlance \d+\.\d+\.\d+\n$/);
  });
});
