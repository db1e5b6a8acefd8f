import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns';
import type { AddressInfo, LookupFunction } from 'node:net';
import packet from 'dns-packet';

export interface DnsServer {
  /** Asks this server, and nothing between it and us remembers an answer. */
  lookup: LookupFunction;
  /** The names that were asked for, in order. */
  asked: string[];
  stop(): Promise<void>;
}

/**
 * A real DNS server over UDP.
 * @param answer IPv4 addresses for a name and the number of earlier questions for it
 */
export async function startDnsServer(answer: (name: string, earlier: number) => string[]): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (message, from) => {
    const query = packet.decode(message);
    const answers = (query.questions ?? []).flatMap(({ name, type }) => {
      if (type !== 'A') return [];
      const addresses = answer(name, asked.filter((earlier) => earlier === name).length);
      asked.push(name);
      return addresses.map((data) => ({ type: 'A' as const, name, ttl: 0, data }));
    });
    const reply = packet.encode({
      type: 'response',
      ...(query.id === undefined ? {} : { id: query.id }),
      flags: packet.AUTHORITATIVE_ANSWER,
      questions: query.questions ?? [],
      answers,
    });
    socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${(socket.address() as AddressInfo).port}`]);
  return {
    asked,
    lookup: (hostname, _options, callback) => {
      resolver.resolve4(hostname, (error, addresses) =>
        callback(error, (addresses ?? []).map((address) => ({ address, family: 4 })) as never),
      );
    },
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
