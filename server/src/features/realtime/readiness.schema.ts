import { Type } from 'typebox';

/** Both documented shapes in one (reference 10.6), without an envelope. */
export const Readiness = Type.Object({
  status: Type.String({ description: '`ready` or `unavailable`' }),
  message: Type.String(),
  ready: Type.Boolean(),
  endpoint: Type.String({ description: 'Where to connect to' }),
  version: Type.String({ description: '`v4`' }),
  models: Type.Array(Type.String(), { description: 'What `type` of a connection can be' }),
});
