/** Where the sound comes from: the microphone, or a file that is played. */

import { createResampler } from './live-resample.js';

/**
 * @typedef {object} Source
 * @property {() => Promise<void>} stop lets go of the microphone or the file; resolves when nothing more comes
 */

/** What went wrong, in words for people. */
export class SourceError extends Error {}

/** What browsers call it, and what somebody can do about it. */
const REASONS = {
  NotAllowedError:
    'The browser does not let this page hear the microphone. Allow it beside the address of this page, then start again.',
  NotFoundError: 'There is no microphone. Connect one, then start again.',
  NotReadableError: 'The microphone cannot be used: perhaps another program has it. Close that, then start again.',
};

/** Listening goes on for this long after the last sound of a file, for what is still on its way. */
const TAIL_MS = 300;
/** The last piece comes at once; a worklet that is gone sends none. */
const LAST_PIECE_MS = 500;

/**
 * @param {{ onAudio(samples: Int16Array): void, onLevel(level: number): void, onLost(reason: string): void }} listeners
 * @returns {Promise<Source>}
 */
export async function openMicrophone(listeners) {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new SourceError('Browsers give the microphone to secure pages only: open this page by https.');
  }
  const context = new AudioContext();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      // What makes calls pleasant takes sounds away that recognition would use.
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: true },
    });
  } catch (error) {
    await context.close();
    throw new SourceError(REASONS[error.name] ?? `The microphone cannot be used (${error.message}).`);
  }
  const [track] = stream.getAudioTracks();
  track.addEventListener('ended', () => listeners.onLost('The microphone is gone. What was said until then is there.'));
  return hear(context, context.createMediaStreamSource(stream), listeners, () => track.stop());
}

/**
 * Plays a file aloud and hears it at the same time.
 *
 * @param {HTMLElement} holder the player is put there
 * @param {Blob} file
 * @param {Parameters<typeof openMicrophone>[0] & { onEnded(): void }} listeners
 * @returns {Promise<Source>}
 */
export async function openFile(holder, file, listeners) {
  // Each file gets a player of its own: an element is heard by one context for good.
  const player = Object.assign(document.createElement('audio'), { controls: true, src: URL.createObjectURL(file) });
  const context = new AudioContext();
  const letGo = () => {
    player.pause();
    player.remove();
    URL.revokeObjectURL(player.src);
  };
  holder.replaceChildren(player);
  try {
    await new Promise((resolve, reject) => {
      player.addEventListener('canplay', resolve, { once: true });
      player.addEventListener('error', reject, { once: true });
    });
  } catch {
    letGo();
    await context.close();
    throw new SourceError('This browser cannot play that file. Try another format, such as MP3, M4A, WAV or MP4.');
  }
  const source = context.createMediaElementSource(player);
  source.connect(context.destination);
  const heard = await hear(context, source, listeners, letGo);
  player.addEventListener('ended', () => setTimeout(listeners.onEnded, TAIL_MS), { once: true });
  await player.play();
  return {
    stop() {
      player.pause();
      return heard.stop();
    },
  };
}

/** Sends what a node gives to the listeners. @returns {Promise<Source>} */
async function hear(context, node, { onAudio, onLevel }, letGo) {
  try {
    await context.audioWorklet.addModule('/pages/live-worklet.js');
    await context.resume();
  } catch (error) {
    letGo();
    await context.close();
    throw new SourceError(`This browser cannot listen here (${error.message}).`);
  }
  const hearer = new AudioWorkletNode(context, 'hearer', { numberOfInputs: 1, numberOfOutputs: 1 });
  const resampler = createResampler(context.sampleRate);
  let resolve;
  const isDone = new Promise((done) => {
    resolve = done;
  });
  hearer.port.onmessage = ({ data }) => {
    if (data === 'done') return resolve();
    onLevel(levelOf(data));
    onAudio(resampler.accept(data));
  };
  // Browsers run only what leads somewhere.
  const silence = new GainNode(context, { gain: 0 });
  node.connect(hearer).connect(silence).connect(context.destination);
  return {
    async stop() {
      hearer.port.postMessage('end');
      await Promise.race([isDone, new Promise((resolve) => setTimeout(resolve, LAST_PIECE_MS))]);
      hearer.port.onmessage = null;
      node.disconnect();
      letGo();
      await context.close();
      onLevel(0);
    },
  };
}

/** 0…1 for −60…0 dBFS, by the loudest sample. */
function levelOf(samples) {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return Math.max(0, Math.min(1, 1 + (20 * Math.log10(peak + 1e-6)) / 60));
}
