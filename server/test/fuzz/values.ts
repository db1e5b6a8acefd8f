import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Schema } from './contract.ts';

/**
 * What a schema cannot say and a request needs to get anywhere, by the name of the field: most of its values are these.
 */
export const HINTS: Record<string, Arbitrary<unknown>> = {
  language: fc.constantFrom('xx', 'xx', 'xx', 'xx', 'XX', 'en'),
  'tus-resumable': fc.constant('1.0.0'),
  'upload-length': fc.constantFrom('4', '4', '4', '4', '1', '1000', '99999999999999'),
  'upload-offset': fc.constantFrom('0', '0', '0', '0', '4', '1'),
  'upload-metadata': fc.constantFrom(
    'language eHg=,filename YS53YXY=',
    'language eHg=',
    'language eHg=,document_type Y2FwdGlvbg==,keep_source dHJ1ZQ==,meta_data eyJhIjoiYiJ9',
    'filename YS53YXY=',
  ),
  status: fc.constantFrom('queued', 'completed', 'failed', 'new'),
  email: fc.integer({ min: 1, max: 1_000_000_000 }).map((number) => `fuzz-${number}@people.example`),
  sort: fc.constantFrom('created_at', 'updated_at'),
};

/** Operations that only a password, a link, a mail, an authenticator or a provider opens: nothing that is drawn is right for them. */
export const NEED_SECRETS = [
  ...['login', 'loginMfa', 'loginMicrosoft', 'finishLoginMicrosoft', 'loginOidc', 'finishLoginOidc'],
  ...['activateAccount', 'resetPassword', 'confirmEmail', 'changePassword', 'confirmAccount'],
  ...['enableMfa', 'disableMfa', 'verifyTotp', 'verifyBackupCode', 'getBackupCodes', 'resetUserMfa'],
  ...['deactivateAccount', 'deleteAccount', 'deleteAdminOrganization'],
  ...['getSharedSession', 'unlockShare', 'getSharedMedia', 'getSharedDocument', 'downloadSharedDocument'],
  ...['updateSharedDocument', 'clearSharedText', 'resetSharedDocument', 'finishSharedDocument'],
];

/** Addresses that lead nowhere, so that nothing here ever calls a stranger. */
const ADDRESSES = fc.oneof(
  fc.constantFrom(
    'https://nowhere.invalid/a.wav',
    'http://127.0.0.1:1/a.wav',
    'https://[::1]:1/',
    'https://localhost/hook',
    'file:///etc/passwd',
    'https://169.254.169.254/latest/meta-data',
    'https://user:pass@nowhere.invalid:99999/',
    'https://',
    'javascript:alert(1)',
  ),
  fc.webPath().map((target) => `https://nowhere.invalid${target}`),
);
const isAddress = (name: string) => /(url|uri|source|endpoint)s?$/.test(name);

const TEXTS = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.string());

/** Values that a schema allows. `name` is the field they are for. */
export function validValue(contract: Contract, given: Schema, name = ''): Arbitrary<unknown> {
  const schema = contract.resolve(given);
  const plain = plainValue(contract, schema, name);
  const hint = HINTS[name];
  const examples = schema.examples?.length ? fc.constantFrom(...schema.examples) : undefined;
  const likely = hint ?? examples;
  return likely ? fc.oneof({ weight: 1, arbitrary: plain }, { weight: 8, arbitrary: likely }) : plain;
}

function plainValue(contract: Contract, schema: Schema, name: string): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return fc.oneof(...choice.map((one) => validValue(contract, one, name)));
  if (schema.allOf) return plainValue(contract, Object.assign({}, ...schema.allOf.map(contract.resolve)), name);
  const types = [schema.type ?? []].flat();
  if (types.length > 1) return fc.oneof(...types.map((type) => plainValue(contract, { ...schema, type }, name)));
  switch (types[0]) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: Math.min(schema.maximum ?? 2 ** 31, 2 ** 53) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'array':
      return fc.array(validValue(contract, schema.items ?? {}, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, 4)),
      });
    case 'object':
      return objectValue(contract, schema);
    case 'string':
      return textValue(schema, name);
    default:
      return fc.jsonValue();
  }
}

