import { access } from 'node:fs/promises';
import type { Command } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';
import { explaining, openModels, type Trial } from '../model-door.ts';
import { readableDuration } from '../quantities.ts';
import { printable } from '../table.ts';

const HELP = `Usage: parlance models test NAME FILE [options]

Transcribes one file with one model on this machine, without a server, and says
how long it took.

  -l, --language LANGUAGE   which of the model's languages is spoken
      --words               every word with its time and confidence
      --json                one JSON object for programs
`;

export const testModel: Command = {
  name: 'models test',
  summary: 'transcribe a file with one model',
  help: HELP,
  options: { language: { type: 'string', short: 'l' }, words: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ options, operands, signal }) {
    const [name, file, more] = operands;
    if (name === undefined || file === undefined || more !== undefined)
      throw new UsageError('Name a model and a file.');
    await access(file);
    const { door, store } = await openModels();
    const language = options.language as string | undefined;
    const trial = await explaining(door, () =>
      door.tryModel(store, name, file, { signal, ...(language === undefined ? {} : { language }) }),
    );
    if (options.json) process.stdout.write(`${JSON.stringify(trial)}\n`);
    else if (options.words) process.stdout.write(wordLines(trial));
    else process.stdout.write(`${printable(trial.words.map(({ word }) => word).join(' '))}\n`);
    if (!options.json) process.stderr.write(summary(trial));
    return EXIT.ok;
  },
};

function wordLines({ words }: Trial): string {
  return words
    .map(({ word, start_seconds, end_seconds, confidence }) => {
      const times = `${start_seconds.toFixed(2).padStart(8)} ${end_seconds.toFixed(2).padStart(8)}`;
      return `${times}  ${confidence === null ? '    ' : confidence.toFixed(2)}  ${printable(word)}\n`;
    })
    .join('');
}

function summary(trial: Trial): string {
  const { model, words, duration_seconds, processing_seconds, loading_seconds, real_time_factor } = trial;
  const spoken = words.length === 0 ? 'no speech found' : `${words.length} ${words.length === 1 ? 'word' : 'words'}`;
  const times = `${readableDuration(duration_seconds)} of audio in ${readableDuration(processing_seconds)}`;
  return `${model}: ${spoken}, ${times} (real-time factor ${real_time_factor.toFixed(2)}), loaded in ${readableDuration(loading_seconds)}\n`;
}
