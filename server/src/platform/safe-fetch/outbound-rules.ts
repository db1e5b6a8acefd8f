import ipaddr from 'ipaddr.js';
import { AppError } from '../errors.ts';
import { type IpAddress, isPublicAddress, parseAddress } from './public-address.ts';

/** What `PARLANCE_OUTBOUND_ALLOW` names, beyond the public internet. */
export interface OutboundRules {
  hosts: { host: string; port: number | undefined }[];
  ranges: { range: [IpAddress, number]; port: number | undefined }[];
}

/** Where a connection goes, before its name is looked up. */
export interface Destination {
  protocol: string;
  /** As in a URL: without brackets around IPv6 or with them. */
  hostname: string;
  port: number;
}

const MAX_URL_LENGTH = 4_000;
const USUAL_PORTS = new Set([80, 443]);
const HOST_NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/;

/**
 * Reads entries of the allow list: a host name, an address or a CIDR range, the first two with `:port` if only that port
 * is meant (`nas.example.org`, `nas.example.org:8080`, `[fd00::1]:8080`, `10.0.0.0/8`).
 * @throws AppError `invalid_parameter` naming the entry.
 */
export function parseOutboundRules(entries: readonly string[]): OutboundRules {
  const rules: OutboundRules = { hosts: [], ranges: [] };
  for (const entry of entries) {
    const range = parseRange(entry);
    if (range) rules.ranges.push(range);
    else rules.hosts.push(parseHost(entry));
  }
  return rules;
}

function parseRange(entry: string): OutboundRules['ranges'][number] | undefined {
  if (entry.includes('/')) {
    if (!ipaddr.isValidCIDR(entry)) throw unreadable(entry);
    return { range: ipaddr.parseCIDR(entry), port: undefined };
  }
  const whole = parseAddress(entry);
  const withPort = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry);
  const address = whole ?? parseAddress(withPort?.[1] ?? '');
  if (!address) return undefined;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  return { range: [address, bits], port: whole ? undefined : Number(withPort?.[2]) };
}

function parseHost(entry: string): OutboundRules['hosts'][number] {
  const [, name, port] = /^([^:/@?#[\]]+)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const url = name && URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`) : undefined;
  if (!url || !HOST_NAME.test(url.hostname)) throw unreadable(entry);
  return { host: comparable(url.hostname), port: port === undefined ? undefined : Number(port) };
}

function unreadable(entry: string): AppError {
  return new AppError('invalid_parameter', { detail: `"${entry}" is no host name, host:port, address or CIDR range.` });
}

/** Case and the dot of the root make no other host. */
const comparable = (hostname: string) => hostname.toLowerCase().replace(/\.$/, '');

function namesHost(rules: OutboundRules, { hostname, port }: Destination): boolean {
  const host = comparable(hostname);
  return rules.hosts.some((rule) => rule.host === host && (rule.port === undefined || rule.port === port));
}

function namesAddress(rules: OutboundRules, address: IpAddress, port: number): boolean {
  return rules.ranges.some(
    ({ range, port: only }) =>
      range[0].kind() === address.kind() && address.match(range as never) && (only === undefined || only === port),
  );
}

/**
 * Whether a connection to this address may be made: any that the allow list names, otherwise https to the public internet
 * on the usual ports.
 */
export function mayDial(rules: OutboundRules, destination: Destination, address: string): boolean {
  if (namesHost(rules, destination)) return true;
  const parsed = parseAddress(address);
  if (!parsed) return false;
  if (namesAddress(rules, parsed, destination.port)) return true;
  return destination.protocol === 'https:' && USUAL_PORTS.has(destination.port) && isPublicAddress(parsed);
}

export function destinationOf(url: URL): Destination {
  const { protocol, hostname } = url;
  return { protocol, hostname, port: Number(url.port || (protocol === 'http:' ? 80 : 443)) };
}

/** @param issue what is wrong, for programs; `detail` for people */
export function notAllowed(issue: string, detail: string): AppError {
  return new AppError('address_not_allowed', { detail, details: { issue } });
}

const OPERATOR = 'The operator can allow it with PARLANCE_OUTBOUND_ALLOW.';

/** The refusal of an address that is only known when it is dialled. It does not tell what the name stands for. */
export function notPublic(hostname: string): AppError {
  return notAllowed('is not public', `${hostname} is not on the public internet. ${OPERATOR}`);
}

/**
 * What can be known of an address without asking the DNS. Host names are looked up when they are dialled.
 * @param options.httpsOnly refuses literal addresses too, unless the allow list names them
 * @throws AppError `address_not_allowed`
 */
export function checkUrl(text: string, rules: OutboundRules, options: { httpsOnly?: boolean } = {}): URL {
  if (text.length > MAX_URL_LENGTH) {
    throw notAllowed('is too long', `An address has at most ${MAX_URL_LENGTH} characters.`);
  }
  if (!URL.canParse(text)) throw notAllowed('is no address', 'This is not a complete https address.');
  const url = new URL(text);
  if (!['https:', 'http:'].includes(url.protocol)) {
    throw notAllowed('is not https', `Only https addresses are fetched, not ${url.protocol.slice(0, 40)}`);
  }
  if (url.username || url.password) {
    throw notAllowed('has credentials', 'Names and passwords cannot be part of the address.');
  }
  const destination = destinationOf(url);
  if (namesHost(rules, destination)) return url;
  const literal = parseAddress(url.hostname);
  if (literal) checkLiteral(literal, destination, rules, options);
  else checkName(destination, rules);
  return url;
}

function checkLiteral(
  address: IpAddress,
  destination: Destination,
  rules: OutboundRules,
  { httpsOnly }: { httpsOnly?: boolean },
): void {
  if (namesAddress(rules, address, destination.port)) return;
  if (!isPublicAddress(address)) throw notPublic(destination.hostname);
  if (httpsOnly)
    throw notAllowed('is a bare address', `Use a host name instead of ${destination.hostname}. ${OPERATOR}`);
  checkUsual(destination);
}

function checkName(destination: Destination, rules: OutboundRules): void {
  if (/(^|\.)localhost$/.test(comparable(destination.hostname)) && rules.ranges.length === 0) {
    throw notPublic(destination.hostname);
  }
  // The name may stand for an address of an allowed range, where any port and plain http are fine: seen when dialled.
  if (rules.ranges.some(({ port }) => port === undefined || port === destination.port)) return;
  checkUsual(destination);
}

function checkUsual({ protocol, port }: Destination): void {
  if (protocol !== 'https:') throw notAllowed('is not https', `Only https addresses are fetched. ${OPERATOR}`);
  if (!USUAL_PORTS.has(port))
    throw notAllowed('has a port that is not allowed', `Port ${port} is not 443. ${OPERATOR}`);
}
