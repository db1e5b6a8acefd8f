// Conversations of voices that no tiny model heard in training, made by tools/tiny-models/mixtures.py.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What one voice says at a stretch. */
export interface Turn {
  channel: number;
  voice: string;
  /** Seconds from the beginning of the recording. */
  start: number;
  end: number;
  text: string;
}

export interface Mixture {
  /** The path of an Opus file. */
  audio: string;
  seconds: number;
  channels: number;
  /** In order of their start. */
  turns: Turn[];
}

/** The conversations of a manifest, with whole paths. */
export function readMixtures(manifest = path.join(import.meta.dirname, 'mixtures/mixtures.jsonl')): Mixture[] {
  const lines = readFileSync(manifest, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Mixture)
    .map((mixture) => ({ ...mixture, audio: path.join(path.dirname(manifest), mixture.audio) }));
}
