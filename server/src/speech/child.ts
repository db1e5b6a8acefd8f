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

/** How much of what a child last said on its standard error is kept, in characters. */
const LAST_WORDS = 2_000;

/**
 * Starts one of our child programs. `exit` is called once, with a sentence for people and what native code last said on
 * standard error (which goes on to ours), also when it never started.
 * @param script the `.ts` file beside the caller.
 * @param args what the program finds in `process.argv`.
 */
export function startChild(
  script: string,
  on: { message(message: unknown): void; exit(reason: string, lastWords: string): void },
  baseUrl: string,
  args: string[] = [],
): Child {
  const child = fork(fileURLToPath(new URL(script, baseUrl)), args, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const exited = Promise.withResolvers<void>();
  let gone = false;
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS);
    process.stderr.write(text);
  });
  const leave = (reason: string) => {
    if (gone) return;
    gone = true;
    exited.resolve();
    on.exit(reason, lastWords);
  };
  child.on('message', on.message);
  // Not "exit": what it said last is still to be read then.
  child.on('close', (code, signal) => leave(signal ? `ended by ${signal}` : `ended with code ${code}`));
  child.on('error', (error) => {
    // A failed kill or send also lands here; only a child that never had a pid is gone for good.
    if (child.pid === undefined) leave(`could not be started: ${error.message}`);
  });
  return {
    // A child that is ending may have closed the channel already; its exit event follows and tells what became of it.
    send: (message) => void (child.connected && child.send(message as object, () => {})),
    kill: () => void child.kill('SIGKILL'),
    exited: exited.promise,
  };
}
