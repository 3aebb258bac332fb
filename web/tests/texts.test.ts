import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { languages, readTexts } from '../build/texts';
import { rules } from '../src/check/refused';

const src = fileURLToPath(new URL('../src/', import.meta.url));

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? files(file) : /\.tsx?$/.test(name) ? [file] : [];
  });

/** What the code puts into a key's hole: `status.${…}`. A new hole must be listed here with its words. */
const codes = 'K-1 K-2 K-3 K-4 K-5 K-6 K-7 K-8 K-9 K-10 K-11 K-12 A-1 A-2 A-3 M-1 W-1 S-1 I-1 I-7 C-1 X-1 E-1 D-1 P-1 N-1';
const holes: Record<string, string> = {
  'audience.': 'public lead coal host pta ptb obs mission',
  'check.kind.': 'record checkpoint keys unused policy proof entry disclosures bytes wrong large',
  'check.state.': 'holds refused open',
  'class.': 'long_range heavy_fire direct_fire other_fire ground_movement drones heavy_weapons infrastructure',
  'code.': codes,
  'mark.': 'exercise replay',
  'sourceKind.': 'media bulletin counts satellite camera acoustic patrol reference',
  'standard.': 'reasonable_suspicion reasonable_grounds balance_of_probabilities clear_and_convincing',
  'standing.': 'seen reported alleged',
  'status.': 'verified open refuted alleged',
  'unit.': 'burst shot round rocket missile weapon vehicle sortie explosion',
  'value.': 'complied breached not_observed disputed',
  'web.against.': 'place time type',
  'web.duty.': 'due discharged overdue discharged_late cancelled waived suspended extended limit',
  'web.export.': 'csv geojson',
  'web.filter.': 'class code sector standing source party from until',
  'web.legend.': 'line area facility',
  'web.mark.': 'exercise.text replay.text',
  'web.problem.': 'malformed unknown_word out_of_range forbidden not_found',
  'web.report.': 'html json',
  'web.sentence.': 'fact verdict allegation coverage caution',
  'web.strength.': 'strongFor for neutral against strongAgainst',
  'web.value.': 'complied breached not_observed disputed',
  'web.weight.': 'place time type',
};

/** Words that other parts of the program send as keys. */
const sent = [
  ...rules.map((rule) => `check.rule.${rule}`),
  ...['holds', 'nokey', 'unsigned'].map((word) => `check.author.${word}`),
  ...['keys', 'policy', 'disclosures'].map((word) => `check.refused.${word}`),
  ...['proof', 'checkpoint'].flatMap((word) => [`check.holds.${word}`, `check.open.${word}`]),
  ...['breached', 'complied', 'disputed', 'not_observed', 'inforce_disputed', 'allegations'].map(
    (word) => `board.because.${word}`,
  ),
];

function keysInCode(): Set<string> {
  const keys = new Set<string>(sent);
  for (const file of files(src)) {
    const text = readFileSync(file, 'utf8');
    for (const [, key] of text.matchAll(/'((?:web|check)(?:\.[a-zA-Z_]+)+)'/g)) keys.add(key!);
    for (const [, key] of text.matchAll(/\bt\('([^']+)'/g)) keys.add(key!);
    for (const [, prefix] of text.matchAll(/\bt\(`([^`$]+)\$\{/g)) {
      const words = holes[prefix!];
      if (words === undefined) throw new Error(`${file}: no words are listed for the hole in ${prefix}`);
      for (const word of words.split(' ')) keys.add(prefix! + word);
    }
  }
  return keys;
}

/** Missing where the key stands neither as it is nor in all plural forms of the language. */
function isMissing(key: string, words: Record<string, string>, language: string): boolean {
  if (key in words) return false;
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return !forms.every((form) => `${key}_${form}` in words);
}

describe('every key that the pages use has its words', () => {
  const keys = [...keysInCode()].sort();
  it.each(languages)('in %s', (language) => {
    const words = readTexts(language);
    expect(keys.filter((key) => isMissing(key, words, language))).toEqual([]);
  });
});

it('the languages have the same holes in the same words', () => {
  const english = readTexts('en');
  const holesOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort().join(' ');
  for (const language of languages) {
    const words = readTexts(language);
    const wrong = Object.keys(english).filter(
      (key) => /^(web|check)\./.test(key) && key in words && holesOf(words[key]!) !== holesOf(english[key]!),
    );
    expect(wrong, language).toEqual([]);
  }
});
