import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Operation } from './contract.ts';
import { brokenValue, HINTS, JUNK, NASTY_TEXTS, validValue } from './values.ts';

/** A request as it was drawn: pure data, so that it can be shrunk; names of real things are put in when it is sent. */
export interface Draft {
  /** Position of the thing in the pool of those that exist, or texts for the path. */
  path: { thing: number } | { texts: string[]; raw: boolean };
  quirk: (typeof QUIRKS)[number];
  query: { name: string; value: string; raw: boolean }[];
  headers: [name: string, value: string][];
  body: Body;
  /** Undefined: the one that fits the body. */
  contentType: string | undefined;
  credential: Credential;
  transfer: (typeof TRANSFERS)[number];
  /** The very same request twice at once. */
  twice: boolean;
}

export type Body =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'text'; text: string }
  | { kind: 'nested'; depth: number; open: string; close: string }
  | { kind: 'bytes'; base64: string }
  /** A second of real speech, as it is or as a form. */
  | { kind: 'audio' }
  | { kind: 'form'; field: string; filename: string; broken: boolean };

/** Ways to write the same path differently, or another that is near. */
const QUIRKS = [
  'none',
  'slash at the end',
  'without /api',
  'two slashes',
  'dots',
  'up and down',
  'capitals',
  'encoded slash',
  'encoded letter',
  'more behind it',
] as const;

/** How the body goes over the wire. */
const TRANSFERS = ['length', 'chunked', 'cut off', 'longer than announced', 'broken chunk'] as const;

export const CREDENTIALS = [
  'right',
  'bearer',
  'other key',
  'other kind',
  'foreign',
  'expired',
  'revoked',
  'garbage',
  'empty',
  'none',
  'ended login',
  'foreign person',
  'twisted',
] as const;
export type Credential = (typeof CREDENTIALS)[number];

const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/octet-stream',
  'application/offset+octet-stream',
  'audio/wav',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/problem+json',
  'x',
  '',
  '/;=;;charset=\u00ff',
];

/** What the bodies of these operations are, which have none in the contract. */
const PLAIN_BODIES: Record<string, { body: Body; contentType: string | undefined }> = {
  uploadToSession: {
    body: { kind: 'form', field: 'upload', filename: 'a.wav', broken: false },
    contentType: undefined,
  },
  putToSession: { body: { kind: 'audio' }, contentType: undefined },
  createTemplate: {
    body: { kind: 'text', text: formText({ name: 'Short', type: 'SUMMARIZATION', prompt: 'In three sentences.' }) },
    contentType: 'multipart/form-data; boundary=b0',
  },
  // A GIF of one pixel whose bytes are all ASCII.
  uploadLogo: {
    body: { kind: 'text', text: 'GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;' },
    contentType: 'image/gif',
  },
  appendUpload: { body: { kind: 'text', text: 'RIFF' }, contentType: 'application/offset+octet-stream' },
};

