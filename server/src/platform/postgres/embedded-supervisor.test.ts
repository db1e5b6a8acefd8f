import { expect, it } from 'vitest';
import { createLogger } from '../log.ts';
import type { Exit, Postmaster } from './embedded-postmaster.ts';
import { supervise } from './embedded-supervisor.ts';

const log = createLogger({ level: 'silent', pretty: false });

/** A postmaster that ends when told to. */
function fakePostmaster(pid: number) {
  let end: (exit: Exit) => void = () => {};
  const exited = new Promise<Exit>((resolve) => {
    end = resolve;
  });
  const postmaster: Postmaster = { pid, exited, kill: (signal) => end({ code: null, signal }) };
  return { postmaster, crash: () => end({ code: 1, signal: null }) };
}

it('tries each restart delay once and then resolves `exited`', async () => {
  const { postmaster, crash } = fakePostmaster(1);
  let launches = 0;
  const launch = async () => {
    launches++;
    throw new Error('no room on the disk');
  };
  const supervisor = supervise(postmaster, launch, log, [0, 1, 2]);
  crash();
  expect(await supervisor.exited).toEqual({ code: 1, signal: null });
  expect(launches).toBe(3);
});

it('does not restart after stop, even when the end came first', async () => {
  const { postmaster, crash } = fakePostmaster(1);
  const launch = async (signal: AbortSignal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw new Error('cancelled');
  };
  const supervisor = supervise(postmaster, launch, log, [0, 0, 0]);
  crash();
  await new Promise((resolve) => setTimeout(resolve, 10));
  await supervisor.stop();
  expect(supervisor.pid).toBe(1);
});

it('ends a postmaster that a restart brought up while stop was under way', async () => {
  const { postmaster, crash } = fakePostmaster(1);
  const late = fakePostmaster(2);
  let finishLaunch: (postmaster: Postmaster) => void = () => {};
  const launching = new Promise<Postmaster>((resolve) => {
    finishLaunch = resolve;
  });
  const supervisor = supervise(postmaster, () => launching, log, [0]);
  crash();
  await new Promise((resolve) => setTimeout(resolve, 10));
  const stopped = supervisor.stop();
  finishLaunch(late.postmaster);
  await stopped;
  expect(await late.postmaster.exited).toEqual({ code: null, signal: 'SIGINT' });
});
