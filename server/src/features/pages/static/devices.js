import { byId, call, sentenceOf, tell } from './page.js';
import { callProven } from './prove.js';

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** `Mozilla/5.0 (Windows NT …) … Firefox/140.0` → `Firefox on Windows`. Programs name themselves first. */
function nameOf(agent) {
  if (!agent) return 'Unknown device';
  const first = (pairs) => pairs.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = first([
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrom(e|ium)\//, 'Chrome'],
    [/Version\/.*Safari\//, 'Safari'],
  ]);
  const system = first([
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/CrOS/, 'ChromeOS'],
    [/Linux/, 'Linux'],
  ]);
  if (!browser) return agent.split(/[\s/]/)[0].slice(0, 40);
  return system ? `${browser} on ${system}` : browser;
}

function itemOf(login) {
  const item = document.createElement('li');
  const text = document.createElement('div');
  const name = document.createElement('p');
  name.textContent = nameOf(login.user_agent);
  name.title = login.user_agent ?? '';
  const more = document.createElement('p');
  more.className = 'hint';
  const place = `${login.address} · last used ${time.format(new Date(login.last_seen_at))}`;
  more.textContent = login.is_current ? `This device · ${place}` : place;
  text.append(name, more);
  item.append(text);
  if (!login.is_current) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Sign out' });
    button.setAttribute('aria-label', `Sign out ${name.textContent}, ${login.address}`);
    button.addEventListener('click', () => end(`/account/sessions/${login.id}`, 'Signed out there.'));
    item.append(button);
  }
  return item;
}

async function end(path, done) {
  const answer = await callProven('DELETE', path);
  tell(answer.ok || answer.status === 404 ? done : sentenceOf(answer), !answer.ok && answer.status !== 404);
  await showDevices();
}

/** Lists where somebody is signed in. */
export async function showDevices() {
  const answer = await call('GET', '/account/sessions?limit=100');
  if (!answer.ok) return tell(sentenceOf(answer));
  const logins = answer.body.result;
  byId('devices').replaceChildren(...logins.map(itemOf));
  byId('others').hidden = logins.length < 2;
}

byId('others').addEventListener('click', () => end('/account/sessions', 'Signed out everywhere else.'));
