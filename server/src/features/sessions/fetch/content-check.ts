import { mediaRefused } from './answer.ts';

/** As much of a file as tells a page or a playlist from media. */
export const HEAD_BYTES = 512;

const PAGE = 'The server answered with a web page or data instead of media. Is the address public, and a direct link?';
const PLAYLIST = 'This is a playlist. Give the address of one media file.';

const TYPES: [types: RegExp, refusal: string][] = [
  [/^(text\/html|application\/xhtml\+xml|application\/([a-z0-9.+-]+\+)?json|text\/json)$/, PAGE],
  [/mpegurl$|^application\/(dash\+xml|vnd\.ms-sstr\+xml|xspf\+xml)$|^audio\/x-scpls$/, PLAYLIST],
];

const BEGINNINGS: [beginning: RegExp, refusal: string][] = [
  [/^(<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*(<!--.*?-->\s*)*<(!doctype html|html|error)\b)/is, PAGE],
  [/^[{[]\s*("|\{|\[|[}\]])/, PAGE],
  [
    /^(#extm3u|ffconcat version|\[playlist\]|<\?xml[^>]*>\s*(<!--.*?-->\s*)*<(mpd|smoothstreamingmedia|playlist)\b|<(mpd|smil)\b)/is,
    PLAYLIST,
  ],
];

/**
 * Whether what a server announces may be media. The rest is for ffprobe to say, which knows far more.
 * @throws AppError `media_fetch_failed`
 */
export function checkType(contentType: string | undefined): void {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const refusal = TYPES.find(([types]) => types.test(type))?.[1];
  if (refusal) throw mediaRefused(refusal);
}

/** The same by the first bytes: servers call anything `application/octet-stream`. @throws AppError `media_fetch_failed` */
export function checkBeginning(head: Buffer): void {
  const text = head
    .subarray(0, HEAD_BYTES)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const refusal = BEGINNINGS.find(([beginning]) => beginning.test(text))?.[1];
  if (refusal) throw mediaRefused(refusal);
}
