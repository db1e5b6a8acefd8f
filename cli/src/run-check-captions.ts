import { styleText } from 'node:util';
import {
  type CaptionReport,
  checkCaptions,
  type Finding,
  type ReadCaptions,
  type Segment,
  textWithSpeaker,
  timestamp,
} from './caption-door.ts';
import { readCaptionFile } from './caption-files.ts';
import { readLanguage, readRules } from './caption-rules.ts';
import type { Invocation } from './command.ts';
import { EXIT, explain, Failure, UsageError } from './failure.ts';
import { printable } from './table.ts';

interface Checked {
  read: ReadCaptions;
  cues: { start_ms: number; end_ms: number; text: string }[];
  report: CaptionReport;
}

export async function runCheckCaptions(invocation: Invocation): Promise<number> {
  const { operands, options, signal } = invocation;
  if (operands.length === 0) throw new UsageError('Name at least one file.');
  const rulesFor = readRules(invocation);
  const given = readLanguage(invocation);
  let failed = false;
  let separator = '';
  for (const file of operands) {
    if (signal.aborted) return EXIT.interrupted;
    try {
      const read = await readCaptionFile(file, 'as it is');
      if (read.format === 'txt') throw new Failure('This is plain text: it has no times to check.');
      const language = given ?? read.language ?? 'en';
      const cues = asShown(read);
      const report = checkCaptions(cues, rulesFor(language), language);
      failed ||= !report.passed;
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ file, format: read.format, language, repairs: read.repairs, ...report })}\n`
          : separator + describe(file, { read, cues, report }),
      );
      separator = '\n';
    } catch (error) {
      failed = true;
      const message = explain(error, file);
      if (options.json) process.stdout.write(`${JSON.stringify({ file, error: message })}\n`);
      else process.stderr.write(`${styleText('red', '✗', { stream: process.stderr })} ${file}: ${message}\n`);
    }
  }
  return failed ? EXIT.failed : EXIT.ok;
}

/** Captions as they are seen: voices of one caption together, names where they are part of the text. */
function asShown({ format, segments }: ReadCaptions): Checked['cues'] {
  const withName = (segment: Segment) =>
    textWithSpeaker(segment, { with_speakers: format !== 'vtt' && format !== 'json' });
  const cues: Checked['cues'] = [];
  for (const segment of segments) {
    const { start_ms, end_ms } = segment;
    const last = cues.at(-1);
    if (last?.start_ms === start_ms && last.end_ms === end_ms) last.text += `\n${withName(segment)}`;
    else cues.push({ start_ms, end_ms, text: withName(segment) });
  }
  return cues;
}

function describe(file: string, { read, cues, report }: Checked): string {
  const color = (style: 'red' | 'yellow' | 'green' | 'dim', text: string) =>
    styleText(style, text, { stream: process.stdout });
  const lines = read.repairs.map((repair) => `  ${color('yellow', 'note')}  ${repair}`);
  const byCue = Map.groupBy(report.findings, ({ cue }) => cue);
  for (const [index, findings] of byCue) {
    const cue = cues[index] as Checked['cues'][number];
    const text = printable(cue.text.replaceAll('\n', ' / '));
    lines.push(
      `  ${color('dim', `${index + 1}  ${timestamp(cue.start_ms, '.')} → ${timestamp(cue.end_ms, '.')}`)}  ${text}`,
    );
    for (const finding of findings) {
      const severity = finding.severity === 'error' ? color('red', 'error  ') : color('yellow', 'warning');
      lines.push(`      ${severity}  ${sentenceOf(finding)}`);
    }
  }
  const kinds = Object.entries(report.counts).map(([kind, count]) => `${kind} ${count}`);
  const verdict = report.passed ? color('green', 'passed') : color('red', 'not passed');
  const total = `${plural(report.cues, 'caption')}, ${plural(report.errors, 'error')}, ${plural(report.warnings, 'warning')}`;
  lines.push(`${file}: ${total}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}: ${verdict}`);
  return `${lines.join('\n')}\n`;
}

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What was found, what the rule allows. */
function sentenceOf({ kind, value, limit, severity }: Finding): string {
  switch (kind) {
    case 'reading_speed':
      return `reading speed: ${value} letters a second, ${severity === 'error' ? `at most ${limit}` : `${limit} is read with ease`}`;
    case 'line_length':
      return `a line of ${value} letters, at most ${limit}`;
    case 'line_words':
      return `a line of ${value} words, at most ${limit}`;
    case 'line_count':
      return `${value} lines, at most ${limit}`;
    case 'segment_words':
      return `${value} words, at most ${limit}`;
    case 'too_long':
      return `shown for ${value} ms, at most ${limit}`;
    case 'too_short':
      return `shown for ${value} ms, at least ${limit}`;
    case 'gap':
      return `a gap of ${value} ms to the next one, ${severity === 'error' ? `at least ${limit}` : `close it or leave ${limit}`}`;
    case 'overlap':
      return `still shown ${-value} ms after the next one begins`;
    case 'line_balance':
      return 'two lines where one would do, or of very different length';
    case 'line_break':
      return 'a line ends between words that belong together';
    case 'empty':
      return 'no text';
  }
}
