import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecretBox, resealIfPossible } from './secret-box.ts';

const secret = randomBytes(32);
const box = createSecretBox(secret, 'tests');
const refused = expect.objectContaining({ kind: 'internal_error' });

describe('secret box', () => {
  it('opens what it sealed, whatever characters and length, also after a restart', () => {
    for (const text of ['', 'parlance_batch_x', 'é€𝄞 \u0000', 'x'.repeat(100_000)]) {
      expect(createSecretBox(secret, 'tests').open(box.seal(text))).toBe(text);
    }
  });

  it('shows nothing of the text, and never the same twice', () => {
    const sealed = box.seal('a secret');
    expect(sealed.includes('secret')).toBe(false);
    expect(box.seal('a secret').equals(sealed)).toBe(false);
  });

  it('refuses another secret, another purpose, and any change of any byte', () => {
    const sealed = box.seal('a secret');
    expect(() => createSecretBox(randomBytes(32), 'tests').open(sealed)).toThrow(refused);
    expect(() => createSecretBox(secret, 'other').open(sealed)).toThrow(refused);
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] as number) ^ 1;
      expect(() => box.open(changed), `byte ${index}`).toThrow(refused);
      expect(() => box.open(sealed.subarray(0, index)), `cut at ${index}`).toThrow(refused);
    }
  });

  it('after a change opens what was sealed before, and seals it anew', () => {
    const next = createSecretBox(randomBytes(32), 'tests', secret);
    const sealed = box.seal('a secret');
    expect(next.open(sealed)).toBe('a secret');
    const resealed = next.reseal(sealed) as Buffer;
    expect(next.open(resealed)).toBe('a secret');
    expect(next.reseal(resealed)).toBeUndefined();
    expect(() => box.open(resealed)).toThrow(refused);
    expect(box.reseal(sealed)).toBeUndefined();
    const foreign = createSecretBox(randomBytes(32), 'tests').seal('x');
    expect(() => next.reseal(foreign)).toThrow(refused);
    expect(resealIfPossible(next, foreign)).toBeUndefined();
  });
});
