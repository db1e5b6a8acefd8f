import { afterAll, beforeAll, expect, it } from 'vitest';
import { createParlance, type Parlance, type ParlanceError } from './index.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let parlance: Parlance;

beforeAll(async () => {
  server = await startTestServer();
  parlance = createParlance(server);
});
afterAll(() => server?.stop());

it('a template is made, found, listed and removed; a broken one is refused with the reason', async () => {
  const headers = { 'x-zoom-s2t-key': server.key };
  const example = await fetch(`${server.url}/api/v3/organization/templates/example`, { headers });
  const docx = await example.blob();
  const pdf = new Blob(['%PDF-1.7\n%%EOF\n']);
  const made = await parlance.createTemplate({ name: 'Minutes', type: 'EXPORT_TEMPLATE', docx, pdf });
  expect(made).toMatchObject({ name: 'Minutes', has_docx: true, has_pdf: true, prompt: null });
  expect((await parlance.getTemplate(made.id)).id).toBe(made.id);
  const { items, total } = await parlance.listTemplates({ limit: 10 });
  expect([items.map(({ id }) => id), total]).toEqual([[made.id], 1]);

  const broken = parlance.createTemplate({ name: 'Broken', type: 'EXPORT_TEMPLATE', docx: pdf, pdf });
  await expect(broken).rejects.toMatchObject({
    errorCode: 'TEMPLATE_INVALID',
    detail: expect.stringContaining('not a ZIP archive'),
  } satisfies Partial<ParlanceError>);

  await parlance.deleteTemplate(made.id);
  expect((await parlance.listTemplates()).items).toEqual([]);
});
