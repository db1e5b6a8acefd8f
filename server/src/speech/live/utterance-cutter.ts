import { bestCut, isSpeechWindow, SEGMENT_RULES, WINDOW_MS, windowLevel } from '../segments.ts';

/**
 * From voice activity to utterances while they are being said: pure, deterministic, the same however the audio was cut into
 * blocks. What counts as speech, and how much room is left around it, is as for recordings (`segments.ts`).
 */

/** All in windows of 32 ms. */
export interface CutterRules {
  /** A pause of this length ends an utterance. */
  endpoint: number;
  /** In an utterance of this length or more a shorter pause ends it, so that few have to be cut within speech. */
  shorterPauses: readonly { from: number; pause: number }[];
  /** No utterance is longer, room included. */
  maxLength: number;
  leadIn: number;
  leadOut: number;
  audible: number;
  minSpeech: number;
}

const { leadIn, leadOut, audible, minSpeech } = SEGMENT_RULES;
const DEFAULT_ENDPOINT_MS = 600;

/** @param endpointMs so much silence ends an utterance */
export const cutterRules = (endpointMs = DEFAULT_ENDPOINT_MS): CutterRules => ({
  endpoint: Math.max(1, Math.ceil(endpointMs / WINDOW_MS)),
  shorterPauses: [
    { from: 375, pause: 7 }, // 12 s: 0.22 s
    { from: 469, pause: 4 }, // 15 s: 0.13 s
    { from: 547, pause: 2 }, // 17.5 s: 0.06 s
    { from: 594, pause: 1 }, // 19 s
  ],
  maxLength: 625, // 20 s
  ...{ leadIn, leadOut, audible, minSpeech },
});

/** What is known now; windows count from the first one given. */
export type Cut =
  /** An utterance began at this window. */
  | { type: 'begin'; at: number }
  /** The audio before this window belongs to it. Pauses are held back until speech goes on. */
  | { type: 'hear'; to: number }
  /** It ends before this window: where it was heard to last or, when it had to be cut within speech, earlier. */
  | { type: 'end'; at: number };

export interface UtteranceCutter {
  push(activity: Uint8Array): Cut[];
  /** Ends the utterance here, whatever is being said. What comes then begins another. */
  finish(): Cut[];
  /** The first window that an utterance not ended yet may contain: everything before is settled. */
  keepFrom(): number;
}

/** Of an utterance that must be cut within speech, the part in which the cut is looked for: the last quarter, 5 s. */
const CUT_WITHIN = 0.75;

export function createUtteranceCutter(rules: CutterRules): UtteranceCutter {
  /** Number of windows seen. */
  let position = 0;
  /** End of the last utterance: no room may reach back over it. */
  let floor = 0;
  /** First window of speech of what is or may become an utterance, or -1. */
  let start = -1;
  /** Room before `start`. */
  let room = 0;
  let speechEnd = 0;
  /** Windows from `start`. */
  let open: number[] = [];
  let speech = 0;
  let isBegun = false;
  let heardTo = 0;
  /** Windows in a row up to `position` that are not digital silence. */
  let audibleRun = 0;
  /** Whether digital silence came since `speechEnd`: nothing of it is room. */
  let isRoomOver = false;

  function take(byte: number): Cut[] {
    const isSpeech = isSpeechWindow(byte);
    position++;
    if (start < 0 && isSpeech) {
      start = position - 1;
      room = Math.min(rules.leadIn, audibleRun, start - floor);
    }
    const isAudible = windowLevel(byte) >= rules.audible;
    audibleRun = isAudible ? audibleRun + 1 : 0;
    if (start < 0) return [];
    open.push(byte);
    if (isSpeech) {
      speech++;
      speechEnd = position;
      isRoomOver = false;
    } else if (!isAudible) isRoomOver = true;
    const cuts = hear();
    if (position - speechEnd >= enoughPause()) return [...cuts, ...end()];
    if (position - (start - room) >= rules.maxLength) return [...cuts, ...split()];
    return cuts;
  }

  function enoughPause(): number {
    const length = speechEnd - (start - room);
    const shorter = rules.shorterPauses.filter(({ from }) => length >= from).map(({ pause }) => pause);
    return Math.min(rules.endpoint, ...shorter);
  }

  function hear(): Cut[] {
    if (!isBegun && speech < rules.minSpeech) return [];
    const cuts: Cut[] = isBegun ? [] : [{ type: 'begin', at: start - room }];
    isBegun = true;
    const isRoom = position - speechEnd <= rules.leadOut && !isRoomOver;
    if (isRoom && position > heardTo) {
      heardTo = position;
      cuts.push({ type: 'hear', to: heardTo });
    }
    return cuts;
  }

  /** Less speech than a word has was no utterance. */
  function end(at = heardTo): Cut[] {
    const cuts: Cut[] = isBegun ? [{ type: 'end', at }] : [];
    if (isBegun) floor = at;
    start = -1;
    speech = 0;
    open = [];
    isBegun = false;
    isRoomOver = false;
    return cuts;
  }

  /** It is full and speech goes on: ended at its best place, and what is behind that begins anew. */
  function split(): Cut[] {
    const at = start + bestCut(open, Math.floor(open.length * CUT_WITHIN));
    const rest = open.slice(at - start);
    const cuts = end(at);
    position = at;
    heardTo = at;
    audibleRun = 0;
    return [...cuts, ...rest.flatMap(take)];
  }

  return {
    push: (activity) => joined(Array.from(activity).flatMap(take)),
    finish() {
      const cuts = start < 0 ? [] : end();
      floor = position;
      audibleRun = 0;
      return cuts;
    },
    keepFrom: () => (start < 0 ? Math.max(floor, position - rules.leadIn) : start - room),
  };
}

/** Of several `hear` in a row the last says all. */
function joined(cuts: Cut[]): Cut[] {
  return cuts.filter(({ type }, index) => type !== 'hear' || cuts[index + 1]?.type !== 'hear');
}
