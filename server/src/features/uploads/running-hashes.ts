import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../platform/errors.ts';

/** SHA-256 of files while they arrive, so that nobody waits for it at the end. */
export interface RunningHashes {
  /**
   * Follows what a request writes to a file from `offset` on.
   *
   * @param options.tentative the bytes count only once `keep` is called
   * @param options.flushed up to which byte the file can be read by now
   */
  follow(id: string, offset: number, options: { tentative: boolean; flushed: () => number }): Follower;
  /** What is known of one file, under the name it has from now on. */
  rename(from: string, to: string): void;
  /** Hex, of the whole file of `size` bytes; what is not hashed yet is read now. */
  digest(id: string, size: number): Promise<string>;
  forget(id: string): void;
}

export interface Follower {
  /** The bytes that come next in the file. */
  update(bytes: Buffer): void;
  /** What was written counts; the file now ends at `end`. */
  keep(end: number): void;
  /** It does not count, or nobody knows how much of it was written. */
  undo(): void;
}

interface Running {
  hash: Hash;
  /** So many bytes of the file are in `hash`. */
  hashed: number;
  /** So many have arrived; some may still be on their way to the disk. */
  arrived: number;
  readable: () => number;
  catchingUp: { started: boolean; stop: boolean; done: Promise<void> } | undefined;
}

/** A state takes about a kilobyte. The oldest is dropped; should its file be completed, it is hashed again. */
const MOST = 2_000;
const BLOCK_BYTES = 256 * 1024;
/** How soon bytes that are on their way to the disk are looked for again. */
const LOOK_AGAIN_MS = 5;

/**
 * The state of a hash does not outlive its process, and another process may have written a part of the file. What one
 * missed it reads from the file while more comes in, until it has caught up; one file at a time.
 *
 * @param pathOf where the file of an upload lies
 */
export function createRunningHashes(pathOf: (id: string) => string): RunningHashes {
  const running = new Map<string, Running>();
  let lane = Promise.resolve();

  /** What is known of the first `end` bytes. */
  const stateOf = (id: string, end: number): Running => {
    let state = running.get(id);
    running.delete(id);
    if (!state || state.hashed > end) {
      state = { hash: createHash('sha256'), hashed: 0, arrived: end, readable: () => end, catchingUp: undefined };
    }
    running.set(id, state);
    if (running.size > MOST) running.delete(running.keys().next().value as string);
    return state;
  };

  const isLive = (state: Running) => !state.catchingUp && state.hashed === state.arrived;

  const catchUp = (id: string, state: Running) => {
    if (state.catchingUp || state.hashed === state.arrived) return;
    const turn = { started: false, stop: false, done: Promise.resolve() };
    state.catchingUp = turn;
    lane = lane.then(async () => {
      turn.started = true;
      try {
        while (!turn.stop && running.get(id) === state && state.hashed < state.arrived) {
          const readable = state.readable();
          if (readable > state.hashed) await hashUpTo(state, pathOf(id), readable, turn);
          else await delay(LOOK_AGAIN_MS);
        }
      } catch {
        // Whoever completes the file reads it again, and meets what is wrong with it.
        running.delete(id);
      }
      state.catchingUp = undefined;
    });
    turn.done = lane;
  };

  return {
    follow(id, offset, { tentative, flushed }) {
      const state = stateOf(id, offset);
      const endAt = (end: number) => {
        state.arrived = end;
        state.readable = () => end;
        catchUp(id, state);
      };
      endAt(offset);
      if (tentative) {
        const trial = isLive(state) ? state.hash.copy() : undefined;
        return {
          update: (bytes) => void trial?.update(bytes),
          keep(end) {
            if (trial) Object.assign(state, { hash: trial, hashed: end });
            endAt(end);
          },
          undo() {},
        };
      }
      state.readable = flushed;
      return {
        update(bytes) {
          if (isLive(state)) {
            state.hash.update(bytes);
            state.hashed += bytes.length;
          }
          state.arrived += bytes.length;
        },
        keep: endAt,
        undo: () => void running.delete(id),
      };
    },

    rename(from, to) {
      const state = running.get(from);
      running.delete(from);
      if (state && !state.catchingUp) running.set(to, state);
    },

    async digest(id, size) {
      const turn = running.get(id)?.catchingUp;
      if (turn) {
        turn.stop = true;
        if (turn.started) await turn.done;
      }
      const state = stateOf(id, size);
      await hashUpTo(state, pathOf(id), size, { stop: false });
      return state.hash.copy().digest('hex');
    },

    forget: (id) => void running.delete(id),
  };
}

async function hashUpTo(
  state: Pick<Running, 'hash' | 'hashed'>,
  path: string,
  end: number,
  turn: { readonly stop: boolean },
): Promise<void> {
  if (state.hashed >= end) return;
  const file = await open(path, 'r');
  try {
    const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, end - state.hashed));
    while (state.hashed < end && !turn.stop) {
      const { bytesRead } = await file.read(block, 0, Math.min(block.length, end - state.hashed), state.hashed);
      if (bytesRead === 0) throw new AppError('internal_error', { detail: 'A file is shorter than what was written.' });
      state.hash.update(block.subarray(0, bytesRead));
      state.hashed += bytesRead;
    }
  } finally {
    await file.close();
  }
}
