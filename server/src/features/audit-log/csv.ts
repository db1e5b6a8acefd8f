import type { AuditView } from './audit-log.schema.ts';

const COLUMNS = [
  'id',
  'at',
  'organization_id',
  'actor',
  'actor_name',
  'action',
  'target',
  'target_name',
  'address',
  'user_agent',
  'details',
] as const satisfies (keyof AuditView)[];

/** Lines of CSV (RFC 4180), as they come. */
export async function* auditCsv(rows: AsyncIterable<AuditView>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const row of rows) yield `${COLUMNS.map((column) => cell(row[column])).join(',')}\r\n`;
}

/**
 * Spreadsheets take cells that begin with one of these signs for formulas, and anybody chooses their own browser's name: an
 * apostrophe makes them text (OWASP, CSV injection).
 */
const FORMULA = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;

export function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
