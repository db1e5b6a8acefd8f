import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A real file system of so many megabytes, or why there can be none. */
export function mountSmallDisk(megabytes: number): { disk: string } | { reason: string } {
  if (process.getuid?.() !== 0) return { reason: 'mounting a small disk needs root' };
  const disk = mkdtempSync(path.join(tmpdir(), 'parlance-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', disk], { stdio: 'pipe' });
    return { disk };
  } catch (error) {
    rmSync(disk, { recursive: true });
    return { reason: `no file system can be mounted here: ${(error as Error).message.trim()}` };
  }
}

export function unmountSmallDisk(disk: string): void {
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
}

/** Fills the disk, by one file, but for so many bytes. */
export async function leaveFree(disk: string, filler: string, bytes: number): Promise<void> {
  const file = await open(filler, 'w');
  const { bavail, bsize } = await statfs(disk);
  await file.write(Buffer.alloc(Math.max(0, bavail * bsize - bytes), 'f'));
  await file.close();
}
