import { Type } from 'typebox';
import { deviceOf } from '../../platform/http/device.ts';
import { errors, One } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { disableMfa, enableMfa, getBackupCodes, getMfaQrCode, verifyCode } from './mfa.service.ts';

const tags = ['Second factor'];
const config = { access: ['account'] as const };
const TotpCode = Type.String({ minLength: 6, maxLength: 20, description: 'Six digits' });
const BackupCode = Type.String({ minLength: 12, maxLength: 40, description: 'Like ABCD-EFGH-JKMN' });
const BackupCodes = Type.Array(Type.String(), { description: 'Ten, each good once; shown this once' });

export async function mfaRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/mfa/2fa/qr_code',
    {
      config,
      schema: {
        operationId: 'getMfaQrCode',
        summary:
          'A new secret for an authenticator, as text and as a picture; good once `enable` has seen a code of it',
        tags,
        response: {
          200: One(
            Type.Object({
              secret: Type.String({ description: 'Base32' }),
              otpauth_url: Type.String(),
              qr_code: Type.String({ description: 'data:image/png;base64,…' }),
            }),
          ),
          ...errors(401, 403, 409),
        },
      },
    },
    (request) => getMfaQrCode(request.ctx),
  );

  app.get(
    '/api/v3/mfa/2fa/backup_codes',
    {
      config,
      schema: {
        operationId: 'getBackupCodes',
        summary: 'Ten new backup codes; earlier ones are good no more',
        tags,
        response: { 200: One(Type.Object({ backup_codes: BackupCodes })), ...errors(401, 403, 409) },
      },
    },
    (request) => getBackupCodes(request.ctx, deviceOf(request)),
  );

  app.post(
    '/api/v3/mfa/2fa/enable',
    {
      config,
      schema: {
        operationId: 'enableMfa',
        summary: 'Switch the second factor on, with a code of the authenticator',
        tags,
        body: Type.Object({ totp_code: TotpCode }),
        response: {
          200: One(Type.Object({ enabled: Type.Boolean(), backup_codes: BackupCodes })),
          ...errors(400, 401, 403, 409, 422),
        },
      },
    },
    (request) => enableMfa(request.ctx, request.body, deviceOf(request)),
  );

  app.post(
    '/api/v3/mfa/2fa/disable',
    {
      config,
      schema: {
        operationId: 'disableMfa',
        summary: 'Switch it off, with the password and a code',
        tags,
        body: Type.Object({
          password: Type.String({ minLength: 1, maxLength: 1_000 }),
          totp_code: Type.Optional(TotpCode),
          backup_code: Type.Optional(BackupCode),
        }),
        response: { 200: One(Type.Object({ enabled: Type.Boolean() })), ...errors(400, 401, 403, 409, 422) },
      },
    },
    (request) => disableMfa(request.ctx, request.body, deviceOf(request)),
  );

  for (const [name, field, schema] of [
    ['totp', 'totp_code', TotpCode],
    ['backup_code', 'backup_code', BackupCode],
  ] as const) {
    app.post(
      `/api/v3/mfa/2fa/verify_${name}`,
      {
        config,
        schema: {
          operationId: name === 'totp' ? 'verifyTotp' : 'verifyBackupCode',
          summary: 'Whether a code is right; it is used up by that',
          tags,
          body: Type.Object({ [field]: schema }),
          response: { 200: One(Type.Object({ valid: Type.Boolean() })), ...errors(400, 401, 403, 422) },
        },
      },
      (request) => verifyCode(request.ctx, request.body as Record<typeof field, string>),
    );
  }
}
