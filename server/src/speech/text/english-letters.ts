/**
 * Letters to sounds for English words that are in no dictionary, as phones of CMUdict without stress. It only has to be good
 * enough to place a known word on the audio: names, new words, typing errors. The longest spelling at a place wins; the
 * spellings are the commonest readings of each grapheme (after Wijk, "Rules of Pronunciation for the English Language").
 */
const SPELLINGS: Record<string, string> = {
  a: 'AE',
  b: 'B',
  c: 'K',
  d: 'D',
  e: 'EH',
  f: 'F',
  g: 'G',
  h: 'HH',
  i: 'IH',
  j: 'JH',
  k: 'K',
  l: 'L',
  m: 'M',
  n: 'N',
  o: 'AA',
  p: 'P',
  q: 'K',
  r: 'R',
  s: 'S',
  t: 'T',
  u: 'AH',
  v: 'V',
  w: 'W',
  x: 'K S',
  y: 'IY',
  z: 'Z',
  ai: 'EY',
  ay: 'EY',
  au: 'AO',
  aw: 'AO',
  air: 'EH R',
  ar: 'AA R',
  all: 'AO L',
  bb: 'B',
  ce: 'S',
  ci: 'S IH',
  cy: 'S IY',
  ch: 'CH',
  ck: 'K',
  cc: 'K',
  cia: 'SH AH',
  cial: 'SH AH L',
  dd: 'D',
  dge: 'JH',
  ea: 'IY',
  ear: 'IH R',
  ee: 'IY',
  eer: 'IH R',
  ei: 'EY',
  eu: 'Y UW',
  ew: 'UW',
  ey: 'IY',
  er: 'ER',
  ff: 'F',
  ge: 'JH',
  gg: 'G',
  gh: 'G',
  gn: 'N',
  ght: 'T',
  igh: 'AY',
  eigh: 'EY',
  ough: 'AO',
  augh: 'AO',
  ie: 'IY',
  ir: 'ER',
  kn: 'N',
  le: 'L',
  ll: 'L',
  mm: 'M',
  mb: 'M',
  ng: 'NG',
  nn: 'N',
  nk: 'NG K',
  oa: 'OW',
  oi: 'OY',
  oy: 'OY',
  oo: 'UW',
  ook: 'UH K',
  or: 'AO R',
  our: 'AW ER',
  ou: 'AW',
  ow: 'OW',
  ph: 'F',
  pp: 'P',
  qu: 'K W',
  rh: 'R',
  rr: 'R',
  sh: 'SH',
  sch: 'SH',
  ss: 'S',
  sion: 'ZH AH N',
  ssion: 'SH AH N',
  th: 'TH',
  tch: 'CH',
  tion: 'SH AH N',
  tial: 'SH AH L',
  ture: 'CH ER',
  tt: 'T',
  ur: 'ER',
  wh: 'W',
  wr: 'R',
  zz: 'Z',
};

/** At the end of a word an `e` is silent and the vowel before the consonant in front of it is long. */
const LONG: Record<string, string> = { a: 'EY', e: 'IY', i: 'AY', o: 'OW', u: 'UW', y: 'AY' };
/** At the end of a word. */
const ENDINGS: Record<string, string> = {
  y: 'IY',
  o: 'OW',
  e: '',
  ed: 'D',
  es: 'IH Z',
  "'s": 'Z',
  a: 'AH',
  i: 'IY',
  ue: 'UW',
};
const LONGEST = 5;

/** How letters are called, for abbreviations without a vowel. */
const NAMES: Record<string, string> = {
  a: 'EY',
  b: 'B IY',
  c: 'S IY',
  d: 'D IY',
  e: 'IY',
  f: 'EH F',
  g: 'JH IY',
  h: 'EY CH',
  i: 'AY',
  j: 'JH EY',
  k: 'K EY',
  l: 'EH L',
  m: 'EH M',
  n: 'EH N',
  o: 'OW',
  p: 'P IY',
  q: 'K Y UW',
  r: 'AA R',
  s: 'EH S',
  t: 'T IY',
  u: 'Y UW',
  v: 'V IY',
  w: 'D AH B AH L Y UW',
  x: 'EH K S',
  y: 'W AY',
  z: 'Z IY',
};

const DIGITS = [
  ...['Z IH R OW', 'W AH N', 'T UW', 'TH R IY', 'F AO R', 'F AY V', 'S IH K S', 'S EH V AH N', 'EY T', 'N AY N'],
];

/**
 * @param word lower case
 * @returns phones separated by spaces; undefined when there is nothing in it that could be spoken
 */
export function lettersToPhones(word: string): string | undefined {
  const parts = word.match(/[a-z']+|\d/g) ?? [];
  const phones = parts.flatMap((part) => (/\d/.test(part) ? (DIGITS[Number(part)] as string) : spell(part)));
  return phones.join(' ').trim().replaceAll(/ +/g, ' ') || undefined;
}

function spell(word: string): string[] {
  const letters = word.replaceAll(/'(?!s$)/g, '');
  if (!/[aeiouy]/.test(letters)) return [...letters].map((letter) => NAMES[letter] ?? '');
  const phones: string[] = [];
  for (let at = 0; at < letters.length; ) {
    const { text, sound } = longestSpelling(letters, at);
    phones.push(sound);
    at += text.length;
  }
  return phones;
}

function longestSpelling(letters: string, at: number): { text: string; sound: string } {
  const rest = letters.slice(at);
  const ending = at > 0 ? ENDINGS[rest] : undefined;
  if (ending !== undefined) return { text: rest, sound: ending };
  if (/^[aeiouy][^aeiouywx]e$/.test(rest)) return { text: rest[0] as string, sound: LONG[rest[0] as string] as string };
  for (let length = Math.min(LONGEST, rest.length); length > 0; length--) {
    const text = rest.slice(0, length);
    const sound = SPELLINGS[text];
    if (sound !== undefined) return { text, sound };
  }
  return { text: rest[0] as string, sound: '' };
}
