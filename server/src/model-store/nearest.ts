const MOST = 3;

/**
 * The names that somebody may have meant, the likeliest first; none when nothing is like it.
 *
 * @example nearest('parakeet-v2', ['parakeet-tdt-0.6b-v2', 'whisper-tiny']) // ['parakeet-tdt-0.6b-v2']
 */
export function nearest(wanted: string, names: readonly string[]): string[] {
  const words = wanted.split(/[^a-z0-9]+/).filter((word) => word.length > 1);
  const scored = names.map((name) => {
    const shared = words.filter((word) => name.includes(word)).join('').length / Math.max(1, words.join('').length);
    const typed = 1 - editDistance(wanted, name) / Math.max(wanted.length, name.length);
    return { name, likeness: Math.max(shared, typed) };
  });
  return scored
    .filter(({ likeness }) => likeness >= 0.5)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Levenshtein: letters to insert, delete or change. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = (above[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(changed, (above[column] as number) + 1, (line[column - 1] as number) + 1));
    }
    above = line;
  }
  return above[b.length] as number;
}