/** A form of fields without files. */
function formText(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b0\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--b0--\r\n`;
}

/** Requests that should go well. */
export function validDraft(contract: Contract, operation: Operation): Arbitrary<Draft> {
  return fc.record({
    path: fc.record({ thing: fc.nat(1_000) }),
    quirk: fc.constant('none' as const),
    query: validQuery(contract, operation),
    headers: validHeaders(contract, operation),
    body: validBody(contract, operation),
    contentType: fc.constant(PLAIN_BODIES[operation.operationId]?.contentType),
    credential: fc.constant('right' as const),
    transfer: fc.constant('length' as const),
    twice: fc.constant(false),
  });
}

/** Requests with nothing, one thing or many things wrong. */
export function anyDraft(contract: Contract, operation: Operation): Arbitrary<Draft> {
  const mostly = <T>(weight: number, right: Arbitrary<T>, wrong: Arbitrary<T>) =>
    fc.oneof({ weight, arbitrary: right }, { weight: 1, arbitrary: wrong });
  return fc.record({
    path: mostly<Draft['path']>(4, fc.record({ thing: fc.nat(1_000) }), randomPath(contract, operation)),
    quirk: mostly(12, fc.constant<Draft['quirk']>('none'), fc.constantFrom(...QUIRKS)),
    query: mostly(4, validQuery(contract, operation), brokenQuery(operation)),
    headers: mostly(4, validHeaders(contract, operation), brokenHeaders(operation)),
    body: mostly<Body>(operation.body ? 1 : 3, validBody(contract, operation), brokenBody(contract, operation)),
    contentType: mostly<string | undefined>(
      6,
      fc.constant(PLAIN_BODIES[operation.operationId]?.contentType),
      fc.constantFrom(...CONTENT_TYPES),
    ),
    credential: mostly<Credential>(3, fc.constantFrom('right', 'bearer'), fc.constantFrom(...CREDENTIALS)),
    transfer: mostly(10, fc.constant<Draft['transfer']>('length'), fc.constantFrom(...TRANSFERS)),
    twice: mostly(15, fc.constant(false), fc.constant(true)),
  });
}

const JUNK_TEXT = fc.oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: 'binary', maxLength: 40 }));
/** Percent-encodings that are none, or of bytes that are no UTF-8. */
const RAW_TEXT = fc
  .array(fc.constantFrom('%', '%zz', '%00', '%ff', '%c0%ae', '%2e%2e', '%2f', 'a', '.', '~', '\\', ';', '%25'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

function randomPath(contract: Contract, operation: Operation): Arbitrary<Draft['path']> {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
  const texts = parameters.map(({ name, schema }) =>
    fc.oneof(
      validValue(contract, schema, name).map(String),
      JUNK_TEXT,
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 26, maxLength: 36 }),
    ),
  );
  return fc.oneof(
    fc.record({ texts: fc.tuple(...texts), raw: fc.constant(false) }),
    fc.record({ texts: fc.tuple(...texts.map(() => RAW_TEXT)), raw: fc.constant(true) }),
  );
}

function validQuery(contract: Contract, operation: Operation): Arbitrary<Draft['query']> {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query');
  const values = parameters.map(({ name, schema, required }) => {
    const value = validValue(contract, schema, name).map((value) => [{ name, value: String(value), raw: false }]);
    return required ? value : fc.oneof(value, fc.constant([]), fc.constant([]));
  });
  return fc.tuple(...values).map((lists) => lists.flat());
}

function brokenQuery(operation: Operation): Arbitrary<Draft['query']> {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const names = [...known, ...known, '__proto__', 'constructor', 'toString', 'limit', 'unknown', ''];
  const name = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('', '', '', '[]', '[0]', '[x][y]', '.x'))
    .map((parts) => parts.join(''));
  const one = fc.oneof(
    fc.record({ name, value: JUNK_TEXT, raw: fc.constant(false) }),
    fc.record({
      name,
      value: JUNK.map((value) => String(JSON.stringify(value)).slice(0, 3_000)),
      raw: fc.constant(false),
    }),
    fc.record({ name, value: RAW_TEXT, raw: fc.constant(true) }),
  );
  return fc
    .tuple(fc.array(one, { maxLength: 4 }), fc.boolean())
    .map(([list, again]) => (again ? [...list, ...list] : list));
}

function validHeaders(contract: Contract, operation: Operation): Arbitrary<Draft['headers']> {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'header');
  const values = parameters.map(({ name, schema, required }) => {
    const value = validValue(contract, schema, name).map((value) => [[name, String(value)]]);
    // What a hint is given for is what a request cannot do without, though the contract has it as optional.
    const weight = required || HINTS[name] ? 12 : 1;
    return fc.oneof({ weight, arbitrary: value }, { weight: 3, arbitrary: fc.constant([]) });
  });
  return fc.tuple(...values).map((lists) => lists.flat() as Draft['headers']);
}

function brokenHeaders(operation: Operation): Arbitrary<Draft['headers']> {
  const known = operation.parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  const ordinary = ['accept', 'range', 'origin', 'x-filename', 'content-disposition', 'if-none-match', 'expect'];
  const odd = ['x-http-method-override', 'x-forwarded-host', 'host', 'accept-encoding', 'idempotency-key', 'upgrade'];
  const value = fc.oneof(
    JUNK_TEXT,
    fc.constantFrom(
      'bytes=0-0',
      'bytes=99999999999999999999-',
      'bytes=-0',
      'DELETE',
      '*/*;q=zz',
      'a/b',
      '100-continue',
    ),
    fc.constantFrom('attachment; filename="', "attachment; filename*=UTF-8''%zz", 'Basic Og==', 'language,language'),
  );
  return fc.array(fc.tuple(fc.constantFrom(...known, ...known, ...ordinary, ...odd), value), { maxLength: 4 });
}

function validBody(contract: Contract, operation: Operation): Arbitrary<Body> {
  if (operation.body) return validValue(contract, operation.body).map((value) => ({ kind: 'json' as const, value }));
  const plain = PLAIN_BODIES[operation.operationId];
  if (plain) return fc.constant(plain.body);
  if (!['POST', 'PUT'].includes(operation.method)) return fc.constant({ kind: 'none' });
  return fc.constantFrom<Body>({ kind: 'none' }, { kind: 'none' }, { kind: 'audio' });
}

function brokenBody(contract: Contract, operation: Operation): Arbitrary<Body> {
  const json = operation.body ? brokenValue(contract, operation.body) : JUNK;
  return fc.oneof(
    { weight: operation.body ? 8 : 1, arbitrary: json.map((value) => ({ kind: 'json' as const, value })) },
    fc.constant<Body>({ kind: 'none' }),
    fc
      .constantFrom(
        '{',
        '{"language":"xx"',
        '[1,',
        '"',
        'nul',
        '{"a":1,}',
        '\ufeff{}',
        '{"__proto__":{"a":1}}',
        '{} {}',
        '',
      )
      .map((text): Body => ({ kind: 'text', text })),
    fc
      .constantFrom(1_000, 50_000, 400_000)
      .chain((depth) =>
        fc.constantFrom<Body>(
          { kind: 'nested', depth, open: '[', close: ']' },
          { kind: 'nested', depth, open: '{"document":', close: '}' },
        ),
      ),
    fc
      .uint8Array({ maxLength: 300 })
      .map((bytes): Body => ({ kind: 'bytes', base64: Buffer.from(bytes).toString('base64') })),
    fc.record({
      kind: fc.constant('form' as const),
      field: fc.constantFrom('upload', 'file', 'template_docx', '', '__proto__'),
      filename: JUNK_TEXT,
      broken: fc.boolean(),
    }),
  );
}
