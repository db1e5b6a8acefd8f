/** The text of a live session below the captions: shown, copied, saved. */

import { asSrt, asText, asVtt, clock } from './live-export.js';
import { byId, tell } from './page.js';

export { clock };

const FORMATS = {
  txt: { type: 'text/plain', write: asText },
  srt: { type: 'application/x-subrip', write: asSrt },
  vtt: { type: 'text/vtt', write: asVtt },
};
/** So near to its end, a list is read at its end. */
const AT_END_PX = 40;

export function openTranscript() {
  /** @type {{ text: string, words: import('./live-export.js').Word[] }[]} */
  let finals = [];
  const list = byId('finals');

  function showTools() {
    byId('copy').disabled = finals.length === 0;
    byId('download').hidden = finals.length === 0;
  }

  async function copy() {
    const text = finals.map(({ text }) => text).join('\n');
    try {
      await navigator.clipboard.writeText(text);
      byId('copy').textContent = 'Copied';
      setTimeout(() => {
        byId('copy').textContent = 'Copy';
      }, 2_000);
    } catch {
      // Pages that came by plain http have no clipboard: what is marked can be copied by hand.
      getSelection().selectAllChildren(list);
      tell('The text is marked: copy it with Ctrl+C.', false);
    }
  }

  function save(format) {
    byId('download').open = false;
    const { type, write } = FORMATS[format];
    const url = URL.createObjectURL(new Blob([write(finals)], { type: `${type};charset=utf-8` }));
    const day = new Date().toISOString().slice(0, 16).replace('T', ' ').replace(':', '');
    Object.assign(document.createElement('a'), { href: url, download: `Live ${day}.${format}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  byId('copy').addEventListener('click', copy);
  for (const button of document.querySelectorAll('[data-format]')) {
    button.addEventListener('click', () => save(button.dataset.format));
  }
  document.addEventListener('click', ({ target }) => {
    if (!byId('download').contains(target)) byId('download').open = false;
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') byId('download').open = false;
  });
  showTools();

  return {
    add({ text, words }) {
      if (words.length === 0) return;
      finals.push({ text, words });
      const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX;
      const item = document.createElement('li');
      const time = Object.assign(document.createElement('time'), { textContent: clock(words[0][1]) });
      item.append(time, Object.assign(document.createElement('span'), { textContent: text }));
      list.append(item);
      if (isAtEnd) list.scrollTop = list.scrollHeight;
      showTools();
    },
    clear() {
      finals = [];
      list.replaceChildren();
      showTools();
    },
  };
}
