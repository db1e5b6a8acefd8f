/** What all pages share: requests, messages, forms. */

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/**
 * One request to the server; the cookie goes along.
 *
 * @returns {Promise<{ status: number, ok: boolean, body: any }>}
 */
export async function call(method, path, body) {
  try {
    const response = await fetch(`/api/v3${path}`, {
      method,
      headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, ok: response.ok, body: text ? JSON.parse(text) : null };
  } catch {
    return { status: 0, ok: false, body: { message: 'The server cannot be reached. Are you online?' } };
  }
}

/** Says something, so that screen readers say it too. */
export function tell(text, isBad = true) {
  const message = byId('message');
  message.hidden = text === '';
  message.classList.toggle('bad', isBad);
  message.textContent = text;
  if (text) message.scrollIntoView({ block: 'nearest' });
}

/** The words of an error for people. */
export function sentenceOf({ body }) {
  const known = {
    INVALID_CREDENTIALS: 'E-mail or password is wrong.',
    INVALID_CODE: 'The code is wrong, too old or was used.',
    LINK_INVALID: 'This link is wrong, too old or was used. Ask for a new one.',
    ACCOUNT_INACTIVE: 'This account was deactivated. Ask your administrator.',
    REAUTHENTICATION_REQUIRED:
      'Nothing was changed: that takes your password once more, or, without one, signing out and in again.',
    CROSS_SITE: 'Open this page at the address your administrator gave you: this one is not the server’s own.',
    ORGANIZATION_SUSPENDED: 'Your organisation is suspended.',
  };
  return known[body?.error_code] ?? body?.detail ?? body?.message ?? 'Something went wrong. Try again.';
}

/** Marks the field that is wrong and goes there. */
export function mark(input, text) {
  tell(text);
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-errormessage', 'message');
  input.focus();
}

/** Does something when a form is sent: once at a time, and with everything filled in. */
export function onSubmit(id, action) {
  const form = byId(id);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button[type=submit]');
    if (button.disabled) return;
    tell('');
    for (const input of form.elements) input.removeAttribute('aria-invalid');
    const wrong = form.querySelector(':invalid');
    if (wrong) {
      const name = form.querySelector(`label[for="${wrong.id}"]`)?.textContent ?? 'This';
      return mark(wrong, wrong.value ? `${name}: this does not look right.` : `${name} is missing.`);
    }
    button.disabled = true;
    try {
      await action(Object.fromEntries(new FormData(form)), form);
    } finally {
      button.disabled = false;
    }
  });
  return form;
}

/** Six digits are of an authenticator, anything else is a backup code. */
export function asCode(text) {
  const bare = text.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(bare) ? { totp_code: bare } : { backup_code: text.trim() };
}

/** The secret of the link in a mail; it is taken out of the address, so that it stays in no history. */
export function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}
