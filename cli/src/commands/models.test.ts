import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileAnswer, type LoopbackWeb, startLoopbackWeb } from '../../../server/test/loopback-web.ts';
import { CTC_FILES, catalogueEntry, modelArchive } from '../../../server/test/model-archives.ts';
import { seededBytes } from '../../../server/test/seeded-random.ts';

const CLI = path.join(import.meta.dirname, '../../bin/parlance.mjs');
const READING = '/usr/share/pocketsphinx/test/data/librivox/sense_and_sensibility_01_austen_64kb-0880.wav';

const large = { ...CTC_FILES, 'model.int8.onnx': seededBytes(3_000_000, 3) };
const archive = modelArchive(large);

let mirror: LoopbackWeb;
let place: string;
beforeAll(async () => {
  [mirror, place] = await Promise.all([startLoopbackWeb(), mkdtemp(path.join(tmpdir(), 'parlance-cli-models-'))]);
  const broken = { ...catalogueEntry(archive, { name: 'wrong-checksum', sha256: '0'.repeat(64) }) };
  const models = [catalogueEntry(archive), broken];
  await writeFile(path.join(place, 'catalogue.json'), JSON.stringify({ format: 1, models }));
});
afterAll(async () => {
  await mirror?.stop();
  if (place) await rm(place, { recursive: true });
});
beforeEach(async () => {
  await rm(path.join(place, 'data'), { recursive: true, force: true });
  mirror.requests.length = 0;
  mirror.answer(fileAnswer(archive));
});

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program as a shell would, without a terminal. `end`: sends a signal once so many bytes were downloaded. */
function models(
  args: string[],
  environment: Record<string, string> = {},
  end?: { signal: NodeJS.Signals; afterBytes: number },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = {
      PATH: process.env.PATH,
      PARLANCE_DATA_DIR: path.join(place, 'data'),
      PARLANCE_MODELS_MIRROR: mirror.url,
      PARLANCE_MODELS_CATALOGUE: path.join(place, 'catalogue.json'),
      ...environment,
    };
    const child = spawn(process.execPath, [CLI, 'models', ...args], {
      cwd: place,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const run: Run = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      run.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      run.stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
    if (end) arrived(end.afterBytes).then(() => child.kill(end.signal));
  });
}

/** When so much of a download is there. */
async function arrived(bytes: number): Promise<void> {
  const file = path.join(place, 'data/models/.downloads/some-model.tar');
  const size = async () => (await readFile(file).catch(() => Buffer.alloc(0))).length;
  await expect.poll(size, { timeout: 20_000, interval: 20 }).toBeGreaterThan(bytes);
}

