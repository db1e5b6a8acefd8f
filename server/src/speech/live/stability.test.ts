import { expect, it } from 'vitest';
import { createStability } from './stability.ts';

const words = (...texts: string[]) =>
  texts.map((word, index) => ({ word, start_ms: index * 100, end_ms: index * 100 + 90, confidence: null }));

it('grows while words stay, and starts anew from the first that changed', () => {
  const stability = createStability();
  expect(stability.of([], 0)).toBe(0);
  expect(stability.of(words('had', 'he'), 100)).toBe(0.38);
  const later = stability.of(words('had', 'he'), 300);
  expect(later).toBeGreaterThan(0.7);
  const longer = stability.of(words('had', 'he', 'married'), 500);
  expect(longer).toBeLessThan(0.85);
  expect(stability.of(words('paddy', 'he', 'married'), 2_000)).toBe(0.38);
  expect(stability.of(words('paddy', 'he'), 9_000)).toBe(0.85);
});
