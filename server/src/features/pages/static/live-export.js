/** The words of a live session as files. Pure: it runs in tests as it does on the page. */

/** One line of captions on any screen, and two of them. */
const LINE_LENGTH = 42;
const CUE_LENGTH = 2 * LINE_LENGTH;
const CUE_MS = 7_000;
const LEAST_CUE_MS = 1_000;
/** A pause that ends a cue. */
const PAUSE_MS = 1_000;

/** @typedef {[word: string, startMs: number, endMs: number, confidence: number | null]} Word */

/** `h:mm:ss`, or `m:ss` within the first hour. @param {number} ms */
export function clock(ms) {
  const seconds = Math.floor(ms / 1_000);
  const two = (value) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** @param {{ words: Word[], text: string }[]} finals */
export const asText = (finals) => finals.map(({ words, text }) => `[${clock(words[0][1])}] ${text}\n`).join('');

/** @param {{ words: Word[] }[]} finals */
export const asSrt = (finals) =>
  cuesOf(finals)
    .map(
      ({ start, end, lines }, index) =>
        `${index + 1}\n${time(start, ',')} --> ${time(end, ',')}\n${lines.join('\n')}\n\n`,
    )
    .join('');

/** @param {{ words: Word[] }[]} finals */
export const asVtt = (finals) =>
  `WEBVTT\n\n${cuesOf(finals)
    .map(({ start, end, lines }) => `${time(start, '.')} --> ${time(end, '.')}\n${lines.map(escaped).join('\n')}\n\n`)
    .join('')}`;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function time(ms, mark) {
  const part = (value, digits) => String(Math.floor(value)).padStart(digits, '0');
  const whole = Math.round(ms);
  return `${part(whole / 3_600_000, 2)}:${part((whole / 60_000) % 60, 2)}:${part((whole / 1_000) % 60, 2)}${mark}${part(whole % 1_000, 3)}`;
}

/** Cuts words into cues of two lines at most, at pauses and ends of utterances first. */
export function cuesOf(finals) {
  const cues = [];
  for (const { words } of finals) {
    let cue;
    for (const [word, start, end] of words) {
      const isFull =
        cue &&
        (cue.text.length + 1 + word.length > CUE_LENGTH || end - cue.start > CUE_MS || start - cue.end > PAUSE_MS);
      if (cue && !isFull && linesOf(`${cue.text} ${word}`).length <= 2) {
        cue.text += ` ${word}`;
        cue.end = end;
      } else {
        cue = { start, end, text: word };
        cues.push(cue);
      }
    }
  }
  return cues.map(({ start, end, text }, index) => {
    const until = cues[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    return { start, end: Math.max(end, Math.min(start + LEAST_CUE_MS, until)), lines: linesOf(text) };
  });
}

/** One line if it fits; otherwise two of about the same length. */
function linesOf(text) {
  if (text.length <= LINE_LENGTH) return [text];
  const words = text.split(' ');
  let best;
  for (let at = 1; at < words.length; at++) {
    const lines = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    const longest = Math.max(lines[0].length, lines[1].length);
    if (!best || longest < best.longest) best = { lines, longest };
  }
  if (!best) return [text];
  return best.longest <= LINE_LENGTH ? best.lines : [...best.lines, ''];
}
