import { open } from 'node:fs/promises';
import path from 'node:path';
import { explainError, parseCaptions, type ReadCaptions, readCaptions } from './caption-door.ts';
import { Failure } from './failure.ts';

/** What no caption file is larger than; the server takes no more either. */
const MOST_BYTES = 50 * 1024 * 1024;

const EXTENSIONS = ['.srt', '.vtt', '.sbv', '.ttml', '.dfxp', '.xml', '.itt', '.stl', '.json', '.txt'];

/** Whether a file is one of captions or text by its name; all others are taken for media. */
export const isCaptionFile = (file: string) => EXTENSIONS.includes(path.extname(file).toLowerCase());

/**
 * Reads a file of captions, mended (`mended`) or as it stands (`as it is`).
 *
 * @throws Failure with what is wrong with it
 */
export async function readCaptionFile(file: string, how: 'mended' | 'as it is'): Promise<ReadCaptions> {
  const bytes = await readSmallFile(file);
  try {
    return how === 'mended' ? readCaptions(bytes) : parseCaptions(bytes);
  } catch (error) {
    const message = explainError(error);
    throw message === undefined ? error : new Failure(message);
  }
}

async function readSmallFile(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > MOST_BYTES) throw new Failure('This is larger than 50 MB, which no file of captions is.');
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
