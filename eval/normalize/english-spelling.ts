const set = (words: string) => new Set(words.split(' '));

/** Words on their own: British → American. */
const WORDS: Record<string, string> = {
  ...{ grey: 'gray', plough: 'plow', cheque: 'check', tyre: 'tire', tyres: 'tires', programme: 'program' },
  ...{ programmes: 'programs', defence: 'defense', offence: 'offense', licence: 'license', pretence: 'pretense' },
  ...{ sceptical: 'skeptical', sceptic: 'skeptic', mould: 'mold', moustache: 'mustache', judgement: 'judgment' },
  ...{ catalogue: 'catalog', dialogue: 'dialog', analogue: 'analog', aluminium: 'aluminum', pyjamas: 'pajamas' },
  ...{ kerb: 'curb', storey: 'story', storeys: 'stories', towards: 'toward', afterwards: 'afterward', whilst: 'while' },
  ...{ amongst: 'among', learnt: 'learned', burnt: 'burned', jewellery: 'jewelry', ageing: 'aging', cosy: 'cozy' },
  ...{ manoeuvre: 'maneuver', enquiry: 'inquiry', skilful: 'skillful', fulfil: 'fulfill', enrol: 'enroll' },
};

/** Stems in `-our`: `colour`, `colours`, `coloured`, `colourful`. */
const OUR = set(
  'col fav hon lab neighb behavi hum rum harb od vap parl savi endeav splend vig arm clam rig ard cand tum',
);
/** Stems in `-tre` and `-bre`. */
const RE = set('cent theat met lit fib calib somb lust meag spect kilomet centimet millimet');
/** Stems in `-ise`, `-isation`: other words in `-ise` (rise, advise) have no other spelling. */
const ISE = set(
  'organ real recogn apolog memor critic emphas special general character modern normal author capital civil summar util minim maxim optim standard symbol sympath visual final categor central legal mobil neutral patron penal popular stabil harmon hypothes immun familiar equal crystal computer commercial colon dramat fantas jeopard material national rational reorgan scrutin social subsid local moral personal victim vocal weapon',
);
/** Stems whose last l is doubled before an ending. */
const DOUBLED = set(
  'travel cancel model label level signal fuel counsel marvel quarrel jewel channel tunnel total rival dial',
);

/** The American spelling of a word, as most engines write it; other words as they are. */
export function americanSpelling(word: string): string {
  const known = WORDS[word];
  if (known) return known;
  const [, our, ourEnding] = /^(.+)our(s|ed|ing|ful|able|ite|ites|hood|hoods|ly|er|ers|less)?$/.exec(word) ?? [];
  if (our && OUR.has(our)) return `${our}or${ourEnding ?? ''}`;
  const [, re, plural] = /^(.+)re(s|d)?$/.exec(word) ?? [];
  if (re && RE.has(re)) return `${re}er${plural === 'd' ? 'ed' : (plural ?? '')}`;
  const [, ise, iseEnding] = /^(.+)is(e|es|ed|ing|er|ers|ation|ations)$/.exec(word) ?? [];
  if (ise && ISE.has(ise)) return `${ise}iz${iseEnding}`;
  const [, yse, yseEnding] = /^(anal|paral)ys(e|es|ed|ing)$/.exec(word) ?? [];
  if (yse) return `${yse}yz${yseEnding}`;
  const [, doubled, doubledEnding] = /^(.+l)l(ed|ing|er|ers)$/.exec(word) ?? [];
  if (doubled && DOUBLED.has(doubled)) return `${doubled}${doubledEnding}`;
  return word;
}
