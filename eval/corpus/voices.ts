import { ESPEAK_VOICES, openEspeak } from './espeak.ts';
import { FLITE_VOICES, openFlite } from './flite.ts';
import type { Spoken } from './spoken.ts';

export interface Voice {
  /** @example 'flite-slt' */
  name: string;
  say(text: string): Spoken;
}

/**
 * All voices of the corpus, those of both synthesisers by turn.
 *
 * @throws Error when a synthesiser is not installed, saying what to install
 */
export async function openVoices(): Promise<Voice[]> {
  try {
    const [flite, espeak] = [await openFlite(), await openEspeak()];
    return FLITE_VOICES.flatMap((voice, index): Voice[] => {
      const other = ESPEAK_VOICES[index] as string;
      return [
        { name: `flite-${voice}`, say: (text) => flite(voice, text) },
        { name: `espeak-${other}`, say: (text) => espeak(other, text) },
      ];
    });
  } catch (cause) {
    throw new Error(`Speech cannot be synthesised (${(cause as Error).message}): apt-get install espeak-ng flite`, {
      cause,
    });
  }
}
