import { expect, it } from 'vitest';
import { librivoxRecordings } from '../media-fixtures.ts';
import { describeRecognizer } from './conformance.ts';
import { findEngine, findRecogniser } from './index.ts';
import { loadPocketSphinxRecognizer } from './pocketsphinx.ts';
import { scriptedPcm } from './scripted.ts';

describeRecognizer(
  findEngine('pocketsphinx'),
  'en-us',
  async () => (await librivoxRecordings()).map((recording) => recording.pcm).slice(1, 3),
  [],
  'own',
);
describeRecognizer(findEngine('scripted'), 'scripted', async () => [
  scriptedPcm('speak', 2000),
  scriptedPcm('slow', 3500),
]);

it('refuses an engine it does not know', () => {
  expect(() => findRecogniser('built-in')).toThrow(expect.objectContaining({ kind: 'internal_error' }));
  expect(() => findEngine('whisper')).toThrow(expect.objectContaining({ kind: 'internal_error' }));
});

it('places words where they are spoken', async () => {
  const recognizer = await loadPocketSphinxRecognizer('en-us');
  const [, recording] = await librivoxRecordings();
  const pause = Buffer.alloc(32_000 * 2);
  const words = await recognizer.recognize(Buffer.concat([recording?.pcm as Buffer, pause, recording?.pcm as Buffer]));
  recognizer.close();
  const [first, second] = words.filter(({ word }) => word === 'not');
  const expected_ms = ((recording?.pcm.length ?? 0) + pause.length) / 32;
  expect((second?.start_ms ?? 0) - (first?.start_ms ?? 0)).toBeGreaterThan(expected_ms - 60);
  expect((second?.start_ms ?? 0) - (first?.start_ms ?? 0)).toBeLessThan(expected_ms + 60);
});
