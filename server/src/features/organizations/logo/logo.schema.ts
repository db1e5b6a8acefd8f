import { type Static, Type } from 'typebox';

export const LogoParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });

export const LogoFileParams = Type.Object({
  ...LogoParams.properties,
  file: Type.String({ pattern: '^[0-9a-f]{32}\\.png$', maxLength: 36 }),
});
export type LogoFileParams = Static<typeof LogoFileParams>;

/** The body has no schema: it is read as it comes. */
export const LOGO_BODY = `A PNG, JPEG, WebP or GIF of 5 MiB and 25 million pixels at most, as the field \`logo\` (or \`file\`) of \`multipart/form-data\`, or as
the body itself (\`image/…\`, \`application/octet-stream\`). It is drawn anew as a PNG of 512 × 512 at most, without what else was in the
file. SVG and moving pictures are refused.`;
