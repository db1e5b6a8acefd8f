import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { linesOf, oneLine, type Segment } from '../../captions/formats/segment.ts';
import { timestamp } from '../../captions/formats/timestamps.ts';
import type { DocumentInput } from '../document-input.ts';
import { type Direction, directionOfLanguage, directionOfText, directionRuns } from '../text-direction.ts';
import { makeSkeleton } from './skeleton.ts';
import { escapedXml } from './xml-text.ts';
import { createZipWriter } from './zip-writer.ts';

/** Paragraphs written at once: pieces large enough to compress, small enough to forget. */
const PARAGRAPHS_A_PIECE = 200;

/**
 * Writes a WordprocessingML document (ECMA-376): the library `docx` makes all around the text, the paragraphs are written
 * one after the other, so that memory does not grow with the recording.
 */
export async function writeDocx(input: DocumentInput, file: string): Promise<void> {
  const skeleton = await makeSkeleton(input);
  const output = createWriteStream(file);
  const written = finished(output);
  const archive = createZipWriter(output);
  for (const { name, content } of skeleton.parts) await archive.add(name, [content]);
  await archive.add('word/document.xml', documentParts(input, skeleton));
  await archive.finish();
  output.end();
  await written;
}

function* documentParts(input: DocumentInput, { before, after }: { before: string; after: string }): Generator<string> {
  yield before;
  let piece = '';
  let count = 0;
  for (const segment of input.segments) {
    piece += paragraph(segment, input);
    if (++count % PARAGRAPHS_A_PIECE > 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
  yield after;
}

function paragraph(segment: Segment, { options }: DocumentInput): string {
  const lines = linesOf(segment.text);
  const direction = directionOfText(lines.join(' '), directionOfLanguage(options.language));
  const time = options.with_timestamps
    ? `${run(timestamp(segment.start_ms, '.').slice(0, 8), { style: 'Time' })}<w:r><w:tab/></w:r>`
    : '';
  const name =
    options.with_speakers && segment.speaker !== null
      ? runs(`${oneLine(segment.speaker)}: `, direction, { style: 'Speaker' })
      : '';
  const text = lines.map((line) => runs(line, direction)).join('<w:r><w:br/></w:r>');
  const bidi = direction === 'rtl' ? '<w:bidi/>' : '';
  return `<w:p><w:pPr><w:pStyle w:val="Segment"/>${bidi}</w:pPr>${time}${name}${text}</w:p>`;
}

/** Text as runs that go one way each: Word takes the direction of a run from its mark, not from its letters. */
function runs(text: string, direction: Direction, format: { style?: string } = {}): string {
  return directionRuns(text, direction)
    .map((piece) => run(piece.text, { ...format, isRtl: piece.isRtl }))
    .join('');
}

function run(text: string, { style, isRtl }: { style?: string; isRtl?: boolean }): string {
  const properties = `${style ? `<w:rStyle w:val="${style}"/>` : ''}${isRtl ? '<w:rtl/>' : ''}`;
  const formatted = properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`;
  return `<w:r>${formatted}<w:t xml:space="preserve">${escapedXml(text)}</w:t></w:r>`;
}
