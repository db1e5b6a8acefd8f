import type { Transaction } from 'kysely';
import type { Config } from './config.ts';
import type { Capacity } from './platform/capacity.ts';
import type { EventBus, Events } from './platform/events.ts';
import type { JobQueue, Jobs } from './platform/jobs.ts';
import type { Locks } from './platform/locks.ts';
import type { Logger } from './platform/log.ts';
import type { Mailer } from './platform/mailer.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Db } from './platform/postgres/connect.ts';
import type { RateCounter } from './platform/rate-limits/counter.ts';
import type { SafeFetch } from './platform/safe-fetch/index.ts';
import type { SecretBox } from './platform/secret-box.ts';
import type { LinkSigner } from './platform/signed-links.ts';
import type { Storage } from './platform/storage/storage.ts';
import type { Database, TokenType } from './platform/tables.ts';
import type { Speech } from './speech/index.ts';

/** What the code works with, handed from door to depth; nothing is global. */
export interface Ctx {
  readonly db: Db;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly locks: Locks;
  readonly storage: Storage;
  readonly speech: Speech;
  readonly links: LinkSigner;
  /** The only way out to other servers. */
  readonly fetch: SafeFetch;
  /** Keeps what must be read again (secrets of webhooks, stored answers) unreadable in the database; one box a purpose. */
  readonly secretBox: (purpose: string) => SecretBox;
  /** Sends mails at once; what is to be sent with a transaction goes through the feature `mails`. */
  readonly mailer: Mailer;
  readonly metrics: Metrics;
  readonly capacity: Capacity;
  /** Requests counted: by caller in all processes together, by address in this one alone. */
  readonly rates: { readonly callers: RateCounter; readonly addresses: RateCounter };
  readonly config: Config;
  /** Address under which clients reach this server, without a slash at its end. */
  readonly publicUrl: string;
  readonly log: Logger;
  readonly now: () => Date;
}

/** The context outside any transaction: it alone can open one, listen and work. */
export interface RootCtx extends Ctx {
  readonly jobs: JobQueue;
  readonly events: EventBus;
}

/**
 * Runs `work` in one transaction. The inner context shadows the outer one: its rows, jobs and events all come to be
 * together or not at all. Called inside a transaction it joins that one.
 */
export async function inTransaction<C extends Ctx, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return work(ctx);
  const { jobs, events } = ctx as unknown as RootCtx;
  return ctx.db.transaction().execute(async (trx: Transaction<Database>) => {
    const inner = { ...ctx, db: trx, jobs: jobs.within(trx), events: events.within(trx) };
    return work(inner);
  });
}

/** Who sent a request: an API key or a person, and the organisation. */
export interface Actor {
  /** Of a person, the one that stands for the people of their organisation; 0 for nobody. */
  token_id: number;
  organization_id: number;
  type: TokenType | 'user' | 'guest';
  /** These only of a person: who, on which of their devices, in which roles. */
  user_id?: number;
  login_id?: string;
  roles?: readonly string[];
  /** Only of a guest, who came by a link to one document: the name they gave. No rule of keys or people opens anything to them. */
  guest_name?: string;
}

/** One name for whoever sends requests: limits and idempotency keys are kept apart by it, revisions and the audit log tell it. */
export function callerOf(actor: Actor): string {
  if (actor.type === 'guest') return `guest:${actor.guest_name ?? ''}`;
  return actor.type === 'user' ? `user:${actor.user_id ?? 0}` : `key:${actor.token_id}`;
}

/** What a route handler works with. */
export interface RequestCtx extends Ctx {
  readonly actor: Actor;
}

declare module 'fastify' {
  interface FastifyRequest {
    ctx: RequestCtx;
  }
}
