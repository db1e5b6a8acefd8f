export interface DecodedText {
  /** Without byte order mark and without NUL characters. */
  text: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Whether there were NUL characters, which no text has. */
  had_nuls: boolean;
}

/**
 * The text of a file in whatever encoding it is: by its byte order mark, else UTF-16 if every other byte is zero, else UTF-8 if
 * it is that, else Windows-1252, in which most old subtitle files of Western Europe are.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const decode = (encoding: DecodedText['encoding'], from = 0): DecodedText => {
    // Half a character at the end of a file that was cut off is none.
    const end = encoding.startsWith('utf-16') ? bytes.length - (bytes.length % 2) : bytes.length;
    const text = new TextDecoder(encoding).decode(bytes.subarray(from, end));
    const had_nuls = text.includes('\0');
    return { text: had_nuls ? text.replaceAll('\0', '') : text, encoding, had_nuls };
  };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', 2);
  const looked = bytes.subarray(0, 4_096);
  const zeros: [number, number] = [0, 0];
  for (const [index, byte] of looked.entries()) if (byte === 0) zeros[(index % 2) as 0 | 1]++;
  const [even, odd] = zeros;
  if (odd > looked.length / 8 && odd > even * 4) return decode('utf-16le');
  if (even > looked.length / 8 && even > odd * 4) return decode('utf-16be');
  return decode(isUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
