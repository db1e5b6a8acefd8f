import { describe, expect, it } from 'vitest';
import { checkUrl, mayDial, parseOutboundRules } from './outbound-rules.ts';
import { isPublicAddress, parseAddress } from './public-address.ts';

const NOTHING = parseOutboundRules([]);

describe('public addresses', () => {
  const isPublic = (address: string) => isPublicAddress(parseAddress(address) as never);

  it.each(['1.1.1.1', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    '%s is',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it.each([
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ['unique-local', 'fc00::1', 'fd00:ec2::254'],
    ['link-local, cloud metadata', '169.254.169.254', '169.254.0.1', 'fe80::1', 'fec0::1', '168.63.129.16'],
    ['carrier-grade NAT', '100.64.0.1', '100.100.100.200', '100.127.255.255'],
    ['unspecified', '0.0.0.0', '0.1.2.3', '::'],
    ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'],
    ['broadcast and reserved', '255.255.255.255', '240.0.0.1', '192.0.0.192'],
    ['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
    ['benchmarking', '198.18.0.1', '198.19.255.255', '2001:2::1'],
    ['IPv4-mapped', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe'],
    ['IPv4-compatible', '::127.0.0.1', '::10.0.0.1', '::1.1.1.1'],
    ['IPv4-translated', '::ffff:0:127.0.0.1'],
    ['6to4', '2002:7f00:1::', '2002:a00:1::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:80ff:fffe', '2001::1'],
    ['NAT64', '64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1.1.1.1', '64:ff9b:1:a00:1::'],
    ['discard-only', '100::1'],
  ])('%s: %s is not', (_, ...addresses) => {
    for (const address of addresses) expect(isPublic(address as string), address as string).toBe(false);
  });

  it('what stands for a public IPv4 address is', () => {
    expect(isPublic('::ffff:1.1.1.1')).toBe(true);
    expect(isPublic('64:ff9b::1.1.1.1')).toBe(true);
  });
});

describe('checkUrl', () => {
  const refusal = (url: string, allow: string[] = [], httpsOnly = false) => {
    try {
      checkUrl(url, parseOutboundRules(allow), { httpsOnly });
      return undefined;
    } catch (error) {
      expect(error).toMatchObject({ kind: 'address_not_allowed', status: 422, code: 'ADDRESS_NOT_ALLOWED' });
      return (error as { details: { issue: string } }).details.issue;
    }
  };

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://①②⑦.0.0.1/',
    'https://127.0.0.1./',
    'https://[::1]/',
    'https://[::]/',
    'https://0/',
    'https://0.0.0.0/',
    'https://[::ffff:127.0.0.1]/',
    'https://[0:0:0:0:0:ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'http://127.0.0.1/',
  ])('%s is not public', (url) => expect(refusal(url)).toBe('is not public'));

  it.each([
    ['file:///etc/passwd', 'is not https'],
    ['ftp://example.org/a', 'is not https'],
    ['gopher://127.0.0.1:6379/_x', 'is not https'],
    ['data:audio/wav;base64,AAAA', 'is not https'],
    ['concat:/etc/passwd', 'is not https'],
    ['http://example.org/', 'is not https'],
    ['http://1.1.1.1/', 'is not https'],
    ['https://example.org:22/', 'has a port that is not allowed'],
    ['https://example.org:6379/', 'has a port that is not allowed'],
    ['https://1.1.1.1:8443/', 'has a port that is not allowed'],
    ['https://user@example.org/', 'has credentials'],
    ['https://:word@example.org/', 'has credentials'],
    ['https://example.org\\@127.0.0.1/', undefined],
    ['example.org/a.mp3', 'is no address'],
    ['', 'is no address'],
    ['https://[fe80::1%25eth0]/', 'is no address'],
    [`https://example.org/${'a'.repeat(4_000)}`, 'is too long'],
    ['https://example.org/a.mp3', undefined],
    ['https://example.org:443/a.mp3', undefined],
    ['https://example.org:80/a.mp3', undefined],
    ['https://1.1.1.1/', undefined],
  ])('%s: %s', (url, issue) => expect(refusal(url)).toBe(issue));

  it('httpsOnly: a bare address only if the allow list names it', () => {
    expect(refusal('https://1.1.1.1/', [], true)).toBe('is a bare address');
    expect(refusal('https://[2606:4700::1111]/', [], true)).toBe('is a bare address');
    expect(refusal('https://1.1.1.1/', ['1.1.1.1'], true)).toBeUndefined();
    expect(refusal('http://127.0.0.1:9/', ['127.0.0.0/8'], true)).toBeUndefined();
    expect(refusal('https://example.org/', [], true)).toBeUndefined();
  });

  it('the allow list admits plain http and any port, for what it names and nothing else', () => {
    const allow = ['nas.example.org', 'cam.example.org:8080', '10.1.0.0/16', '[fd00::1]:9000', '127.0.0.2'];
    expect(refusal('http://nas.example.org:5000/a', allow)).toBeUndefined();
    expect(refusal('http://NAS.example.org./a', allow)).toBeUndefined();
    expect(refusal('http://cam.example.org:8080/a', allow)).toBeUndefined();
    expect(refusal('http://10.1.2.3:1234/a', allow)).toBeUndefined();
    expect(refusal('http://[::ffff:10.1.2.3]/a', allow)).toBeUndefined();
    expect(refusal('http://[fd00::1]:9000/a', allow)).toBeUndefined();
    expect(refusal('http://[fd00::1]:9001/a', allow)).toBe('is not public');
    expect(refusal('http://127.0.0.2/a', allow)).toBeUndefined();
    expect(refusal('http://127.0.0.1/a', allow)).toBe('is not public');
    expect(refusal('http://10.2.0.1/a', allow)).toBe('is not public');
    expect(refusal('http://cam.example.org:8081/a', ['cam.example.org:8080'])).toBe('is not https');
    expect(refusal('file://nas.example.org/a', allow)).toBe('is not https');
    expect(refusal('http://x:y@nas.example.org/a', allow)).toBe('has credentials');
  });
});

describe('mayDial', () => {
  const https = { protocol: 'https:', hostname: 'example.org', port: 443 };

  it('a name may lead to the public internet by https, and to what is allowed by anything', () => {
    const rules = parseOutboundRules(['10.0.0.0/8', 'intranet']);
    expect(mayDial(NOTHING, https, '93.184.216.34')).toBe(true);
    expect(mayDial(NOTHING, https, '10.0.0.1')).toBe(false);
    expect(mayDial(NOTHING, { ...https, protocol: 'http:', port: 80 }, '93.184.216.34')).toBe(false);
    expect(mayDial(rules, { ...https, protocol: 'http:', port: 8080 }, '10.0.0.1')).toBe(true);
    expect(mayDial(rules, { ...https, protocol: 'http:', port: 8080 }, '93.184.216.34')).toBe(false);
    expect(mayDial(rules, { ...https, port: 8443 }, '93.184.216.34')).toBe(false);
    expect(mayDial(rules, { protocol: 'http:', hostname: 'intranet', port: 8080 }, '192.168.0.1')).toBe(true);
    expect(mayDial(rules, https, 'nonsense')).toBe(false);
  });
});

describe('parseOutboundRules', () => {
  it.each(['10.0.0.0/33', 'http://example.org', 'a b', 'user@host', 'host:port', 'host/path', '*', '[::1', 'a..b'])(
    'refuses %s',
    (entry) => {
      expect(() => parseOutboundRules([entry])).toThrow(expect.objectContaining({ kind: 'invalid_parameter' }));
    },
  );
});
