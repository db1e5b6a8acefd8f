import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readAudio } from './pcm.ts';

/** Public-domain readings (LibriVox, "Sense and Sensibility"), in Debian's `pocketsphinx-testdata`. */
const READINGS = '/usr/share/pocketsphinx/test/data/librivox';

export interface Reading {
  name: string;
  /** 16 kHz, mono. */
  samples: Int16Array;
  text: string;
}

/** The five readings, 25 s and 71 words in all, in order. @throws Error when they are not installed */
export async function librivoxReadings(): Promise<Reading[]> {
  const transcript = await readFile(path.join(READINGS, 'transcription'), 'utf8').catch((cause) => {
    throw new Error('The LibriVox readings are missing: apt-get install pocketsphinx-testdata', { cause });
  });
  const texts = new Map([...transcript.matchAll(/^<s> (.*?) <\/s> \((\S+)\)$/gm)].map(([, text, id]) => [id, text]));
  const files = (await readdir(READINGS)).filter((name) => name.endsWith('.wav')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = path.basename(file, '.wav');
      return { name, samples: await readAudio(path.join(READINGS, file)), text: texts.get(name) ?? '' };
    }),
  );
}
