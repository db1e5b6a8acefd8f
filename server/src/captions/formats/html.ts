import { linesOf, type Segment, type WriteOptions } from './segment.ts';
import { timestamp } from './timestamps.ts';

const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML and XML, in content and in attributes. */
export const escapeMarkup = (text: string) => text.replace(/[&<>"']/g, (character) => REFERENCES[character] as string);

const STYLE = `
  body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: #1c1c1c; background: #fff; }
  h1 { font-size: 1.4rem; line-height: 1.3; }
  p { margin: 0 0 1rem; }
  a.time { color: #595959; font-size: .8rem; font-variant-numeric: tabular-nums; text-decoration: none; margin-inline-end: .6rem; }
  a.time:hover, a.time:focus { text-decoration: underline; }
  b.speaker { margin-inline-end: .4rem; }
  :target { background: #fff3bf; }
  @media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; } a.time { color: #aaa; } :target { background: #4a3f00; } }
`;

/**
 * A page to read, with nothing from elsewhere: every paragraph can be linked to by its time (`#t=12.5`, a media fragment of
 * the W3C), and a media element on the same page, if somebody adds one, is set to it.
 */
export function* writeHtml(segments: Iterable<Segment>, options: WriteOptions): Generator<string> {
  const title = escapeMarkup(options.title);
  yield `<!doctype html>\n<html lang="${escapeMarkup(options.language)}">\n<head>\n<meta charset="utf-8">\n`;
  yield `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n<style>${STYLE}</style>\n`;
  yield `</head>\n<body>\n<h1>${title}</h1>\n`;
  for (const { start_ms, speaker, text } of segments) {
    const seconds = start_ms / 1_000;
    const time = options.with_timestamps
      ? `<a class="time" href="#t=${seconds}" data-seconds="${seconds}"><time>${timestamp(start_ms, '.').slice(0, 8)}</time></a>`
      : '';
    const name = options.with_speakers && speaker !== null ? `<b class="speaker">${escapeMarkup(speaker)}</b>` : '';
    const id = options.with_timestamps ? ` id="t=${seconds}"` : '';
    yield `<p${id} dir="auto">${time}${name}${linesOf(text).map(escapeMarkup).join('<br>')}</p>\n`;
  }
  yield `<script>\naddEventListener('click', (event) => {\n  const link = event.target.closest?.('a.time');\n`;
  yield `  const media = document.querySelector('audio, video');\n  if (!link || !media) return;\n  media.currentTime = Number(link.dataset.seconds);\n`;
  yield `  media.play();\n});\n</script>\n</body>\n</html>\n`;
}
