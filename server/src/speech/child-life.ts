import { setPriority } from 'node:os';

const PR_SET_PDEATHSIG = 1;
const SIGKILL = 9;

/**
 * Makes this child live exactly as long as its parent wants it. To be called first thing in a child program.
 * - SIGINT and SIGTERM reach the whole process group of a terminal; the child stays, so that the server can stop
 *   gracefully and finish running segments.
 * - When the parent dies, even by `kill -9`, the channel closes and the child ends. In the middle of native code no event
 *   is handled, so on Linux the kernel is asked to end it too (prctl(2), PR_SET_PDEATHSIG).
 *
 * @param niceness of this thread and those it starts, see `niceness.ts`
 */
export async function liveWithParent(niceness: number): Promise<void> {
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.on('disconnect', () => process.exit(0));
  setPriority(niceness);
  if (process.platform === 'linux') {
    const { default: koffi } = await import('koffi');
    const prctl = koffi
      .load('libc.so.6')
      .func('int prctl(int, unsigned long, unsigned long, unsigned long, unsigned long)');
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  }
  // The parent may have died before the lines above took hold.
  if (!process.connected) process.exit(0);
}

/** Sends a message to the parent. */
export function reply(message: object): void {
  if (process.connected) process.send?.(message, () => {});
}
