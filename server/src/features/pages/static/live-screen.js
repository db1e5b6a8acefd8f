/** The captions on the page and, at the press of a button, on the whole screen. */

import { openCaptions } from './live-captions.js';
import { byId } from './page.js';

const PLACE = 'live size';
const SIZES = [0.6, 0.75, 0.87, 1, 1.15, 1.35];
const USUAL = 3;
/** The buttons of the full screen go when nothing moves for so long. */
const STILL_MS = 3_000;

export function openScreen() {
  const screen = byId('screen');
  const captions = openCaptions(byId('stage'));
  let size = keptSize();
  let stillTimer;

  function resize(by) {
    size = Math.max(0, Math.min(SIZES.length - 1, size + by));
    screen.style.setProperty('--size', SIZES[size]);
    byId('smaller').disabled = size === 0;
    byId('larger').disabled = size === SIZES.length - 1;
    try {
      localStorage.setItem(PLACE, String(size));
    } catch {
      // It is the usual one next time.
    }
    captions.layOut();
  }

  const isFull = () => screen.classList.contains('is-full');
  function showFull(isShown) {
    screen.classList.toggle('is-full', isShown);
    byId('full').textContent = isShown ? 'Leave full screen' : 'Full screen';
    captions.layOut();
    stir();
  }
  /** Devices that give no page their whole screen give it the whole window. */
  async function toggleFull() {
    const isShown = !isFull();
    showFull(isShown);
    try {
      if (isShown) await screen.requestFullscreen?.();
      else if (document.fullscreenElement) await document.exitFullscreen();
    } catch {
      // The window it is.
    }
  }
  function stir() {
    screen.classList.remove('is-still');
    clearTimeout(stillTimer);
    stillTimer = setTimeout(() => screen.classList.add('is-still'), STILL_MS);
  }

  byId('full').addEventListener('click', toggleFull);
  byId('smaller').addEventListener('click', () => resize(-1));
  byId('larger').addEventListener('click', () => resize(1));
  for (const type of ['pointermove', 'pointerdown', 'keydown']) screen.addEventListener(type, stir);
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && isFull()) showFull(false);
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && isFull() && !document.fullscreenElement) showFull(false);
  });
  resize(0);

  return {
    ...captions,
    /** A few words beside the captions; none: nothing is the matter. */
    whisper(text) {
      byId('whisper').textContent = text;
      byId('whisper').hidden = text === '';
    },
  };
}

function keptSize() {
  try {
    const kept = Number(localStorage.getItem(PLACE) ?? USUAL);
    return Number.isInteger(kept) && kept >= 0 && kept < SIZES.length ? kept : USUAL;
  } catch {
    return USUAL;
  }
}
