import type { Generated } from 'kysely';
import type { Json, NullableJson } from './session-tables.ts';

export interface OrganizationsTable<Profile> {
  id: Generated<number>;
  name: string;
  /** Null: the profile of the installation. */
  rate_profile: Profile | null;
  /** The key that what people make belongs to; nobody holds it. */
  app_token_id: number | null;
  /** Whether speakers are told apart where a session does not say. */
  diarization: Generated<boolean>;
  brand_color: string | null;
  /** Storage key of its picture. */
  logo_key: string | null;
  /** Nobody of it gets far without a second factor. */
  require_mfa: Generated<boolean>;
  /** Domains of e-mail addresses whose owners may join by signing in at an identity provider. */
  sso_domains: Generated<string[]>;
  suspended_at: Date | null;
  /** Closed to everybody; what is in it is being erased. */
  deleted_at: Date | null;
  /** When all of that was done. */
  erased_at: Date | null;
  created_at: Generated<Date>;
  last_modified: Generated<Date>;
}

export interface UsersTable {
  id: Generated<number>;
  organization_id: number;
  /** Lower case. */
  email: string;
  /** Argon2id; null for who was invited, or signs in elsewhere. */
  password_hash: string | null;
  first_name: string | null;
  last_name: string | null;
  roles: string[];
  newsletter: Generated<boolean>;
  is_active: Generated<boolean>;
  /** Null until the address was proven to be theirs. */
  activated_at: Date | null;
  last_login: Date | null;
  /** Sealed; there while a second factor is being set up, and as long as it is on. */
  mfa_secret: Buffer | null;
  mfa_enabled_at: Date | null;
  /** Time step (30 s) of the last code that was taken: none counts twice. */
  mfa_step: Generated<number>;
  /** Nobody sees them any more; what is left of them is being erased. */
  deleted_at: Date | null;
  /** When all of that was done. */
  erased_at: Date | null;
  created_at: Generated<Date>;
  last_modified: Generated<Date>;
}

/** One row for each device somebody is signed in on. */
export interface LoginsTable {
  /** UUID. */
  id: Generated<string>;
  user_id: number;
  organization_id: number;
  /** SHA-256 of the token; the token itself is stored nowhere. */
  token_hash: Buffer;
  kind: 'token' | 'cookie';
  is_remembered: boolean;
  /** By an identity provider, which asks for a second factor itself. */
  is_external: Generated<boolean>;
  address: string;
  user_agent: string | null;
  created_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  /** When they last proved who they are: by signing in, or by password or code since. */
  confirmed_at: Generated<Date>;
  expires_at: Date;
}

/** Links by mail that are good once. */
export interface UserSecretsTable {
  /** SHA-256. */
  secret_hash: Buffer;
  /** Null for who registers: there is nobody yet. */
  user_id: number | null;
  purpose: 'activate' | 'reset' | 'email' | 'register';
  data: NullableJson<Record<string, string>>;
  expires_at: Date;
  created_at: Generated<Date>;
}

export interface BackupCodesTable {
  user_id: number;
  /** The same for all of one set. */
  salt: Buffer;
  /** Argon2id. */
  code_hash: Buffer;
  used_at: Date | null;
}

/** Accounts at identity providers. */
export interface UserIdentitiesTable {
  issuer: string;
  subject: string;
  user_id: number;
  created_at: Generated<Date>;
}

export interface AuditLogTable {
  id: Generated<number>;
  at: Generated<Date>;
  /** Null where it is of no organisation: a wrong address at sign-in. */
  organization_id: number | null;
  /** `user:3`, `key:12`, `system` or `unknown`. */
  actor: string;
  action: string;
  target: string | null;
  address: string | null;
  user_agent: string | null;
  details: Json<Record<string, unknown>>;
  /** What it was done to, for those who may see that. */
  session: number | null;
  document_id: string | null;
  folder_id: number | null;
}

/** Mails that wait to be sent; gone once they were. */
export interface MailsTable {
  id: Generated<number>;
  organization_id: number | null;
  recipient: string;
  kind: string;
  /** Sealed: it may hold links that sign somebody in. */
  content: Buffer;
  attempts: Generated<number>;
  created_at: Generated<Date>;
}

export interface GroupsTable {
  id: Generated<number>;
  organization_id: number;
  name: string;
  description: string | null;
  created_at: Generated<Date>;
  last_modified: Generated<Date>;
}

export interface GroupMembersTable {
  group_id: number;
  user_id: number;
  organization_id: number;
}

export interface UserPreferencesTable {
  id: Generated<number>;
  user_id: number;
  organization_id: number;
  key: string;
  value: Json<unknown>;
  created_at: Generated<Date>;
  last_modified: Generated<Date>;
}
