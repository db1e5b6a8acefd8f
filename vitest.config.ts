import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,sdk,cli,scripts,bench,eval}/**/*.test.ts'],
    globalSetup: ['server/test/global-setup.ts'],
    // One more than the cores: much of the time something is waited for, not computed.
    maxWorkers: 3,
    // Nothing in the code is global, so test files can share what is loaded: a third of their time was loading it again.
    isolate: false,
    // A deadline is for what hangs, not for what is slow on a busy machine.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
