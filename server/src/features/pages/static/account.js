import { showDevices } from './devices.js';
import { asCode, byId, call, mark, onSubmit, sentenceOf, tell } from './page.js';
import { callProven } from './prove.js';

const signIn = () => location.replace('/login?next=/account');

async function show() {
  const answer = await call('GET', '/account/me');
  if (answer.status === 401) return signIn();
  if (!answer.ok) return tell(sentenceOf(answer));
  const me = answer.body;
  showWho(me);
  showFactor(me);
  byId('change').hidden = !me.has_password;
  byId('no-password').hidden = me.has_password;
  await showDevices();
  byId('content').hidden = false;
}

function showWho(me) {
  const rows = [
    ['Name', [me.first_name, me.last_name].filter(Boolean).join(' ') || '–'],
    ['E-mail', me.email],
    ['Organisation', me.organization.name],
    ['Roles', me.roles.map((role) => role[0] + role.slice(1).toLowerCase()).join(', ')],
  ];
  byId('who').replaceChildren(
    ...rows.flatMap(([term, text]) => {
      const [dt, dd] = [document.createElement('dt'), document.createElement('dd')];
      dt.textContent = term;
      dd.textContent = text;
      return [dt, dd];
    }),
  );
}

function showFactor({ mfa_enabled, mfa_required, has_password }) {
  byId('factor-state').textContent = mfa_enabled
    ? 'On. Signing in with your password takes a code of your authenticator too.'
    : 'Off. With a second factor nobody gets in who has only your password.';
  byId('set-up').hidden = mfa_enabled;
  byId('enable').hidden = true;
  byId('factor-on').hidden = !mfa_enabled;
  byId('disable').closest('details').hidden = !has_password;
  if (mfa_required && !mfa_enabled && has_password) {
    tell('Your organisation asks for a second factor. Set one up to go on.');
  }
}

function showCodes(codes) {
  const items = codes.map((code) => Object.assign(document.createElement('li'), { textContent: code }));
  byId('code-list').replaceChildren(...items);
  byId('codes').hidden = false;
  byId('download').onclick = () => {
    const text = `Backup codes for Parlance, ${location.host}. Each is good once.\n\n${codes.join('\n')}\n`;
    const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href, download: 'parlance-backup-codes.txt' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  };
}

byId('logout').addEventListener('click', async () => {
  await call('POST', '/auth/logout');
  location.replace('/login');
});

byId('set-up').addEventListener('click', async () => {
  tell('');
  const answer = await call('GET', '/mfa/2fa/qr_code');
  if (!answer.ok) return tell(sentenceOf(answer));
  const { qr_code, secret } = answer.body.result;
  byId('qr').src = qr_code;
  byId('secret').textContent = secret.match(/.{1,4}/g).join(' ');
  byId('set-up').hidden = true;
  byId('enable').hidden = false;
  byId('enable-code').focus();
});

onSubmit('enable', async ({ totp_code }, form) => {
  const answer = await callProven('POST', '/mfa/2fa/enable', { totp_code });
  if (!answer.ok) return mark(byId('enable-code'), sentenceOf(answer));
  form.reset();
  byId('qr').removeAttribute('src');
  byId('secret').textContent = '';
  await show();
  showCodes(answer.body.result.backup_codes);
  tell('The second factor is on. Everywhere else you are signed out.', false);
});

byId('new-codes').addEventListener('click', async () => {
  const answer = await callProven('GET', '/mfa/2fa/backup_codes');
  if (!answer.ok) return tell(sentenceOf(answer));
  showCodes(answer.body.result.backup_codes);
  tell('Here are new backup codes. The earlier ones are good no more.', false);
});

onSubmit('disable', async ({ password, code }, form) => {
  const answer = await call('POST', '/mfa/2fa/disable', { password, ...asCode(code) });
  if (!answer.ok) {
    const isCode = answer.body?.error_code === 'INVALID_CODE';
    return mark(byId(isCode ? 'disable-code' : 'disable-password'), sentenceOf(answer));
  }
  form.reset();
  byId('codes').hidden = true;
  tell('The second factor is off.', false);
  await show();
});

onSubmit('change', async (passwords, form) => {
  const answer = await call('POST', '/account/password', passwords);
  if (!answer.ok) {
    const isOld = answer.body?.error_code === 'INVALID_CREDENTIALS';
    return mark(byId(isOld ? 'old' : 'new'), isOld ? 'The present password is wrong.' : sentenceOf(answer));
  }
  form.reset();
  tell('Your password is changed. Everywhere else you are signed out.', false);
  await showDevices();
});

await show();
