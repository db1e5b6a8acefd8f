import { Type } from 'typebox';
import { deviceOf } from '../../../platform/http/device.ts';
import { errors, NoContent } from '../../../platform/http/envelope.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { EmailAddress, PersonName } from '../auth.schema.ts';
import { choosePassword, forgotPassword } from './links.service.ts';
import { register } from './register.service.ts';

const tags = ['Signing in'];
const config = { access: 'public' as const };

const ChooseBody = Type.Object({
  token: Type.String({ minLength: 20, maxLength: 100, description: 'From the link in the mail, behind `#token=`' }),
  password: Type.String({
    minLength: 1,
    maxLength: 1_000,
    description: '12 to 128 characters with upper case, lower case and a digit, and none that is guessed first',
  }),
});

export async function linkRoutes(app: HttpServer): Promise<void> {
  app.post(
    '/api/v3/auth/password/forgot',
    {
      config,
      schema: {
        operationId: 'forgotPassword',
        summary: 'Send a link to choose a new password; the answer is the same whether or not there is such an account',
        tags,
        security: [],
        body: Type.Object({ email: Type.String({ minLength: 3, maxLength: 320 }) }),
        response: { 202: NoContent, ...errors(400, 422) },
      },
    },
    async (request, reply) => {
      reply.code(202);
      await forgotPassword(request.ctx, request.body, deviceOf(request));
    },
  );

  app.post(
    '/api/v3/auth/register',
    {
      config,
      schema: {
        operationId: 'register',
        summary: 'Ask for an account with an organisation of one’s own, where registration is on',
        description: 'A mail tells the rest; the answer is the same whether or not the address has an account.',
        tags,
        security: [],
        body: Type.Object({
          email: EmailAddress,
          first_name: PersonName,
          last_name: PersonName,
          organization: Type.String({ ...PersonName, description: 'Its name' }),
        }),
        response: { 202: NoContent, ...errors(400, 403, 422) },
      },
    },
    async (request, reply) => {
      reply.code(202);
      await register(request.ctx, request.body, deviceOf(request));
    },
  );

  for (const [path, purpose, operationId, summary] of [
    ['/api/v3/auth/activate', 'activate', 'activateAccount', 'Choose the first password, by the link of an invitation'],
    ['/api/v3/auth/password/reset', 'reset', 'resetPassword', 'Choose a new password, by the link that was sent'],
  ] as const) {
    app.post(
      path,
      {
        config,
        schema: {
          ...{ operationId, summary, tags, security: [] },
          description: 'Everywhere else one is signed out; a second factor stays. The link is good once.',
          body: ChooseBody,
          response: { 204: NoContent, ...errors(400, 422) },
        },
      },
      async (request, reply) => {
        reply.code(204);
        await choosePassword(request.ctx, purpose, request.body, deviceOf(request));
      },
    );
  }
}