function objectValue(contract: Contract, schema: Schema): Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, inner]) => [name, validValue(contract, inner, name)] as const,
  );
  const own = fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] });
  const { additionalProperties: more } = schema;
  if (typeof more !== 'object') return own;
  const extra = fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), validValue(contract, more), { maxKeys: 3 });
  return fc.tuple(own, extra).map(([mine, others]) => ({ ...others, ...mine }));
}

function textValue(schema: Schema, name: string): Arbitrary<string> {
  const { minLength = 0, maxLength = 200, pattern } = schema;
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  if (schema.format === 'date-time') {
    const range = { min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true };
    return fc.date(range).map((date) => date.toISOString());
  }
  if (schema.format === 'uuid') return fc.uuid();
  if (isAddress(name) || schema.format === 'uri') {
    return ADDRESSES.filter((text) => fits(text) && (!pattern || new RegExp(pattern).test(text)));
  }
  if (pattern) return fc.stringMatching(new RegExp(pattern)).filter(fits);
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 50) }).filter(fits);
}

/** Texts that broke some server somewhere. */
export const NASTY_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e\u0000',
  '💩',
  'a\r\nx-injected: 1',
  '../../../../etc/passwd',
  "' or 1=1 --",
  '%',
  '%_\\',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-0',
  '1e400',
  '0x10',
  '99999999999999999999',
  '2147483648',
  '-9223372036854775809',
  '2024-02-30T25:61:61Z',
  '275760-09-13T00:00:00.001Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  'x'.repeat(300),
  'x'.repeat(5_000),
];

const own = (name: string, value: unknown) => Object.fromEntries([[name, value]]);
const deep = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;

/** Values of every kind, most of them wrong anywhere. */
export const JUNK: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, -0.0001, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308),
  fc.constantFrom<unknown>([], {}, [null], [[]], { length: 1 }, deep(100), 'x'.repeat(100_000)),
  fc.constantFrom<unknown>(own('__proto__', { admin: true }), own('constructor', { prototype: { x: 1 } }), {
    toString: 1,
    valueOf: null,
  }),
  fc.constantFrom<unknown>(...NASTY_TEXTS),
  fc.array(fc.constant('x'), { minLength: 200, maxLength: 300 }),
  TEXTS,
  fc.jsonValue(),
);

/** A body that was right, with one or several things wrong with it. */
export function brokenValue(contract: Contract, schema: Schema): Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(50),
    how: fc.constantFrom('replace', 'remove', 'wrap', 'add', 'rename'),
    junk: JUNK,
    name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'id', 'organization_id', 'token_id', '', '\0'), TEXTS),
  });
  return fc.oneof(
    { weight: 1, arbitrary: JUNK },
    {
      weight: 6,
      arbitrary: fc
        .tuple(validValue(contract, schema), fc.array(change, { minLength: 1, maxLength: 3 }))
        .map(([value, changes]) => changes.reduce((before, change) => changed(before, change), value)),
    },
  );
}

function changed(value: unknown, change: { at: number; how: string; junk: unknown; name: string }): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return change.junk;
  const entries = Object.entries(value);
  const at = entries.length === 0 ? 0 : change.at % entries.length;
  const [name, inner] = entries[at] ?? ['', undefined];
  if (change.how === 'add' || entries.length === 0) return Object.fromEntries([...entries, [change.name, change.junk]]);
  if (change.how === 'remove') return Object.fromEntries(entries.toSpliced(at, 1));
  if (change.how === 'rename') return Object.fromEntries(entries.toSpliced(at, 1, [change.name, inner]));
  if (change.how === 'wrap') return Object.fromEntries(entries.toSpliced(at, 1, [name, [inner]]));
  const below = typeof inner === 'object' && inner !== null && !Array.isArray(inner) && change.at % 2 === 0;
  const next = below ? changed(inner, { ...change, at: Math.floor(change.at / 2) }) : change.junk;
  return Object.fromEntries(entries.toSpliced(at, 1, [name, next]));
}
