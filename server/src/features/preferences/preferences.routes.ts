import { errors, NoContent } from '../../platform/http/envelope.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import {
  CreatePreferenceBody,
  ListPreferencesQuery,
  PreferenceAnswer,
  PreferenceList,
  PreferenceParams,
  UpdatePreferenceBody,
} from './preferences.schema.ts';
import {
  createPreference,
  deletePreference,
  getPreference,
  listPreferences,
  updatePreference,
} from './preferences.service.ts';

const tags = ['Account'];
const config = { access: ['account'] as const };

export async function preferenceRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/user_preferences',
    {
      config,
      schema: {
        operationId: 'listPreferences',
        summary: 'Your own preferences, newest first',
        tags,
        querystring: ListPreferencesQuery,
        response: { 200: PreferenceList, ...errors(401, 403, 422, 429) },
      },
    },
    (request) => listPreferences(request.ctx, request.query),
  );

  app.post(
    '/api/v3/user_preferences',
    {
      config: { ...config, idempotent: 'json' },
      schema: {
        operationId: 'createPreference',
        summary: 'Keep something under a key of your own, 200 at most',
        tags,
        body: CreatePreferenceBody,
        response: { 201: PreferenceAnswer, ...errors(400, 401, 403, 409, 415, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createPreference(request.ctx, request.body);
    },
  );

  app.get(
    '/api/v3/user_preferences/:id',
    {
      config,
      schema: {
        operationId: 'getPreference',
        summary: 'One of your preferences',
        tags,
        params: PreferenceParams,
        response: { 200: PreferenceAnswer, ...errors(401, 403, 404, 422, 429) },
      },
    },
    (request) => getPreference(request.ctx, request.params.id),
  );

  app.put(
    '/api/v3/user_preferences/:id',
    {
      config,
      schema: {
        operationId: 'updatePreference',
        summary: 'Change one of your preferences',
        tags,
        params: PreferenceParams,
        body: UpdatePreferenceBody,
        response: { 200: PreferenceAnswer, ...errors(400, 401, 403, 404, 409, 415, 422, 429) },
      },
    },
    (request) => updatePreference(request.ctx, request.params.id, request.body),
  );

  app.delete(
    '/api/v3/user_preferences/:id',
    {
      config,
      schema: {
        operationId: 'deletePreference',
        summary: 'Delete one of your preferences',
        tags,
        params: PreferenceParams,
        response: { 204: NoContent, ...errors(401, 403, 404, 422, 429) },
      },
    },
    async (request, reply) => {
      reply.code(204);
      await deletePreference(request.ctx, request.params.id);
    },
  );
}
