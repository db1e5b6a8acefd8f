import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../evaluate.ts';
import { type HeardWord, scoreRecording, totalScore } from '../score.ts';
import { escapeHtml, htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { terminalReport } from './terminal.ts';

const HOSTILE = '<script>alert(1)</script>';

function evaluation(system: string, heardTexts: string[], manifest = 'tests'): Evaluation {
  const recordings = heardTexts.map((text, index) => {
    const heard: HeardWord[] = text
      .split(' ')
      .filter(Boolean)
      .map((word, at) => ({ word, start_seconds: 60 + at, end_seconds: 61 + at, confidence: at === 0 ? null : 0.5 }));
    const words = ['the', 'cat', 'sat'].map((word, at) => ({ word, start_seconds: 60 + at, end_seconds: 61.06 + at }));
    const name = `${index}"${HOSTILE}.wav`;
    const entry = { line: index + 1, name, path: '/none', text: 'the cat sat', language: 'en', words, hasTimes: true };
    return { entry, model: 'm', duration_seconds: 3, heard, score: scoreRecording(words, heard, 'en') };
  });
  return {
    system,
    models: ['m'],
    manifest,
    totals: totalScore(recordings.map(({ score }) => score)),
    audio_seconds: 9,
    elapsed_seconds: 1.8,
    decoders: 1,
    real_time_factor: 0.2,
    decoder_real_time_factor: 0.15,
    recordings,
    failures: [],
  };
}

describe('htmlReport', () => {
  it('shows each error with what was said, what was heard, time and confidence', () => {
    const page = htmlReport([evaluation('one', ['the hat sat', 'cat sat', 'the cat has sat'])]);
    expect(page).toContain('aria-label="cat heard as hat, 1:01.00 to 1:02.00, confidence 0.50"');
    expect(page).toMatch(/<del>cat<\/del> <ins>hat<\/ins>/);
    expect(page).toMatch(/<del [^>]*aria-label="deleted the"[^>]*>the<\/del>/);
    expect(page).toMatch(/<ins [^>]*aria-label="inserted has, [^>]*>has<\/ins>/);
    expect(page).toContain('data-note="1:00.00 to 1:01.00, no confidence"');
    expect(page).toContain('data-values="1 3 0.3333333333333333 1 0 0"');
  });

  it('escapes whatever an engine, a manifest or a model may hold', () => {
    const run = evaluation(HOSTILE, ['the'], `"><img src=x onerror=alert(1)>`);
    const [recording] = run.recordings;
    // The normaliser would take the signs away; what is shown must not rely on it.
    for (const token of [...(recording?.score.heard ?? []), ...(recording?.score.said ?? [])]) token.text = HOSTILE;
    run.failures.push({ entry: recording?.entry as never, message: HOSTILE });
    const page = htmlReport([run]);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });

  it('runs its own script only and loads nothing', () => {
    const page = htmlReport([evaluation('one', ['the cat sat'])]);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] as string;
    const [script] = /(?<=<script>)[\s\S]*?(?=<\/script>)/.exec(page) ?? [];
    const [style] = /(?<=<style>)[\s\S]*?(?=<\/style>)/.exec(page) ?? [];
    const hash = (text = '') => createHash('sha256').update(text).digest('base64');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${hash(script)}'`);
    expect(policy).toContain(`style-src 'sha256-${hash(style)}'`);
    expect(page).not.toMatch(/\b(src|href)="(?!#)/);
  });
});

describe('terminalReport', () => {
  it('has a line for each run, and says which is better beyond chance', () => {
    const bad = Array.from({ length: 20 }, () => 'the hat sat');
    const good = Array.from({ length: 20 }, () => 'the cat sat');
    const text = terminalReport([evaluation('first', bad), evaluation('second', good), evaluation('third', bad)]);
    expect(text).toMatch(/tests +first \(m\) +60 +33\.3 % +33\.3–33\.3 % +20 +0 +0/);
    expect(text).toMatch(/second \(m\) against first \(m\): -33\.3 points .*: better/);
    expect(text).toMatch(/third \(m\) against first \(m\): 0\.0 points .*: no difference/);
    expect(text).toMatch(/tests +second \(m\) +60 +0 \(0\) +60 \(-60\) +50\.0 % +100\.0 %/);
  });

  it('does not obey what a name tells the terminal', () => {
    const text = terminalReport([evaluation('\u001b[31mred\u0007', ['the cat sat'])]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('jsonReport', () => {
  it('has the words heard and the edits that lead to them', () => {
    const { format, runs } = JSON.parse(jsonReport([evaluation('one', ['the hat sat down'])]));
    expect(format).toBe(1);
    expect(runs[0]).toMatchObject({ system: 'one', models: ['m'], real_time_factor: 0.2 });
    const [recording] = runs[0].recordings;
    expect(recording).toMatchObject({ line: 1, words: 3, substitutions: 1, insertions: 1, model: 'm' });
    expect(recording.heard_words[1]).toEqual({ word: 'hat', start_seconds: 61, end_seconds: 62, confidence: 0.5 });
    expect(recording.edits).toEqual([
      { kind: 'equal', said: 'the', heard: 'the', heard_words: [0, 0] },
      { kind: 'substitution', said: 'cat', heard: 'hat', heard_words: [1, 1] },
      { kind: 'equal', said: 'sat', heard: 'sat', heard_words: [2, 2] },
      { kind: 'insertion', said: null, heard: 'down', heard_words: [3, 3] },
    ]);
  });
});
