export { TEMPLATES_FOLDER } from './template-form.ts';
export { templateRoutes } from './templates.routes.ts';
export { findTemplateFiles, readTemplate } from './templates.service.ts';
