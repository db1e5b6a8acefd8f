import { answerOf, type Connection } from './connection.ts';
import type { operations } from './schema.generated.ts';
import type { CallOptions, Page } from './types.ts';

/** What exported documents look like; `docx_url` and `pdf_url` are links that need no key, for an hour. */
export type Template = operations['getTemplate']['responses'][200]['content']['application/json']['result'];

/** A template to be made: for exports a DOCX with placeholders and an example PDF, for summaries a prompt. */
export interface TemplateSettings {
  name: string;
  type: 'EXPORT_TEMPLATE' | 'SUMMARIZATION';
  docx?: Blob;
  pdf?: Blob;
  prompt?: string;
}

/** Export templates of the organisation: made, listed, removed. Used by `exportDocument(…, { template_id })`. */
export interface TemplateOperations {
  /** The newest first. */
  listTemplates(query?: { offset?: number; limit?: number }, options?: CallOptions): Promise<Page<Template>>;
  /**
   * Adds a template.
   *
   * @throws ParlanceError `TEMPLATE_INVALID` whose `detail` says what is wrong with the DOCX
   * @example
   * const [docx, pdf] = input.files;
   * const { id } = await parlance.createTemplate({ name: 'Minutes', type: 'EXPORT_TEMPLATE', docx, pdf });
   */
  createTemplate(settings: TemplateSettings, options?: CallOptions): Promise<Template>;
  getTemplate(id: number, options?: CallOptions): Promise<Template>;
  /** Removes a template and its files, for good. */
  deleteTemplate(id: number, options?: CallOptions): Promise<void>;
}

const TEMPLATES = '/api/v3/organization/templates';

/** Each operation may throw ParlanceError: an error answer with the server's code, or `NETWORK_ERROR`. */
export function createTemplateOperations(connection: Connection): TemplateOperations {
  const { api } = connection;
  const of = <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>, options: CallOptions) =>
    answerOf(connection, call, options.signal);

  return {
    async listTemplates(query = {}, options = {}) {
      const body = await of(api.GET(TEMPLATES, { params: { query }, ...options }), options);
      return { items: body.result, total: body.total_results };
    },

    async createTemplate({ name, type, docx, pdf, prompt }, options = {}) {
      const form = new FormData();
      form.append('name', name);
      form.append('type', type);
      if (prompt !== undefined) form.append('prompt', prompt);
      if (docx) form.append('template_docx', docx, 'template.docx');
      if (pdf) form.append('example_pdf', pdf, 'example.pdf');
      const request = { body: form as never, bodySerializer: (body: unknown) => body as never, ...options };
      return (await of(api.POST(TEMPLATES, request), options)).result;
    },

    async getTemplate(id, options = {}) {
      return (await of(api.GET(`${TEMPLATES}/{id}`, { params: { path: { id } }, ...options }), options)).result;
    },

    async deleteTemplate(id, options = {}) {
      await of(api.DELETE(`${TEMPLATES}/{id}`, { params: { path: { id } }, ...options }), options);
    },
  };
}
