import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_PDF, makeDocx, templateForm } from '../../../test/templates.ts';
import { startTestServer, type TestServer } from '../../../test/test-server.ts';
import { insertOrganization } from '../organizations/index.ts';
import { collectOrphans } from '../retention/index.ts';
import { readTemplate } from './index.ts';

const TEMPLATES = '/api/v3/organization/templates';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const create = (fields: Parameters<typeof templateForm>[0] = {}, key = server.keys.batch) =>
  server.call('POST', TEMPLATES, { key, body: templateForm(fields) });

const storedFilesOf = (organizationId: number) => storedFiles(String(organizationId));

async function storedFiles(below = ''): Promise<number> {
  const folder = path.join(server.running.ctx.config.storageDir, 'templates', below);
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return names.filter((entry) => entry.isFile()).length;
}

describe('createTemplate', () => {
  it('201: an export template with its files', async () => {
    const answer = await create({ name: 'Minutes of meetings' });
    expect(answer.status).toBe(201);
    expect(answer.body.result).toMatchObject({
      id: expect.any(Number),
      name: 'Minutes of meetings',
      type: 'EXPORT_TEMPLATE',
      prompt: null,
      has_docx: true,
      has_pdf: true,
      docx_url: expect.stringContaining('/docx?expires='),
      pdf_url: expect.stringContaining('/pdf?expires='),
      created_at: expect.any(String),
    });
    expect(answer.body.name).toBe('Minutes of meetings');
  });

  it('201: a template for summaries needs a prompt and no files', async () => {
    const { status, body } = await create({
      type: 'SUMMARIZATION',
      prompt: 'In three sentences: é 你',
      template_docx: null,
      example_pdf: null,
    });
    expect([status, body.prompt, body.has_docx, body.docx_url]).toEqual([201, 'In three sentences: é 你', false, null]);
  });

  it.each([
    ['no name', { name: null }, 'name'],
    ['a blank name', { name: '  ' }, 'name'],
    ['a long name', { name: 'x'.repeat(201) }, 'name'],
    ['no type', { type: null }, 'type'],
    ['an unknown type', { type: 'OTHER' }, 'type'],
    ['no DOCX', { template_docx: null }, 'template_docx'],
    ['a DOCX that is no file', { template_docx: 'text' }, 'template_docx'],
    ['an empty DOCX', { template_docx: Buffer.alloc(0) }, 'template_docx'],
    ['no PDF', { example_pdf: null }, 'example_pdf'],
    ['a PDF that is none', { example_pdf: Buffer.from('PDF') }, 'example_pdf'],
    ['a file of another name', { other: Buffer.from('x') }, 'other'],
    ['a long prompt', { prompt: 'x'.repeat(10_001) }, 'prompt'],
    ['a prompt far too long', { prompt: 'x'.repeat(50_000) }, 'prompt'],
    ['a summary without a prompt', { type: 'SUMMARIZATION' }, 'prompt'],
  ])('422: %s', async (_, fields, field) => {
    const before = await storedFiles();
    const { status, body } = await create(fields);
    expect([status, body.error_code, body.details?.field]).toEqual([422, 'VALIDATION_ERROR', field]);
    expect(await storedFiles()).toBe(before);
  });

  it('422: a template that cannot be used, with the reason, and nothing of it stays', async () => {
    const before = await storedFiles();
    const { status, body } = await create({ template_docx: makeDocx({ paragraphs: ['{{ttile}}'] }) });
    expect([status, body.error_code]).toEqual([422, 'TEMPLATE_INVALID']);
    expect(body.detail).toContain('There is no placeholder {{ttile}}. There are: title,');
    expect(await storedFiles()).toBe(before);
  });

  it('413: a file beyond 10 MB', async () => {
    const before = await storedFiles();
    const { status, body } = await create({
      example_pdf: Buffer.concat([EXAMPLE_PDF, Buffer.alloc(10 * 1024 * 1024)]),
    });
    expect([status, body.error_code]).toEqual([413, 'FILE_TOO_LARGE']);
    expect(await storedFiles()).toBe(before);
  });

  it('415: no form', async () => {
    const { status, body } = await server.call('POST', TEMPLATES, { key: server.keys.batch, json: { name: 'x' } });
    expect([status, body.detail]).toEqual([415, 'Send multipart/form-data.']);
  });

  it('400: a form that breaks off', async () => {
    const before = await storedFiles();
    const body =
      '--b\r\ncontent-disposition: form-data; name="template_docx"; filename="a.docx"\r\n\r\nPK and then nothing more';
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await server.call('POST', TEMPLATES, { key: server.keys.batch, headers, body });
    expect([answer.status, answer.body.error_code]).toEqual([400, 'BAD_REQUEST']);
    expect(await storedFiles()).toBe(before);
  });

  it('401 without a key, 403 with one of another kind', async () => {
    expect((await server.call('POST', TEMPLATES, { body: templateForm() })).status).toBe(401);
    expect((await create({}, server.keys.realtime)).status).toBe(403);
  });

  it('the example PDF can be optional', async () => {
    await server.restart(async () => {}, { PARLANCE_TEMPLATE_PDF_REQUIRED: '0' });
    const { status, body } = await create({ example_pdf: null });
    expect([status, body.has_pdf, body.pdf_url]).toEqual([201, false, null]);
  });
});

