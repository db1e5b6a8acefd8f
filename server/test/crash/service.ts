import { setTimeout as delay } from 'node:timers/promises';
import { type Process, type ServerProcess, startServerProcess, stillRunning } from '../server-process.ts';
import type { Ledger } from './ledger.ts';

/** A server process that is started again whenever it was killed, as a service manager does it. */
export interface Service {
  name: string;
  start(changes?: Record<string, string>): Promise<void>;
  /** Ends it without warning and starts it again; `amidStartMs` after that once more, while it still starts. */
  killAndRestart(amidStartMs?: number): Promise<void>;
  descendants(): Process[];
  /** Segments that its processes recognised until now. */
  segmentsRecognised(): number;
  /** Asks it to end. */
  stop(): Promise<void>;
  /** What each of its processes logged, in order. */
  logs(): { name: string; stdout: string; stderr: string }[];
}

const CHILDREN_GONE_MS = 10_000;
const READY_MS = 90_000;
/** Logged when the words of a segment have been committed. */
export const SEGMENT_LINE = '"segment recognised"';
/** PostgreSQL is ended in an orderly way, and at the latest by the next start. */
const isOfDatabase = ({ program }: Process) => /^(postgres|unshare|initdb)/.test(program);

export function createService(name: string, environment: Record<string, string>, ledger: Ledger): Service {
  const processes: ServerProcess[] = [];
  const current = () => processes.at(-1) as ServerProcess;
  /** How far the log of each process was read, and what stood there. */
  const read = new Map<ServerProcess, { characters: number; segments: number }>();
  /** Ended on purpose. */
  const expected = new Set<ServerProcess>();

  function launch(changes: Record<string, string> = {}): ServerProcess {
    const server = startServerProcess({ ...environment, ...changes });
    processes.push(server);
    server.exited.then(({ code, signal }) => {
      if (expected.has(server)) return;
      const said = server.stderr().split('\n').slice(-5).join('\n');
      ledger.violate('servers end when they are told to', `${name} ended by itself (${code ?? signal}): ${said}`);
    });
    return server;
  }

  async function ready(server: ServerProcess): Promise<void> {
    const slow = delay(READY_MS, 'slow' as const, { ref: false });
    if ((await Promise.race([server.ready, slow])) === 'slow') throw new Error(`${name} was not ready in 90 s`);
  }

  async function kill(): Promise<void> {
    const server = current();
    expected.add(server);
    const children = server.descendants().filter((child) => !isOfDatabase(child));
    await server.kill();
    outlive(children).catch(() => {});
  }

  async function outlive(children: Process[]): Promise<void> {
    const giveUpAt = Date.now() + CHILDREN_GONE_MS;
    while (Date.now() < giveUpAt && stillRunning(children).length > 0) await delay(100);
    for (const { command, pid } of stillRunning(children)) {
      ledger.violate('no child outlives its server', `${name}: process ${pid}, ${command}`);
    }
  }

  return {
    name,
    start: (changes) => ready(launch(changes)),
    async killAndRestart(amidStartMs) {
      await kill();
      if (amidStartMs !== undefined) {
        launch();
        await delay(amidStartMs);
        await kill();
      }
      await ready(launch());
    },
    descendants: () => current().descendants(),
    segmentsRecognised() {
      for (const server of processes) {
        const { characters, segments } = read.get(server) ?? { characters: 0, segments: 0 };
        const log = server.stderr();
        const lines = log.slice(characters, log.lastIndexOf('\n') + 1);
        const found = lines.split(SEGMENT_LINE).length - 1;
        read.set(server, { characters: characters + lines.length, segments: segments + found });
      }
      return [...read.values()].reduce((sum, { segments }) => sum + segments, 0);
    },
    async stop() {
      const server = current();
      if (!server) return;
      expected.add(server);
      server.signal('SIGTERM');
      await server.exited;
    },
    logs: () =>
      processes.map((server, index) => ({
        name: `${name}-${index + 1}`,
        stdout: server.stdout(),
        stderr: server.stderr(),
      })),
  };
}
