import { spawn } from 'node:child_process';
import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from './config.ts';
import type { FirstRun } from './features/system/index.ts';

/** Public-domain readings (LibriVox, "Sense and Sensibility") that Debian ships with PocketSphinx. */
const RECORDINGS = '/usr/share/pocketsphinx/test/data/librivox';
const CLI = path.join(import.meta.dirname, '..', '..', 'cli', 'bin', 'parlance.mjs');

/**
 * Shows that all works: joins the sample recordings and has the command-line client upload and transcribe them, through
 * the same door any client uses. A demo that fails says so and leaves the server running.
 */
export async function showDemo(run: FirstRun, url: string, config: Config, signal: AbortSignal): Promise<void> {
  try {
    const sample = path.join(config.dataDir, 'demo.wav');
    const files = (await readdir(RECORDINGS)).filter((name) => name.endsWith('.wav')).sort();
    await access(CLI);
    const inputs = files.flatMap((name) => ['-i', path.join(RECORDINGS, name)]);
    const join = `${files.map((_, index) => `[${index}:a]`).join('')}concat=n=${files.length}:v=0:a=1`;
    await runProgram(
      'ffmpeg',
      ['-v', 'error', '-nostdin', ...inputs, '-filter_complex', join, '-y', sample],
      {},
      signal,
    );
    process.stdout.write('  A first transcript, of a LibriVox reading of "Sense and Sensibility":\n\n');
    await runProgram(
      process.execPath,
      [CLI, 'transcribe', sample, '--language', 'en', '--punctuation'],
      { PARLANCE_URL: url, PARLANCE_KEY: run.batch_key },
      signal,
    );
    process.stdout.write(`\n  Parlance goes on running at ${run.url}. Stop it with Ctrl-C.\n`);
  } catch (error) {
    if (signal.aborted) return;
    process.stdout.write(`  The demo did not run (${(error as Error).message}). The server runs all the same.\n`);
  }
}

function runProgram(
  command: string,
  args: string[],
  environment: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', ...environment },
      signal,
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${path.basename(command)} ended with ${code}`)),
    );
  });
}
