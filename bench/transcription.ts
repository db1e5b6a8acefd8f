import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { wordErrorRate } from '../eval/word-error-rate.ts';
import { type Benchmark, type Figure, median } from './report.ts';
import { type BenchServer, createSession, sendMedia, startProduct, waitForStatus } from './server.ts';
import { makeSpeech } from './speech-fixture.ts';

const run = promisify(execFile);
const MINUTES = 20;
/** The product is quick enough to be measured again; the references take longer and are steadier. */
const ROUNDS = 2;
/** A part is enough to know the rate. */
const TUNED_MINUTES = 5;
const MODEL = '/usr/share/pocketsphinx/model/en-us';

export const transcriptionBenchmark: Benchmark = {
  title: 'Transcription',
  method:
    `${MINUTES} minutes of LibriVox speech (the readings of \`pocketsphinx-testdata\`, repeated). Ours: from upload complete to ` +
    `\`completed\`, mean of ${ROUNDS}. References: \`pocketsphinx_continuous -infile\` on the same file (Debian package ` +
    '`pocketsphinx`), and bare full-utterance decoding of the readings, already cut, in one process that does nothing else, ' +
    'divided by the cores: with PocketSphinx’s own search options, and (the overhead of everything else) with ours. Word error rate: `eval/word-error-rate.ts`.',
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    try {
      const speech = await makeSpeech(directory, MINUTES);
      const cores = availableParallelism();
      const rounds: { seconds: number; text: string }[] = [];
      const server = await startProduct();
      try {
        for (let round = 0; round < ROUNDS; round++) {
          rounds.push(await transcribe(server, speech.file));
          note(`Parlance: ${rounds.at(-1)?.seconds.toFixed(1)} s`);
        }
      } finally {
        await server.stop();
      }
      const bare = await decodeBare(MINUTES);
      note(`bare decoding, one process: ${bare.seconds.toFixed(1)} s`);
      const tuned = await decodeBare(TUNED_MINUTES, 'ours');
      const tunedSeconds = (tuned.seconds / tuned.audio_seconds) * speech.seconds;
      note(`bare decoding with our search options, one process: ${tunedSeconds.toFixed(1)} s`);
      const continuous = await decodeContinuously(speech.file);
      note(`pocketsphinx_continuous: ${continuous.toFixed(1)} s`);

      const ours = median(rounds.map((round) => round.seconds));
      const rate = wordErrorRate(speech.text, rounds[0]?.text ?? '').rate;
      const bareRate = wordErrorRate(speech.text, bare.text).rate;
      const seconds = (value: number) => `${value.toFixed(1)} s`;
      const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
      return [
        figure(
          'times faster than pocketsphinx_continuous',
          'least',
          1.8,
          continuous / ours,
          seconds(ours),
          seconds(continuous),
        ),
        figure(
          `bare decoding ÷ ${cores} cores, of our time`,
          'least',
          0.9,
          bare.seconds / cores / ours,
          seconds(ours),
          seconds(bare.seconds / cores),
        ),
        {
          ...figure(
            'the same with our own search options',
            'least',
            0,
            tunedSeconds / cores / ours,
            seconds(ours),
            seconds(tunedSeconds / cores),
          ),
          target: null,
        },
        figure('word error rate, of the bare decoder’s', 'most', 1, rate / bareRate, percent(rate), percent(bareRate)),
      ];
    } finally {
      await rm(directory, { recursive: true });
    }
  },
};

function figure(
  name: string,
  at: 'least' | 'most',
  value: number,
  ratio: number,
  ours: string,
  reference: string,
): Figure {
  return { name, target: { at, value }, ratio, ours, reference };
}

/** Uploads a file in one request and returns how long the session took after that, by the server's own clock. */
export async function transcribe(server: BenchServer, file: string, language = 'en', wishes: object = {}) {
  const id = await createSession(server, language, wishes);
  await sendMedia(server, id, file);
  const complete = Date.now();
  const session = await waitForStatus(server, id, 'completed');
  const answer = await fetch(`${server.url}/api/v3/speech-to-text/session/${id}/result`, {
    headers: { 'x-zoom-s2t-key': server.key },
  });
  const { result } = (await answer.json()) as { result: { results: { text: string }[] } };
  return {
    seconds: (Date.parse(session.finished_at as string) - complete) / 1000,
    text: result.results.map((utterance) => utterance.text).join(' '),
  };
}

async function decodeBare(minutes: number, options = 'defaults') {
  const program = path.join(import.meta.dirname, 'bare-decoding.ts');
  const { stdout } = await run(process.execPath, [program, String(minutes), options], { maxBuffer: 64e6 });
  return JSON.parse(stdout) as { seconds: number; audio_seconds: number; text: string };
}

async function decodeContinuously(file: string): Promise<number> {
  const started = performance.now();
  try {
    await run(
      'pocketsphinx_continuous',
      [
        '-infile',
        file,
        '-hmm',
        `${MODEL}/en-us`,
        '-lm',
        `${MODEL}/en-us.lm.bin`,
        '-dict',
        `${MODEL}/cmudict-en-us.dict`,
        '-logfn',
        '/dev/null',
      ],
      { maxBuffer: 64e6 },
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('This benchmark compares with pocketsphinx_continuous: apt-get install pocketsphinx', {
      cause: error,
    });
  }
  return (performance.now() - started) / 1000;
}
