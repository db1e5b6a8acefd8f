import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Benchmark, median } from './report.ts';
import { startProduct } from './server.ts';
import { makeSpeech } from './speech-fixture.ts';
import { transcribe } from './transcription.ts';

const MINUTES = 10;
const ROUNDS = 3;

export const diarizationBenchmark: Benchmark = {
  title: 'Telling speakers apart',
  method:
    `${MINUTES} minutes of LibriVox speech, from upload complete to \`completed\`, median of ${ROUNDS} rounds. Ours: with ` +
    '`diarization`, by the built-in way. Reference: the same file without, in turn with it. Words by the built-in engine, whose ' +
    'processor time is 0.14 of the duration; a faster model leaves diarization a larger share.',
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    const server = await startProduct();
    try {
      const { file } = await makeSpeech(directory, MINUTES);
      const times: { with: number[]; without: number[] } = { with: [], without: [] };
      for (let round = 0; round < ROUNDS; round++) {
        times.without.push((await transcribe(server, file)).seconds);
        times.with.push((await transcribe(server, file, 'en', { diarization: true })).seconds);
        note(`without ${times.without.at(-1)?.toFixed(1)} s, with ${times.with.at(-1)?.toFixed(1)} s`);
      }
      const [ours, reference] = [median(times.with), median(times.without)];
      return [
        {
          name: 'time with diarization, of that without',
          target: { at: 'most', value: 1.15 },
          ratio: ours / reference,
          ours: `${ours.toFixed(1)} s`,
          reference: `${reference.toFixed(1)} s`,
        },
      ];
    } finally {
      await server.stop();
      await rm(directory, { recursive: true });
    }
  },
};
