/** The page of a shared document. */

import { byId, mark, onSubmit, tell } from './page.js';
import {
  finishText,
  getFileLink,
  getSession,
  getText,
  guestName,
  hasToken,
  here,
  saveChanges,
  sentenceOf,
  setGuestName,
  unlock,
} from './shared-api.js';
import { askAbout } from './shared-conflicts.js';
import { openPlayer } from './shared-player.js';
import { clock, openText } from './shared-text.js';

let etag;
let player = { has: false, playFrom: () => {} };
let isBusy = false;
const text = openText({ playFrom: (ms) => player.playFrom(ms), onChange: showSave });

/** Only one of them is to be seen. */
function showOnly(id) {
  for (const other of ['wait', 'door', 'content']) byId(other).hidden = other !== id;
}

function fail(answer) {
  if (answer.body?.error_code === 'SHARE_PASSWORD_REQUIRED') return showDoor('password');
  tell(sentenceOf(answer));
}

function showDoor(field) {
  byId('password-field').hidden = field !== 'password';
  byId('name-field').hidden = field !== 'guest';
  byId('password').required = field === 'password';
  byId('password').value = '';
  showOnly('door');
  byId(field).focus();
}

async function begin() {
  const answer = hasToken() ? await getSession() : { status: 401, body: { error_code: 'SHARE_LINK_INVALID' } };
  if (!answer.ok) {
    byId('wait').hidden = true;
    return fail(answer);
  }
  const session = answer.body.result;
  if (session.share.can_edit && guestName() === undefined) return showDoor('guest');
  const isOpen = player.has || byId('segments').childElementCount > 0;
  if (!isOpen) player = openPlayer(byId('player'), session, (ms) => text.follow(ms));
  byId('bar').hidden = false;
  showFacts(session);
  await load(session);
}

function showFacts({ document: { name, type }, duration, share }) {
  document.title = `${name} – Parlance`;
  document.querySelector('h1').textContent = name;
  const parts = [
    type === 'caption' ? 'Captions' : 'Transcript',
    ...(duration > 0 ? [clock(duration * 1_000)] : []),
    ...(share.expires_at ? [`this link works until ${new Date(share.expires_at).toLocaleString()}`] : []),
  ];
  byId('facts').textContent = parts.join(' · ');
  if (share.can_edit) return;
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.textContent = share.finished ? 'Finished' : 'For reading';
  byId('facts').append(badge);
}

async function load(session) {
  const answer = await getText();
  if (!answer.ok) return fail(answer);
  etag = answer.etag;
  const { document: content, finished } = answer.body.result;
  const editable = session.share.permission === 'edit' && !finished;
  text.show(content, { editable, hasMedia: player.has });
  for (const id of ['save', 'finish']) byId(id).hidden = !editable;
  showOnly('content');
}

function showSave() {
  const count = text?.changes().length ?? 0;
  byId('save').textContent = count === 0 ? 'Saved' : count === 1 ? 'Save 1 change' : `Save ${count} changes`;
  byId('save').disabled = count === 0 || isBusy;
}

/** Good news goes by itself; bad news stays until something else is done. */
let newsTimer;
function say(news) {
  tell(news, false);
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => {
    if (byId('message').textContent === news) tell('');
  }, 8_000);
}

/** One thing after the other. */
async function alone(action) {
  if (isBusy) return;
  isBusy = true;
  showSave();
  tell('');
  try {
    await action();
  } finally {
    isBusy = false;
    showSave();
  }
}

/** Sends what was changed and nothing else. @returns whether all of it is saved */
async function save() {
  text.closeAll();
  for (let attempt = 0; attempt < 5; attempt++) {
    const changes = text.changes();
    if (changes.length === 0) return true;
    const answer = await saveChanges(changes, etag);
    if (answer.ok) {
      text.settle(changes);
      await begin();
      say(answer.body.result.merged ? 'Saved, together with what others changed meanwhile.' : 'Saved.');
      return true;
    }
    const code = answer.body?.error_code;
    if (code !== 'EDIT_CONFLICT' && code !== 'REVISION_CONFLICT') {
      fail(answer);
      if (code === 'DOCUMENT_FINISHED') {
        await begin();
        tell(sentenceOf(answer));
      }
      return false;
    }
    const { conflicts = [] } = answer.body.details ?? {};
    const given = conflicts.length > 0 ? await askAbout(conflicts) : [];
    if (given === undefined) return false;
    for (const id of given) text.drop(id);
    // What is theirs is read, and what was chosen of mine stands above it: it is sent once more.
    await begin();
  }
  tell('Others are writing at the same places. Your changes are not saved yet: try again.');
  return false;
}

async function finish() {
  if (!(await save())) return;
  const answer = await finishText(etag);
  if (!answer.ok && answer.status !== 412) return fail(answer);
  await begin();
  if (answer.ok) return say('Finished. Thank you.');
  tell('Somebody changed the text at this moment. Look at it, then finish again.');
}

onSubmit('door', async ({ password, guest }) => {
  if (!byId('password-field').hidden) {
    const answer = await unlock(password);
    if (!answer.ok) return mark(byId('password'), sentenceOf(answer));
  } else setGuestName(guest.trim());
  await begin();
});
byId('save').addEventListener('click', () => alone(save));
byId('finish').addEventListener('click', () => byId('finish-dialog').showModal());
byId('finish-no').addEventListener('click', () => byId('finish-dialog').close());
byId('finish-yes').addEventListener('click', () => {
  byId('finish-dialog').close();
  return alone(finish);
});
for (const button of document.querySelectorAll('[data-format]')) {
  button.addEventListener('click', async () => {
    byId('download').open = false;
    const answer = await getFileLink(button.dataset.format);
    if (!answer.ok) return fail(answer);
    Object.assign(document.createElement('a'), { href: here(answer.body.result.download_url), download: '' }).click();
  });
}
document.addEventListener('click', ({ target }) => {
  if (!byId('download').contains(target)) byId('download').open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') byId('download').open = false;
  if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || byId('save').hidden) return;
  event.preventDefault();
  alone(save);
});
addEventListener('beforeunload', (event) => {
  if (text.changes().length > 0) event.preventDefault();
});
begin();
