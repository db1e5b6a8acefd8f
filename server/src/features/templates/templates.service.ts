import type { Ctx, RequestCtx } from '../../context.ts';
import { checkTemplate, exampleTemplate } from '../../office/index.ts';
import { AppError } from '../../platform/errors.ts';
import { dualOne, many, page } from '../../platform/http/envelope.ts';
import type { Db } from '../../platform/postgres/connect.ts';
import {
  discardForm,
  type FormPart,
  invalid,
  type ReceivedForm,
  readTemplateFields,
  receiveForm,
} from './template-form.ts';
import {
  countTemplates,
  deleteTemplateRow,
  findTemplate,
  findTemplateById,
  insertTemplate,
  listNamedFiles,
  listTemplateRows,
  type TemplateRow,
} from './templates.repo.ts';
import type { ListTemplatesQuery, TemplateFileParams, TemplateFileQuery } from './templates.schema.ts';

const MAX_TEMPLATES = 200;
const LINK_SECONDS = 3_600;

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const CONTENT_TYPES = { docx: DOCX_TYPE, pdf: 'application/pdf' };

const filePath = (id: number, file: 'docx' | 'pdf') => `/api/v3/organization/templates/${id}/${file}`;

function viewTemplate(ctx: Ctx, row: TemplateRow) {
  const { id, name, type, prompt, docx_key, pdf_key, created_at } = row;
  const link = (key: string | null, file: 'docx' | 'pdf') =>
    key && `${ctx.publicUrl}${filePath(id, file)}?${ctx.links.sign(filePath(id, file), LINK_SECONDS)}`;
  return {
    id,
    name,
    type,
    prompt,
    has_docx: docx_key !== null,
    has_pdf: pdf_key !== null,
    docx_url: link(docx_key, 'docx'),
    pdf_url: link(pdf_key, 'pdf'),
    created_at,
  };
}

/** @throws AppError `template_not_found`, for foreign ones too */
async function requireTemplate(ctx: Ctx, organizationId: number, id: number): Promise<TemplateRow> {
  const row = await findTemplate(ctx.db, organizationId, id);
  if (!row) throw new AppError('template_not_found');
  return row;
}

export async function listTemplates(ctx: RequestCtx, query: ListTemplatesQuery) {
  const { organization_id } = ctx.actor;
  const [rows, total] = await Promise.all([
    listTemplateRows(ctx.db, organization_id, page(query)),
    countTemplates(ctx.db, organization_id),
  ]);
  return many(
    rows.map((row) => viewTemplate(ctx, row)),
    total,
  );
}

export async function getTemplate(ctx: RequestCtx, id: number) {
  return dualOne(viewTemplate(ctx, await requireTemplate(ctx, ctx.actor.organization_id, id)));
}

/**
 * Takes a template in. Its files are stored as they come, looked through, and gone again when something is wrong.
 *
 * @param parts of a form; null when the body is none
 * @throws AppError `unsupported_media_type`, `validation_error`, `template_invalid` with the reason, `file_too_large`, `conflict` when there are too
 * many
 */
export async function createTemplate(ctx: RequestCtx, parts: AsyncIterable<FormPart> | null) {
  const { organization_id } = ctx.actor;
  if (!parts) throw new AppError('unsupported_media_type', { detail: 'Send multipart/form-data.' });
  const form = await receiveForm(ctx, organization_id, parts);
  try {
    const fields = readTemplateFields(form);
    if (fields.type === 'EXPORT_TEMPLATE') requireFiles(ctx, form);
    if ((await countTemplates(ctx.db, organization_id)) >= MAX_TEMPLATES) {
      throw new AppError('conflict', { detail: `There are ${MAX_TEMPLATES} templates already. Delete one first.` });
    }
    if (form.docx_key) await checkTemplate(await ctx.storage.readAll(form.docx_key));
    if (form.pdf_key) await checkPdf(ctx, form.pdf_key);
    const row = await insertTemplate(ctx.db, {
      organization_id,
      ...fields,
      docx_key: form.docx_key,
      pdf_key: form.pdf_key,
      created_at: ctx.now(),
    });
    return dualOne(viewTemplate(ctx, row));
  } catch (error) {
    await discardForm(ctx, form);
    throw error;
  }
}

function requireFiles(ctx: Ctx, form: ReceivedForm): void {
  if (!form.docx_key) throw invalid('template_docx', 'is required for EXPORT_TEMPLATE');
  if (!form.pdf_key && ctx.config.templatePdfRequired) throw invalid('example_pdf', 'is required for EXPORT_TEMPLATE');
}

async function checkPdf(ctx: Ctx, key: string): Promise<void> {
  let start = '';
  for await (const chunk of await ctx.storage.read(key, { start: 0, end: 4 })) start += chunk.toString('latin1');
  if (start !== '%PDF-') throw invalid('example_pdf', 'is no PDF');
}

/** Removes a template with its files; exports made with it stay. */
export async function deleteTemplate(ctx: RequestCtx, id: number): Promise<void> {
  const row = await deleteTemplateRow(ctx.db, ctx.actor.organization_id, id);
  if (!row) throw new AppError('template_not_found');
  await discardForm(ctx, row);
}

/** A file behind a signed link. A wrong, bent or old link is answered like a file that isn't there. */
export async function getTemplateFile(ctx: Ctx, { id, file }: TemplateFileParams, link: TemplateFileQuery) {
  if (!ctx.links.verify(filePath(id, file), link.expires, link.signature)) throw new AppError('file_not_found');
  const row = await findTemplateById(ctx.db, id);
  const key = row?.[`${file}_key`];
  if (!key) throw new AppError('file_not_found');
  return { key, contentType: CONTENT_TYPES[file] };
}

/** A DOCX with every placeholder, to begin with. */
export function getExampleTemplate(): Promise<Buffer> {
  return exampleTemplate();
}

/**
 * What other features export with.
 *
 * @throws AppError `template_not_found`, for foreign ones too; `invalid_format` when it has no DOCX
 */
export async function readTemplate(
  ctx: Ctx,
  organizationId: number,
  id: number,
): Promise<{ name: string; docx: Buffer }> {
  const { name, docx_key } = await requireTemplate(ctx, organizationId, id);
  if (!docx_key) {
    throw new AppError('invalid_format', {
      detail: `The template “${name}” has no DOCX. Add one, or choose another template.`,
      details: { field: 'template_id', issue: 'has no DOCX' },
    });
  }
  return { name, docx: await ctx.storage.readAll(docx_key) };
}

/** Which of these files below `templates/` belong to a template. Their names are new each time: none is used later. */
export async function findTemplateFiles(db: Db, keys: string[]): Promise<Set<string>> {
  return new Set(await listNamedFiles(db, keys));
}
