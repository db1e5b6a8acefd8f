import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { AppError } from './platform/errors.ts';

describe('readConfig', () => {
  it('boots with an empty environment', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      roles: ['api', 'worker'],
      engines: ['remote', 'sherpa-onnx', 'pocketsphinx'],
      demo: true,
      databaseUrl: undefined,
      publicUrl: undefined,
      resultTimeUnit: 's',
    });
    expect(readConfig({ PARLANCE_PORT: '  ', DATABASE_URL: '' }).port).toBe(8080);
  });

  it('reads what is set', () => {
    const config = readConfig({
      PARLANCE_PUBLIC_URL: 'https://stt.example.org/',
      PARLANCE_ROLES: 'worker',
      PARLANCE_DEMO: '0',
    });
    expect([config.publicUrl, config.roles, config.demo]).toEqual(['https://stt.example.org', ['worker'], false]);
  });

  it('says all that is wrong at once, and never a password', () => {
    const wrong = {
      PARLANCE_PORT: '80a',
      PARLANCE_DECODERS: '0',
      PARLANCE_ROLES: 'api,cook',
      PARLANCE_PUBLIC_URL: 'ftp://x',
      DATABASE_URL: 'mysql://user:hunter2@x',
      PARLANCE_ADMIN_EMAIL: 'nobody',
      PARLANCE_ADMIN_PASSWORD: 'hunter2',
      PARLANCE_DEMO: 'perhaps',
      PARLANCE_LOG_LEVEL: 'loud',
    };
    let thrown: unknown;
    try {
      readConfig(wrong);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    const { detail = '' } = thrown as AppError;
    for (const name of Object.keys(wrong)) expect(detail).toContain(name);
    expect(detail.split('\n')).toHaveLength(Object.keys(wrong).length);
    expect(detail).not.toContain('hunter2');
  });
});
