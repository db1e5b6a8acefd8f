import { Type } from 'typebox';
import { errors } from '../../../platform/http/envelope.ts';
import { sendStored } from '../../../platform/http/send-stored.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { SessionParams } from '../sessions.schema.ts';
import { getMedia } from './media.service.ts';

const LinkQuery = Type.Object({
  expires: Type.Integer({ minimum: 0, maximum: 99_999_999_999 }),
  signature: Type.String({ maxLength: 100 }),
});

/** A stream: nothing is serialised, this is for the contract. */
const bytes = { schema: Type.Unsafe<never>({ type: 'string', format: 'binary' }) };
const Media = { description: 'The media, or the range of it', content: { 'audio/mp4': bytes, 'video/mp4': bytes } };

export async function mediaRoutes(app: HttpServer): Promise<void> {
  app.get(
    '/api/v3/speech-to-text/session/:session_id/media',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getMedia',
        summary: 'The kept media behind a signed link (`media_url`); supports Range',
        tags: ['Sessions'],
        security: [],
        params: SessionParams,
        querystring: LinkQuery,
        response: { 200: Media, 206: Media, ...errors(404, 416, 422) },
      },
    },
    async (request, reply) =>
      sendStored(
        request,
        reply,
        request.ctx.storage,
        await getMedia(request.ctx, request.params.session_id, request.query),
      ),
  );
}
