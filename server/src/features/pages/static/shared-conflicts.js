/** Asks what is to stand where two people changed the same. */

import { byId } from './page.js';
import { clock } from './shared-text.js';

function choice(name, value, title, text, isChecked) {
  const label = document.createElement('label');
  label.className = 'choice';
  const input = Object.assign(document.createElement('input'), { type: 'radio', name, value, checked: isChecked });
  const heading = Object.assign(document.createElement('strong'), { textContent: title });
  const words = Object.assign(document.createElement('span'), { textContent: text });
  label.append(input, heading, words);
  return label;
}

function question({ segment_id, yours, theirs }, index) {
  const set = document.createElement('fieldset');
  const at = yours ?? theirs;
  const legend = Object.assign(document.createElement('legend'), { textContent: at ? clock(at.start) : '' });
  const name = `choice-${index}`;
  set.dataset.segment = segment_id;
  set.append(legend);
  if (theirs === null) {
    // There is no place left for it.
    set.append(choice(name, 'theirs', 'They removed this; you had written:', yours?.text ?? '', true));
    return set;
  }
  set.append(choice(name, 'mine', 'Yours', yours?.text ?? '', true));
  set.append(choice(name, 'theirs', 'Theirs', theirs.text, false));
  return set;
}

/** @returns {Promise<string[] | undefined>} the ids of segments where theirs is to stand; undefined: nothing was chosen */
export function askAbout(conflicts) {
  const [dialog, form] = [byId('conflict-dialog'), byId('conflicts')];
  byId('choices').replaceChildren(...conflicts.map(question));
  return new Promise((resolve) => {
    let given;
    form.onsubmit = () => {
      const sets = [...byId('choices').querySelectorAll('fieldset')];
      given = sets.filter((set) => set.querySelector(':checked').value === 'theirs').map((set) => set.dataset.segment);
    };
    dialog.onclose = () => resolve(given);
    dialog.showModal();
  });
}
