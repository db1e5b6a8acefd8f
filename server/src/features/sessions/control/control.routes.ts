import { ANY_KEY } from '../../../platform/http/access.ts';
import { errors } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { SessionAnswer, SessionParams } from '../sessions.schema.ts';
import { cancelSession, retrySession } from './control.service.ts';

const tags = ['Sessions'];
const response = { 200: SessionAnswer, ...errors(401, 404, 409) };

export async function sessionControlRoutes(app: HttpServer): Promise<void> {
  app.post(
    '/api/v3/speech-to-text/session/:session_id/cancel',
    {
      config: { access: [...ANY_KEY, 'sessions.write'] },
      schema: {
        operationId: 'cancelSession',
        summary: 'Stop the work on a session within a second; it ends as failed with the code CANCELLED',
        tags,
        params: SessionParams,
        response,
      },
    },
    (request) => cancelSession(request.ctx, request.params.session_id),
  );

  app.post(
    '/api/v3/speech-to-text/session/:session_id/retry',
    {
      config: { access: [...ANY_KEY, 'sessions.write'], capacity: 'new' },
      schema: {
        operationId: 'retrySession',
        summary: 'Begin the work on a failed session anew, with the media it was given',
        tags,
        params: SessionParams,
        response,
      },
    },
    (request) => retrySession(request.ctx, request.params.session_id),
  );
}
