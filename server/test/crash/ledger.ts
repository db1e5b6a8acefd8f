import type { Source } from './sources.ts';

/** What a customer was promised about one session, and what became of it. */
export interface Entry {
  session_id: string;
  source: Source;
  way: 'tus' | 'put' | 'link' | 'fetch';
  /** The path of the receiver this session named itself. */
  hook: string | undefined;
  /** The TUS upload it came from: the customer's proof of what was sent. */
  file_id: string | undefined;
  /** `asked`: the answer has not come yet. */
  deletion: 'no' | 'asked' | 'acknowledged';
  /** Cancelled with an answer. */
  cancelled: boolean;
  /** Put back into the queue after that. */
  retried: boolean;
  fate: 'open' | 'completed' | 'cancelled' | 'failed';
}

export interface Violation {
  invariant: string;
  /** With the ids it is about. */
  detail: string;
}

/** Everything that was acknowledged, to hold the server to it. */
export interface Ledger {
  entries: Entry[];
  violations: Violation[];
  counts: Record<
    'uploads' | 'bytes_acknowledged' | 'offsets_checked' | 'chunks_cut' | 'files_checked' | 'requests_repeated',
    number
  >;
  enter(entry: Pick<Entry, 'session_id' | 'source' | 'way'> & Partial<Entry>): Entry;
  violate(invariant: string, detail: string): void;
}

export function openLedger(): Ledger {
  const entries: Entry[] = [];
  const violations: Violation[] = [];
  return {
    entries,
    violations,
    counts: {
      uploads: 0,
      bytes_acknowledged: 0,
      offsets_checked: 0,
      chunks_cut: 0,
      files_checked: 0,
      requests_repeated: 0,
    },
    enter(facts) {
      const entry: Entry = {
        hook: undefined,
        file_id: undefined,
        deletion: 'no',
        cancelled: false,
        retried: false,
        fate: 'open',
        ...facts,
      };
      entries.push(entry);
      return entry;
    },
    violate: (invariant, detail) => void violations.push({ invariant, detail }),
  };
}
