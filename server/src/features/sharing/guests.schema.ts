import { type Static, Type } from 'typebox';
import { DualOne, Nullable, NullableTimestamp, One } from '../../platform/http/envelope.ts';
import { DocumentParams, ExportQuery, IfMatch } from '../documents/index.ts';
import { SessionParams } from '../sessions/index.ts';

/** What opens a link goes in the query or in a header, as whoever writes the client prefers. */
const credentials = {
  token: Type.Optional(Type.String({ maxLength: 200, description: 'Of the link; or as `x-share-token`' })),
  unlock: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'For links with a password: what `unlock` answered; or as `x-share-unlock`',
    }),
  ),
  guest_name: Type.Optional(
    Type.String({
      maxLength: 1_000,
      description: 'What revisions call the guest; or as `x-guest-name`. Default Guest',
    }),
  ),
};
const headers = {
  'x-share-token': Type.Optional(Type.String({ maxLength: 200, description: 'Of the link' })),
  'x-share-unlock': Type.Optional(Type.String({ maxLength: 200 })),
  'x-share-password': Type.Optional(
    Type.String({ maxLength: 2_000, description: 'The password itself, percent-encoded; slower than `unlock`' }),
  ),
  'x-guest-name': Type.Optional(Type.String({ maxLength: 1_000, description: 'Percent-encoded UTF-8' })),
};

export const GuestSessionParams = SessionParams;
export const GuestDocumentParams = DocumentParams;
export const GuestQuery = Type.Object(credentials);
export const GuestHeaders = Type.Object(headers);
export const GuestWriteHeaders = Type.Object({ ...headers, ...IfMatch.properties });

export const GuestExportQuery = Type.Object({ ...ExportQuery.properties, ...credentials });
export type GuestExportQuery = Static<typeof GuestExportQuery>;

const signed = {
  share: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  expires: Type.Integer({ minimum: 0, maximum: 99_999_999_999 }),
  signature: Type.String({ maxLength: 100 }),
};
export const SignedMediaQuery = Type.Object(signed);
export const SignedFileQuery = Type.Object({ ...ExportQuery.properties, ...signed });

export const UnlockBody = Type.Object({ password: Type.String({ maxLength: 200 }) });

export const UnlockAnswer = One(
  Type.Object({
    unlock: Type.String({ description: 'Send it as `x-share-unlock` or `?unlock=`; of no use with another link' }),
    expires_in: Type.Integer({ description: 'Seconds' }),
  }),
);

/** What guests may know of a session. */
export const SharedSessionAnswer = DualOne({
  session_id: Type.String(),
  status: Type.String(),
  duration: Type.Number({ description: 'Seconds' }),
  language: Type.String(),
  filename: Nullable(Type.String()),
  media_type: Nullable(Type.String()),
  media_url: Nullable(Type.String({ description: 'Plays for an hour, and no longer than the link works' })),
  document: Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() }),
  share: Type.Object({
    permission: Type.String({ description: 'edit or view' }),
    expires_at: NullableTimestamp,
    finished: Type.Boolean(),
    can_edit: Type.Boolean(),
  }),
});
