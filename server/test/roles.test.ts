import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPermitted, PERMISSIONS, type Permission, ROLES, type Role } from '../src/features/users/index.ts';
import { startTestServer, type TestServer } from './test-server.ts';

interface Operation {
  method: string;
  path: string;
  operationId: string;
  access: string[];
  permissions: Permission[];
}

let server: TestServer;
let operations: Operation[];
beforeAll(async () => {
  server = await startTestServer();
  const { body } = await server.call('GET', '/openapi.json');
  operations = Object.entries<Record<string, { operationId: string; 'x-access'?: string[] }>>(body.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, 'x-access': access = [] }]) => ({
        method: method.toUpperCase(),
        // Names nothing: whoever is let in is told so, or that it is no name at all.
        path: path.replace(/\{[^}]+\}/g, '0'),
        operationId,
        access,
        permissions: access.filter((name): name is Permission => Object.hasOwn(PERMISSIONS, name)),
      })),
  );
});
afterAll(() => server.stop());

/** A request that cannot do anything: rights are looked at before it is, and no operation takes a list for its body. */
async function ask({ method, path }: Operation, token: string): Promise<{ status: number; code: string }> {
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const response = await fetch(server.url + path, {
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${token}`, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: '[]' } : {}),
  });
  // Event streams have no end.
  if (response.status < 400) await response.body?.cancel();
  const text = response.status < 400 ? '' : await response.text();
  return { status: response.status, code: text.startsWith('{') ? JSON.parse(text).error_code : '' };
}

/** Ends what it is asked with: goes last. */
const isLast = ({ operationId }: Operation) => Number(operationId === 'logout');

describe.each(ROLES)('the role %s', (role: Role) => {
  it('may do what its permissions open, and nothing else', async () => {
    const { token } = await server.createPerson({ roles: [role] });
    const forPeople = operations.filter(({ permissions }) => permissions.length > 0);
    expect(forPeople.length).toBeGreaterThan(80);
    const wrong: unknown[] = [];
    let allowed = 0;
    for (const operation of forPeople.toSorted((a, b) => isLast(a) - isLast(b))) {
      const may = operation.permissions.some((permission) => isPermitted([role], permission));
      const { status, code } = await ask(operation, token);
      const isRefused = status === 403 && code === 'INSUFFICIENT_ROLE';
      // A HEAD has no body that could say why.
      const isRight = may ? status !== 401 && !isRefused : isRefused || (operation.method === 'HEAD' && status === 403);
      if (may) allowed++;
      if (!isRight) wrong.push({ operation: operation.operationId, may, status, code });
    }
    expect(wrong).toEqual([]);
    expect(allowed).toBeGreaterThan(0);
  });
});

describe('keys', () => {
  it('of every kind are refused what is for people alone', async () => {
    const forPeopleAlone = operations.filter(({ access }) => access.every((name) => Object.hasOwn(PERMISSIONS, name)));
    expect(forPeopleAlone.length).toBeGreaterThan(30);
    for (const type of ['batch', 'realtime', 'reseller'] as const) {
      const key = await server.createKey({ type });
      for (const operation of forPeopleAlone) {
        const answer = await ask(operation, key);
        expect(answer, operation.operationId).toEqual({ status: 403, code: 'WRONG_TOKEN_TYPE' });
      }
    }
  });
});
