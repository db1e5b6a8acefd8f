import { describe, expect, it } from 'vitest';
import type { Actor } from '../../context.ts';
import { refuseSession } from './sessions.policy.ts';

const SESSION = { organization_id: 1, token_id: 10 };
const person = (organization_id: number): Actor => ({ type: 'user', organization_id, token_id: 10, user_id: 3 });
const key = (organization_id: number, token_id: number): Actor => ({ type: 'batch', organization_id, token_id });
const guest: Actor = { type: 'guest', organization_id: 1, token_id: 10, guest_name: 'Ada' };

describe('refuseSession', () => {
  it.each([
    // Who, level in its folder → to read, to write.
    ['a person, no right to the folder', person(1), 0, 'foreign', 'foreign'],
    ['a person who may read it', person(1), 1, undefined, 'read only'],
    ['a person who may write in it', person(1), 2, undefined, undefined],
    ['a person of another organisation', person(2), 2, 'foreign', 'foreign'],
    ['the key that made it, whatever the folder', key(1, 10), 0, undefined, undefined],
    ['another key of the organisation', key(1, 11), 2, 'other key', 'other key'],
    ['a key of another organisation', key(2, 10), 2, 'foreign', 'foreign'],
    ['a guest, even of this organisation', guest, 2, 'foreign', 'foreign'],
  ] as const)('%s', (_who, actor, level, read, write) => {
    expect(refuseSession(actor, SESSION, level, 'read')).toBe(read);
    expect(refuseSession(actor, SESSION, level, 'write')).toBe(write);
  });
});