const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('parlance models', () => {
  it('lists what there is, installs, lists, chooses and removes', async () => {
    expect(await models(['list'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^No models in/),
    });
    const available = await models(['available']);
    expect(available.stdout).toMatch(/^model +download +languages +speed +errors +licence +installed +title\n/);
    expect(available.stdout).toMatch(/\nsome-ctc-en +3\.0 MB +en +fast +Apache-2\.0 +Some CTC model\n/);

    const installed = await models(['install', 'some-ctc-en']);
    expect(installed).toMatchObject({ code: 0, stdout: '' });
    expect(installed.stderr).toMatch(/some-ctc-en: downloading 3\.0 MB \d+ %\n/);
    expect(installed.stderr).toMatch(/✓ some-ctc-en: installed \(Some CTC model; Apache-2\.0\)\n$/);
    expect((await models(['install', 'some-ctc-en'])).stderr).toMatch(/is installed already/);

    expect((await models(['use', 'some-ctc-en'])).stdout).toBe('some-ctc-en is used for en from now on\n');
    const listed = await models(['list']);
    expect(listed.stdout).toMatch(/\nsome-ctc-en +nemo-ctc +3\.0 MB +en +en +Some CTC model\n$/);
    expect(jsonLines((await models(['list', '--json'])).stdout)).toEqual([
      expect.objectContaining({ name: 'some-ctc-en', usable: true, chosen_for: ['en'], licence: 'Apache-2.0' }),
    ]);
    const json = jsonLines((await models(['available', '--json', '-l', 'en'])).stdout);
    expect(json[0]).toMatchObject({ name: 'some-ctc-en', installed: true });
    expect(json.every(({ languages }) => languages.includes('en'))).toBe(true);

    const removed = await models(['remove', 'some-ctc-en']);
    expect(removed.stdout).toBe('some-ctc-en removed; it had been chosen for en\n');
    expect(await readFile(path.join(place, 'data/models/defaults.json'), 'utf8')).toBe('{}\n');
  });

  it('kill -9 and Ctrl-C in the middle: the same command goes on where it was', async () => {
    mirror.answer(fileAnswer(archive, { pauseMs: 10 }));
    expect((await models(['install', 'some-ctc-en'], {}, { signal: 'SIGKILL', afterBytes: 500_000 })).code).toBe(null);
    const interrupted = models(['install', 'some-ctc-en'], {}, { signal: 'SIGINT', afterBytes: 2_000_000 });
    expect(await interrupted).toMatchObject({ code: 130, stderr: expect.stringMatching(/goes on where it was\.\n$/) });
    expect(await readdir(path.join(place, 'data/models'))).toEqual(['.downloads']);
    mirror.answer(fileAnswer(archive));
    expect((await models(['install', 'some-ctc-en'])).code).toBe(0);
    const ranges = mirror.requests.map(({ headers }) => headers.range);
    expect(ranges).toEqual([
      undefined,
      expect.stringMatching(/^bytes=\d{6,7}-$/),
      expect.stringMatching(/^bytes=\d{7}-$/),
    ]);
    const model = await readFile(path.join(place, 'data/models/some-ctc-en/model.int8.onnx'));
    expect(model.equals(large['model.int8.onnx'])).toBe(true);
  });

  it('goes on with the next one, and says which could not be installed and why', async () => {
    const { code, stderr } = await models(['install', 'wrong-checksum', 'some-ctc', 'some-ctc-en']);
    expect(code).toBe(1);
    const lines = stderr.split('\n').filter((line) => /^[✓✗]/.test(line));
    expect(lines).toEqual([
      expect.stringMatching(/^✗ wrong-checksum: The checksum of some-model\.tar is [0-9a-f]{64} and should be 0{64}\./),
      '✗ some-ctc: There is no model "some-ctc" in the catalogue. Did you mean some-ctc-en?',
      '✓ some-ctc-en: installed (Some CTC model; Apache-2.0)',
    ]);
    expect(jsonLines((await models(['install', 'nonsense', '--json'])).stdout)).toEqual([
      { status: 'failed', name: 'nonsense', message: expect.stringMatching(/There is no model/) },
    ]);
  });

  it('says what to do offline, with an empty mirror, and with wrong settings', async () => {
    const offline = await models(['install', 'some-ctc-en'], { PARLANCE_OFFLINE: '1' });
    expect(offline).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/PARLANCE_OFFLINE is set.*docs\/models\.md/),
    });
    mirror.answer((_request, response) => response.writeHead(404).end());
    const empty = await models(['install', 'some-ctc-en']);
    expect(empty.stderr).toMatch(/answered 404\. The file is not there: a mirror must hold it/);
    const wrong = await models(['list'], { PARLANCE_MODELS_MIRROR: 'nas' });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/PARLANCE_MODELS_MIRROR must be an http/) });
  });

  it('tells of a broken folder, and ends with 1', async () => {
    await mkdir(path.join(place, 'data/models/mine'), { recursive: true });
    await writeFile(path.join(place, 'data/models/mine/model.json'), '{"format": 1');
    const { code, stderr } = await models(['list']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^mine cannot be used\. Model mine: model\.json is not JSON\./),
    });
  });

  it('tests a model on a file, here the built-in one', async () => {
    const { code, stdout, stderr } = await models(['test', 'en-us', READING, '--words']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +0\.\d\d +0\.\d\d {2}[01]\.\d\d {2}he\n/);
    expect(stderr).toMatch(/^en-us: \d words, 3 s of audio in .* \(real-time factor \d+\.\d\d\), loaded in /);
    expect(await models(['test', 'en-us', 'missing.wav'])).toMatchObject({
      code: 1,
      stderr: 'parlance: There is no such file: missing.wav.\n',
    });
    expect((await models(['test', 'whisper-tiny', READING])).stderr).toMatch(/No model "whisper-tiny" is installed/);
  });

  it.each([
    [['install'], 'Name at least one model'],
    [['remove'], 'Name at least one model'],
    [['use'], 'Name one model.'],
    [['use', 'a', 'b'], 'Name one model.'],
    [['test', 'a'], 'Name a model and a file.'],
    [['list', 'x'], '"x" is not understood.'],
    [[], '"models" needs one more word'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await models(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
