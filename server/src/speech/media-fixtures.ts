import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** For tests: real recordings, and odd media made with ffmpeg in a directory of their own. */
const RECORDINGS = '/usr/share/pocketsphinx/test/data/librivox';
const WAV_HEADER_BYTES = 44;

export interface Recording {
  path: string;
  /** 16 kHz mono s16le. */
  pcm: Buffer;
  transcript: string;
}

/** The five LibriVox sentences of Debian's `pocketsphinx-testdata`, 25 s and 71 words in all. */
export async function librivoxRecordings(): Promise<Recording[]> {
  const transcription = await readFile(join(RECORDINGS, 'transcription'), 'utf8');
  const names = (await readdir(RECORDINGS)).filter((name) => name.endsWith('.wav')).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(RECORDINGS, name);
      const line = transcription.split('\n').find((text) => text.includes(`(${name.replace('.wav', '')})`)) ?? '';
      const transcript = line.replace(/\(.*\)|<\/?s>/g, '').trim();
      return { path, transcript, pcm: (await readFile(path)).subarray(WAV_HEADER_BYTES) };
    }),
  );
}

export interface MediaDirectory {
  path: string;
  /** Runs ffmpeg with these arguments; the last one is the name of the file, whose path is returned. */
  make(...args: string[]): Promise<string>;
  write(name: string, content: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

export async function mediaDirectory(): Promise<MediaDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'parlance-media-'));
  const write = async (name: string, content: string | Uint8Array) => {
    await writeFile(join(path, name), content);
    return join(path, name);
  };
  return {
    path,
    write,
    async make(...args) {
      const file = join(path, args.pop() as string);
      await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args, file]);
      return file;
    },
    remove: () => rm(path, { recursive: true }),
  };
}
