import type { Generated } from 'kysely';

export type TemplateType = 'EXPORT_TEMPLATE' | 'SUMMARIZATION';

export interface ExportTemplatesTable {
  id: Generated<number>;
  organization_id: number;
  name: string;
  type: TemplateType;
  prompt: string | null;
  /** Where the files lie in the storage; null: there is none. */
  docx_key: string | null;
  pdf_key: string | null;
  created_at: Generated<Date>;
}
