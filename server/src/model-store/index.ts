export { beginFirstModel, FIRST_MODEL, type FirstModel, type FirstModelState } from './auto-install.ts';
export { type CatalogueEntry, findEntry, readCatalogue } from './catalogue.ts';
export { type ModelStore, megabytes } from './store.ts';
