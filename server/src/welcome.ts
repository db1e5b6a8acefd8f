import type { Config } from './config.ts';
import type { FirstRun } from './features/system/index.ts';

/** What the first start prints, once: where everything is and a line to paste. */
export function firstRunBanner(run: FirstRun, config: Config): string {
  return `
  Parlance is ready: ${run.url}

    API reference    ${run.url}/docs
    administrator    ${run.admin_email}   password  ${run.admin_password}
    batch key        ${run.batch_key}
    realtime key     ${run.realtime_key}

  These are shown this once; they are kept in ${config.firstRunFile} (readable by you only).

  Try it:

    curl -H 'x-zoom-s2t-key: ${run.batch_key}' ${run.url}/api/v3/speech-to-text/models

    npx parlance transcribe FILE        any audio or video file, English

`;
}

export function readyLine(url: string, config: Config): string {
  return `Parlance is ready: ${url}   API reference: ${url}/docs   keys: ${config.firstRunFile}\n`;
}
