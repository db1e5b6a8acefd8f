import { byId, call, mark, onSubmit, sentenceOf, takeToken, tell } from './page.js';

const token = takeToken();
const path = location.pathname.startsWith('/activate') ? '/auth/activate' : '/auth/password/reset';

function end(text, isBad) {
  byId('choose').hidden = true;
  byId('next').hidden = false;
  tell(text, isBad);
  byId('message').focus();
}

if (!token) end('This link is not complete. Open it again from the mail.', true);

onSubmit('choose', async ({ password, again }) => {
  if (password !== again) return mark(byId('again'), 'The two passwords are not the same.');
  const answer = await call('POST', path, { token, password });
  if (answer.ok) return end('Your password is set. You can sign in now.', false);
  if (answer.body?.error_code === 'LINK_INVALID') return end(sentenceOf(answer), true);
  mark(byId('password'), sentenceOf(answer));
});
