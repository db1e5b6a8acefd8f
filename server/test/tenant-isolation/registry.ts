import { expect } from 'vitest';
import { PAGE_PATHS } from '../../src/features/pages/index.ts';
import { openEvents } from '../event-client.ts';
import { READING } from '../test-server.ts';
import { FILES, metadataHeader, TUS } from '../tus-requests.ts';
import { ADMINISTRATION } from './administration.ts';
import { COLLABORATION } from './collaboration.ts';
import { documentStreams } from './document-streams.ts';
import { type Entry, listOf, of, open, type Thing } from './entry.ts';
import { FOLDER_JOB_ROUTES } from './folder-jobs.ts';
import { FOLDER_ROUTES } from './folders.ts';
import { LIVE } from './live.ts';
import { SHARING, sameForUnknownLink } from './sharing.ts';
import { SIGNING_IN } from './signing-in.ts';
import { PICTURE, THINGS } from './things.ts';
import { MARK, type World } from './world.ts';

const SESSIONS = '/api/v3/speech-to-text/session';
const DOCUMENTS = `${SESSIONS}/:session_id/document`;
const DOCUMENT = `${DOCUMENTS}/:document_id`;
const WEBHOOKS = '/api/v3/organization/webhooks';
const TEMPLATES = '/api/v3/organization/templates';
const USERS = '/api/v3/organization/user';
const GROUPS = '/api/v3/organization/group';
const MEDIA = { headers: { 'content-type': 'audio/wav' }, body: 'no media, but bytes' };
const APPEND = {
  headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': '4' },
  body: '1234',
};

const mergeTwice = ({ params: { session_id, document_id } }: Thing) => ({
  json: { documents: Array.from({ length: 2 }, () => ({ session_id, document_id })) },
});

const PLACES = {
  'last-event-id': 'a place in the order of all events; what is told from there on is chosen by who asks',
  last_event_id: 'the same',
};

/**
 * Every route, and what of somebody else's it is given. A new route needs its line here; what it works on is made in
 * things.ts.
 */
