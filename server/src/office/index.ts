export { type OfficeInput, renderOffice } from './render-office.ts';
