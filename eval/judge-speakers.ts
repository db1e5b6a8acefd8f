// How well speakers are told apart: `npm run eval:speakers`. See docs/evaluation.md.
import { parseArgs } from 'node:util';
import { SAMPLE_RATE } from './corpus/pcm.ts';
import { type Judgement, judge } from './speakers/judge.ts';
import { drawCasts, makeMixture } from './speakers/mixtures.ts';
import { openTalkers } from './speakers/talkers.ts';
import { openSystem } from './systems.ts';

const USAGE = `Usage: npm run eval:speakers -- [options]

  --voices choosing|judging  the voices that options were chosen on, or those kept back (default judging)
  --seconds N                length of each recording (default 60, that of the published figures)
  --seed N                   other conversations (default 2, that of the published figures)
`;

function readArguments() {
  const options = { voices: { type: 'string' }, seconds: { type: 'string' }, seed: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const { voices = 'judging' } = values;
  const [seconds, seed] = [Number(values.seconds ?? 60), Number(values.seed ?? 2)];
  if (voices !== 'choosing' && voices !== 'judging') throw new TypeError('--voices must be choosing or judging.');
  if (!(seconds >= 10 && seconds <= 3600)) throw new TypeError('--seconds must be a number from 10 to 3600.');
  if (!Number.isInteger(seed)) throw new TypeError('--seed must be a whole number.');
  return { voices, seconds, seed } as const;
}

async function run({ voices, seconds, seed }: ReturnType<typeof readArguments>): Promise<void> {
  const talkers = await openTalkers(voices);
  const { speech, close } = openSystem({ kind: 'server' }, 1);
  const kinds = new Map<string, { speakers: number; judgement: Judgement }[]>();
  let [audioSeconds, milliseconds] = [0, 0];
  try {
    process.stdout.write(`${voices} voices: ${talkers.map(({ name }) => name).join(', ')}\n`);
    process.stdout.write(`told apart by ${speech.voiceModel()}\n\n`);
    for (const cast of drawCasts(talkers, { seed, seconds })) {
      const mixture = await makeMixture(cast);
      const judgement = await judge(speech, mixture);
      const { words, wrong, speakers } = judgement;
      process.stderr.write(
        `${cast.name}: ${wrong.found} of ${words} words wrong (number given: ${wrong.given}), ${speakers} speakers; ${mixture.talkers.join(', ')}\n`,
      );
      const kind = `${mixture.talkers.length}, noise ${cast.noise}`;
      kinds.set(kind, [...(kinds.get(kind) ?? []), { speakers: mixture.talkers.length, judgement }]);
      audioSeconds += mixture.samples.length / SAMPLE_RATE;
      milliseconds += judgement.milliseconds;
    }
  } finally {
    await close();
  }
  process.stdout.write(
    '| speakers | recordings | right number | words wrong | number given | one speaker for all | DER |\n',
  );
  process.stdout.write('|---|---|---|---|---|---|---|\n');
  for (const [kind, judged] of kinds) process.stdout.write(`| ${[kind, ...figures(judged)].join(' | ')} |\n`);
  process.stdout.write(
    `\nTime spent on voices (other work of the machine included) by duration: ${(milliseconds / 1000 / audioSeconds).toFixed(4)}\n`,
  );
}

function figures(judged: readonly { speakers: number; judgement: Judgement }[]): string[] {
  const sum = (of: (judgement: Judgement) => number) =>
    judged.reduce((total, { judgement }) => total + of(judgement), 0);
  const words = sum((one) => one.words);
  const right = judged.filter(({ speakers, judgement }) => judgement.speakers === speakers).length;
  const errors = sum(({ time }) => time.missed + time.falseAlarm + time.confused) / sum(({ time }) => time.speech);
  const wrong = (['found', 'given', 'none'] as const).map((way) => percent(sum((one) => one.wrong[way]) / words));
  return [String(judged.length), String(right), ...wrong, percent(errors)];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

try {
  await run(readArguments());
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${error instanceof TypeError ? USAGE : ''}`);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
