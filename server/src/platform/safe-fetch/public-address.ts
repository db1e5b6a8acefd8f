import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** RFC 6052: IPv6 addresses that stand for the IPv4 address in their last 32 bits, on networks that have no IPv4. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** RFC 4291: all that is routed between networks. Whatever lies outside is local, reserved or a disguise of IPv4. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Public by its number, and yet answered by the machine's own host: Azure's metadata and control service. */
const METADATA = new Set(['168.63.129.16']);

/** @returns the address, an IPv4-mapped IPv6 address as the IPv4 one it means; undefined when it is none. */
export function parseAddress(text: string): IpAddress | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (isIPv4(bare)) return ipaddr.IPv4.parse(bare);
  // In the one spelling of URLs: of the many there are, ipaddr.js takes some, such as ::127.0.0.1, for another address.
  return isIPv6(bare) && URL.canParse(`http://[${bare}]`)
    ? ipaddr.process(new URL(`http://[${bare}]`).hostname.slice(1, -1))
    : undefined;
}

/**
 * Whether an address belongs to the public internet. Everything else is refused: private, loopback, link-local (with the
 * metadata addresses of clouds), unique-local, carrier-grade NAT, multicast, broadcast, unspecified, documentation,
 * benchmark and reserved ranges (IANA special-purpose registries), 6to4, Teredo, IPv4-compatible and local NAT64
 * (64:ff9b:1::/48) addresses, and NAT64 of an IPv4 address that is refused.
 */
export function isPublicAddress(address: IpAddress): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast' && !METADATA.has(address.toString());
  if (address.match(NAT64)) return isPublicAddress(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return address.match(GLOBAL_UNICAST) && address.range() === 'unicast';
}
