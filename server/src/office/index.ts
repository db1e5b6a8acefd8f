export type { DocumentFacts } from './document-input.ts';
export { checkTemplate, exampleTemplate, type OfficeInput, renderOffice } from './render-office.ts';
