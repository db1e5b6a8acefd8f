#!/usr/bin/env node
// Plain JavaScript that any Node can read: the rest is TypeScript, which Node runs by itself from 22.18 on. An older
// Node hands over to the one the project brings along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const main = new URL('../src/main.ts', import.meta.url);

if (major > 22 || (major === 22 && minor >= 18)) {
  await import(main.href);
} else {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const newer = fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));
  if (!existsSync(newer)) {
    process.stderr.write(
      `parlance needs Node 22.18 or newer, this is ${process.versions.node}. Run \`npm ci\` in the checkout: it brings one along.\n`,
    );
    process.exit(1);
  }
  const child = spawn(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the whole group; the child decides how to end, and this process follows.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`parlance could not start ${newer}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}
