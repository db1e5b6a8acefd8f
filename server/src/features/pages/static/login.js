import { asCode, byId, call, mark, onSubmit, sentenceOf, tell } from './page.js';

const query = new URLSearchParams(location.search);

/** Only to a page of this server: everything else is somebody else's idea. Whole, as paths can begin like hosts (`/..//`). */
function nextPage() {
  const next = query.get('next') ?? '';
  const own = new URL('/account', location.origin);
  if (!/^\/(?![/\\])/.test(next) || /[\\\t\r\n]/.test(next)) return own;
  const url = new URL(next, location.origin);
  return url.origin === location.origin ? url : own;
}

/** Why signing in at a provider came to nothing. */
const REASONS = {
  SSO_NO_ACCOUNT:
    'There is no account for you here. Ask your administrator for an invitation, or sign in with your password.',
  SSO_FAILED: 'Signing in there did not work, or took too long. Try again.',
  SSO_NOT_CONFIGURED: 'This way to sign in is not set up on this server.',
  FETCH_FAILED: 'The identity provider does not answer. Try again later, or sign in with your password.',
  ACCOUNT_INACTIVE: 'This account was deactivated. Ask your administrator.',
  ORGANIZATION_SUSPENDED: 'Your organisation is suspended.',
  RATE_LIMIT_EXCEEDED: 'Too many attempts. Try again in a minute.',
  INVALID_PARAMETER: 'The link you followed is not allowed here.',
};
const error = query.get('error');
if (error) tell(Object.hasOwn(REASONS, error) ? REASONS[error] : 'Signing in did not work. Try again.');

for (const link of document.querySelectorAll('a[data-provider]')) {
  const { pathname, search, hash } = nextPage();
  const redirect = new URLSearchParams({ redirect_uri: pathname + search + hash });
  link.href = `${link.pathname}?${redirect}`;
}

let given = {};
const goOn = ({ mfa_setup_required }) =>
  location.replace(mfa_setup_required ? '/account#second-factor' : nextPage().href);

const showFactor = (isShown) => {
  byId('login').hidden = isShown;
  byId('factor').hidden = !isShown;
  for (const element of document.querySelectorAll('.providers')) element.hidden = isShown;
  byId(isShown ? 'code' : 'password').focus();
};

onSubmit('login', async ({ username, password, remember_me }) => {
  given = { username, password, remember_me: remember_me === 'on' };
  const answer = await call('POST', '/auth/login?login_type=cookie', given);
  if (!answer.ok) return mark(byId('password'), sentenceOf(answer));
  if (answer.body.login) return goOn(answer.body);
  showFactor(true);
});

onSubmit('factor', async ({ code }) => {
  const answer = await call('POST', '/auth/login/mfa?login_type=cookie', { ...given, ...asCode(code) });
  if (answer.ok) return goOn(answer.body);
  mark(byId('code'), sentenceOf(answer));
  byId('code').select();
});

byId('back').addEventListener('click', () => {
  given = {};
  byId('factor').reset();
  tell('');
  showFactor(false);
});
