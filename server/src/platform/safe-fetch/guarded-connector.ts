import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type Destination, mayDial, notPublic, type OutboundRules } from './outbound-rules.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Makes every connection, and makes it only to addresses that are allowed. The check is part of the lookup whose answer
 * is dialled, so there is no second answer that a DNS server could bend; the address in use is looked at once more.
 */
export function createGuardedConnector(
  rules: OutboundRules,
  lookup: LookupFunction = systemLookup,
): buildConnector.connector {
  return (options, callback) => {
    const { protocol, hostname } = options;
    const port = Number(options.port || (protocol === 'http:' ? 80 : 443));
    const destination = { protocol, hostname, port };
    // Numbers are dialled without a lookup.
    if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 && !mayDial(rules, destination, hostname)) {
      callback(notPublic(hostname), null);
      return;
    }
    const connect = buildConnector({
      timeout: CONNECT_TIMEOUT_MS,
      allowH2: false,
      lookup: guardedLookup(rules, destination, lookup),
    });
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      if (mayDial(rules, destination, socket.remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      callback(notPublic(hostname), null);
    });
  };
}

/** Leaves only those addresses of a name that may be dialled. */
function guardedLookup(rules: OutboundRules, destination: Destination, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      const allowed = addresses.filter(({ address }) => mayDial(rules, destination, address));
      const [first] = allowed;
      if (!first) return callback(notPublic(hostname), []);
      if (options.all) callback(null, allowed satisfies LookupAddress[]);
      else callback(null, first.address, first.family);
    });
  };
}
