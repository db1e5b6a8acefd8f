/** Captions large enough for a room: lines that, once full, never change and never jump. */

/** What was said before this many words is not on the screen any more, whatever its size. */
const REMEMBERED_WORDS = 160;
/** After such a pause the next words begin a line of their own. */
const NEW_LINE_AFTER_MS = 1_200;
const MOST_LINES = { landscape: 3, portrait: 12 };

/**
 * @param {HTMLElement} stage holds the lines; its size and font decide how much fits
 * @returns {{ partial(text: string, offsetMs: number): void, final(text: string, startMs: number, endMs: number): void, clear(): void, layOut(): void }}
 */
export function openCaptions(stage) {
  const pen = document.createElement('canvas').getContext('2d');
  /** @type {{ word: string, isBreak: boolean }[]} */
  let said = [];
  let saying = [];
  let beginsLine = false;
  let finalMs = 0;
  /** Lines that have left the screen stay away, even when the last words turn out to be fewer. */
  let top = 0;
  let width = 0;
  let space = 0;
  let count = MOST_LINES.landscape;

  const wordsOf = (text) => text.split(/\s+/).filter(Boolean);

  /** Greedy: where a line breaks depends only on what stands before it, so what is full stays as it is. */
  function linesOf(words) {
    const lines = [];
    let used = Number.POSITIVE_INFINITY;
    for (const entry of words) {
      const long = pen.measureText(entry.word).width;
      if (entry.isBreak || used + space + long > width) {
        lines.push([]);
        used = 0;
      } else used += space;
      lines.at(-1).push(entry);
      used += long;
    }
    return lines;
  }

  function draw() {
    const partial = saying.map((word, index) => ({ word, isBreak: index === 0 && beginsLine, isPartial: true }));
    const lines = linesOf([...said, ...partial]);
    top = Math.max(top, lines.length - count);
    const shown = lines.slice(top, top + count);
    while (stage.childElementCount < count) stage.append(document.createElement('p'));
    while (stage.childElementCount > count) stage.lastElementChild.remove();
    for (const [index, line] of [...stage.children].entries()) fill(line, shown[index] ?? []);
  }

  /** Writes only what is different, so that nothing flickers. */
  function fill(line, words) {
    const done = words.filter(({ isPartial }) => !isPartial);
    const open = words.filter(({ isPartial }) => isPartial);
    const text = (entries) => entries.map(({ word }) => word).join(' ');
    const [before, after] = [text(done), text(open)];
    if (line.dataset.text === `${before}|${after}`) return;
    line.dataset.text = `${before}|${after}`;
    const light = document.createElement('span');
    light.className = 'partial';
    light.textContent = after;
    line.replaceChildren(before && after ? `${before} ` : before, ...(after ? [light] : []));
  }

  /** Forgets whole lines at the beginning: the others stay where they are. */
  function forget() {
    if (said.length <= REMEMBERED_WORDS) return;
    const lines = linesOf(said);
    const gone = Math.min(top, lines.length - 1);
    if (gone <= 0) return;
    said = lines.slice(gone).flat();
    if (said[0]) said[0] = { ...said[0], isBreak: true };
    top -= gone;
  }

  const captions = {
    partial(text, offsetMs) {
      const words = wordsOf(text);
      if (saying.length === 0 && words.length > 0) beginsLine = offsetMs - finalMs > NEW_LINE_AFTER_MS;
      saying = words;
      draw();
    },
    final(text, startMs, endMs) {
      if (saying.length === 0) beginsLine = startMs - finalMs > NEW_LINE_AFTER_MS;
      said.push(...wordsOf(text).map((word, index) => ({ word, isBreak: index === 0 && beginsLine })));
      saying = [];
      finalMs = endMs;
      forget();
      draw();
    },
    clear() {
      [said, saying, top, finalMs] = [[], [], 0, 0];
      draw();
    },
    /** After the size of the stage or of its letters changed. */
    layOut() {
      const style = getComputedStyle(stage);
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      width = stage.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      space = pen.measureText(' ').width;
      const high = stage.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
      const fitting = Math.floor((high + 1) / Number.parseFloat(style.lineHeight));
      const most = stage.clientWidth >= stage.clientHeight ? MOST_LINES.landscape : MOST_LINES.portrait;
      count = Math.max(1, Math.min(most, fitting));
      // At another width lines are others: the last of them are shown.
      top = Math.max(0, linesOf(said).length - count);
      draw();
    },
  };
  new ResizeObserver(captions.layOut).observe(stage);
  return captions;
}
