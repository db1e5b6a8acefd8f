import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { escapeMarkup } from '../../captions/formats/html.ts';
import type { Config } from '../../config.ts';
import { listProviders } from '../auth/index.ts';
import { PASSWORD } from '../users/index.ts';

/** One file as it is served. */
export interface PageFile {
  path: string;
  type: string;
  content: Buffer;
  etag: string;
  /** Its address may hold a secret: nobody on the way is to keep anything of it. */
  isPrivate: boolean;
  /** It plays files that somebody chose on their own device. */
  playsFiles: boolean;
}

const DIRECTORY = path.join(import.meta.dirname, 'static');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Page {
  path: string;
  title: string;
  main: string;
  module: string;
  width: string;
  isPrivate?: boolean;
  playsFiles?: boolean;
}

/** Pages that people see: path, title, what is in it, its module. Links in mails lead to some of them. */
const PAGES: Page[] = [
  { path: '/login', title: 'Sign in', main: 'login.html', module: 'login.js', width: 'narrow' },
  { path: '/activate', title: 'Welcome', main: 'choose-password.html', module: 'choose-password.js', width: 'narrow' },
  { path: '/password/forgot', title: 'Forgot password', main: 'forgot.html', module: 'forgot.js', width: 'narrow' },
  {
    ...{ path: '/password/reset', title: 'Choose a new password', width: 'narrow' },
    ...{ main: 'choose-password.html', module: 'choose-password.js' },
  },
  { path: '/email/confirm', title: 'New e-mail address', main: 'confirm.html', module: 'confirm.js', width: 'narrow' },
  { path: '/live', title: 'Live captions', main: 'live.html', module: 'live.js', width: 'wide live', playsFiles: true },
  { path: '/account', title: 'Your account', main: 'account.html', module: 'account.js', width: 'wide' },
  // Our own address keeps the token behind the #; the documented ones have it in the path (reference section 15).
  ...[
    '/shared/:session_id/:document_id',
    ...['/shared', '/transcripts/shared', '/captions/shared'].map((at) => `${at}/:session_id/:document_id/:token`),
  ].map((path) => ({
    ...{ path, title: 'Shared text', main: 'shared.html', module: 'shared.js', width: 'wide text', isPrivate: true },
  })),
];
const FILES = [
  'pages.css',
  'icon.svg',
  'page.js',
  'login.js',
  'choose-password.js',
  'forgot.js',
  'confirm.js',
  'account.js',
  'devices.js',
  'prove.js',
  'live.css',
  'live.js',
  'live-api.js',
  'live-audio.js',
  'live-captions.js',
  'live-export.js',
  'live-resample.js',
  'live-screen.js',
  'live-socket.js',
  'live-transcript.js',
  'live-worklet.js',
  'shared.css',
  'shared.js',
  'shared-api.js',
  'shared-conflicts.js',
  'shared-player.js',
  'shared-text.js',
];

/** Every path there is, for those who list them. */
export const PAGE_PATHS = [...PAGES.map((page) => page.path), ...FILES.map((name) => `/pages/${name}`)];

const read = (name: string) => readFile(path.join(DIRECTORY, name), 'utf8');

/** Names in double braces become their values; what people chose is escaped already. */
const fill = (template: string, values: Record<string, string>) =>
  template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);

function fileOf(at: string, name: string, text: string, { isPrivate = false, playsFiles = false } = {}): PageFile {
  const content = Buffer.from(text);
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  return { path: at, type: TYPES[path.extname(name)] as string, content, etag, isPrivate, playsFiles };
}

/** Puts the pages together, once: nothing in them is of anybody. */
export async function readPages(config: Config): Promise<PageFile[]> {
  const layout = await read('layout.html');
  const rules = fill(await read('rules.html'), { least: String(PASSWORD.least), most: String(PASSWORD.most) });
  const values = { rules: rules.trim(), providers: providerButtons(config) };
  const pages = PAGES.map(async ({ main, isPrivate, playsFiles, ...page }: Page) => {
    const html = fill(layout, { ...page, main: fill(await read(main), values) });
    return fileOf(page.path, main, html, { isPrivate, playsFiles });
  });
  const files = FILES.map(async (name) => fileOf(`/pages/${name}`, name, await read(name)));
  return Promise.all([...pages, ...files]);
}

/** Links that work without a script too. */
function providerButtons(config: Config): string {
  const links = listProviders(config).map(({ id, name }) => {
    const label = id === 'microsoft' ? 'Sign in with Microsoft' : `Sign in with ${name}`;
    return `<a class="button" data-provider href="/api/v3/auth/login/${id}">${escapeMarkup(label)}</a>`;
  });
  return links.length === 0 ? '' : `<div class="providers"><p class="or">or</p>${links.join('')}</div>`;
}
