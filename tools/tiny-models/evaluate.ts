// Word error rate of model folders through sherpa-onnx-node, on a manifest of held-back recordings:
//   node tools/tiny-models/evaluate.ts MANIFEST FOLDER…
import { resolve } from 'node:path';
import {
  heldBackRecordings,
  recogniseWithSherpa,
  wordErrorRate,
  wordErrors,
  wordStarts,
  wordsOf,
} from '../../server/test/models/fixtures.ts';

const [manifest, ...folders] = process.argv.slice(2);
if (manifest === undefined || folders.length === 0) throw new Error('usage: evaluate.ts MANIFEST FOLDER…');
const recordings = heldBackRecordings(resolve(manifest));
const seconds = recordings.reduce((sum, recording) => sum + recording.seconds, 0);

for (const folder of folders) {
  const began = performance.now();
  const results = await recogniseWithSherpa({
    folder: resolve(folder),
    files: recordings.map((recording) => recording.audio),
  });
  const elapsed = (performance.now() - began) / 1000;
  const pairs = recordings.map((recording, at) => ({ ...recording, heard: results[at]?.text ?? '' }));
  const percent = (rate: number) => `${(100 * rate).toFixed(1)} %`;
  const spoken = pairs.reduce((sum, pair) => sum + wordsOf(pair.text).length, 0);
  console.log(
    `${folder}: word error rate ${percent(wordErrorRate(pairs))} of ${spoken} words in ${pairs.length} recordings, ` +
      `${seconds.toFixed(0)} s of audio in ${elapsed.toFixed(1)} s`,
  );
  for (const key of ['voice', 'speed'] as const) {
    const groups = Map.groupBy(pairs, (pair) => `${pair.engine} ${pair[key]}`);
    for (const [name, group] of [...groups].sort()) console.log(`  ${key} ${name}: ${percent(wordErrorRate(group))}`);
  }
  const late = pairs.flatMap((pair, at) => {
    const starts = wordStarts(results[at] as never);
    if (pair.words === undefined || wordErrors(wordsOf(pair.text), wordsOf(pair.heard)) > 0) return [];
    return pair.words.map(([, start], index) => (starts[index] as number) - start);
  });
  late.sort((a, b) => a - b);
  const quantile = (q: number) => `${(late[Math.floor(q * (late.length - 1))] ?? Number.NaN).toFixed(2)} s`;
  console.log(
    `  a word's first token after its true start: 5 % ${quantile(0.05)}, median ${quantile(0.5)}, 95 % ${quantile(0.95)}`,
  );
  if (process.env.SHOW === '1')
    for (const pair of pairs)
      if (wordErrors(wordsOf(pair.text), wordsOf(pair.heard)) > 0)
        console.log(`  ${pair.audio}\n    - ${pair.text}\n    +${pair.heard}`);
}
