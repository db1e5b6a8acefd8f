import {
  isDigitWord,
  ordinalText,
  type Reading,
  readBelow100,
  readCardinal,
  readOrdinal,
} from './english-cardinals.ts';
import { join, type Rule, type Written } from './english-written.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
/** Verbs too. */
const DOUBTFUL_MONTHS = new Set(['march', 'may']);
const TIME_PREPOSITIONS = new Set('at by until till before after around from since'.split(' '));
const YEAR_PREPOSITIONS = new Set('in since year of'.split(' '));

/** `nineteen eighty four`, `twenty oh five`, `two thousand and six`. */
export function readYear(words: readonly string[], at: number): Reading | undefined {
  const century = readBelow100(words, at);
  if (century && century.value >= 10 && century.value <= 21) {
    const isOh = (words[century.end] === 'oh' || words[century.end] === 'o') && isDigitWord(words[century.end + 1]);
    const rest = isOh ? readBelow100(words, century.end + 1) : readBelow100(words, century.end);
    if (rest && rest.value > 0 && (isOh || rest.value >= 10))
      return { value: century.value * 100 + rest.value, end: rest.end };
  }
  const whole = readCardinal(words, at);
  return whole && whole.value >= 1_000 && whole.value < 3_000 ? whole : undefined;
}

/** `march third twenty twenty six`, `june five`, `may twenty twenty`, `the first of april`. */
export const date: Rule = (words, at) => {
  const month = words[at] ?? '';
  if (MONTHS.includes(month)) return dayOfMonth(words, at, month);
  const day = readOrdinal(words, at);
  const named = words[(day?.end ?? 0) + 1] ?? '';
  if (!day || day.value > 31 || words[day.end] !== 'of' || !MONTHS.includes(named)) return undefined;
  const to = day.end + 2;
  const year = readYear(words, to);
  return {
    end: year?.end ?? to,
    words: [
      { text: ordinalText(day.value), from: at, to: day.end },
      { text: 'of', from: day.end, to: day.end + 1 },
      { text: capital(named), from: day.end + 1, to },
      ...(year ? [{ text: String(year.value), from: to, to: year.end }] : []),
    ],
  };
};

function dayOfMonth(words: readonly string[], at: number, month: string): Written | undefined {
  const from = words[at + 1] === 'the' ? at + 2 : at + 1;
  const ordinal = readOrdinal(words, from);
  const day = ordinal ?? (from === at + 1 ? readBelow100(words, from) : undefined);
  const year = day && day.value >= 1 && day.value <= 31 ? readYear(words, day.end) : undefined;
  const alone = readYear(words, at + 1);
  const named = { text: capital(month), from: at, to: at + 1 };
  if (alone && alone.end >= (year?.end ?? day?.end ?? 0)) {
    return { end: alone.end, words: [named, { text: String(alone.value), from: at + 1, to: alone.end }] };
  }
  if (!day || day.value < 1 || day.value > 31) return undefined;
  if (!year) {
    if (!ordinal && DOUBTFUL_MONTHS.has(month)) return undefined;
    return { end: day.end, words: [named, { text: String(day.value), from: at + 1, to: day.end }] };
  }
  return {
    end: year.end,
    words: [
      named,
      { text: `${day.value},`, from: at + 1, to: day.end },
      { text: String(year.value), from: day.end, to: year.end },
    ],
  };
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** `ten thirty a m`, `seven p m`, `five o'clock`, `at fourteen thirty`. */
export const time: Rule = (words, at, before) => {
  const hour = readBelow100(words, at);
  if (!hour || hour.value > 24 || hour.end > at + 2) return undefined;
  // `ten thirty` is hour and minute; `twenty five` is no hour.
  const minute = readMinute(words, hour.end);
  const end = minute?.end ?? hour.end;
  const half = halfOfDay(words, end);
  const isClock = /^o'?clock$/.test(words[end] ?? '');
  const isHour = hour.value >= 1 && hour.value <= 12;
  const text = minute ? `${hour.value}:${String(minute.value).padStart(2, '0')}` : String(hour.value);
  if (half && isHour) {
    return {
      end: half.end,
      words: [
        { text, from: at, to: end },
        { text: half.text, from: end, to: half.end },
      ],
    };
  }
  if (isClock && !minute && isHour) return join(text, at, end);
  if (!minute || YEAR_PREPOSITIONS.has(before ?? '')) return undefined;
  const isTold = TIME_PREPOSITIONS.has(before ?? '') && hour.value < 24;
  return isTold || (hour.value >= 10 && isHour) ? join(text, at, end) : undefined;
};

function readMinute(words: readonly string[], at: number): Reading | undefined {
  if ((words[at] === 'oh' || words[at] === 'o') && isDigitWord(words[at + 1])) return readBelow100(words, at + 1);
  const minute = readBelow100(words, at);
  return minute && minute.value >= 10 && minute.value < 60 ? minute : undefined;
}

function halfOfDay(words: readonly string[], at: number): { text: string; end: number } | undefined {
  const [first = '', second = ''] = [words[at], words[at + 1]];
  if (/^[ap]$/.test(first) && second === 'm') return { text: `${first}.m.`, end: at + 2 };
  // "At ten am I …"
  if (first === 'am' && second === 'i') return undefined;
  return /^[ap]\.?m$/.test(first) ? { text: `${first.charAt(0)}.m.`, end: at + 1 } : undefined;
}
