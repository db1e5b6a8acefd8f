import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Files below the data directory that hold a text in their name or in their bytes. */
export async function storedFilesWith(dataDir: string, text: string): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const found = [];
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (file.includes(text) || bytes.includes(text)) found.push(file);
  }
  return found;
}
