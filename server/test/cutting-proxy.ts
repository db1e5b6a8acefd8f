import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A network that breaks: every connection ends for both sides after so many bytes. */
export interface CuttingProxy {
  url: string;
  port: number;
  /** How many connections were cut. */
  cuts(): number;
  /** Cuts every connection there is now. */
  cutAll(): void;
  close(): Promise<void>;
}

export interface Weather {
  /** Where a new connection leads. */
  port(): number;
  /** How many bytes it carries to the server, and back. */
  budget(): { up: number; down: number };
  /** So many bytes came from clients in all. */
  onBytes?(total: number): void;
}

export async function startCuttingProxy(weather: Weather): Promise<CuttingProxy> {
  let total = 0;
  let cuts = 0;
  const open = new Set<Socket>();
  const wires = new Set<() => void>();
  const server = createServer((client) => {
    const upstream = connect(weather.port(), '127.0.0.1');
    const left = weather.budget();
    let over = false;
    const cut = (counts: boolean) => {
      if (over) return;
      over = true;
      wires.delete(cutNow);
      if (counts) cuts++;
      // As a cable that is pulled out: no orderly end, for neither side.
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    };
    const cutNow = () => cut(true);
    wires.add(cutNow);
    const carry = (from: Socket, to: Socket, direction: 'up' | 'down') => {
      open.add(from);
      from.on('data', (bytes) => {
        if (over || left[direction] < 0) return;
        const part = bytes.subarray(0, left[direction]);
        left[direction] -= bytes.length;
        if (direction === 'up') {
          total += part.length;
          weather.onBytes?.(total);
        }
        if (left[direction] < 0) {
          // What came before the cut does arrive.
          to.write(part, () => cut(true));
          return;
        }
        if (!to.write(bytes)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      });
      from.on('error', () => cut(false));
      from.on('end', () => to.end());
      from.on('close', () => {
        open.delete(from);
        wires.delete(cutNow);
        to.destroy();
      });
    };
    carry(client, upstream, 'up');
    carry(upstream, client, 'down');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    cuts: () => cuts,
    cutAll() {
      for (const cut of [...wires]) cut();
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
