import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,sdk,cli,scripts,bench}/**/*.test.ts'],
    globalSetup: ['server/test/global-setup.ts'],
    // Two cores: more files at once would only make each other's decoders wait.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
