import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Ctx } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_NAME_LENGTH = 200;
const MAX_PROMPT_LENGTH = 10_000;

/** Everything of templates lies below it. */
export const TEMPLATES_FOLDER = 'templates';

/** A part of a form, as it comes. */
export type FormPart =
  | { type: 'file'; fieldname: string; file: Readable }
  | { type: 'field'; fieldname: string; value: unknown; valueTruncated: boolean };

const FILES: Record<string, { column: 'docx_key' | 'pdf_key'; extension: string }> = {
  template_docx: { column: 'docx_key', extension: 'docx' },
  example_pdf: { column: 'pdf_key', extension: 'pdf' },
};

export interface ReceivedForm {
  fields: Map<string, string>;
  docx_key: string | null;
  pdf_key: string | null;
}

/**
 * Reads a form as it comes and stores its files; when it is broken, nothing of them stays.
 *
 * @throws AppError `file_too_large` beyond 10 MB, `validation_error` for fields given twice or too long, `bad_request` when
 * the form ends too early
 */
export async function receiveForm(
  ctx: Ctx,
  organizationId: number,
  parts: AsyncIterable<FormPart>,
): Promise<ReceivedForm> {
  const form: ReceivedForm = { fields: new Map(), docx_key: null, pdf_key: null };
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        readField(form, part);
        continue;
      }
      const place = Object.hasOwn(FILES, part.fieldname) ? FILES[part.fieldname] : undefined;
      if (!place) throw invalid(part.fieldname, 'is no file of a template: send template_docx and example_pdf');
      if (form[place.column]) throw invalid(part.fieldname, 'is given twice');
      const key = `${TEMPLATES_FOLDER}/${organizationId}/${randomUUID()}.${place.extension}`;
      form[place.column] = key;
      const bytes = await ctx.storage.write(key, part.file, { maxBytes: MAX_FILE_BYTES });
      if (bytes === 0) throw invalid(part.fieldname, 'is empty');
    }
    return form;
  } catch (error) {
    await discardForm(ctx, form);
    // Errors of the disk name a system call; what is left is a form that is none, or was cut off.
    if (error instanceof AppError || 'syscall' in (error as Error) || 'statusCode' in (error as Error)) throw error;
    throw new AppError('bad_request', { detail: 'The form is broken or ended too early.', cause: error });
  }
}

/** Takes back the files of a form that comes to nothing. */
export async function discardForm(ctx: Ctx, form: Pick<ReceivedForm, 'docx_key' | 'pdf_key'>): Promise<void> {
  for (const key of [form.docx_key, form.pdf_key]) if (key) await ctx.storage.deleteFile(key);
}

function readField(form: ReceivedForm, part: FormPart & { type: 'field' }): void {
  const { fieldname, value, valueTruncated } = part;
  if (Object.hasOwn(FILES, fieldname)) {
    // Browsers send an empty field where no file was chosen.
    if (value === '') return;
    throw invalid(fieldname, 'must be a file, with a filename');
  }
  if (form.fields.has(fieldname)) throw invalid(fieldname, 'is given twice');
  if (valueTruncated) throw invalid(fieldname, 'is too long');
  form.fields.set(fieldname, String(value));
}

/** What a form says about a template, besides its files. @throws AppError `validation_error` */
export function readTemplateFields({ fields }: ReceivedForm) {
  const name = fields.get('name')?.trim() ?? '';
  if (name === '') throw invalid('name', 'is required');
  if (name.length > MAX_NAME_LENGTH) throw invalid('name', `must have at most ${MAX_NAME_LENGTH} characters`);
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) throw invalid('name', 'must be one line of text');
  const type = fields.get('type');
  if (type !== 'EXPORT_TEMPLATE' && type !== 'SUMMARIZATION') {
    throw invalid('type', 'must be EXPORT_TEMPLATE or SUMMARIZATION');
  }
  const prompt = fields.get('prompt')?.trim() || null;
  if (prompt && prompt.length > MAX_PROMPT_LENGTH) {
    throw invalid('prompt', `must have at most ${MAX_PROMPT_LENGTH} characters`);
  }
  if (prompt?.includes('\0')) throw invalid('prompt', 'must be text');
  if (type === 'SUMMARIZATION' && !prompt) throw invalid('prompt', 'is required for SUMMARIZATION');
  return { name, type, prompt } as const;
}

export function invalid(field: string, issue: string): AppError {
  return new AppError('validation_error', { detail: `${field} ${issue}.`, details: { field, issue } });
}
