import type { Speech } from '../src/speech/index.ts';
import type { MediaDirectory, Recording } from '../src/speech/media-fixtures.ts';
import { type ScriptedBehaviour, scriptedPcm } from '../src/speech/recognizers/scripted.ts';
import { pause, wavOf } from './wav.ts';

export { pause, wavOf };

/**
 * Speech whose segment of that number makes the scripted engine behave so: the mark is written where the segment begins,
 * in the quiet before the speech, and it is made sure that it still begins there.
 */
export async function markedFile(
  speech: Speech,
  media: MediaDirectory,
  marked: { name: string; behaviour: ScriptedBehaviour; index: number; sentences: Recording[] },
): Promise<string> {
  const pcm = Buffer.concat(marked.sentences.flatMap((recording) => [pause(1), recording.pcm, pause(1)]));
  const mark = scriptedPcm(marked.behaviour, 10).subarray(0, 10);
  for (let attempt = 0; attempt < 4; attempt++) {
    const file = await media.write(marked.name, await wavOf(pcm));
    const found = speech.findSpeech({ path: file, multichannel: false, signal: AbortSignal.timeout(30_000) });
    for await (const segment of found) {
      if (segment.index !== marked.index) continue;
      if (segment.pcm.subarray(0, mark.length).equals(mark)) return file;
      mark.copy(pcm, segment.start_ms * 32);
    }
  }
  throw new Error('the mark does not stay at the beginning of its segment');
}
