import mime from 'mime';

/** Types that say nothing about the content: what `curl`, browsers and file servers send when they do not know. */
const UNTELLING = /^((application|binary)\/(octet-stream|x-www-form-urlencoded|offset\+octet-stream)|)$/;

/** The MIME type that was announced or, if that says nothing, the one the file name suggests. */
export function mediaTypeOf(announced: string | null | undefined, filename: string | null): string | null {
  const type = (announced ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type) && !UNTELLING.test(type)) return type.slice(0, 100);
  return filename ? mime.getType(filename) : null;
}
