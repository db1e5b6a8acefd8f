/** The text: paragraphs or captions with their speakers and times, read, followed and edited. All of it is put in as text. */

import { byId } from './page.js';

/** `1:02:03`, `2:03`. */
export function clock(ms) {
  const seconds = Math.floor(ms / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const make = (name, className, text = '') =>
  Object.assign(document.createElement(name), { className, textContent: text });

/** Pieces of the text, each with its word where there is one: words that were edited since may not be in it. */
function piecesOf({ text, words = [] }) {
  const pieces = [];
  let at = 0;
  for (const [word, start, stop] of words) {
    const found = text.indexOf(word, at);
    if (found < 0 || found > at + 40) continue;
    if (found > at) pieces.push({ text: text.slice(at, found) });
    pieces.push({ text: word, start, stop });
    at = found + word.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/**
 * @param options.playFrom is told where in the recording to go, in milliseconds
 * @param options.onChange is told when there is something to save, or no longer
 */
export function openText({ playFrom, onChange }) {
  /** Of each segment, in order: what the server has, what stands there now, and where. */
  let rows = [];
  let canEdit = false;
  let now = -1;
  let nowWord;
  // Words become elements once they are looked at: ten hours have a hundred thousand of them.
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) showWords(rows[target.dataset.index]);
    },
    { rootMargin: '50%' },
  );

  function showWords(row) {
    if (!row || row.spans || row.area) return;
    row.spans = [];
    row.said.replaceChildren(
      ...piecesOf(row.text === row.segment.text ? row.segment : { text: row.text }).map((piece) => {
        if (piece.start === undefined) return document.createTextNode(piece.text);
        const span = make('span', '', piece.text);
        span.dataset.start = piece.start;
        row.spans.push({ span, start: piece.start, stop: piece.stop });
        return span;
      }),
    );
  }

  function showText(row) {
    row.spans = undefined;
    row.said.textContent = row.text === '' ? '(no text)' : row.text;
    row.said.classList.toggle('none', row.text === '');
    row.item.classList.toggle('changed', row.text !== row.segment.text);
    if (row.text !== '') {
      seen.unobserve(row.item);
      seen.observe(row.item);
    }
  }

  function makeRow(segment, index, speakers, hasMedia) {
    const item = document.createElement('li');
    item.dataset.index = index;
    item.classList.toggle('plays', hasMedia);
    const time = make('button', 'time', clock(segment.start));
    time.type = 'button';
    time.disabled = !hasMedia;
    time.setAttribute('aria-label', `Play from ${clock(segment.start)}`);
    const body = make('div', 'body');
    const name = segment.speaker && (speakers[segment.speaker] ?? segment.speaker);
    if (name) body.append(make('strong', 'speaker', name));
    const said = make('p', 'said');
    body.append(said);
    item.append(time, body);
    const row = { segment, item, said, body, text: segment.text };
    time.addEventListener('click', () => playFrom(segment.start));
    said.addEventListener('click', ({ target }) => {
      if (!hasMedia || getSelection().type === 'Range') return;
      playFrom(Number(target.dataset?.start ?? segment.start));
    });
    if (canEdit) {
      const edit = make('button', 'edit', 'Edit');
      edit.type = 'button';
      edit.setAttribute('aria-label', `Edit the text at ${clock(segment.start)}`);
      edit.addEventListener('click', () => openEditor(row, edit));
      said.addEventListener('dblclick', () => openEditor(row, edit));
      item.append(edit);
    }
    showText(row);
    return row;
  }

  function openEditor(row, edit) {
    if (row.area) return closeEditor(row, true);
    const area = document.createElement('textarea');
    area.value = row.text;
    area.maxLength = 100_000;
    area.setAttribute('aria-label', `Text at ${clock(row.segment.start)}`);
    row.area = area;
    row.edit = edit;
    edit.textContent = 'Done';
    row.said.hidden = true;
    row.body.append(area);
    const before = row.text;
    area.addEventListener('input', () => {
      row.text = area.value;
      row.item.classList.toggle('changed', row.text !== row.segment.text);
      onChange();
    });
    area.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') row.text = before;
      else if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      closeEditor(row, true);
    });
    area.focus();
  }

  function closeEditor(row, focus) {
    if (!row.area) return;
    row.area.remove();
    row.area = undefined;
    row.said.hidden = false;
    row.edit.textContent = 'Edit';
    showText(row);
    onChange();
    if (focus) row.edit.focus();
  }

  const changed = () => rows.filter(({ segment, text }) => text !== segment.text);

  return {
    /** Shows what the server has; what was not saved yet stays, by the ids of its segments. */
    show(content, { editable, hasMedia }) {
      const mine = new Map(changed().map(({ segment, text }) => [segment.id, text]));
      seen.disconnect();
      [canEdit, now, nowWord] = [editable, -1, undefined];
      const { segments, paragraphs } = content.content;
      const speakers = content.metadata?.speakers ?? {};
      rows = (segments ?? paragraphs).map((segment, index) => makeRow(segment, index, speakers, hasMedia));
      for (const row of rows) {
        const text = mine.get(row.segment.id);
        if (text === undefined || !editable) continue;
        row.text = text;
        showText(row);
      }
      byId('segments').replaceChildren(...rows.map(({ item }) => item));
      byId('empty').hidden = rows.length > 0;
      onChange();
    },
    changes: () => changed().map(({ segment, text }) => ({ id: segment.id, text })),
    /** Gives up what was written over a segment. */
    drop(id) {
      const row = rows.find(({ segment }) => segment.id === id);
      if (!row) return;
      closeEditor(row, false);
      row.text = row.segment.text;
      showText(row);
    },
    /** What the server has taken is no longer to be saved; what was written since is. */
    settle(saved) {
      const texts = new Map(saved.map(({ id, text }) => [id, text]));
      for (const row of rows) if (texts.has(row.segment.id)) row.segment.text = texts.get(row.segment.id);
    },
    closeAll() {
      for (const row of rows) closeEditor(row, false);
    },
    /** Marks what is being said. */
    follow(ms) {
      const index = lastBefore(rows, ms, ({ segment }) => segment.start);
      if (index !== now) {
        rows[now]?.item.classList.remove('now');
        now = index;
        const item = rows[now]?.item;
        item?.classList.add('now');
        // Whoever is writing is left where they are.
        if (!document.activeElement?.matches('textarea')) item?.scrollIntoView({ block: 'nearest' });
      }
      const row = rows[now];
      if (row) showWords(row);
      const word = row?.spans?.[lastBefore(row.spans, ms, ({ start }) => start)];
      const span = word && ms <= word.stop + 300 ? word.span : undefined;
      if (span === nowWord) return;
      nowWord?.classList.remove('now');
      nowWord = span;
      nowWord?.classList.add('now');
    },
  };
}

/** The last of a sorted list that begins by then; -1 when none does. */
function lastBefore(list, ms, startOf) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(list[middle]) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
