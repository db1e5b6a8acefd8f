import mime from 'mime';

const MAX_LENGTH = 200;

/** The last part of what a client calls its file, without control characters; null when nothing is left. */
export function cleanFilename(name: string | null | undefined): string | null {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = Array.from(last)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
    .filter((character) => !/[\u0000-\u001f\u007f]/.test(character))
    .join('')
    .trim();
  return clean === '' || clean === '.' || clean === '..' ? null : clean.slice(0, MAX_LENGTH);
}

/** Types that say nothing about the content: what `curl` and browsers send when they do not know. */
const UNTELLING = /^(application\/(octet-stream|x-www-form-urlencoded|offset\+octet-stream)|)$/;

/** The MIME type a client announced or, if that says nothing, the one its file name suggests. */
export function mediaTypeOf(announced: string | null | undefined, filename: string | null): string | null {
  const type = (announced ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type) && !UNTELLING.test(type)) return type.slice(0, 100);
  return filename ? mime.getType(filename) : null;
}
