// Writes the tables of docs/models.md from the catalogue: `npm run docs:models`.
// With `--check` it only says whether the page is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readCatalogue } from '../server/src/model-store/catalogue.ts';
import { isRecogniser } from '../server/src/speech/index.ts';

const PAGE = path.join(import.meta.dirname, '..', 'docs', 'models.md');

const megabytes = (bytes) => (bytes === null ? '?' : `${Math.max(1, Math.round(bytes / 1e6))} MB`);
const short = (languages) =>
  languages.length === 0 ? 'any' : languages.length > 12 ? `${languages.length} languages` : languages.join(' ');
const TIMES = { measured: 'measured', aligned: 'aligned', spread: 'spread' };

function times({ kind, languages, capabilities }) {
  const own = TIMES[capabilities?.word_times];
  if (own) return own;
  if (!['whisper', 'moonshine', 'canary'].includes(kind)) return 'measured';
  return languages.length === 1 ? 'aligned' : 'aligned (en), else spread';
}

function recogniser(model) {
  const { name, homepage, languages, size_bytes, unpacked_bytes, speed, error_rate, licence, capabilities } = model;
  return [
    `[\`${name}\`](${homepage})`,
    short(languages),
    `${megabytes(size_bytes)} → ${megabytes(unpacked_bytes)}`,
    speed,
    error_rate ? `${error_rate.percent} % [${error_rate.measure}](${error_rate.source})` : 'not found',
    capabilities?.streaming ? 'yes' : 'no',
    capabilities?.punctuation ? 'yes' : 'no',
    times(model),
    licence ?? 'not found',
  ];
}

function helper({ name, homepage, title, size_bytes, error_rate, licence }) {
  const published = error_rate ? `${error_rate.percent} % [${error_rate.measure}](${error_rate.source})` : 'not found';
  return [`[\`${name}\`](${homepage})`, title, megabytes(size_bytes), published, licence ?? 'not found'];
}

function table(headings, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(headings), `|${headings.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const catalogue = readCatalogue();
const tables = {
  recognisers: table(
    [
      'model',
      'languages',
      'download → disk',
      'speed class',
      'published error rate',
      'streaming',
      'punctuation',
      'word times',
      'licence',
    ],
    catalogue.filter(({ kind }) => isRecogniser(kind)).map(recogniser),
  ),
  helpers: table(
    ['model', 'what for', 'download', 'published error rate', 'licence'],
    catalogue.filter(({ kind }) => !isRecogniser(kind)).map(helper),
  ),
};

const page = readFileSync(PAGE, 'utf8');
const content = Object.entries(tables).reduce((text, [name, rows]) => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  if (!text.includes(begin) || !text.includes(end)) throw new Error(`docs/models.md has no place for ${name}`);
  return `${text.slice(0, text.indexOf(begin))}${begin}\n${rows}\n${text.slice(text.indexOf(end))}`;
}, page);

if (!process.argv.includes('--check')) writeFileSync(PAGE, content);
else if (page !== content) {
  process.stderr.write('docs/models.md is not what the catalogue says. Run `npm run docs:models` and commit it.\n');
  process.exitCode = 1;
}
