/** The page of live captions. */

import { explainRefusal, getModels, keepKey, keptKey, socketAddress } from './live-api.js';
import { openFile, openMicrophone, SourceError } from './live-audio.js';
import { openScreen } from './live-screen.js';
import { openLiveSocket } from './live-socket.js';
import { clock, openTranscript } from './live-transcript.js';
import { byId, mark, onSubmit, sentenceOf, tell } from './page.js';

const CHOICES = 'live choices';
const WARNING_MS = 10_000;
const STOP_NOW_AFTER_MS = 3_000;
const screen = openScreen();
const transcript = openTranscript();
let key = keptKey();
/** The session that runs: undefined before the first and after the last. */
let run;

/** Only one of them is to be seen. */
function showOnly(id) {
  for (const other of ['wait', 'door', 'live']) byId(other).hidden = other !== id;
}

async function begin() {
  const answer = await getModels(key);
  if (answer.status === 200) {
    fillLanguages(answer.body.result);
    restoreChoices();
    return showOnly('live');
  }
  showOnly('door');
  if (answer.status === 0) return tell('The server cannot be reached. Are you online?');
  if (!key) {
    if (answer.status !== 401) tell(sentenceOf(answer));
    return byId('sign-in').focus();
  }
  key = undefined;
  keepKey(undefined);
  mark(byId('key'), answer.status === 401 ? 'This key is wrong, or was revoked.' : sentenceOf(answer));
}

/** Every language that some model hears live, by its name; first what the server chooses by itself. */
function fillLanguages(models) {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
  const nameOf = (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      return tag;
    }
  };
  const tags = [...new Set(models.filter(({ realtime }) => realtime).flatMap(({ languages }) => languages))];
  const options = tags.map((tag) => new Option(nameOf(tag), tag)).sort((a, b) => a.text.localeCompare(b.text));
  byId('language').replaceChildren(new Option('As the server is set up', ''), ...options);
  byId('start').disabled = tags.length === 0;
  if (tags.length === 0) tell('No model on this server hears live. Its operator can install one.');
}

function restoreChoices() {
  try {
    const { language, type, digits, keep } = JSON.parse(localStorage.getItem(CHOICES)) ?? {};
    for (const [id, value] of Object.entries({ language, type })) {
      if ([...byId(id).options].some((option) => option.value === value)) byId(id).value = value;
    }
    byId('digits').checked = digits === true;
    byId('keep').checked = keep === true;
  } catch {
    // None were kept.
  }
  showFields();
}

function showFields() {
  byId('file-field').hidden = !byId('from-file').checked;
  byId('title-field').hidden = !byId('keep').checked;
}

const STATES = {
  connecting: 'Connecting …',
  listening: 'Listening',
  reconnecting: 'Connection lost, coming back …',
  stopping: 'Hearing the last words …',
  stopped: 'Stopped',
  failed: 'Stopped',
};

function showState(state, text) {
  byId('state').textContent = STATES[state];
  byId('state').dataset.state = state;
  const isSilent = state === 'reconnecting' || state === 'stopped' || state === 'failed';
  // Messages of the page are not seen on the full screen.
  screen.whisper(isSilent ? text || STATES[state] : '');
  if (state === 'reconnecting' && text) tell(text);
  else if (state === 'listening') tell('');
}

function showRunning(isRunning) {
  byId('setup').hidden = true;
  for (const id of ['panel', 'screen', 'text']) byId(id).hidden = false;
  byId('stop').hidden = !isRunning;
  byId('again').hidden = isRunning;
  byId('meter').hidden = !isRunning;
  screen.layOut();
}

function showSetup() {
  for (const id of ['panel', 'screen', 'text']) byId(id).hidden = true;
  byId('setup').hidden = false;
  byId('kept').hidden = true;
  transcript.clear();
  screen.clear();
  tell('');
  byId('start').focus();
}

const WARNINGS = {
  idle: ({ seconds }) => `Nothing was heard for a while: this ends in ${seconds} seconds.`,
  max_length: ({ seconds }) => `A live session cannot be longer: a new one begins in ${seconds} seconds.`,
  save_failed: () => 'The server has no room to keep more of the audio. The words are kept.',
  decode_lag: ({ lag_ms }) => `The server is busy: captions come ${Math.round(lag_ms / 1_000)} seconds late.`,
};
let warningTimer;
/** It goes by itself: what it warned of has come by then, or passed. */
function warn(warning) {
  const text = WARNINGS[warning.warning]?.(warning);
  if (!text) return;
  tell(text, false);
  clearTimeout(warningTimer);
  warningTimer = setTimeout(() => {
    if (byId('message').textContent === text) tell('');
  }, WARNING_MS);
}

