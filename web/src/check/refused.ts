/** What was found, for the holes of a rule's sentence: names, numbers, times and hashes, no words of any language. */
export type Found = Record<string, string | number | Date>;

/**
 * Every rule that can refuse something, one code each. The sentence stands in the texts under `check.rule.{code}`.
 */
export const rules = [
  'text.utf8',
  'note.form',
  'note.control',
  'note.line',
  'note.many',
  'note.signature',
  'note.ambiguous',
  'note.unsigned',
  'key.form',
  'key.type',
  'key.id',
  'checkpoint.lines',
  'checkpoint.origin',
  'checkpoint.size',
  'checkpoint.root',
  'checkpoint.otherlog',
  'checkpoint.nolog',
  'checkpoint.quorum',
  'policy.control',
  'policy.word',
  'policy.form',
  'policy.taken',
  'policy.unknown',
  'policy.member',
  'policy.threshold',
  'policy.key',
  'policy.quorum',
  'proof.header',
  'proof.extra',
  'proof.index',
  'proof.hash',
  'proof.form',
  'merkle.beyond',
  'merkle.length',
  'merkle.root',
  'record.missing',
  'record.stray',
  'record.long',
  'bundle.cut',
  'bundle.count',
  'tile.length',
  'tile.leaf',
  'tile.hash',
  'tile.partial',
  'record.root',
  'kept.rollback',
  'kept.fork',
  'entry.json',
  'entry.form',
  'entry.digests',
  'entry.time',
  'entry.prev',
  'entry.signature',
  'disclosure.form',
  'disclosure.absent',
  'disclosure.twice',
  'values.form',
  'values.number',
  'values.missing',
  'values.more',
] as const;

export type Rule = (typeof rules)[number];

/** Something is not in its form or does not hold: the rule, and what was found. */
export class Refused extends Error {
  readonly rule: Rule;
  readonly found: Found;

  constructor(rule: Rule, found: Found = {}) {
    super(`${rule} ${JSON.stringify(found)}`);
    this.name = 'Refused';
    this.rule = rule;
    this.found = found;
  }
}
