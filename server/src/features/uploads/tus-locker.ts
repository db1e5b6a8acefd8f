import { ERRORS, type Locker } from '@tus/server';
import type { Lock, Locks } from '../../platform/locks.ts';

/** The lock of an upload: whoever reads or changes how much of it there is has it. */
export const uploadLock = (id: string) => `upload:${id}`;

/** Uploads are locked across processes. A request that waits asks the one that has the lock to come to its end. */
export function createTusLocker(locks: () => Locks): Locker {
  return {
    newLock(id) {
      let held: Lock | undefined;
      return {
        async lock(signal, requestRelease) {
          held = await locks().acquire(uploadLock(id), { signal, onWanted: () => void requestRelease() });
          if (!signal.aborted) return;
          await held.release();
          throw ERRORS.ABORTED;
        },
        async unlock() {
          await held?.release();
        },
      };
    },
  };
}
