import { type Static, type TSchema, Type } from 'typebox';

/** A value that may be null, written the OpenAPI 3.1 way (`type: [x, 'null']`), which also serialises fastest. */
export function Nullable<T extends TSchema & { type?: string }>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'] });
}

/** An instant: Date in the code, ISO 8601 on the wire. */
export const Timestamp = Type.Unsafe<Date>({ type: 'string', format: 'date-time' });
export const NullableTimestamp = Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time' });

/** `{ count, total_results, result }` around one thing (reference section 1.1). */
export function One<T extends TSchema>(schema: T) {
  return Type.Object({ count: Type.Integer(), total_results: Type.Integer(), result: schema });
}

/** The envelope with the thing's own fields beside it: readers of either documented shape find what they look for. */
export function DualOne<P extends Record<string, TSchema>>(properties: P) {
  return Type.Object(
    {
      count: Type.Integer(),
      total_results: Type.Integer(),
      result: Type.Object(properties),
      ...properties,
    },
    { [DUAL]: properties },
  );
}

/** Marks a dual envelope with its properties, so that the thing in it is serialised once and written twice. */
export const DUAL = Symbol('dual envelope');

export function Many<T extends TSchema>(schema: T) {
  return Type.Object({ count: Type.Integer(), total_results: Type.Integer(), result: Type.Array(schema) });
}

export const one = <T>(result: T) => ({ count: 1, total_results: 1, result });
export const dualOne = <T extends object>(result: T) => ({ ...result, ...one(result) });
export const many = <T>(result: T[], total: number) => ({ count: result.length, total_results: total, result });

/** `?offset=&limit=`: 25 by default; more than 100 is cut down to 100, as clients of the original expect no error. */
export const PageQuery = {
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, default: 25, description: 'At most 100; more is read as 100.' })),
};

export function page(query: { offset?: number; limit?: number }) {
  return { offset: query.offset ?? 0, limit: Math.min(query.limit ?? 25, 100) };
}

/** An answer without a body. */
export const NoContent = Type.Unsafe<void>({ type: 'null', description: 'Done' });

export const ErrorBody = Type.Object(
  {
    error: Type.String({ description: 'Title of the HTTP status' }),
    message: Type.String({ description: 'What is wrong and what to do' }),
    error_code: Type.String({ description: 'Stable code for programs' }),
    error_description: Type.String(),
    detail: Nullable(Type.String()),
    details: Nullable(Type.Object({}, { additionalProperties: true })),
    retry_after: Type.Optional(Type.Integer({ description: 'Seconds after which to try again, as in Retry-After' })),
  },
  { $id: 'Error' },
);

/** The documented error answers of a route, for its schema's `response`. */
export function errors<const S extends number>(...statuses: S[]) {
  const answer = Type.Unsafe<Static<typeof ErrorBody>>({ $ref: 'Error#' });
  return Object.fromEntries([...statuses, 500].map((status) => [status, answer])) as Record<S | 500, typeof answer>;
}
