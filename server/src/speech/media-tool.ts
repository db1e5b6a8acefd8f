import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import { AppError } from '../platform/errors.ts';
import { SAFE_FORMATS } from './media-formats.ts';
import { NICENESS } from './niceness.ts';

/** A running ffmpeg or ffprobe. */
export interface MediaTool {
  process: ChildProcess;
  /** The end of what it wrote to stderr, for error messages and the log. */
  complaint(): string;
  /** Resolves when the process has gone: code, or the signal that ended it. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill(): void;
}

/** Only the end of stderr is kept: a broken file can make ffmpeg complain for every packet. */
const COMPLAINT_BYTES = 4096;
/** The kernel ends the tool with us, even after `kill -9`: setpriv (util-linux) sets that up and becomes the tool. */
const SETPRIV = '/usr/bin/setpriv';
const UNTIL_PARENT_DIES = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : [];

/**
 * Options that go before `-i` for every file from outside. The file is read as itself only: no network, and no format
 * that names other files (playlists, `concat` scripts, image sequences), so that an upload can never read a neighbour.
 */
export function safeInput(path: string): string[] {
  return [
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', SAFE_FORMATS.join(',')],
    // `file:` keeps a path such as `concat:…` or `-y` from being read as something else.
    ...['-i', `file:${resolve(path)}`],
  ];
}

/** The same for what is written to its stdin, which is in one of these formats. @param formats names of ffmpeg's demuxers */
export function safePipe(formats: readonly string[]): string[] {
  return ['-protocol_whitelist', 'pipe', '-format_whitelist', formats.join(','), '-i', 'pipe:0'];
}

/**
 * Starts ffmpeg or ffprobe; aborting `signal` kills it.
 * @param input.path the file it reads; without one it reads its stdin
 * @param input.niceness see {@link NICENESS}
 * @throws AppError `internal_error` when the file is not there, `service_unavailable` when the tool is not installed.
 */
export async function startMediaTool(input: {
  tool: 'ffmpeg' | 'ffprobe';
  args: string[];
  path?: string;
  niceness?: number;
  signal: AbortSignal;
}): Promise<MediaTool> {
  if (input.path !== undefined) {
    await access(input.path).catch((cause: unknown) => {
      throw new AppError('internal_error', { detail: 'The media file is not readable.', cause });
    });
  }
  input.signal.throwIfAborted();
  const [program, ...args] = [...UNTIL_PARENT_DIES, input.tool, ...input.args] as [string, ...string[]];
  const stdin = input.path === undefined ? 'pipe' : 'ignore';
  const child = spawn(program, args, { stdio: [stdin, 'pipe', 'pipe'] });
  child.stdin?.on('error', () => {}); // It ends when it likes; its exit tells why.
  let complaint = Buffer.alloc(0);
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = Buffer.concat([complaint, chunk]).subarray(-COMPLAINT_BYTES);
  });
  const kill = () => void child.kill('SIGKILL');
  input.signal.addEventListener('abort', kill, { once: true });
  const ended = Promise.withResolvers<{ code: number | null; signal: NodeJS.Signals | null }>();
  child.on('close', (code, signal) => {
    input.signal.removeEventListener('abort', kill);
    ended.resolve({ code, signal });
  });
  await started(child, input.tool);
  try {
    setPriority(child.pid as number, input.niceness ?? usualNiceness(input.tool));
  } catch {
    // It has ended already.
  }
  return { process: child, complaint: () => complaint.toString('utf8').trim(), ended: ended.promise, kill };
}

const usualNiceness = (tool: string) => (tool === 'ffprobe' ? NICENESS.interactive : NICENESS.reading);

function started(child: ChildProcess, tool: string): Promise<void> {
  return new Promise((done, fail) => {
    child.once('spawn', () => {
      child.on('error', () => {});
      done();
    });
    child.once('error', (cause) => {
      fail(new AppError('service_unavailable', { detail: `${tool} could not be started; is it installed?`, cause }));
    });
  });
}