export const ROUTES: Record<string, Entry> = {
  ...ADMINISTRATION,
  ...FOLDER_ROUTES,
  ...SHARING,
  ...COLLABORATION,
  ...FOLDER_JOB_ROUTES,
  'GET /health/live': open('the same for all'),
  'GET /health/ready': open('the same for all'),
  'GET /metrics': open('figures of the whole server, by no organisation', { proof: namesNobody }),
  'GET /openapi.json': open('the same for all'),
  'GET /docs/': open('the same for all'),
  'GET /docs/js/scalar.js': open('the same for all'),
  ...Object.fromEntries(
    PAGE_PATHS.map((path) => [
      `GET ${path}`,
      open('a page or a part of one, the same for all', path.includes(':') ? { proof: sameForUnknownLink } : {}),
    ]),
  ),
  'OPTIONS *': open('preflight answers of CORS, the same for all'),

  ...SIGNING_IN,
  'GET /api/v3/account/organization': open('the organisation of the person who asks'),
  'POST /api/v3/account/organization': open('the organisation of the person who asks'),
  'POST /api/v3/organization/profile/:id/logo': of('logo', {
    request: { body: PICTURE, headers: { 'content-type': 'image/png' } },
  }),
  'DELETE /api/v3/organization/profile/:id': of('logo'),
  'GET /api/v3/organization/profile/:id/logo/:file': open('a picture at a random address that its owner gives away', {
    proof: logoAddress,
  }),
  [`GET ${USERS}`]: listOf('invited', {
    queries: ({ traces }) => [`q=${traces?.[0]}`, 'sort=email', 'status=invited'],
  }),
  [`POST ${USERS}`]: open('invites into the organisation of the person who asks', {
    fields: {
      group_ids: {
        thing: 'group',
        request: ({ params }) => ({
          json: { email: `for-${params.id}@people.example`, roles: ['TESTER'], group_ids: [Number(params.id)] },
        }),
      },
    },
  }),
  [`GET ${USERS}/:id`]: of('invited'),
  [`PUT ${USERS}/:id`]: of('invited', { request: { json: { first_name: 'New' } } }),
  [`DELETE ${USERS}/:id`]: of('invited'),
  [`POST ${USERS}/:id/resend-activation`]: of('invited'),
  [`DELETE ${USERS}/:id/sessions`]: of('invited'),
  // They have none: the owner gets as far as that.
  [`DELETE ${USERS}/:id/2fa`]: of('invited', { owner: 409 }),
  [`GET ${GROUPS}`]: listOf('group', { queries: () => [`q=${MARK}`, 'sort=name'] }),
  [`POST ${GROUPS}`]: open('makes a group of the organisation of the person who asks'),
  [`GET ${GROUPS}/:id`]: of('group'),
  [`PUT ${GROUPS}/:id`]: of('group', { request: { json: { description: 'New' } } }),
  [`DELETE ${GROUPS}/:id`]: of('group'),
  [`GET ${GROUPS}/:id/users`]: of('group'),
  [`POST ${GROUPS}/:id/users`]: of('group', {
    request: { json: { user_ids: [1] } },
    fields: { user_ids: 'people of the own organisation only: groups.test.ts' },
  }),
  [`DELETE ${GROUPS}/:id/users/remove`]: of('group', {
    request: { json: { user_ids: [1] } },
    fields: { user_ids: 'people of the own organisation only: groups.test.ts' },
  }),
  'GET /api/v3/user_preferences': listOf('preference', { queries: () => ['sort=key'] }),
  'POST /api/v3/user_preferences': open('of the person who asks'),
  'GET /api/v3/user_preferences/:id': of('preference'),
  'PUT /api/v3/user_preferences/:id': of('preference', { request: { json: { value: 1 } } }),
  'DELETE /api/v3/user_preferences/:id': of('preference'),

  [`POST ${SESSIONS}`]: open('makes a session of the organisation of the key', {
    fields: {
      folder_id: 'a folder of another organisation is not found: tested with folders',
      custom_model_id: 'kept and shown to its owner; there are no custom models',
    },
  }),
  [`GET ${SESSIONS}`]: listOf('session', {
    queries: ({ params }) => [
      `q=${params.session_id}`,
      `q=${MARK}`,
      'q=wav',
      'q=%25',
      'status=completed',
      ...['created_at', 'updated_at', 'finished_at', 'filename', 'duration', 'status'].flatMap((sort) => [
        `sort=${sort}&direction=asc`,
        `sort=${sort}&direction=desc`,
      ]),
    ],
    fields: { folder_id: 'a folder of another organisation is not found: tested with folders' },
  }),
  [`GET ${SESSIONS}/:session_id`]: of('session'),
  [`DELETE ${SESSIONS}/:session_id`]: of('session'),
  [`POST ${SESSIONS}/:session_id`]: of('emptySession', { request: MEDIA }),
  [`PUT ${SESSIONS}/:session_id`]: of('emptySession', { request: MEDIA }),
  [`GET ${SESSIONS}/:session_id/result`]: of('session'),
  [`POST ${SESSIONS}/:session_id/cancel`]: of('emptySession'),
  [`POST ${SESSIONS}/:session_id/retry`]: of('failedSession'),
  [`POST ${SESSIONS}/:session_id/upload-url`]: of('emptySession'),
  [`PUT ${SESSIONS}/:session_id/upload`]: open('a signed link, good for this session alone', { proof: uploadLink }),
  [`GET ${SESSIONS}/:session_id/media`]: open('a signed link, good for this session alone', { proof: mediaLink }),

  [`GET ${DOCUMENTS}`]: of('session'),
  [`POST ${DOCUMENTS}`]: of('document', {
    request: { json: { document: [] } },
    fields: {
      id: 'names for the segments of the new document',
      document_id: { thing: 'document', request: ({ params }) => ({ json: { document_id: params.document_id } }) },
      source_document_id: {
        thing: 'document',
        request: ({ params }) => ({ json: { source_document_id: params.document_id } }),
      },
    },
  }),
  [`GET ${DOCUMENT}`]: of('document', {
    fields: {
      template_id: 'looked up among those of the organisation: export.test.ts',
    },
  }),
  [`PUT ${DOCUMENT}`]: of('document', {
    request: { json: { filename: 'x' } },
    fields: { id: 'names segments of this very document' },
  }),
  [`DELETE ${DOCUMENT}`]: of('document'),
  [`PUT ${DOCUMENT}/clear_text`]: of('document'),
  [`PUT ${DOCUMENT}/reset_to_original`]: of('document'),
  [`POST ${DOCUMENT}/finished_status`]: of('document'),
  [`GET ${DOCUMENT}/download`]: open('a signed link, good for this file alone', {
    proof: downloadLink,
    fields: { template_id: 'part of what is signed' },
  }),
  [`GET ${DOCUMENT}/revisions`]: of('document'),
  [`POST ${DOCUMENT}/revisions/:number/restore`]: of('document'),
  [`GET ${DOCUMENT}/quality`]: of('document'),
  'POST /api/v3/speech-to-text/merge': open('makes a session of the organisation of the key', {
    fields: {
      session_id: { thing: 'document', request: mergeTwice },
      document_id: { thing: 'document', request: mergeTwice },
      folder_id: 'a folder of another organisation is not found: folder-rights.test.ts',
    },
  }),

  ...documentStreams(PLACES),
  [`GET ${SESSIONS}/:session_id/events`]: of('session', { fields: PLACES }),
  'GET /api/v3/events': open('tells a key of its own sessions, and a person of those of the organisation', {
    proof: toldOfOwn,
    fields: PLACES,
  }),

  [`POST ${FILES}`]: open('makes an upload of the organisation of the key', {
    fields: {
      'upload-metadata session_id': {
        thing: 'emptySession',
        request: ({ params }) => ({
          headers: { ...TUS, 'upload-length': '4', 'upload-metadata': metadataHeader({ ...params, language: 'xx' }) },
        }),
      },
      'upload-concat': {
        thing: 'uploadPart',
        request: ({ params }) => ({
          headers: {
            ...TUS,
            'upload-concat': `final;${FILES}/${params.file_id}`,
            'upload-metadata': metadataHeader({ language: 'xx' }),
          },
        }),
      },
    },
  }),
  [`OPTIONS ${FILES}`]: open('what the TUS protocol offers, the same for all'),
  [`OPTIONS ${FILES}/:file_id`]: open('what the TUS protocol offers, whether there is such a file or not', {
    proof: sameForUnknownFile,
  }),
  [`GET ${FILES}/:file_id`]: of('upload'),
  [`HEAD ${FILES}/:file_id`]: of('upload', { request: { headers: TUS } }),
  [`PATCH ${FILES}/:file_id`]: of('upload', { request: APPEND }),
  [`POST ${FILES}/:file_id`]: of('upload', {
    request: { ...APPEND, headers: { ...APPEND.headers, 'x-http-method-override': 'PATCH' } },
  }),
  [`DELETE ${FILES}/:file_id`]: of('upload', { request: { headers: TUS } }),

  'GET /api/v3/speech-to-text/models': open('what the engines of the installation offer'),
  'GET /api/v3/tokens': listOf('token'),
  'POST /api/v3/tokens': open('makes a key of the organisation of whoever signs in'),
  'DELETE /api/v3/tokens/:id': of('token'),

  [`GET ${TEMPLATES}`]: listOf('template'),
  [`POST ${TEMPLATES}`]: open('makes a template of the organisation of the key'),
  [`GET ${TEMPLATES}/:id`]: of('template'),
  [`DELETE ${TEMPLATES}/:id`]: of('template'),
  [`GET ${TEMPLATES}/:id/:file`]: open('a signed link, good for this file alone', { proof: templateLink }),
  [`GET ${TEMPLATES}/example`]: open('the same for all'),

  [`GET ${WEBHOOKS}`]: listOf('webhook'),
  [`POST ${WEBHOOKS}`]: open('makes a webhook of the organisation of the key'),
  [`GET ${WEBHOOKS}/:id`]: of('webhook'),
  [`PUT ${WEBHOOKS}/:id`]: of('webhook', { request: { json: { is_active: false } } }),
  [`DELETE ${WEBHOOKS}/:id`]: of('webhook'),
  [`POST ${WEBHOOKS}/:id/test`]: of('webhook'),
  [`GET ${WEBHOOKS}/:id/deliveries`]: of('delivery'),
  [`POST ${WEBHOOKS}/:id/deliveries/:delivery_id/redeliver`]: of('delivery'),
  [`GET ${WEBHOOKS}/deliveries`]: listOf('delivery', {
    queries: () => ['status=abandoned', 'event=webhook.test'],
    fields: { session_id: 'filters the deliveries of the own organisation' },
  }),
  [`GET ${WEBHOOKS}/deliveries/:delivery_id`]: of('delivery'),
  [`POST ${WEBHOOKS}/deliveries/:delivery_id/redeliver`]: of('delivery'),
  [`GET ${WEBHOOKS}/secret`]: listOf('webhookSecret'),
  [`POST ${WEBHOOKS}/secret`]: open('makes a secret of the organisation of the key'),
  [`DELETE ${WEBHOOKS}/secret/:secret_id`]: of('webhookSecret'),
  'GET /api/v3/organization/retention': open('how long things are kept, the same for all of the installation'),
  ...LIVE,
  'GET /api/v3/limits': open('the limits and the use of the key itself', { proof: countsOwnRequestsOnly }),
};

