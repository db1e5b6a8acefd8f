/**
 * The character code tables of EBU Tech 3264 (appendix 2). 00 is ISO 6937: an accent is a byte of its own before its letter;
 * the dollar is at A4, for at 24 lies the currency sign. The others are parts of ISO 8859.
 */
const LATIN_SIGNS: Record<number, string> = Object.fromEntries(
  [
    [0x24, '¤'],
    ...pairs(0xa1, '¡¢£$¥'),
    ...pairs(0xa7, '§'),
    ...pairs(0xa9, '‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿'),
    ...pairs(0xd0, '―¹®©™♪¬¦'),
    ...pairs(0xdc, '⅛⅜⅝⅞ΩÆĐªĦ'),
    ...pairs(0xe6, 'ĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ'),
  ].map(([code, sign]) => [code, sign]),
);
/** Byte of the accent → combining mark of Unicode. */
const LATIN_ACCENTS: Record<number, string> = {
  ...{ 193: '\u0300', 194: '\u0301', 195: '\u0302', 196: '\u0303', 197: '\u0304', 198: '\u0306', 199: '\u0307' },
  ...{ 200: '\u0308', 202: '\u030a', 203: '\u0327', 205: '\u030b', 206: '\u0328', 207: '\u030c' },
};

function pairs(from: number, signs: string): [number, string][] {
  return [...signs].map((sign, index) => [from + index, sign]);
}

const swapped = (table: Record<number, string>) =>
  new Map(Object.entries(table).map(([code, sign]) => [sign, Number(code)]));
const LATIN_CODES = swapped(LATIN_SIGNS);
const ACCENT_CODES = swapped(LATIN_ACCENTS);

/** What typesetters use and the table lacks. */
const SUBSTITUTES: Record<string, string> = {
  ...{
    '–': '-',
    '—': '―',
    '‐': '-',
    '‑': '-',
    '…': '...',
    '„': '"',
    '‚': ',',
    '‹': '<',
    '›': '>',
    '\u00a0': ' ',
    '\u202f': ' ',
  },
  ...{ '\u2009': ' ', '€': 'EUR', '♫': '♪', '−': '-', Ð: 'Đ' },
};

/** Code tables by the number in the header. */
const ISO_8859: Record<string, string> = {
  '01': 'iso-8859-5',
  '02': 'iso-8859-6',
  '03': 'iso-8859-7',
  '04': 'iso-8859-8',
};
export type CharacterTable = '00' | '01' | '02' | '03' | '04';

const upperHalf = (encoding: string) => {
  const decoded = [...new TextDecoder(encoding).decode(Uint8Array.from({ length: 96 }, (_, index) => 0xa0 + index))];
  return new Map(decoded.map((sign, index) => [sign, 0xa0 + index] as const).filter(([sign]) => sign !== '\ufffd'));
};
const upperHalves = new Map<string, Map<string, number>>();

