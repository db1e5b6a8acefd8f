import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { resealIfPossible } from '../../platform/secret-box.ts';

/*
 * Headers a receiver asks for, as `Name: value`. The values are often passwords, so they lie sealed in the database: the
 * text before the colon stays as it is, the rest becomes `sealed:` and base64.
 */

const PURPOSE = 'webhook headers';
const SEALED = 'sealed:';
const MASK = '***';

/** All custom headers of one webhook together: far below what any server takes (8 KiB is a common limit). */
const MAX_LENGTH = 6_000;

/** Would change where or how the request goes (RFC 9110 section 7.6.1: hop by hop), not what it says. */
const FORBIDDEN =
  /^(host|content-length|transfer-encoding|connection|keep-alive|proxy-.*|te|trailer|upgrade|expect|content-encoding)$/i;

/** Set by us on every attempt. Documented as not overridable: ours stand, without an error. */
const OURS = /^(content-type|user-agent|x-scriptix-.*|webhook-(id|timestamp|signature))$/i;

/** Names and values that look like credentials; they are shown as `***`. */
const SECRET_NAME = /auth|token|secret|key|pass|pwd|cookie|session|signature|credential|jwt|bearer/i;
const SECRET_VALUE = /^(basic|bearer|digest|token)\s|^(?=.*\d)(?=.*[a-z])[\w+/=.~-]{20,}$/i;

interface Header {
  name: string;
  value: string;
}

/** What undici takes as a value: visible ASCII, blanks, Latin-1. CR, LF and NUL would end or split the header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

const split = (line: string): Header => {
  const colon = line.indexOf(':');
  return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
};

/**
 * Checks headers a client gave and seals their values. Those that are ours to set are left out.
 *
 * @param field name of the field in the request, for errors
 * @param kept headers stored before: a value of `***`, as we show it, means theirs
 * @throws AppError `validation_error` naming the field and the position
 */
export function sealHeaders(ctx: Ctx, lines: readonly string[], field: string, kept: readonly string[] = []): string[] {
  const box = ctx.secretBox(PURPOSE);
  const invalid = (where: string, issue: string) =>
    new AppError('validation_error', { detail: `${where} ${issue}`, details: { field: where, issue } });
  if (lines.reduce((sum, line) => sum + line.length, 0) > MAX_LENGTH) {
    throw invalid(field, `must not be longer than ${MAX_LENGTH} characters together`);
  }
  return lines.flatMap((line, index) => {
    const where = `${field}.${index}`;
    const { name, value } = split(line);
    if (!line.includes(':') || !NAME.test(name)) throw invalid(where, 'must be written "Name: value"');
    if (!VALUE.test(value)) throw invalid(where, 'must not contain line breaks, control or non-Latin characters');
    if (FORBIDDEN.test(name)) throw invalid(where, `must not set ${name}: it is part of the connection`);
    if (OURS.test(name)) return [];
    const before = value === MASK && kept.find((one) => split(one).name.toLowerCase() === name.toLowerCase());
    return [before || `${name}: ${SEALED}${box.seal(value).toString('base64')}`];
  });
}

/** The headers to send; a name that occurs twice has its values joined, as RFC 9110 section 5.3 has it. */
export function openHeaders(ctx: Ctx, lines: readonly string[]): Record<string, string> {
  const headers = new Map<string, Header>();
  for (const line of lines) {
    const { name, value } = openHeader(ctx, line);
    const before = headers.get(name.toLowerCase());
    headers.set(
      name.toLowerCase(),
      before ? { name: before.name, value: `${before.value}, ${value}` } : { name, value },
    );
  }
  return Object.fromEntries([...headers.values()].map(({ name, value }) => [name, value]));
}

/** The headers as people are shown them. */
export function maskHeaders(ctx: Ctx, lines: readonly string[]): string[] {
  return lines.map((line) => {
    try {
      const { name, value } = openHeader(ctx, line);
      return `${name}: ${maskHeader(name, value)}`;
    } catch {
      // The server's secret was changed: it cannot be read, and can be given anew.
      return `${split(line).name}: ${MASK}`;
    }
  });
}

/** The headers sealed with the present key of the server; undefined when all of them are. */
export function resealHeaders(ctx: Ctx, lines: readonly string[]): string[] | undefined {
  let isNew = false;
  const resealed = lines.map((line) => {
    const { name, value } = split(line);
    if (!value.startsWith(SEALED)) return line;
    const sealed = resealIfPossible(ctx.secretBox(PURPOSE), Buffer.from(value.slice(SEALED.length), 'base64'));
    if (!sealed) return line;
    isNew = true;
    return `${name}: ${SEALED}${sealed.toString('base64')}`;
  });
  return isNew ? resealed : undefined;
}

export function maskHeader(name: string, value: string): string {
  return SECRET_NAME.test(name) || SECRET_VALUE.test(value) ? MASK : value;
}

function openHeader(ctx: Ctx, line: string): Header {
  const { name, value } = split(line);
  // Sessions made by the first version keep theirs as they were given.
  if (!value.startsWith(SEALED)) return { name, value };
  return { name, value: ctx.secretBox(PURPOSE).open(Buffer.from(value.slice(SEALED.length), 'base64')) };
}
