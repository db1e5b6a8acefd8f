import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createMetrics } from '../src/platform/metrics.ts';

/** A dashboard that asks for a figure nobody gives shows an empty picture, and nobody notices. */
it('every figure of the Grafana dashboard is one the server gives', async () => {
  const file = path.join(import.meta.dirname, '..', '..', 'deploy', 'grafana', 'parlance.json');
  const dashboard = JSON.parse(await readFile(file, 'utf8'));
  const given = new Set(
    createMetrics()
      .registry.getMetricsAsArray()
      .flatMap(({ name }) => [name, `${name}_bucket`, `${name}_count`, `${name}_sum`]),
  );
  const asked = JSON.stringify(dashboard.panels).match(/parlance_\w+/g) ?? [];
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((name) => !given.has(name))).toEqual([]);
});
