import { byId, call, sentenceOf } from './page.js';

const dialog = byId('proof');
const message = byId('proof-message');
const password = byId('proof-password');

/**
 * A request for what could lock somebody out: where the server wants to know again who asks, they are asked for their
 * password, and the request is sent once more.
 */
export async function provenCall(method, path, body) {
  const answer = await call(method, path, body);
  if (answer.body?.error_code !== 'REAUTHENTICATION_REQUIRED') return answer;
  if (byId('change').hidden) return refusal('You signed in a while ago. Sign out, sign in again, and repeat it.');
  return (await askPassword())
    ? call(method, path, body)
    : refusal('Nothing was changed: that takes your password once more.');
}

const refusal = (detail) => ({ status: 0, ok: false, body: { detail } });

/** Whether somebody proved who they are; false when they closed the question. */
function askPassword() {
  message.hidden = true;
  dialog.returnValue = '';
  dialog.showModal();
  password.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'proven'), { once: true });
  });
}

dialog.addEventListener('close', () => {
  password.value = '';
});
byId('proof-cancel').addEventListener('click', () => dialog.close());
byId('proof-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await call('POST', '/account/confirm', { password: password.value });
  if (answer.ok) return dialog.close('proven');
  message.textContent =
    answer.body?.error_code === 'INVALID_CREDENTIALS' ? 'The password is wrong.' : sentenceOf(answer);
  message.hidden = false;
  password.select();
});
