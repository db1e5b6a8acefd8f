import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The part of JSON Schema that the contract uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

export interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required: boolean;
  schema: Schema;
}

export interface Operation {
  operationId: string;
  method: string;
  /** `/api/v3/…/{id}`, as in the contract. */
  path: string;
  parameters: Parameter[];
  /** Schema of a JSON body; undefined when the contract has none. */
  body: Schema | undefined;
  /** Content types by status; an answer without a body has none. */
  responses: Map<number, string[]>;
  /** Kinds of keys and permissions of people, of which one is enough; none for what is public. */
  access: string[];
}

export interface Contract {
  operations: Operation[];
  /** The schema a `$ref` stands for. */
  resolve(schema: Schema): Schema;
  /** What is wrong with a JSON answer; undefined when it is as the contract says. */
  problemOf(operation: Operation, status: number, contentType: string, body: unknown): string | undefined;
}

interface Document {
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, OperationObject>>;
}
interface OperationObject {
  operationId: string;
  parameters?: { in: Parameter['in']; name: string; required?: boolean; schema: Schema; example?: unknown }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
  'x-access': string[];
}

const FILE = path.join(import.meta.dirname, '..', '..', '..', 'openapi.json');

/** Reads `openapi.json`: what it names is tried, so that nobody has to register a new operation here. */
export async function readContract(): Promise<Contract> {
  const document = JSON.parse(await readFile(FILE, 'utf8')) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'contract');
  const compiled = new Map<string, ValidateFunction>();

  const operations = Object.entries(document.paths).flatMap(([target, methods]) =>
    Object.entries(methods).map(([method, operation]) => describeOperation(target, method, operation)),
  );
  return {
    operations: operations.sort((a, b) => rank(a) - rank(b)),
    resolve: (schema) =>
      schema.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1) as string] ?? {}) : schema,
    problemOf(operation, status, contentType, body) {
      const steps = ['paths', operation.path, operation.method.toLowerCase(), 'responses', String(status), 'content'];
      const pointer = [...steps, contentType, 'schema'].map((step) =>
        encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')),
      );
      const ref = `contract#/${pointer.join('/')}`;
      let validate = compiled.get(ref);
      if (!validate) {
        validate = ajv.compile({ $ref: ref });
        compiled.set(ref, validate);
      }
      return validate(body) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'answer' });
    },
  };
}

function describeOperation(target: string, method: string, operation: OperationObject): Operation {
  return {
    operationId: operation.operationId,
    method: method.toUpperCase(),
    path: target,
    parameters: (operation.parameters ?? []).map(({ required = false, schema, example, ...parameter }) => ({
      ...parameter,
      required,
      schema: example === undefined ? schema : { examples: [example], ...schema },
    })),
    body: operation.requestBody?.content['application/json']?.schema,
    responses: new Map(
      Object.entries(operation.responses).map(([status, { content = {} }]) => [Number(status), Object.keys(content)]),
    ),
    access: operation['x-access'].filter((name) => name !== 'public'),
  };
}

/** What makes things comes first, what ends them last. */
function rank({ method, path: target }: Operation): number {
  if (method === 'DELETE') return 4;
  if (method !== 'POST') return method === 'PATCH' ? 1 : 2;
  return target.endsWith('}') ? 1 : target.split('{').length - 1;
}
