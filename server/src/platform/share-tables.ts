import type { Generated } from 'kysely';

/** Links by which people without an account get at one document. */
export interface SharesTable {
  id: Generated<number>;
  organization_id: number;
  document: number;
  /** SHA-256 of the token; the token itself is stored nowhere. */
  token_hash: Buffer;
  permission: 'edit' | 'view';
  /** What its maker calls it. */
  name: string | null;
  /** Argon2id; null: none is asked for. */
  password_hash: string | null;
  /** `user:3` or `key:12`; null: somebody who is gone. */
  created_by: string | null;
  created_at: Generated<Date>;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  /** What happens within a minute counts once. */
  use_count: Generated<number>;
  /** When its use was last noted in the audit log, and last told as an event. */
  noted_at: Date | null;
  told_at: Date | null;
}
