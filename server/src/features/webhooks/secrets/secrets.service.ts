import { randomBytes } from 'node:crypto';
import { type Ctx, inTransaction, type RequestCtx } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { dualOne, many } from '../../../platform/http/envelope.ts';
import { resealIfPossible, type SecretBox } from '../../../platform/secret-box.ts';
import {
  deleteSecret,
  findSecret,
  insertSecret,
  listValidSecrets,
  type SecretRow,
  updateSecretsRotated,
} from './secrets.repo.ts';

const PURPOSE = 'webhook secrets';

/** Standard Webhooks asks for 24 to 64 random bytes, written `whsec_` and base64. */
const SECRET_BYTES = 32;

/** How long a rotated secret signs along, so that receivers can change over without missing anything. */
const OVERLAP_MS = 24 * 3_600_000;

async function createSecret(ctx: Ctx, organization_id: number) {
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  const row = await insertSecret(ctx.db, {
    organization_id,
    secret: ctx.secretBox(PURPOSE).seal(secret),
    preview: `${secret.slice(0, 9)}…${secret.slice(-4)}`,
    created_at: ctx.now(),
  });
  return { row, secret };
}

/**
 * The secrets that sign for an organisation, the newest first. The first is made when it is needed; nobody has seen it,
 * so receivers get theirs by rotating.
 *
 * @throws AppError `internal_error` when the server's secret was changed and they cannot be opened
 */
export async function signingSecrets(ctx: Ctx, organizationId: number): Promise<[string, ...string[]]> {
  const list = () => listValidSecrets(ctx.db, organizationId, ctx.now());
  let rows = await list();
  if (!rows.some((row) => row.expires_at === null)) {
    await createSecret(ctx, organizationId);
    rows = await list();
  }
  const box = ctx.secretBox(PURPOSE);
  const [newest, ...rotated] = rows as [SecretRow, ...SecretRow[]];
  return [box.open(newest.secret), ...rotated.flatMap((row) => openIfPossible(box, row))];
}

/** The same sealed with the present key of the server; undefined when it is, or cannot be opened any more. */
export const resealSecret = (ctx: Ctx, sealed: Buffer): Buffer | undefined =>
  resealIfPossible(ctx.secretBox(PURPOSE), sealed);

/** After a change of the server's secret a rotation must help at once, whatever cannot be read any more. */
function openIfPossible(box: SecretBox, row: SecretRow): string[] {
  try {
    return [box.open(row.secret)];
  } catch {
    return [];
  }
}

const view = ({ id, preview, created_at, expires_at }: SecretRow) => ({ id, preview, created_at, expires_at });

/** The valid secrets without what makes them secret. */
export async function listWebhookSecrets(ctx: RequestCtx) {
  const rows = await listValidSecrets(ctx.db, ctx.actor.organization_id, ctx.now());
  return many(rows.map(view), rows.length);
}

/** A new secret, shown once. The one before signs along for a day; one that was before that ends now. */
export async function rotateWebhookSecret(ctx: RequestCtx) {
  return inTransaction(ctx, async (ctx) => {
    await updateSecretsRotated(ctx.db, ctx.actor.organization_id, new Date(ctx.now().getTime() + OVERLAP_MS));
    const { row, secret } = await createSecret(ctx, ctx.actor.organization_id);
    if (!row) throw new AppError('conflict', { detail: 'Another request is rotating the secret. Try again.' });
    return dualOne({ ...view(row), secret });
  });
}

/** Ends a rotated secret before its day is over. @throws AppError `conflict` for the newest: rotate first */
export async function deleteWebhookSecret(ctx: RequestCtx, id: number): Promise<void> {
  const { organization_id } = ctx.actor;
  const row = await findSecret(ctx.db, organization_id, id);
  if (!row || (row.expires_at && row.expires_at <= ctx.now())) throw new AppError('webhook_secret_not_found');
  if (row.expires_at === null) {
    throw new AppError('conflict', { detail: 'This is the newest secret. Rotate first, then end this one.' });
  }
  await deleteSecret(ctx.db, organization_id, id);
}
