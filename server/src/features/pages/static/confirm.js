import { byId, call, sentenceOf, takeToken, tell } from './page.js';

const token = takeToken();
const answer = token
  ? await call('POST', '/auth/email/confirm', { token })
  : { ok: false, body: { detail: 'This link is not complete. Open it again from the mail.' } };
byId('wait').hidden = true;
tell(answer.ok ? 'Your new address is in use now.' : sentenceOf(answer), !answer.ok);
