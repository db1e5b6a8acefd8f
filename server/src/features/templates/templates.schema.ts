import { type Static, Type } from 'typebox';
import { DualOne, Many, Nullable, PageQuery, Timestamp } from '../../platform/http/envelope.ts';

export const TEMPLATE_TYPES = ['EXPORT_TEMPLATE', 'SUMMARIZATION'] as const;

export const TemplateParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
export const TemplateFileParams = Type.Object({
  ...TemplateParams.properties,
  file: Type.Enum(['docx', 'pdf']),
});
export type TemplateFileParams = Static<typeof TemplateFileParams>;

export const TemplateFileQuery = Type.Object({
  expires: Type.Integer({ minimum: 0, maximum: 99_999_999_999 }),
  signature: Type.String({ maxLength: 100 }),
});
export type TemplateFileQuery = Static<typeof TemplateFileQuery>;

const TemplateFields = {
  id: Type.Integer(),
  name: Type.String(),
  type: Type.Enum([...TEMPLATE_TYPES]),
  prompt: Nullable(Type.String()),
  has_docx: Type.Boolean(),
  has_pdf: Type.Boolean(),
  docx_url: Nullable(Type.String({ description: 'A signed link, good for an hour' })),
  pdf_url: Nullable(Type.String({ description: 'A signed link, good for an hour' })),
  created_at: Timestamp,
};
export const TemplateAnswer = DualOne(TemplateFields);
export const TemplateList = Many(Type.Object(TemplateFields));
export const ListTemplatesQuery = Type.Object(PageQuery);
export type ListTemplatesQuery = Static<typeof ListTemplatesQuery>;

/** What the parts of the form are; they are read one by one, so nothing checks them against this but the service. */
export const CREATE_TEMPLATE_FORM = `multipart/form-data with these fields:

- \`name\` (required): up to 200 characters
- \`type\` (required): \`EXPORT_TEMPLATE\` or \`SUMMARIZATION\`
- \`template_docx\`: the DOCX file with placeholders, up to 10 MB; required for \`EXPORT_TEMPLATE\`
- \`example_pdf\`: what it will look like, up to 10 MB; required for \`EXPORT_TEMPLATE\`, unless \`PARLANCE_TEMPLATE_PDF_REQUIRED=0\`
- \`prompt\`: up to 10 000 characters; required for \`SUMMARIZATION\`

Templates with macros, embedded objects or content from elsewhere, and those with unknown or unclosed placeholders, are refused with the reason.`;
