import { escapeMarkup } from './html.ts';
import { linesOf, type Segment, textWithSpeaker, type WriteOptions } from './segment.ts';
import { timestamp } from './timestamps.ts';

export type TtmlProfile = 'imsc1.1' | 'ebu-tt-d';

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACES =
  'xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"';

/** What differs between the two: declarations of the root, where styles stand, how large text is. */
const PROFILES: Record<
  TtmlProfile,
  { root: string; head(title: string, direction: string): string; p: string; span: string }
> = {
  // W3C IMSC 1.1, Text Profile.
  'imsc1.1': {
    root: `${NAMESPACES} ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media" ttp:cellResolution="32 15"`,
    head: (title, direction) =>
      `<metadata><ttm:title>${title}</ttm:title></metadata>\n` +
      `<styling>${direction && `<style xml:id="paragraph"${direction}/>`}<style xml:id="text" tts:fontFamily="proportionalSansSerif" tts:fontSize="100%" tts:lineHeight="125%" tts:textAlign="center" tts:color="#ffffff" tts:backgroundColor="#000000cc"/></styling>\n` +
      '<layout><region xml:id="bottom" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="after" tts:showBackground="whenActive"/></layout>',
    p: '',
    span: ' style="text"',
  },
  // EBU Tech 3380: no inheritance from the root, cells, text in spans only.
  'ebu-tt-d': {
    root: `${NAMESPACES} xmlns:ebuttm="urn:ebu:tt:metadata" ttp:timeBase="media" ttp:cellResolution="32 15"`,
    head: (title, direction) =>
      `<metadata><ttm:title>${title}</ttm:title><ebuttm:documentMetadata><ebuttm:conformsToStandard>urn:ebu:tt:distribution:2014-01</ebuttm:conformsToStandard></ebuttm:documentMetadata></metadata>\n` +
      `<styling><style xml:id="paragraph" tts:textAlign="center" tts:lineHeight="normal"${direction}/><style xml:id="text" tts:fontFamily="proportionalSansSerif" tts:fontSize="160%" tts:color="#ffffff" tts:backgroundColor="#000000"/></styling>\n` +
      '<layout><region xml:id="bottom" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="after" tts:writingMode="lrtb"/></layout>',
    p: ' style="paragraph"',
    span: ' style="text"',
  },
};

/** Languages written from right to left: without being told, players put a full stop at the wrong end of the line. */
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|iw|ji|ks|ps|sd|ug|ur|yi)\b/i;

/** TTML: IMSC 1.1 Text (W3C), or EBU-TT-D (EBU Tech 3380). */
export function* writeTtml(
  segments: Iterable<Segment>,
  options: WriteOptions & { profile?: TtmlProfile },
): Generator<string> {
  const profile = PROFILES[options.profile ?? 'imsc1.1'];
  yield `${XML}<tt ${profile.root} xml:lang="${escapeMarkup(options.language)}">\n<head>\n`;
  const isRightToLeft = RIGHT_TO_LEFT.test(options.language);
  const paragraph = isRightToLeft ? ' style="paragraph"' : profile.p;
  yield `${profile.head(xmlText(options.title), isRightToLeft ? ' tts:direction="rtl"' : '')}\n</head>\n<body>\n<div region="bottom">\n`;
  let number = 0;
  for (const segment of segments) {
    const lines = linesOf(textWithSpeaker(segment, options)).map(xmlText);
    if (lines.length === 0) continue;
    number++;
    const times = `begin="${timestamp(segment.start_ms, '.')}" end="${timestamp(Math.max(segment.end_ms, segment.start_ms + 1), '.')}"`;
    const spans = lines.map((line) => `<span${profile.span}>${line}</span>`).join('<br/>');
    yield `<p xml:id="c${number}"${paragraph} ${times}>${spans}</p>\n`;
  }
  yield '</div>\n</body>\n</tt>\n';
}

/** Without what XML 1.0 cannot hold, escaped or not: lone surrogates and noncharacters. */
const xmlText = (text: string) => escapeMarkup(text.toWellFormed().replace(/[\ufffe\uffff]/g, '\ufffd'));
