import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { goldenFiles, goldenPath } from '../../../test/captions/golden.ts';

/** Bytes as lines of 16, so that a difference shows where it is. */
function dump(bytes: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const signs = part.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    lines.push(
      `${at.toString(16).padStart(6, '0')}  ${part.toString('hex').replace(/../g, '$& ').padEnd(48)} ${signs}`,
    );
  }
  return lines.join('\n');
}

it.each([...goldenFiles()])('%s is written as it was, byte for byte', (name, written) => {
  const golden = readFileSync(goldenPath(name));
  if (written.equals(golden)) return;
  // `node server/test/captions/write-golden.ts` writes them anew, when the change is meant.
  const show = name.endsWith('.stl') ? dump : (bytes: Buffer) => bytes.toString('utf8');
  expect(show(written)).toBe(show(golden));
  expect(dump(written)).toBe(dump(golden));
});
