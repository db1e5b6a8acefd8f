import { byId, call, sentenceOf } from './page.js';

/**
 * As `call`, for what asks for a recent proof of who somebody is: asks for the password when the server wants one, and tries again.
 *
 * @returns {Promise<{ status: number, ok: boolean, body: any }>}
 */
export async function callProven(method, path, body) {
  const answer = await call(method, path, body);
  if (answer.body?.error_code !== 'REAUTHENTICATION_REQUIRED') return answer;
  // Who signs in at a provider only has no password to be asked for.
  if (byId('change').hidden) return answer;
  return (await prove()) ? call(method, path, body) : answer;
}

/** @returns {Promise<boolean>} false when they would rather not */
function prove() {
  const dialog = byId('prove');
  const password = byId('prove-password');
  const message = byId('prove-message');
  message.textContent = '';
  password.value = '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    byId('prove-form').onsubmit = async (event) => {
      if (event.submitter?.value === 'cancel') return;
      event.preventDefault();
      const answer = await call('POST', '/account/confirm', { password: password.value });
      if (answer.ok) return dialog.close('proven');
      message.textContent =
        answer.body?.error_code === 'INVALID_CREDENTIALS' ? 'The password is wrong.' : sentenceOf(answer);
      password.focus();
    };
    dialog.onclose = () => {
      password.value = '';
      resolve(dialog.returnValue === 'proven');
    };
  });
}
