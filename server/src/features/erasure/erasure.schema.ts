import { type Static, Type } from 'typebox';

export const DeleteAccountBody = Type.Object({
  password: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1_000,
      description: 'Needed by whoever has one; who signs in by a provider signs in anew before',
    }),
  ),
  delete_organization: Type.Optional(
    Type.Boolean({ description: 'For the only person of an organisation: it goes too, with all that is in it' }),
  ),
});
export type DeleteAccountBody = Static<typeof DeleteAccountBody>;