async function countsOwnRequestsOnly({ server, owner, foreigner }: World, path: string): Promise<void> {
  const used = async (key: string) => (await server.call('GET', path, { key })).body.result.requests[0].used;
  const before = await used(foreigner.keys.batch);
  for (let index = 0; index < 3; index++) await used(owner.keys.batch);
  expect(await used(foreigner.keys.batch)).toBe(before + 1);
}

async function namesNobody(world: World, path: string): Promise<void> {
  const { params } = await THINGS.session(world);
  const { body } = await world.server.call('GET', path);
  for (const secret of [MARK, params.session_id as string]) expect(body).not.toContain(secret);
  expect(body).not.toMatch(/\b(organization|customer|user|token)(_id)?="/);
}

/** A link of one session opens no other, whoever signed in, and nothing opens without one. */
async function mediaLink(world: World): Promise<void> {
  const { server, foreigner } = world;
  const [mine, other] = [await THINGS.session(world), await THINGS.session(world)];
  const link = new URL(mine.traces?.[0] as string);
  const bent = (change: (url: URL) => void) => {
    const url = new URL(link);
    change(url);
    return url.href;
  };
  expect((await server.call('GET', link.href)).status).toBe(200);
  const otherId = other.params.session_id as string;
  for (const url of [
    bent((url) => {
      url.pathname = url.pathname.replace(mine.params.session_id as string, otherId);
    }),
    bent((url) => url.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 300))),
    bent((url) => url.searchParams.set('signature', 'A'.repeat(43))),
  ]) {
    for (const key of [{}, { key: foreigner.keys.batch }, { key: world.owner.keys.batch }]) {
      expect((await server.call('GET', url, key)).status, url).toBe(404);
    }
  }
  const bare = await server.call('GET', link.pathname, { key: foreigner.keys.batch });
  expect(bare.status, 'without a signature').toBe(422);
}

