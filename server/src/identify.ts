import type { FastifyRequest } from 'fastify';
import type { Actor, RootCtx } from './context.ts';
import { loginCookie, refuseOtherSites } from './features/auth/index.ts';
import { createLoginAuthenticator, isLoginToken } from './features/logins/index.ts';
import { refuseForeignPages, socketKeyOf } from './features/realtime/index.ts';
import { createAuthenticator } from './features/tokens/index.ts';
import { isPermitted, PERMISSIONS, type Permission } from './features/users/index.ts';
import { AppError } from './platform/errors.ts';
import type { Access } from './platform/http/access.ts';

export interface Identity {
  actor: Actor;
  /** Their organisation wants a second factor, and they have none. */
  needsFactor?: boolean;
}

export interface Identifier {
  /** Whoever it is, whether or not they may do this: a login by header or cookie, or a key. @throws AppError */
  ofRequest(request: FastifyRequest): Promise<Identity>;
  /** The same of a key or a login's token that comes by itself. @throws AppError */
  ofKey(key: string): Promise<Identity>;
  /** Whether a request brings anything to know its sender by. */
  hasKey(request: FastifyRequest): boolean;
}

export function createIdentifier(ctx: RootCtx): Identifier {
  const keys = createAuthenticator(ctx);
  const logins = createLoginAuthenticator(ctx);

  async function ofLogin(token: string, request?: FastifyRequest): Promise<Identity> {
    const login = await logins.authenticateLogin(token);
    if (login.kind === 'cookie') {
      if (!request) throw new AppError('invalid_token');
      refuseOtherSites(ctx, request);
    }
    const { organization_id, user_id, roles, app_token_id: token_id } = login;
    const actor = { type: 'user', token_id, organization_id, user_id, roles, login_id: login.id } as const;
    return { actor, needsFactor: login.require_mfa && !login.has_mfa };
  }

  const ofKey = async (key: string, request?: FastifyRequest): Promise<Identity> => {
    if (isLoginToken(key)) return ofLogin(key, request);
    return { actor: await keys.authenticate({ 'x-zoom-s2t-key': key }) };
  };

  return {
    ofKey: (key) => ofKey(key),
    async ofRequest(request) {
      if (request.routeOptions.config.socketKeys) {
        refuseForeignPages(ctx, request);
        const key = socketKeyOf(request) ?? loginCookie(ctx, request);
        return key === undefined ? { actor: await keys.authenticate({}) } : ofKey(key, request);
      }
      const bearer = /^Bearer +(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
      const token = request.headers['x-zoom-s2t-key'] ?? bearer ?? loginCookie(ctx, request);
      if (typeof token === 'string' && isLoginToken(token)) return ofLogin(token, request);
      return { actor: await keys.authenticate(request.headers) };
    },
    hasKey: (request) => (socketKeyOf(request) ?? loginCookie(ctx, request)) !== undefined,
  };
}

const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);

/** @throws AppError when it is nobody for whom a route is open */
export function requireAccess({ actor, needsFactor }: Identity, access: Exclude<Access, 'public'>): void {
  if (actor.type !== 'user') {
    if ((access as readonly string[]).includes(actor.type)) return;
    const kinds = access.filter((name) => !isPermission(name));
    throw new AppError('wrong_token_type', {
      detail:
        kinds.length > 0
          ? `This needs a key of the kind ${kinds.join(' or ')}, not ${actor.type}.`
          : 'This is for people: sign in at POST /api/v3/auth/login.',
    });
  }
  const permissions = access.filter(isPermission);
  const held = permissions.filter((permission) => isPermitted(actor.roles ?? [], permission));
  if (held.length === 0) {
    const roles = [...new Set(permissions.flatMap((permission) => PERMISSIONS[permission].roles as readonly string[]))];
    throw new AppError('insufficient_role', {
      detail: roles.length > 0 ? `It takes ${roles.join(' or ')}.` : 'This needs an API key.',
    });
  }
  if (needsFactor && !held.includes('account')) {
    throw new AppError('mfa_setup_required', { detail: 'Set one up: GET /api/v3/mfa/2fa/qr_code.' });
  }
}
