import { createHash } from 'node:crypto';
import type { Evaluation, RecordingResult } from '../evaluate.ts';
import type { HeardWord } from '../score.ts';
import { errorsOf } from '../score.ts';
import { compare, factor, nameOf, percent, percentInterval, readableSeconds } from './figures.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from './page-parts.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML shows it, in elements and in quoted attributes. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);

/** One page with everything in it: opens from a disk, loads nothing, and runs no script but its own. */
export function htmlReport(evaluations: readonly Evaluation[]): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${hash(PAGE_STYLE)}; script-src ${hash(PAGE_SCRIPT)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Word errors</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>Word errors</h1>
<p class="legend">In the text: <ins>heard, but not said</ins>, <del>said, but not heard</del>,
<span class="sub"><del>said</del> <ins>heard in its place</ins></span>. Point at a word, or move to an error with the Tab
key, for its time and confidence. Words are shown as they are compared: without capitals and punctuation.</p>
${overview(evaluations)}
${evaluations.map(section).join('\n')}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function overview(evaluations: readonly Evaluation[]): string {
  const row = (run: Evaluation, index: number) => {
    const { totals } = run;
    const first = evaluations.find(({ manifest }) => manifest === run.manifest);
    const against = first && first !== run ? compare(first, run) : undefined;
    const difference = against
      ? `${against.difference > 0 ? '+' : ''}${(against.difference * 100).toFixed(1)} (${(against.interval.low * 100).toFixed(1)} to ${(against.interval.high * 100).toFixed(1)})`
      : '–';
    const cells = [
      ...[String(totals.recordings), String(totals.words)],
      ...[percent(totals.word_error_rate), percentInterval(totals.word_error_rate_interval), difference],
      ...[totals.substitutions, totals.deletions, totals.insertions].map(String),
      ...[percent(totals.character_error_rate), factor(run.real_time_factor), factor(run.decoder_real_time_factor)],
      ...(totals.times
        ? [
            totals.times.start_error_mean_ms.toFixed(0),
            totals.times.end_error_mean_ms.toFixed(0),
            percent(totals.times.within_100_ms),
          ]
        : ['–', '–', '–']),
    ];
    return `<tr><th scope="row"><a href="#run-${index}">${escapeHtml(`${nameOf(run)} on ${run.manifest}`)}</a></th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  };
  const headings = [
    ...['Run', 'Recordings', 'Words', 'Word error rate', '95 % interval', 'Against the first, points (95 %)'],
    ...['Substituted', 'Deleted', 'Inserted', 'Character error rate', 'Real-time factor', 'The same of a decoder'],
    ...['Start, ms off', 'End, ms off', 'Starts and ends within 100 ms'],
  ];
  return `<div class="wide" role="region" aria-label="Figures of all runs" tabindex="0"><table>
<caption>Figures</caption>
<thead><tr>${headings.map((heading) => `<th scope="col">${heading}</th>`).join('')}</tr></thead>
<tbody>${evaluations.map(row).join('\n')}</tbody>
</table></div>`;
}

const COLUMNS = ['Recording', 'Words', 'Word error rate', 'Substituted', 'Deleted', 'Inserted'];

function section(run: Evaluation, index: number): string {
  const title = escapeHtml(`${nameOf(run)} on ${run.manifest}`);
  const headings = COLUMNS.map(
    (column, at) => `<th scope="col"><button type="button" data-column="${at}">${column}</button></th>`,
  );
  const failed = run.failures.map(
    ({ entry, message }) => `<li>Line ${entry.line}, ${escapeHtml(entry.name)}: ${escapeHtml(message)}</li>`,
  );
  return `<section id="run-${index}" aria-labelledby="title-${index}">
<h2 id="title-${index}">${title}</h2>
${failed.length > 0 ? `<p>Not transcribed, and in no figure:</p><ul>${failed.join('')}</ul>` : ''}
<table class="recordings">
<caption>Recordings; the buttons sort</caption>
<thead><tr>${headings.join('')}</tr></thead>
${run.recordings.map(recording).join('\n')}
</table>
</section>`;
}

/** A body of its own for each recording, so that its figures and its text are sorted together. */
function recording(result: RecordingResult): string {
  const { score, entry } = result;
  const values = [
    ...[entry.line, score.words, score.word_error_rate ?? Number.MAX_VALUE],
    ...[score.substitutions, score.deletions, score.insertions],
  ];
  const shown = [score.words, percent(score.word_error_rate), score.substitutions, score.deletions, score.insertions];
  return `<tbody data-values="${values.join(' ')}">
<tr><th scope="row">${escapeHtml(entry.name)}</th>${shown.map((value) => `<td>${value}</td>`).join('')}</tr>
<tr><td colspan="${COLUMNS.length}" class="text" lang="${escapeHtml(entry.language)}">${errorsOf(score) === 0 && score.words === 0 ? '<em lang="en">nothing said, nothing heard</em>' : wordByWord(result)}</td></tr>
</tbody>`;
}

function wordByWord({ score, heard }: RecordingResult): string {
  const { said: saidTokens, heard: heardTokens, edits } = score;
  return edits
    .map((edit) => {
      const said = 'said' in edit ? escapeHtml(saidTokens[edit.said]?.text ?? '') : '';
      const token = 'heard' in edit ? heardTokens[edit.heard] : undefined;
      const text = escapeHtml(token?.text ?? '');
      const note = token ? noteOf(heard[token.first] as HeardWord, heard[token.last] as HeardWord) : '';
      switch (edit.kind) {
        case 'equal':
          return `<span data-note="${note}">${text}</span>`;
        case 'insertion':
          return `<ins tabindex="0" aria-label="inserted ${text}, ${note}" data-note="inserted, ${note}">${text}</ins>`;
        case 'deletion':
          return `<del tabindex="0" aria-label="deleted ${said}" data-note="not heard">${said}</del>`;
        default:
          return `<span class="sub" role="group" tabindex="0" aria-label="${said} heard as ${text}, ${note}" data-note="${note}"><del>${said}</del> <ins>${text}</ins></span>`;
      }
    })
    .join(' ');
}

function noteOf(first: HeardWord, last: HeardWord): string {
  const confidence = first.confidence === null ? 'no confidence' : `confidence ${first.confidence.toFixed(2)}`;
  return `${readableSeconds(first.start_seconds)} to ${readableSeconds(last.end_seconds)}, ${confidence}`;
}