/** Whoever was not told the random part of the address sees nothing. */
async function logoAddress(world: World): Promise<void> {
  const { params, traces } = await THINGS.logo(world);
  const address = traces?.[0] as string;
  expect((await world.server.call('GET', address)).status).toBe(200);
  const other = address.replace(/.{8}\.png$/, '00000000.png');
  for (const url of [other, address.replace(`/${params.id}/`, `/${world.foreigner.id}/`)]) {
    expect((await world.server.call('GET', url)).status).toBe(404);
  }
}

/** A link of one file of one template opens no other, whoever signed in. */
async function templateLink(world: World): Promise<void> {
  const { server, owner, foreigner } = world;
  const [mine, other] = [await THINGS.template(world), await THINGS.template(world)];
  const { body } = await server.call('GET', `${TEMPLATES}/${mine.params.id}`, { key: owner.keys.batch });
  expect((await server.call('GET', body.pdf_url)).status).toBe(200);
  const steps = { [`/${mine.params.id}/`]: `/${other.params.id}/`, '/pdf?': '/docx?' };
  for (const [from, to] of Object.entries(steps)) {
    for (const key of [{}, { key: foreigner.keys.batch }, { key: owner.keys.batch }]) {
      expect((await server.call('GET', body.pdf_url.replace(from, to), key)).status).toBe(404);
    }
  }
}