describe('listTemplates', () => {
  it('200: newest first, in pages', async () => {
    for (const name of ['first', 'second']) await create({ name });
    const { status, body } = await server.call('GET', `${TEMPLATES}?limit=1&offset=1`, { key: server.keys.batch });
    expect([status, body.count, body.result[0].name]).toEqual([200, 1, 'first']);
    expect(body.total_results).toBeGreaterThanOrEqual(2);
  });

  it('another organisation sees none of them', async () => {
    const { body } = await server.call('GET', TEMPLATES, { key: server.keys.foreign });
    expect([body.total_results, body.result]).toEqual([0, []]);
  });

  it('422 for a limit that is none, 401 without a key', async () => {
    expect((await server.call('GET', `${TEMPLATES}?limit=x`, { key: server.keys.batch })).status).toBe(422);
    expect((await server.call('GET', TEMPLATES)).status).toBe(401);
  });
});

describe('getTemplate', () => {
  it('200; 404 for another organisation; 401; 422', async () => {
    const { body } = await create();
    const target = `${TEMPLATES}/${body.id}`;
    const answer = await server.call('GET', target, { key: server.keys.batch });
    expect([answer.status, answer.body.result.id]).toEqual([200, body.id]);
    const foreign = await server.call('GET', target, { key: server.keys.foreign });
    expect([foreign.status, foreign.body.error_code]).toEqual([404, 'TEMPLATE_NOT_FOUND']);
    expect((await server.call('GET', target)).status).toBe(401);
    expect((await server.call('GET', `${TEMPLATES}/x`, { key: server.keys.batch })).status).toBe(422);
  });
});

describe('getTemplateFile', () => {
  it('200 and 206: the bytes behind the links, for anyone who has them', async () => {
    const { body } = await create();
    const whole = await fetch(body.pdf_url);
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(EXAMPLE_PDF);
    const part = await fetch(body.docx_url, { headers: { range: 'bytes=0-1' } });
    expect([part.status, await part.text()]).toEqual([206, 'PK']);
    const out = await fetch(body.docx_url, { headers: { range: 'bytes=99999999-' } });
    expect(out.status).toBe(416);
  });

  it('404: a bent link or another file; 422: no link', async () => {
    const { body } = await create();
    const bent = (change: (url: URL) => void) => {
      const url = new URL(body.pdf_url);
      change(url);
      return server.call('GET', url.href);
    };
    const answers = await Promise.all([
      bent((url) => url.searchParams.set('signature', 'x')),
      bent((url) => {
        url.pathname = url.pathname.replace(/pdf$/, 'docx');
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect((await server.call('GET', `${TEMPLATES}/${body.id}/pdf`)).status).toBe(422);
  });
});

describe('getExampleTemplate', () => {
  it('200: a DOCX that is taken as a template; 401', async () => {
    const response = await fetch(`${server.url}${TEMPLATES}/example`, {
      headers: { 'x-zoom-s2t-key': server.keys.batch },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ]);
    const template_docx = Buffer.from(await response.arrayBuffer());
    expect((await create({ template_docx })).status).toBe(201);
    expect((await server.call('GET', `${TEMPLATES}/example`)).status).toBe(401);
  });
});

describe('deleteTemplate', () => {
  it('204 and its files are gone; 404 for another organisation and afterwards; 401', async () => {
    const before = await storedFiles();
    const { body } = await create();
    const target = `${TEMPLATES}/${body.id}`;
    expect((await server.call('DELETE', target)).status).toBe(401);
    expect((await server.call('DELETE', target, { key: server.keys.foreign })).status).toBe(404);
    expect(await storedFiles()).toBe(before + 2);
    expect((await server.call('DELETE', target, { key: server.keys.batch })).status).toBe(204);
    expect(await storedFiles()).toBe(before);
    expect((await fetch(body.pdf_url)).status).toBe(404);
    expect((await server.call('DELETE', target, { key: server.keys.batch })).status).toBe(404);
  });
});

describe('readTemplate', () => {
  it('gives the DOCX to the organisation it belongs to', async () => {
    const { ctx } = server.running;
    const { body } = await create({ name: 'For reading' });
    const { name, docx } = await readTemplate(ctx, server.organizationId, body.id);
    expect([name, docx.toString('latin1', 0, 2)]).toEqual(['For reading', 'PK']);
    await expect(readTemplate(ctx, server.organizationId + 1, body.id)).rejects.toMatchObject({
      kind: 'template_not_found',
    });
    const summary = await create({ type: 'SUMMARIZATION', prompt: 'Short', template_docx: null, example_pdf: null });
    await expect(readTemplate(ctx, server.organizationId, summary.body.id)).rejects.toMatchObject({
      kind: 'invalid_format',
    });
  });
});

/** For a clean-up that takes files as soon as they are there; the server's own one leaves them time. */
const impatient = () => {
  const { ctx } = server.running;
  return { ...ctx, config: { ...ctx.config, orphanHours: 0 } };
};

describe('clean-up', () => {
  it('keeps the files of templates and takes those that no template has', async () => {
    const ctx = impatient();
    const { body } = await create();
    const orphan = `templates/${server.organizationId}/nobodys.docx`;
    await ctx.storage.write(orphan, Buffer.from('PK'));
    await collectOrphans(ctx, new AbortController().signal);
    expect(await ctx.storage.size(orphan)).toBeUndefined();
    expect((await server.call('GET', body.pdf_url)).status).toBe(200);
  });

  it('takes the files of an organisation that is deleted', async () => {
    const ctx = impatient();
    const organization = await insertOrganization(ctx.db, 'To be deleted');
    await create({}, await server.createKey({ type: 'batch', organization_id: organization.id }));
    const none = { app_token_id: null };
    await ctx.db.updateTable('organizations').set(none).where('id', '=', organization.id).execute();
    await ctx.db.deleteFrom('tokens').where('organization_id', '=', organization.id).execute();
    await ctx.db.deleteFrom('organizations').where('id', '=', organization.id).execute();
    await collectOrphans(ctx, new AbortController().signal);
    expect(await storedFilesOf(organization.id)).toBe(0);
  });
});
