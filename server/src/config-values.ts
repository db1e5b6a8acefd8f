import { isIP } from 'node:net';
import type { AppError } from './platform/errors.ts';
import { changeRateProfiles, RATE_PROFILES } from './platform/rate-limits/profiles.ts';
import { parseOutboundRules } from './platform/safe-fetch/index.ts';

/** A value a setting cannot have; the message says what it must be. */
export class InvalidValue extends Error {}

const blank = (raw: string | undefined) => (raw === undefined || raw.trim() === '' ? undefined : raw.trim());

export function text(fallback: string) {
  return (raw: string | undefined) => blank(raw) ?? fallback;
}

export function optionalText(raw: string | undefined) {
  return blank(raw);
}

export function integer(fallback: number, min: number, max: number) {
  return (raw: string | undefined) => {
    const value = blank(raw);
    if (value === undefined) return fallback;
    if (!/^\d+$/.test(value)) throw new InvalidValue(`must be a whole number, not "${value}"`);
    const number = Number(value);
    if (number < min || number > max) throw new InvalidValue(`must be between ${min} and ${max}, not ${value}`);
    return number;
  };
}

/** A number that need not be whole. */
export function decimal(fallback: number, min: number, max: number) {
  return (raw: string | undefined) => {
    const value = blank(raw);
    if (value === undefined) return fallback;
    if (!/^\d+(\.\d+)?$/.test(value)) throw new InvalidValue(`must be a number, not "${value}"`);
    const number = Number(value);
    if (number < min || number > max) throw new InvalidValue(`must be between ${min} and ${max}, not ${value}`);
    return number;
  };
}

export function flag(fallback: boolean) {
  return (raw: string | undefined) => {
    const value = blank(raw)?.toLowerCase();
    if (value === undefined) return fallback;
    if (['1', 'true', 'yes', 'on'].includes(value)) return true;
    if (['0', 'false', 'no', 'off'].includes(value)) return false;
    throw new InvalidValue(`must be 1 or 0, not "${value}"`);
  };
}

export function oneOf<const V extends string>(fallback: V, allowed: readonly V[]) {
  return (raw: string | undefined) => {
    const value = blank(raw) ?? fallback;
    const match = allowed.find((candidate) => candidate === value);
    if (match === undefined) throw new InvalidValue(`must be one of ${allowed.join(', ')}, not "${value}"`);
    return match;
  };
}

export function list<const V extends string>(fallback: readonly V[], allowed?: readonly V[]) {
  return (raw: string | undefined): V[] => {
    const value = blank(raw);
    if (value === undefined) return [...fallback];
    const items = value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean) as V[];
    const wrong = allowed && items.filter((item) => !allowed.includes(item));
    if (wrong?.length) throw new InvalidValue(`knows ${allowed?.join(', ')}, not "${wrong.join(', ')}"`);
    if (items.length === 0) throw new InvalidValue('must name at least one');
    return items;
  };
}

export function outboundAllow(raw: string | undefined): string[] {
  const items = blank(raw) === undefined ? [] : list<string>([])(raw);
  try {
    parseOutboundRules(items);
  } catch (error) {
    throw new InvalidValue(`has an entry that cannot be read: ${(error as AppError).detail}`);
  }
  return items;
}

export function httpUrl(raw: string | undefined) {
  const value = blank(raw);
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InvalidValue(`must be an http or https address, not "${value}"`);
  }
  return url.href.replace(/\/+$/, '');
}

export function postgresUrl(raw: string | undefined) {
  const value = blank(raw);
  if (value === undefined) return undefined;
  if (!/^postgres(ql)?:\/\//.test(value)) throw new InvalidValue('must begin with postgres:// or postgresql://');
  return value;
}

export function emailAddress(fallback: string) {
  return (raw: string | undefined) => {
    const value = blank(raw) ?? fallback;
    if (!/^[^\s@]+@[^\s@]+$/.test(value)) throw new InvalidValue(`must be an e-mail address, not "${value}"`);
    return value.toLowerCase();
  };
}

export function optionalInteger(min: number, max: number) {
  return (raw: string | undefined) => (blank(raw) === undefined ? undefined : integer(0, min, max)(raw));
}

export function rateProfiles(raw: string | undefined) {
  const value = blank(raw);
  if (value === undefined) return RATE_PROFILES;
  try {
    return changeRateProfiles(value);
  } catch (error) {
    throw new InvalidValue((error as Error).message);
  }
}

/** Addresses and CIDR blocks. */
export function networks(raw: string | undefined): string[] {
  const items = blank(raw) === undefined ? [] : list<string>([])(raw);
  for (const item of items) {
    const [address = '', bits, ...rest] = item.split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    if (
      !isIP(address) ||
      rest.length > 0 ||
      (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most))
    ) {
      throw new InvalidValue(`takes addresses and blocks such as 10.0.0.0/8, not "${item}"`);
    }
  }
  return items;
}

/** At least 12 characters with upper case, lower case and a digit: the documented rule (reference section 5). */
export function password(raw: string | undefined) {
  const value = blank(raw);
  if (value === undefined) return undefined;
  if (value.length < 12 || !/[A-Z]/.test(value) || !/[a-z]/.test(value) || !/\d/.test(value)) {
    throw new InvalidValue('must have 12 characters or more, with upper case, lower case and a digit');
  }
  return value;
}

/** The name of an OpenID provider is compared letter by letter, so that a slash at its end stays. */
export function issuerUrl(raw: string | undefined) {
  const value = blank(raw);
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!isPlain || !['http:', 'https:'].includes(url.protocol) || value.includes('/.well-known/')) {
    throw new InvalidValue(
      `must be the https address a provider names as its issuer, without /.well-known/…, not "${value}"`,
    );
  }
  return value;
}

/** Part of a path: nothing else may get into it. */
export function microsoftTenant(raw: string | undefined) {
  const value = (blank(raw) ?? 'organizations').toLowerCase();
  if (value === 'consumers') throw new InvalidValue('must be a tenant, organizations or common');
  if (!/^[a-z0-9][a-z0-9.-]{0,252}$/.test(value)) {
    throw new InvalidValue(`must be a tenant's ID or domain, organizations or common, not "${value}"`);
  }
  return value;
}

/** Schemes that browsers run or open themselves. */
const NO_APPS = ['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:', 'filesystem:', 'view-source:'];

/** Addresses that people may be sent to with a token. */
export function redirects(raw: string | undefined): string[] {
  const items = blank(raw) === undefined ? [] : list<string>([])(raw);
  return items.map((item) => {
    const url = URL.canParse(item) ? new URL(item) : undefined;
    const isFine = url && !url.username && !url.password && !url.search && !url.hash && !NO_APPS.includes(url.protocol);
    if (!isFine || item.includes('\\') || item.includes('*')) {
      throw new InvalidValue(`takes complete addresses without *, ?, # and names, not "${item}"`);
    }
    return url.href;
  });
}