/** A link to a file of one document opens none of another, whoever signed in. */
async function downloadLink(world: World): Promise<void> {
  const { server, owner, foreigner } = world;
  const [mine, other] = [await THINGS.document(world), await THINGS.document(world)];
  const target = `${SESSIONS}/${mine.params.session_id}/document/${mine.params.document_id}`;
  const { body } = await server.call('GET', `${target}?format=txt&direct_download=true`, { key: owner.keys.batch });
  const link = new URL(body.result.download_url);
  expect((await server.call('GET', link.href)).status).toBe(200);
  const bent = new URL(link);
  bent.pathname = `${SESSIONS}/${other.params.session_id}/document/${other.params.document_id}/download`;
  for (const key of [{}, { key: foreigner.keys.batch }, { key: owner.keys.batch }]) {
    expect((await server.call('GET', bent.href, key)).status).toBe(404);
  }
  expect((await server.call('GET', link.pathname, { key: foreigner.keys.batch })).status).toBe(422);
}

/** A link of one session takes media for no other, whoever sends it. */
async function uploadLink(world: World): Promise<void> {
  const { server, owner, foreigner } = world;
  const [mine, other] = [await THINGS.emptySession(world), await THINGS.emptySession(world)];
  const { body } = await server.call('POST', `${SESSIONS}/${mine.params.session_id}/upload-url`, {
    key: owner.keys.batch,
  });
  const bent = new URL(body.upload_url);
  bent.pathname = bent.pathname.replace(mine.params.session_id as string, other.params.session_id as string);
  for (const key of [{}, { key: foreigner.keys.batch }, { key: owner.keys.batch }]) {
    expect((await server.call('PUT', bent.href, { ...MEDIA, ...key })).status).toBe(403);
    expect((await server.call('PUT', bent.pathname, { ...MEDIA, ...key })).status, 'without a signature').toBe(422);
  }
}

/** What the owner is told of a session, live and by resuming from the very beginning, nobody else is told. */
async function toldOfOwn({ server, owner, foreigner, ownersOtherKeys }: World, path: string): Promise<void> {
  const allowed = [{ key: owner.keys.batch }, { key: owner.person }];
  const others = [{ key: foreigner.keys.batch }, { key: foreigner.person }, { key: ownersOtherKeys.batch }];
  const streams = async (who: Parameters<typeof openEvents>[1][]) => [
    ...(await Promise.all(who.map((one) => openEvents(server.url + path, one)))),
    ...(await Promise.all(who.map((one) => openEvents(server.url + path, { ...one, lastEventId: 0 })))),
  ];
  const [told, untold] = [await streams(allowed), await streams(others)];
  const id = await server.transcribe(READING);
  for (const stream of told)
    await stream.until(({ event, data }) => event === 'session.completed' && data.session_id === id);
  // Everyone is told in the order of events: whoever hears of this later one was not told of that earlier one.
  const keys = [foreigner.keys.batch, foreigner.keys.batch, ownersOtherKeys.batch];
  for (const [index, stream] of untold.entries()) {
    const key = keys[index % keys.length] as string;
    const json = { language: 'xx' };
    const { body } = await server.call('POST', '/api/v3/speech-to-text/session', { key, json });
    await server.call('DELETE', `/api/v3/speech-to-text/session/${body.session_id}`, { key });
    await stream.until(({ data }) => data.session_id === body.session_id);
  }
  for (const stream of untold) expect(JSON.stringify(stream.events)).not.toContain(id);
  for (const stream of [...told, ...untold]) stream.cut();
}

async function sameForUnknownFile(world: World, path: string): Promise<void> {
  const { params } = await THINGS.upload(world);
  const answers = [];
  for (const id of [params.file_id as string, '0'.repeat(32)]) {
    const { status, headers, body } = await world.server.call('OPTIONS', path.replace(':file_id', id));
    answers.push([status, body, [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name))]);
  }
  expect(answers[0]).toEqual(answers[1]);
}
