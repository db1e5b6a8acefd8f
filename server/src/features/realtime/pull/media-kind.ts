/** So many first bytes tell what it is. */
export const HEAD_BYTES = 1_024;

const TS_PACKET = 188;
const TS_SYNC = 0x47;

/** Demuxers for what a server calls it. Compressed audio joined in the middle cannot be told from its first bytes. */
const BY_TYPE: [types: RegExp, format: string][] = [
  [/^audio\/(mpeg|mp3|mpeg3|x-mpeg)$/, 'mp3'],
  [/^audio\/(aac|aacp|x-aac)$/, 'aac'],
  [/^(audio|application)\/ogg$|^audio\/opus$/, 'ogg'],
  [/^(audio|video)\/webm$/, 'matroska'],
  [/^video\/mp2t$/, 'mpegts'],
];

/** What the first bytes are the beginning of. */
export function isPlaylist(head: Buffer): boolean {
  return /^(\xef\xbb\xbf)?\s*#EXTM3U/.test(head.toString('latin1', 0, 64));
}

/** A page, or data: what an address gives that is no stream. */
export function isPage(head: Buffer, type: string): boolean {
  if (/^(text\/html|application\/(json|xhtml\+xml))\b/.test(type)) return true;
  return /^\s*(<!doctype|<html|<\?xml|\{\s*")/i.test(head.toString('latin1', 0, 256));
}

/** ffmpeg's name of the format if it is beyond doubt; nothing is then held back to find out. */
export function mediaFormat(head: Buffer, type: string): string | undefined {
  const text = head.toString('latin1', 0, 12);
  if (text.startsWith('OggS')) return 'ogg';
  if (text.startsWith('\x1a\x45\xdf\xa3')) return 'matroska';
  if (text.startsWith('fLaC')) return 'flac';
  if (text.startsWith('RIFF') && text.endsWith('WAVE')) return 'wav';
  if (/^(ftyp|styp|moov|moof|sidx)$/.test(text.slice(4, 8))) return 'mov';
  if ([0, 1, 2].every((packet) => head[packet * TS_PACKET] === TS_SYNC)) return 'mpegts';
  // An ID3 tag stands before MP3 and before AAC.
  const named = type.split(';')[0]?.trim().toLowerCase() ?? '';
  return BY_TYPE.find(([types]) => types.test(named))?.[1] ?? frameFormat(head);
}

/** By the header of a frame at the very start: ISO 11172-3 (layer III) and ADTS (ISO 13818-7, layer bits 0). */
function frameFormat(head: Buffer): string | undefined {
  const [first = 0, second = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  if ((second & 0xf6) === 0xf0) return 'aac';
  return (second & 0x06) === 0x02 ? 'mp3' : undefined;
}
