import path from 'node:path';

const MAX_FILENAME = 200;
const EXTENSION = /^\.[a-z0-9]{1,10}$/i;

/**
 * What a session is called whose media is fetched: the address with `:` and `/` replaced by `-`, as documented (reference
 * 7.1). Its query is left out, as that is where keys and signatures stand; a name that is too long keeps its ending.
 */
export function filenameOfUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  const name = (origin + pathname).replaceAll(/[:/]/g, '-');
  const extension = path.posix.extname(pathname);
  if (name.length <= MAX_FILENAME || !EXTENSION.test(extension)) return name.slice(0, MAX_FILENAME);
  return name.slice(0, MAX_FILENAME - extension.length) + extension;
}
