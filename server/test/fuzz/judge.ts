import { STATUS_CODES } from 'node:http';
import { ERRORS } from '../../src/platform/errors.ts';
import type { Contract, Operation } from './contract.ts';
import { paramsOf } from './play.ts';
import type { Draft } from './requests.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

const CODES = new Map<string, number>(Object.values(ERRORS).map(([status, code]) => [code, status]));
const ERROR_FIELDS = 'detail,details,error,error_code,error_description,message';

/** What the inside of a server looks like. */
const LEAKS: [RegExp, string][] = [
  [/\n\s+at .+:\d+/, 'a stack trace'],
  [/\\n\s+at .+:\d+/, 'a stack trace'],
  [/node_modules|\.ts:\d+|node:internal/, 'a source file'],
  [/\/(tmp|home|root|var|usr)\/[\w.-]+\/[\w.-]+/, 'a path of the machine'],
  [/\b(select|insert into|update|delete from) .+ (from|values|set|where)\b/i, 'a query'],
  [
    /\b(violates|relation "|syntax error at or near|invalid input syntax|invalid byte sequence|kysely|pg-boss|ECONN|ENOENT|ERR_)/,
    'the words of a part inside',
  ],
];

/** What is left over is no request, and the parser may say so before the route has answered. */
const DAMAGED: Draft['transfer'][] = ['cut off', 'broken chunk', 'longer than announced'];

/** 401: a path that only CORS answers, with OPTIONS, takes a key like any other. The body may be refused before the path. */
const NO_SUCH_PATH = [400, 401, 404, 413, 415];

/** What fits into the buffers of a socket, so that it is sent whether anyone reads it or not. */
const SOCKET_BYTES = 60_000;
/** Node takes 16 KiB of headers, the first line included. */
const HEADER_BYTES = 15_000;

const REFUSED_BEFORE = ['expired', 'revoked', 'garbage', 'empty', 'none', 'ended login'];

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL_CHARACTER = /[\x00-\x08\x0a-\x1f\x7f]/;

/** What is wrong with an answer, by the contract and by common sense; undefined when nothing is. */
export function judge(
  contract: Contract,
  operation: Operation,
  asked: { draft: Draft; request: WireRequest; named: boolean },
  answer: WireAnswer | undefined,
): string | undefined {
  const { draft, request } = asked;
  const damaged = request.body !== undefined && DAMAGED.includes(draft.transfer);
  // A body nobody asked for is not read to its end, and the reset of the connection may overtake the answer.
  const unread = operation.body === undefined && (request.body?.length ?? 0) > SOCKET_BYTES;
  if (!answer) return damaged || unread ? undefined : 'the connection was closed without an answer';
  const { status, text } = answer;
  if (status >= 500 && status !== 501) return `answered with ${status}`;
  const sent = `${request.target} ${request.headers.join(' ')} ${request.body?.toString() ?? ''}`;
  for (const [pattern, what] of LEAKS) {
    // Without the full stop of the sentence it stands in.
    const found = pattern.exec(text)?.[0].replace(/\.$/, '');
    if (found && !sent.includes(found) && answer.headers.get('content-type')?.includes('json')) {
      return `shows ${what}: ${found}`;
    }
  }
  const error = status >= 400 ? problemOfError(answer, request.method) : undefined;
  if (error) return error;

  // What Node refuses before there is a route: no operation answers for it.
  const unreadable = [request.target, ...request.headers.flat()].some((part) => CONTROL_CHARACTER.test(part));
  if (unreadable && [400, 404].includes(status)) return undefined;
  if (status === 431 && request.target.length + request.headers.join().length > HEADER_BYTES) return undefined;
  const answers = operationsAt(contract, operation, draft, request.target);
  if (answers === undefined)
    return NO_SUCH_PATH.includes(status) ? undefined : `there is no such path, and ${status} came`;
  if (damaged && status === 400) return undefined;
  const documented = answers.find(({ responses }) => responses.has(status));
  if (!documented) {
    // A path that is written strangely may mean nothing at all.
    if (isStrange(draft) && NO_SUCH_PATH.includes(status)) return undefined;
    return `status ${status} is not documented for ${operation.operationId}`;
  }
  if (!isStrange(draft) && operation.access.length > 0) {
    if (REFUSED_BEFORE.includes(draft.credential) && status !== 401)
      return `${draft.credential}: ${status} instead of 401`;
    const foreign = draft.credential === 'foreign' || draft.credential === 'foreign person';
    if (foreign && asked.named && status < 300) return `${draft.credential}: ${status} for a thing of others`;
  }
  return problemOfBody(contract, documented, answer, request.method);
}

function problemOfError({ status, text, headers }: WireAnswer, method: string): string | undefined {
  if (method === 'HEAD') return undefined;
  if (!/^application\/json/.test(headers.get('content-type') ?? '')) {
    return `an error of the type ${headers.get('content-type')}: ${text.slice(0, 200)}`;
  }
  const body = JSON.parse(text) as Record<string, string>;
  if (!ERROR_FIELDS.split(',').every((field) => field in body)) return `not the one error body: ${text.slice(0, 300)}`;
  if (CODES.get(body.error_code ?? '') !== status) return `${status} with the code ${body.error_code}`;
  if (body.error !== STATUS_CODES[status]) return `${status} with the title ${body.error}`;
  return undefined;
}

function problemOfBody(
  contract: Contract,
  operation: Operation,
  { status, headers, text }: WireAnswer,
  method: string,
): string | undefined {
  const types = operation.responses.get(status) ?? [];
  if (method === 'HEAD') return undefined;
  if (types.length === 0) return text === '' ? undefined : `${status} is documented without a body, and has one`;
  const given = headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  const type = types.find((one) => one === given || (one.endsWith('/*') && given.startsWith(one.slice(0, -1))));
  if (!type) return `${status} of the type "${given}" instead of ${types.join(' or ')}`;
  if (type !== 'application/json') return undefined;
  const problem = contract.problemOf(operation, status, type, JSON.parse(text));
  return problem && `${status} is not as documented: ${problem}: ${text.slice(0, 300)}`;
}

const isStrange = (draft: Draft) => draft.quirk !== 'none' || 'texts' in draft.path;

/** The operations a path may mean; undefined when there are none. */
function operationsAt(contract: Contract, operation: Operation, draft: Draft, target: string): Operation[] | undefined {
  if (!isStrange(draft)) return [operation];
  const path = (target.split(/[?#]/)[0] as string).replace(/^\/(?=v[34]\/)/, '/api/');
  const found = contract.operations.filter(
    (one) => one.method === operation.method && paramsOf(one.path, path) !== undefined,
  );
  // Where a fixed word and a parameter both fit, the router takes the word.
  const parameters = ({ path: pattern }: Operation) => pattern.split('{').length;
  const fewest = Math.min(...found.map(parameters));
  if (found.length > 0) return found.filter((one) => parameters(one) === fewest);
  // To the router an empty segment is a value too.
  const withNothing = contract.operations.filter(
    (one) => one.method === operation.method && paramsOf(one.path, path, '[^/]*') !== undefined,
  );
  if (withNothing.length > 0) return withNothing;
  // Written with other bytes for the same letters.
  return draft.quirk === 'encoded letter' || draft.quirk === 'two slashes' ? [operation] : undefined;
}
