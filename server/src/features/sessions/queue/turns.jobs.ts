import { defineJob } from '../../../platform/jobs.ts';
import type { TaskStage } from '../../../platform/tables.ts';

/** Which tasks a turn is for. */
export interface Lane {
  stage: TaskStage;
  is_interactive: boolean;
}

/*
 * Turns: the right to do one task, whichever is the fairest when the turn comes (docs/adr/0005). There are as many as
 * there are tasks, so a turn is never given up; a task that fails too often is, by its own count.
 */
const turn = (name: string) => defineJob<Record<never, never>>(name, { retryLimit: 1_000_000 });

export const TURNS = {
  /** Decode, find speech, store segments. */
  prepare: turn('sessions.prepare'),
  quickPrepare: turn('sessions.prepare-quick'),
  /** Recognise the segments of one batch. */
  recognise: turn('sessions.recognise'),
  quickRecognise: turn('sessions.recognise-quick'),
};

export const LANES: readonly Lane[] = [
  { stage: 'prepare', is_interactive: false },
  { stage: 'prepare', is_interactive: true },
  { stage: 'recognise', is_interactive: false },
  { stage: 'recognise', is_interactive: true },
];

export function turnOf({ stage, is_interactive }: Lane) {
  if (stage === 'prepare') return is_interactive ? TURNS.quickPrepare : TURNS.prepare;
  return is_interactive ? TURNS.quickRecognise : TURNS.recognise;
}