/** Of those that were kept on the server. */
function showKept(sessions) {
  byId('kept').hidden = sessions.length === 0;
  const name = sessions.length > 1 ? 'Kept as sessions' : 'Kept as session';
  byId('kept').textContent = `${name} ${sessions.join(', ')}: its captions are ready in a moment.`;
}

onSubmit('key-form', async ({ key: given }) => {
  key = given.trim();
  keepKey(key);
  await begin();
});

onSubmit('setup', async ({ source, language, type, title }) => {
  const [digits, keep] = [byId('digits').checked, byId('keep').checked];
  try {
    localStorage.setItem(CHOICES, JSON.stringify({ language, type, digits, keep }));
  } catch {
    // They have to be made again next time.
  }
  const [file] = byId('file').files;
  if (source === 'file' && !file) return mark(byId('file'), 'Choose a file first.');
  const name = title.trim() || (source === 'file' ? file.name : '');
  const options = {
    ...{ format: 'v2', partial: 'true', language, type },
    ...(digits ? { actual_numbers: 'true' } : {}),
    ...(keep ? { save: 'true', filename: name.slice(0, 200) } : {}),
  };
  await start({ source, file, options });
});

async function start({ source, file, options }) {
  const mine = { sessions: [], startedAt: undefined, source: undefined, socket: undefined };
  const waiting = [];
  const listeners = {
    onLevel: showLevel,
    onAudio: (samples) => (mine.socket ? mine.socket.push(samples) : waiting.push(samples)),
    onLost: (reason) => run === mine && !mine.isStopping && stop(reason),
    onEnded: () => run === mine && !mine.isStopping && stop(),
  };
  run = mine;
  try {
    // The connection waits for the sound: without any there is nothing to begin.
    mine.source = source === 'file' ? await openFile(byId('player'), file, listeners) : await openMicrophone(listeners);
  } catch (error) {
    run = undefined;
    return tell(error instanceof SourceError ? error.message : `The sound cannot be heard (${error.message}).`);
  }
  showRunning(true);
  byId('stop').focus();
  mine.startedAt = performance.now();
  mine.timer = setInterval(() => {
    byId('elapsed').textContent = clock(performance.now() - mine.startedAt);
  }, 500);
  keepAwake();
  mine.socket = openLiveSocket({
    address: (more) => socketAddress(options, key, more),
    explain: () => explainRefusal(options, key),
    on: {
      state(state, text) {
        showState(state, text);
        if (state === 'stopped' || state === 'failed') finish(mine, text);
      },
      partial: screen.partial,
      final(final) {
        screen.final(final.text, final.words[0]?.[1] ?? final.endMs, final.endMs);
        transcript.add(final);
      },
      warning: warn,
      session: (id) => mine.sessions.push(id),
    },
  });
  for (const samples of waiting) mine.socket.push(samples);
}

/** Lets go of the sound first; what was heard of it until then still comes, unless somebody will not wait for it. */
async function stop(reason) {
  const mine = run;
  if (!mine?.socket) return;
  if (mine.isStopping) return mine.socket.close();
  mine.isStopping = true;
  byId('stop').disabled = true;
  if (reason) tell(reason);
  clearInterval(mine.timer);
  await mine.source.stop();
  mine.socket.stop();
  // A double click is no wish to lose the last words.
  await new Promise((resolve) => setTimeout(resolve, STOP_NOW_AFTER_MS));
  if (run !== mine) return;
  byId('stop').textContent = 'Stop now';
  byId('stop').disabled = false;
}

async function finish(mine, text) {
  if (run !== mine) return;
  run = undefined;
  clearInterval(mine.timer);
  if (text) tell(text);
  else if (!byId('message').classList.contains('bad')) tell('');
  Object.assign(byId('stop'), { disabled: false, textContent: 'Stop' });
  if (!mine.isStopping) await mine.source.stop();
  showRunning(false);
  showKept(byId('keep').checked ? mine.sessions : []);
  awake?.release();
  if (!byId('screen').classList.contains('is-full')) byId('again').focus();
}

function showLevel(level) {
  byId('meter').value = level;
}

/** A screen that is read must not go dark. */
let awake;
async function keepAwake() {
  try {
    awake = await navigator.wakeLock?.request('screen');
  } catch {
    // Low battery, or a browser that does not do this: the device decides.
  }
}
document.addEventListener('visibilitychange', () => {
  if (run && document.visibilityState === 'visible') keepAwake();
});

for (const id of ['from-microphone', 'from-file', 'keep']) byId(id).addEventListener('change', showFields);
byId('stop').addEventListener('click', () => stop());
byId('again').addEventListener('click', showSetup);
addEventListener('beforeunload', (event) => {
  if (run) event.preventDefault();
});
begin();
