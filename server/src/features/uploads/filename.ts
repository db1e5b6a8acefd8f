import type { IncomingHttpHeaders } from 'node:http';
import { MAX_FILENAME_LENGTH } from '../limits/index.ts';

/** The last part of what a client calls its file, without control characters; null when nothing is left. */
export function cleanFilename(name: string | null | undefined): string | null {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = Array.from(last)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
    .filter((character) => !/[\u0000-\u001f\u007f]/.test(character))
    .join('')
    .trim();
  return clean === '' || clean === '.' || clean === '..' ? null : clean.slice(0, MAX_FILENAME_LENGTH);
}

/** What the headers of a bare body call it: `x-filename` first, then `Content-Disposition` (RFC 6266). */
export function headerFilename(headers: IncomingHttpHeaders): string | null {
  const own = headers['x-filename'];
  if (typeof own === 'string') return percentDecoded(own);
  const disposition = headers['content-disposition'] ?? '';
  const extended = /;\s*filename\*=UTF-8'[^']*'([^;]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) return percentDecoded(extended.trim());
  const quoted = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1];
  const name = quoted?.replace(/\\(.)/g, '$1') ?? /;\s*filename=([^;"]+)/i.exec(disposition)?.[1];
  return name === undefined ? null : percentDecoded(name.trim());
}

function percentDecoded(name: string): string {
  const text = utf8Header(name);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Node reads header bytes as Latin-1; programs such as curl send names as they are, and those are UTF-8 today. */
function utf8Header(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}
