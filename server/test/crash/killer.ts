import { setTimeout as delay } from 'node:timers/promises';
import { type Process, stillRunning } from '../server-process.ts';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import type { Service } from './service.ts';
import type { Topology, TopologyName } from './topology.ts';

/** What is ended without warning. */
export type Victim =
  | 'server'
  | 'server amid its start'
  | 'worker'
  | 'decoder'
  | 'voice activity'
  | 'ffmpeg'
  | 'postmaster'
  | 'database session';

/**
 * Rounds, each in an order of its own: as nobody is hit many times in a row, a segment whose decoder is killed is not
 * mistaken for one that kills decoders.
 */
const ROUNDS: Record<TopologyName, Victim[]> = {
  one: ['server', 'server', 'server amid its start', 'decoder', 'decoder', 'voice activity', 'ffmpeg', 'postmaster'],
  many: [
    ...(['server', 'worker', 'worker', 'worker', 'decoder', 'decoder'] as const),
    ...(['voice activity', 'ffmpeg', 'postmaster', 'database session'] as const),
  ],
};

export interface KillerOptions {
  name: TopologyName;
  topology: Topology;
  ledger: Ledger;
  random: Random;
  kills: number;
  /** Between two kills, from the moment all is well again. */
  pauseMs: readonly [least: number, most: number];
  onKill(victim: Victim, count: number): void;
}

/**
 * Often enough some work must come to its end between two kills, however slow the machine is: a task that is begun 20
 * times without it is given up, as the product says.
 */
const WAITS_FOR_WORK = 0.75;
const WORK_DONE_MS = 30_000;

const workDone = ({ topology, ledger }: KillerOptions) =>
  topology.services.reduce((sum, service) => sum + service.segmentsRecognised(), 0) +
  ledger.entries.filter(({ fate }) => fate !== 'open').length;

async function moreDoneThan(before: number, options: KillerOptions): Promise<void> {
  const wanted = before + options.random.between(1, 3);
  const giveUpAt = Date.now() + WORK_DONE_MS;
  while (workDone(options) < wanted && Date.now() < giveUpAt) await delay(50);
}

/** Kills until there were enough. @returns how often whom */
export async function runKiller(options: KillerOptions): Promise<Partial<Record<Victim, number>>> {
  const { random, kills, pauseMs, topology } = options;
  const killed: Partial<Record<Victim, number>> = {};
  let round: Victim[] = [];
  for (let count = 0; count < kills; ) {
    const before = workDone(options);
    await delay(random.between(...pauseMs));
    if (random.chance(WAITS_FOR_WORK)) await moreDoneThan(before, options);
    if (round.length === 0) round = random.shuffled(ROUNDS[options.name]);
    const victim = round.shift() as Victim;
    const hits = await strike(options, victim);
    if (hits === 0) continue;
    count += hits;
    killed[victim] = (killed[victim] ?? 0) + hits;
    options.onKill(victim, count);
    await allWell(topology);
  }
  return killed;
}

/** @returns how many processes were killed: none when there was none of the kind */
async function strike({ topology, random }: KillerOptions, victim: Victim): Promise<number> {
  const [server, ...workers] = topology.services as [Service, ...Service[]];
  switch (victim) {
    case 'server':
      await server.killAndRestart();
      return 1;
    case 'server amid its start':
      await server.killAndRestart(random.between(50, 2_000));
      return 2;
    case 'worker':
      await random.pick(workers).killAndRestart();
      return 1;
    case 'postmaster':
      return shoot(topology.database()[0]);
    case 'database session':
      return shoot(random.pick(topology.database().slice(1)));
    default:
      return shootChild(topology, random, victim);
  }
}

const IS_CHILD: Partial<Record<Victim, (child: Process) => boolean>> = {
  decoder: ({ command }) => command.includes('/decoder-process.ts'),
  'voice activity': ({ command }) => command.includes('/voice-activity-process.ts'),
  ffmpeg: ({ program }) => program === 'ffmpeg' || program === 'ffprobe',
};
const LOOK_FOR_CHILD_MS = 4_000;

/** Waits for a child of that kind for a while: some live for a moment only. */
async function shootChild({ services }: Topology, random: Random, victim: Victim): Promise<number> {
  const isWanted = IS_CHILD[victim] as (child: Process) => boolean;
  const giveUpAt = Date.now() + LOOK_FOR_CHILD_MS;
  while (Date.now() < giveUpAt) {
    const children = services.flatMap((service) => service.descendants()).filter(isWanted);
    if (children.length > 0) return shoot(random.pick(children));
    await delay(20);
  }
  return 0;
}

async function shoot(victim: Process | undefined): Promise<number> {
  if (!victim || stillRunning([victim]).length === 0) return 0;
  try {
    process.kill(victim.pid, 'SIGKILL');
  } catch {
    return 0; // it was quicker
  }
  while (stillRunning([victim]).length > 0) await delay(10);
  return 1;
}

const WELL_MS = 60_000;

/** Until requests are answered again. */
async function allWell({ port }: Topology): Promise<void> {
  const giveUpAt = Date.now() + WELL_MS;
  while (!(await isReady(port))) {
    if (Date.now() > giveUpAt) throw new Error('the server was not ready again in a minute');
    await delay(100);
  }
}

async function isReady(port: number): Promise<boolean> {
  const signal = AbortSignal.timeout(5_000);
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status === 200;
}