/** The table that holds most of a text: Latin unless it is written in Cyrillic, Arabic, Greek or Hebrew letters. */
export function tableFor(text: string): CharacterTable {
  const scripts = [/\p{Script=Cyrillic}/gu, /\p{Script=Arabic}/gu, /\p{Script=Greek}/gu, /\p{Script=Hebrew}/gu];
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const found = scripts.findIndex((script) => (text.match(script)?.length ?? 0) > letters / 2);
  return `0${found + 1}` as CharacterTable;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Bytes of a line. What the table does not hold becomes a question mark, one for what is seen as one sign; accents that do not
 * go with their letter and signs that are not seen (direction, joiners) are left out.
 */
export function encodeCharacters(text: string, table: CharacterTable): Uint8Array {
  if (UNCHANGED.test(text)) return Buffer.from(text, 'latin1');
  const bytes: number[] = [];
  const composed = text.normalize('NFC');
  if (SINGLE_SIGNS.test(composed)) for (const sign of composed) pushSign(bytes, sign, table);
  else for (const { segment } of graphemes.segment(composed)) pushSign(bytes, segment, table);
  return Uint8Array.from(bytes);
}

/** ASCII without the dollar, alike in all tables. */
const UNCHANGED = /^[ -#%-~]*$/;
/** Letters and punctuation of Europe: each character is a sign of its own. Telling the signs of other text apart takes time. */
const SINGLE_SIGNS = /^[\u0020-\u02ff\u2010-\u2027\u2030-\u203a\u20ac]*$/;

function pushSign(bytes: number[], sign: string, table: CharacterTable): void {
  const code = sign.charCodeAt(0);
  if (sign.length === 1 && code >= 0x20 && code < 0x7f && code !== 0x24) bytes.push(code);
  else bytes.push(...signBytes(sign, table));
}

const isAscii = (sign: string) => sign.length === 1 && sign >= ' ' && sign <= '~';

function signBytes(sign: string, table: CharacterTable): number[] {
  if (isAscii(sign) && (sign !== '$' || table !== '00')) return [sign.charCodeAt(0)];
  const substitute = LATIN_CODES.has(sign) && table === '00' ? undefined : SUBSTITUTES[sign];
  if (substitute !== undefined) return [...substitute].flatMap((part) => signBytes(part, table));
  const visible = sign.replace(/\p{Cf}/gu, '');
  if (visible === '') return [];
  return (table === '00' ? latinBytes(visible) : upperHalfBytes(visible, table)) ?? [QUESTION_MARK];
}

const QUESTION_MARK = 0x3f;

/** ISO 6937: a letter of the table, or an accent before its letter. */
function latinBytes(sign: string): number[] | undefined {
  const code = LATIN_CODES.get(sign);
  if (code !== undefined) return [code];
  const [letter = '', ...marks] = sign.normalize('NFD');
  if (marks.length === 0 || !marks.every((mark) => /\p{M}/u.test(mark))) return undefined;
  const plain = isAscii(letter) ? [letter.charCodeAt(0)] : latinBytes(letter);
  const accent = ACCENT_CODES.get(marks[0] as string);
  // A letter with two accents keeps none rather than the wrong one.
  return plain && accent !== undefined && marks.length === 1 ? [accent, ...plain] : plain;
}

/** ISO 8859: a letter, and those of its marks that the table holds. */
function upperHalfBytes(sign: string, table: CharacterTable): number[] | undefined {
  let codes = upperHalves.get(table);
  if (!codes) {
    codes = upperHalf(ISO_8859[table] as string);
    upperHalves.set(table, codes);
  }
  const [letter = '', ...marks] = sign;
  const digit = /\p{Nd}/u.test(letter) ? digitOf(letter) : undefined;
  const code = digit ?? (isAscii(letter) ? letter.charCodeAt(0) : codes.get(letter));
  if (code === undefined || !marks.every((mark) => /\p{M}/u.test(mark))) return undefined;
  return [code, ...marks.flatMap((mark) => codes.get(mark) ?? [])];
}

/** ASCII of an Arabic digit (٣, ۳), which the tables do not hold. */
function digitOf(sign: string): number | undefined {
  const code = sign.charCodeAt(0);
  for (const zero of [0x660, 0x6f0]) if (code >= zero && code < zero + 10) return 0x30 + code - zero;
  return undefined;
}

/** Text of the bytes of one line, without control codes. */
export function decodeCharacters(bytes: Uint8Array, table: string): string {
  const encoding = ISO_8859[table];
  if (encoding)
    return new TextDecoder(encoding).decode(bytes.filter((byte) => byte >= 0x20 && (byte < 0x80 || byte >= 0xa0)));
  let text = '';
  let accent = '';
  for (const byte of bytes) {
    if (LATIN_ACCENTS[byte] !== undefined) accent = LATIN_ACCENTS[byte];
    else {
      const sign = LATIN_SIGNS[byte] ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '');
      text += sign + (sign === '' ? '' : accent);
      accent = '';
    }
  }
  return text.normalize('NFC');
}
