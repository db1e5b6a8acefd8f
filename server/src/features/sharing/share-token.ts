import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Ctx } from '../../context.ts';

/** 256 random bits: nothing that could be guessed, so a quick hash of it is enough. */
const TOKEN_BYTES = 32;
/** How long an unlocked link stays so without its password: about the time somebody works on a text. */
export const UNLOCKED_SECONDS = 4 * 3_600;

export const newShareToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

export const hashShareToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Compares with something in every case, so that a link that is none costs the same. */
export function isShareToken(token: string, stored: Buffer | undefined): boolean {
  const hash = hashShareToken(token);
  return timingSafeEqual(hash, stored ?? Buffer.alloc(hash.length)) && stored !== undefined;
}

interface LockedShare {
  id: number;
  password_hash: string;
}

/** What is signed: the link and its password, so that it unlocks nothing else. */
const unlockTarget = ({ id, password_hash }: LockedShare) =>
  `share-unlock ${id} ${createHash('sha256').update(password_hash).digest('base64url')}`;

/** A text that stands for the password of one link for some hours: `<Unix seconds>.<signature>`. */
export function signUnlock(ctx: Ctx, share: LockedShare): string {
  const signed = new URLSearchParams(ctx.links.sign(unlockTarget(share), UNLOCKED_SECONDS, { exactly: true }));
  return `${signed.get('expires')}.${signed.get('signature')}`;
}

export function isUnlock(ctx: Ctx, share: LockedShare, unlock: string): boolean {
  const [, expires, signature] = /^(\d{1,11})\.([\w-]{20,100})$/.exec(unlock) ?? [];
  return (
    signature !== undefined &&
    expires !== undefined &&
    ctx.links.verify(unlockTarget(share), Number(expires), signature)
  );
}
