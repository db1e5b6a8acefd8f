import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { renderOffice } from '../server/src/office/index.ts';

/*
 * A process that writes one recording as an office document, several times: `docx|pdf WORDS ROUNDS`. Prints how long it
 * took at best, and how long `JSON.stringify` takes at best for the same words, in milliseconds.
 */

const [format = 'docx', words = '100000', rounds = '3'] = process.argv.slice(2);

type Word = [text: string, start: number, stop: number, confidence: number];

/** Words as often as in speech (Zipf), ten to a pause, twenty to a paragraph, 167 ms to 550 ms each. */
function makeWords(count: number): Word[] {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const letters = 'etaoinshrdlucmfwyp';
  const vocabulary = Array.from({ length: 20_000 }, (_, index) => {
    let text = '';
    for (let rest = index * 7_919 + 13; rest > 0; rest = Math.floor(rest / letters.length)) {
      text += letters[rest % letters.length];
    }
    return text;
  });
  return Array.from({ length: count }, (_, index) => {
    const text = vocabulary[Math.floor(vocabulary.length ** random()) - 1] as string;
    const start = index * 0.36;
    return [
      text,
      start,
      Math.round((start + 0.167 + random() * 0.19) * 1_000) / 1_000,
      Math.round(random() * 1_000) / 1_000,
    ];
  });
}

const spoken = makeWords(Number(words));
const segments = Array.from({ length: Math.ceil(spoken.length / 20) }, (_, index) => {
  const some = spoken.slice(index * 20, index * 20 + 20);
  return {
    start_ms: Math.round((some[0] as Word)[1] * 1_000),
    end_ms: Math.round((some.at(-1) as Word)[2] * 1_000),
    speaker: `Speaker ${(index % 3) + 1}`,
    text: `${some.map(([text]) => text).join(' ')}.`,
  };
});
const options = { language: 'en', title: 'Ten hours', with_speakers: true, with_timestamps: true };
const signal = new AbortController().signal;

const ours: number[] = [];
const reference: number[] = [];
for (let round = 0; round < Number(rounds); round++) {
  for (let turn = 0; turn < 3; turn++) {
    const began = performance.now();
    JSON.stringify(spoken);
    reference.push(performance.now() - began);
  }
  const began = performance.now();
  const document = await renderOffice({ format: format as 'docx' | 'pdf', segments, options, signal });
  await pipeline(document, createWriteStream('/dev/null'));
  ours.push(performance.now() - began);
}
process.stdout.write(JSON.stringify({ ms: Math.min(...ours), referenceMs: Math.min(...reference) }));
