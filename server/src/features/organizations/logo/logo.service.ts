import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Ctx, inTransaction, type RequestCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Db } from '../../../platform/postgres/connect.ts';
import { type Device, noteEvent } from '../../audit/index.ts';
import { findOrganization, listNamedLogos, lockOrganization, updateOrganization } from '../organizations.repo.ts';
import { gone, viewOrganization } from '../organizations.service.ts';
import { encodeLogo } from './encode-logo.ts';
import type { LogoFileParams } from './logo.schema.ts';

/** All pictures of organisations lie below it. */
export const LOGOS_FOLDER = 'logos';
export const MAX_LOGO_BYTES = 5 * 1024 * 1024;
/** Pictures that one organisation may have decoded in an hour. */
const AN_HOUR = 30;

/** A part of a form, as it comes. */
export type FormPart = { type: 'file'; fieldname: string; file: Readable } | { type: 'field'; fieldname: string };

/**
 * Gives the own organisation another picture. The new file is there before the row names it, and the old one goes only after
 * that: what a crash leaves behind is a file that nothing names, which is collected.
 *
 * @param body parts of a form, or the picture itself
 * @throws AppError `not_found` for any other organisation; `unsupported_media_type`, `file_too_large`, `image_invalid`,
 * `validation_error`, `rate_limit_exceeded`
 */
export async function uploadLogo(
  ctx: RequestCtx,
  id: number,
  body: AsyncIterable<FormPart> | Readable | null,
  device: Device,
) {
  requireOwn(ctx, id);
  const use = await ctx.rates.callers.count(`logo:${id}`, 'hour', AN_HOUR);
  if (use.used > AN_HOUR) throw new AppError('rate_limit_exceeded', { detail: `${AN_HOUR} pictures an hour.` });
  if (!body) throw new AppError('unsupported_media_type', { detail: 'Send multipart/form-data or a picture.' });
  const picture = await encodeLogo(await readPicture(body));
  const key = `${LOGOS_FOLDER}/${id}/${randomBytes(16).toString('hex')}.png`;
  await ctx.storage.write(key, picture);
  try {
    return await replaceLogo(ctx, id, key, device);
  } catch (error) {
    await ctx.storage.deleteFile(key);
    throw error;
  }
}

/** Removes the picture of the own organisation. @throws AppError `not_found` for any other; `file_not_found` without one */
export async function deleteLogo(ctx: RequestCtx, id: number, device: Device): Promise<void> {
  requireOwn(ctx, id);
  await replaceLogo(ctx, id, null, device);
}

/** The file behind the public address. Its name is random, and known to whoever was told only. @throws AppError `file_not_found` */
export async function getLogo(ctx: Ctx, { id, file }: LogoFileParams) {
  const key = `${LOGOS_FOLDER}/${id}/${file}`;
  const organization = await findOrganization(ctx.db, id);
  if (organization?.logo_key !== key) throw new AppError('file_not_found');
  // Another picture gets another address.
  return { key, contentType: 'image/png', cacheControl: 'public, max-age=86400, immutable' };
}

/** Which of these files below `logos/` are the picture of an organisation. Their names are new each time: none is used later. */
export async function findLogoFiles(db: Db, keys: string[]): Promise<Set<string>> {
  return new Set(await listNamedLogos(db, keys));
}

function requireOwn(ctx: RequestCtx, id: number): void {
  if (id !== ctx.actor.organization_id) throw new AppError('not_found', { detail: 'There is no such organisation.' });
}

async function replaceLogo(ctx: RequestCtx, id: number, logo_key: string | null, device: Device) {
  const { before, view } = await inTransaction(ctx, async (ctx) => {
    const before = await lockOrganization(ctx.db, id);
    if (!before) throw gone();
    if (!logo_key && !before.logo_key) throw new AppError('file_not_found', { detail: 'There is no logo.' });
    const row = await updateOrganization(ctx.db, id, { logo_key, last_modified: ctx.now() });
    await noteEvent(ctx, {
      organization_id: id,
      actor: `user:${ctx.actor.user_id}`,
      action: logo_key ? 'organization.logo_changed' : 'organization.logo_deleted',
      target: `organization:${id}`,
      device,
    });
    return { before, view: await viewOrganization(ctx, row) };
  });
  if (before.logo_key) await ctx.storage.deleteFile(before.logo_key);
  return view;
}

/** The bytes of the one picture in a body. */
async function readPicture(body: AsyncIterable<FormPart> | Readable): Promise<Buffer> {
  if ('pipe' in body) return readBytes(body);
  let picture: Buffer | undefined;
  try {
    for await (const part of body) {
      if (part.type === 'field') throw invalid(part.fieldname, 'is no file');
      if (part.fieldname !== 'logo' && part.fieldname !== 'file')
        throw invalid(part.fieldname, 'is unknown: send logo');
      if (picture) throw invalid(part.fieldname, 'is more than one picture');
      picture = await readBytes(part.file);
    }
  } catch (error) {
    if (error instanceof AppError || 'statusCode' in (error as Error)) throw error;
    throw new AppError('bad_request', { detail: 'The form is broken or ended too early.', cause: error });
  }
  if (!picture) throw invalid('logo', 'is required');
  return picture;
}

async function readBytes(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MAX_LOGO_BYTES) throw new AppError('file_too_large', { detail: 'A logo has 5 MiB at most.' });
    pieces.push(piece);
  }
  if (length === 0) throw invalid('logo', 'is empty');
  return Buffer.concat(pieces);
}

const invalid = (field: string, issue: string) =>
  new AppError('validation_error', { detail: `${field} ${issue}.`, details: { field, issue } });
