import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A forked process that talks in structured clones (Buffers arrive as bytes, not as JSON). */
export interface Child {
  send(message: unknown): void;
  /** Ends it at once. There is nothing in it to save: its work is tried again elsewhere. */
  kill(): void;
  /** Resolves when the process has gone and has been reaped. */
  exited: Promise<void>;
}

/**
 * Starts one of our child programs. `onExit` is called once, with a sentence for people, also when it never started.
 * @param script the `.ts` file beside the caller.
 * @param args what the program finds in `process.argv`.
 */
export function startChild(
  script: string,
  on: { message(message: unknown): void; exit(reason: string): void },
  baseUrl: string,
  args: string[] = [],
): Child {
  const process = fork(fileURLToPath(new URL(script, baseUrl)), args, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = Promise.withResolvers<void>();
  let gone = false;
  const leave = (reason: string) => {
    if (gone) return;
    gone = true;
    exited.resolve();
    on.exit(reason);
  };
  process.on('message', on.message);
  process.on('exit', (code, signal) => leave(signal ? `ended by ${signal}` : `ended with code ${code}`));
  process.on('error', (error) => {
    // A failed kill or send also lands here; only a child that never had a pid is gone for good.
    if (process.pid === undefined) leave(`could not be started: ${error.message}`);
  });
  return {
    // A child that is ending may have closed the channel already; its exit event follows and tells what became of it.
    send: (message) => void (process.connected && process.send(message as object, () => {})),
    kill: () => void process.kill('SIGKILL'),
    exited: exited.promise,
  };
}
