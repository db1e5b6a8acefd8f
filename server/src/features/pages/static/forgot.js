import { byId, call, onSubmit, sentenceOf, tell } from './page.js';

onSubmit('forgot', async ({ email }, form) => {
  const answer = await call('POST', '/auth/password/forgot', { email });
  if (!answer.ok) return tell(sentenceOf(answer));
  form.hidden = true;
  tell('If there is an account with this address, a mail is on its way. The link in it works for an hour.', false);
  byId('message').focus();
});
