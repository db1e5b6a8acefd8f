const REPLACEMENT = '\ufffd';

/**
 * The text of a file in whatever encoding it is: by its byte order mark, else UTF-8 if it is that, else UTF-16 if every other
 * byte is zero, else Windows-1252, in which most old subtitle files of Western Europe are.
 *
 * @returns the text without its mark, and the name of the encoding
 */
export function decodeText(bytes: Uint8Array): {
  text: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
} {
  const decode = (encoding: string, from = 0) => new TextDecoder(encoding).decode(bytes.subarray(from));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode('utf-16le', 2), encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode('utf-16be', 2), encoding: 'utf-16be' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return { text, encoding: 'utf-8' };
  } catch {
    // Not UTF-8: it is one of the others.
  }
  const zeros = [0, 0];
  const looked = bytes.subarray(0, 4_096);
  for (const [index, byte] of looked.entries())
    if (byte === 0) (zeros as number[])[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > looked.length / 8 && odd > even * 4) return { text: decode('utf-16le'), encoding: 'utf-16le' };
  if (even > looked.length / 8 && even > odd * 4) return { text: decode('utf-16be'), encoding: 'utf-16be' };
  return { text: decode('windows-1252').replaceAll('\0', REPLACEMENT), encoding: 'windows-1252' };
}
