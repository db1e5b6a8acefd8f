import { randomUUID } from 'node:crypto';
import { templateForm } from '../templates.ts';
import { READING } from '../test-server.ts';
import { FILES, metadataHeader, TUS } from '../tus-requests.ts';
import type { Thing } from './entry.ts';
import { exportedFolder, folderJob } from './folder-jobs.ts';
import type { World } from './world.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const TEMPLATES = '/api/v3/organization/templates';
const WEBHOOKS = '/api/v3/organization/webhooks';

async function created(world: World, method: string, path: string, options: Parameters<World['server']['call']>[2]) {
  const answer = await world.server.call(method, path, options);
  if (answer.status >= 300) throw new Error(`the owner got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** A session without media, as all sessions begin. */
async function emptySession(world: World): Promise<Thing> {
  const json = { language: 'xx', meta_data: { note: world.mark } };
  const { body } = await created(world, 'POST', SESSIONS, { key: world.owner.keys.batch, json });
  return { params: { session_id: body.session_id }, keyBound: true };
}

/** A transcribed session that keeps its media: there is something of every kind to be seen. */
async function session(world: World): Promise<Thing> {
  const { server } = world;
  const session_id = await server.transcribe(READING, { keep_source: true, meta_data: { note: world.mark } });
  const { media_url, filename } = await server.ended(session_id);
  return { params: { session_id }, traces: [media_url, filename], keyBound: true };
}

/** Captions in a session for documents alone. */
async function document(world: World): Promise<Thing> {
  const key = world.owner.keys.batch;
  const { body: session } = await created(world, 'POST', SESSIONS, {
    key,
    json: { language: 'xx', session_mode: 'upload' },
  });
  const { session_id } = session;
  const { body } = await created(world, 'POST', `${SESSIONS}/${session_id}/document`, {
    key,
    json: { filename: world.mark, document: [{ start: 0, stop: 1_000, text: `It was ${world.mark}.` }] },
  });
  return { params: { session_id, document_id: body.result.id, number: '1' }, keyBound: true };
}

/** A link to a document. */
async function share(world: World): Promise<Thing> {
  const { params, keyBound } = await document(world);
  const path = `${SESSIONS}/${params.session_id}/document/${params.document_id}/share`;
  const { body } = await created(world, 'POST', path, { key: world.owner.keys.batch, json: { name: world.mark } });
  const { id, token } = body.result;
  return { params: { ...params, share_id: String(id) }, traces: [token], ...(keyBound ? { keyBound } : {}) };
}

/** A comment on a document. */
async function comment(world: World): Promise<Thing> {
  const { params } = await document(world);
  const path = `${SESSIONS}/${params.session_id}/document/${params.document_id}/comments`;
  const json = { text: `About ${world.mark}.` };
  const { body } = await created(world, 'POST', path, { key: world.owner.keys.batch, json });
  return { params: { ...params, comment_id: String(body.id) }, keyBound: true };
}

/** A session whose media cannot be decoded. */
async function failedSession(world: World): Promise<Thing> {
  const thing = await emptySession(world);
  const session_id = thing.params.session_id as string;
  const headers = { 'content-type': 'audio/wav', 'x-filename': `${world.mark}.wav` };
  await created(world, 'PUT', `${SESSIONS}/${session_id}`, { key: world.owner.keys.batch, headers, body: 'no media' });
  await world.server.ended(session_id);
  return thing;
}

/** A TUS upload of 10 bytes of which 4 have arrived. */
async function upload(world: World): Promise<Thing> {
  const key = world.owner.keys.batch;
  const metadata = metadataHeader({ language: 'xx', filename: `${world.mark}.wav` });
  const headers = { ...TUS, 'upload-length': '10', 'upload-metadata': metadata };
  const begun = await created(world, 'POST', FILES, { key, headers });
  const { pathname } = new URL(begun.headers.get('location') as string);
  const append = { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
  await created(world, 'PATCH', pathname, { key, headers: append, body: 'RIFF' });
  return { params: { file_id: pathname.split('/').at(-1) as string }, keyBound: true };
}

/** A complete part of a file (TUS, concatenation). */
async function uploadPart(world: World): Promise<Thing> {
  const headers = {
    ...TUS,
    'upload-concat': 'partial',
    'upload-length': '4',
    'content-type': 'application/offset+octet-stream',
  };
  const begun = await created(world, 'POST', FILES, { key: world.owner.keys.batch, headers, body: 'RIFF' });
  const { pathname } = new URL(begun.headers.get('location') as string);
  return { params: { file_id: pathname.split('/').at(-1) as string }, keyBound: true };
}

/** One more login of the owner's person. */
async function login(world: World): Promise<Thing> {
  const token = await world.server.login(world.owner.email);
  const { body } = await created(world, 'GET', '/api/v3/account/sessions', { key: token });
  return { params: { id: body.result.find(({ is_current }: { is_current: boolean }) => is_current).id } };
}

async function token(world: World): Promise<Thing> {
  const json = { name: `Key of ${world.mark}`, type: 'batch' };
  const { body } = await created(world, 'POST', '/api/v3/tokens', { key: world.owner.person, json });
  return { params: { id: String(body.id) }, traces: [body.key, body.key_preview] };
}

async function webhook(world: World): Promise<Thing> {
  // A name that nothing has (RFC 2606): what is sent to it fails at once.
  const json = { url: `https://${world.mark}.invalid/hook`, description: world.mark };
  const { body } = await created(world, 'POST', WEBHOOKS, { key: world.owner.keys.batch, json });
  return { params: { id: String(body.id) } };
}

async function delivery(world: World): Promise<Thing> {
  const { params } = await webhook(world);
  const { body } = await created(world, 'POST', `${WEBHOOKS}/${params.id}/test`, { key: world.owner.keys.batch });
  return { params: { ...params, delivery_id: body.id } };
}

/** A secret that has been rotated and still signs. */
async function webhookSecret(world: World): Promise<Thing> {
  const rotate = () => created(world, 'POST', `${WEBHOOKS}/secret`, { key: world.owner.keys.batch });
  const { body } = await rotate();
  await rotate();
  return { params: { secret_id: String(body.id) }, traces: [body.secret, body.preview] };
}

/** A template with both files. */
async function template(world: World): Promise<Thing> {
  const body = templateForm({ name: world.mark });
  const answer = await created(world, 'POST', TEMPLATES, { key: world.owner.keys.batch, body });
  const { id, docx_url, pdf_url } = answer.body;
  return { params: { id: String(id) }, traces: [docx_url, pdf_url].map((url) => new URL(url).pathname) };
}

/** A PNG of one pixel. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The picture of the organisation, which has one. */
async function logo(world: World): Promise<Thing> {
  const options = { key: world.owner.person, body: PICTURE, headers: { 'content-type': 'image/png' } };
  const id = String(world.owner.id);
  const { body } = await created(world, 'POST', `/api/v3/organization/profile/${id}/logo`, options);
  return { params: { id }, traces: [new URL(body.logo_url).pathname] };
}

/** Somebody who was invited. */
async function invited(world: World): Promise<Thing> {
  const email = `${randomUUID()}@people.example`;
  const json = { email, last_name: world.mark, roles: ['CONTRIBUTOR'] };
  const { body } = await created(world, 'POST', '/api/v3/organization/user', { key: world.owner.person, json });
  return { params: { id: String(body.id) }, traces: [email] };
}

async function group(world: World): Promise<Thing> {
  const json = { name: `${world.mark} ${randomUUID()}`, description: world.mark };
  const { body } = await created(world, 'POST', '/api/v3/organization/group', { key: world.owner.person, json });
  return { params: { id: String(body.id) }, traces: [body.name] };
}

/** An open folder, which every key and person of the organisation may change. */
async function folder(world: World): Promise<Thing> {
  const json = { name: `${world.mark} ${randomUUID()}` };
  const { body } = await created(world, 'POST', '/api/v3/folders', { key: world.owner.person, json });
  return { params: { id: String(body.id) }, traces: [body.name] };
}

/** The same, and a session that is not in it. */
async function folderWithSession(world: World): Promise<Thing> {
  const [place, what] = [await folder(world), await emptySession(world)];
  return { ...place, params: { ...place.params, ...what.params } };
}

async function preference(world: World): Promise<Thing> {
  const json = { key: randomUUID(), value: { note: world.mark } };
  const { body } = await created(world, 'POST', '/api/v3/user_preferences', { key: world.owner.person, json });
  return { params: { id: String(body.id) }, traces: [body.key] };
}

/** Everything that can belong to an organisation: how its owner makes a new one, and how a path names it. */
export const THINGS = {
  emptySession,
  session,
  document,
  share,
  comment,
  failedSession,
  upload,
  uploadPart,
  login,
  token,
  template,
  webhook,
  delivery,
  webhookSecret,
  invited,
  logo,
  group,
  exportedFolder,
  folderJob,
  folder,
  folderWithSession,
  preference,
} satisfies Record<string, (world: World) => Promise<Thing>>;
export type ThingName = keyof typeof THINGS;
