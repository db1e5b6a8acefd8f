import type { Config } from './config.ts';
import type { FirstRun } from './features/system/index.ts';
import { FIRST_MODEL, type FirstModelState } from './model-store/index.ts';

/** What the first start prints, once: where everything is and a line to paste. */
export function firstRunBanner(run: FirstRun, config: Config, models: FirstModelState): string {
  return `
  Parlance is ready: ${run.url}

    API reference    ${run.url}/docs
    sign in          ${run.url}/login
    administrator    ${run.admin_email}   password  ${run.admin_password}
    batch key        ${run.batch_key}
    realtime key     ${run.realtime_key}

  These are shown this once; they are kept in ${config.firstRunFile} (readable by you only).

  Try it:

    curl -H 'x-zoom-s2t-key: ${run.batch_key}' ${run.url}/api/v3/speech-to-text/models

    npx parlance transcribe FILE        any audio or video file, English

  ${modelLine(models)}

`;
}

export function readyLine(url: string, config: Config, models: FirstModelState): string {
  const ready = `Parlance is ready: ${url}   API reference: ${url}/docs   keys: ${config.firstRunFile}\n`;
  return models === 'present' ? ready : `${ready}${modelLine(models)}\n`;
}

const INSTALL = `npx parlance models install ${FIRST_MODEL}`;

/** Which engine answers, and what to do for a better one. */
function modelLine(models: FirstModelState): string {
  if (models === 'present') return 'Speech: the neural models of `npx parlance models list`.';
  if (models === 'begun') {
    return `Speech: the built-in English engine (modest) until ${FIRST_MODEL} (108 MB) has come; no network? See docs/models.md`;
  }
  return `Speech: the built-in English engine (modest). Far better: ${INSTALL} (108 MB; docs/models.md)`;
}
