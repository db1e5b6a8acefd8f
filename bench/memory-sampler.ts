import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
const EVERY_MS = 100;

export interface MemoryUse {
  /** Highest resident bytes of the process itself. */
  own: number;
  /** Highest resident bytes of the process and its children together, without memory they share counted once more. */
  tree: number;
}

/** Samples the resident memory of a process and its children until stopped. */
export function watchMemory(pid: number): { now(): MemoryUse; stop(): MemoryUse } {
  const highest: MemoryUse = { own: 0, tree: 0 };
  const sample = () => {
    const own = residentBytes(pid);
    const tree = own + childrenOf(pid).reduce((sum, child) => sum + proportional(child), 0);
    highest.own = Math.max(highest.own, own);
    highest.tree = Math.max(highest.tree, tree);
  };
  sample();
  const timer = setInterval(sample, EVERY_MS);
  return {
    now: () => ({ ...highest }),
    stop() {
      clearInterval(timer);
      return highest;
    },
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process ended in between
  }
}

export function residentBytes(pid: number): number {
  return Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES;
}

/** Shared pages (PostgreSQL's buffers, the decoders' model) count to each process by its share only. */
function proportional(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

function childrenOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...childrenOf(child)]);
}
