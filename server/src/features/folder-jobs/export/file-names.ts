/** What some system takes for a sign, cannot store, or shows in an order that deceives (bidirectional controls). */
const UNSAFE = /[\p{Cc}\p{Cs}<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
/** Devices of Windows, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
/** Most file systems take 255 bytes; this leaves room for a number and an extension. */
const LONGEST_BYTES = 200;

/** A name that every file system takes as one part of a path; `fallback` when nothing of it is left. */
export function safeName(name: string, fallback: string): string {
  const plain = cut(name.toWellFormed().normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim());
  // Windows drops dots and blanks at the end; a dot at the beginning hides a file.
  const clean = plain.replace(/[. ]+$/, '').replace(/^\.+/, (dots) => '_'.repeat(dots.length));
  if (clean === '' || /^_+$/.test(clean)) return fallback;
  return DEVICE.test(clean) ? `_${clean}` : clean;
}

function cut(text: string): string {
  let bytes = 0;
  let cut = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > LONGEST_BYTES) break;
    cut += character;
  }
  return cut;
}

/** Gives every name in a folder of an archive once, also where capitals make no difference: the second is `name (2).srt`. */
export function createNames(taken: readonly string[] = []) {
  const used = new Set(taken.map(folded));
  const last = new Map<string, number>();
  return (name: string, extension = ''): string => {
    const base = folded(name + extension);
    for (let number = (last.get(base) ?? 0) + 1; ; number++) {
      const candidate = number === 1 ? name + extension : `${name} (${number})${extension}`;
      if (used.has(folded(candidate))) continue;
      used.add(folded(candidate));
      last.set(base, number);
      return candidate;
    }
  };
}

const folded = (name: string) => name.normalize('NFC').toLowerCase();
