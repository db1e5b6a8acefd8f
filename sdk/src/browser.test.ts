import path from 'node:path';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';

it('needs nothing of Node in a browser', async () => {
  const built = await rolldown({ input: path.join(import.meta.dirname, 'index.ts'), platform: 'browser' });
  const { output } = await built.generate({ format: 'esm' });
  await built.close();
  expect(output).toHaveLength(1);
  expect(output[0].imports).toEqual([]);
  expect(output[0].exports).toContain('createParlance');
  expect(output[0].code).not.toMatch(/from ?["']node:|require\(|Buffer\.from\(/);
  // What tus-js-client uses in browsers to send bytes.
  expect(output[0].code).toContain('XMLHttpRequest');
});
