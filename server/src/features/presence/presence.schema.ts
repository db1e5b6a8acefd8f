import { type Static, Type } from 'typebox';
import { Many, Nullable, Timestamp } from '../../platform/http/envelope.ts';

/** Somebody who has a document open. */
export const Viewer = Type.Object({
  actor: Type.String({ description: '`user:3` or `key:12`' }),
  actor_name: Nullable(Type.String()),
  since: Timestamp,
});
export type Viewer = Static<typeof Viewer>;

export const ViewerList = Many(Viewer);
