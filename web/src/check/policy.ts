import { fromOctets, fromUtf8, same, toOctets, wholeNumber } from './bytes';
import { keyId, keyType, readKey, type VerifierKey } from './note';
import { Refused } from './refused';

interface Group {
  threshold: number;
  members: string[];
}

/** Whom somebody trusts (C2SP tlog-policy): logs, witnesses, and how many of which must have signed. */
export class Policy {
  readonly logs: VerifierKey[] = [];
  readonly witnesses = new Map<string, VerifierKey>();
  readonly groups = new Map<string, Group>();
  quorum = '';

  keys(): VerifierKey[] {
    return [...this.logs, ...this.witnesses.values()];
  }

  /** The names of the policy's witnesses among these keys. */
  witnessesOf(keys: readonly VerifierKey[]): Set<string> {
    const isOne = (witness: VerifierKey) =>
      keys.some((key) => key.name === witness.name && key.type === witness.type && same(key.key, witness.key));
    return new Set([...this.witnesses].filter(([, witness]) => isOne(witness)).map(([name]) => name));
  }

  isSatisfied(by: ReadonlySet<string>, name: string = this.quorum): boolean {
    if (name === 'none') return true;
    const group = this.groups.get(name);
    if (!group) return by.has(name);
    return group.members.filter((member) => this.isSatisfied(by, member)).length >= group.threshold;
  }
}

/**
 * Reads a policy. Octets above 0x7F are opaque: names are compared octet by octet. A member counts once: each name
 * stands in at most one group, and one key has one name.
 */
export function readPolicy(bytes: Uint8Array): Policy {
  const text = fromOctets(bytes);
  const policy = new Policy();
  const members = new Set<string>();
  text.split('\n').forEach((line, i) => {
    const number = i + 1;
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)) throw new Refused('policy.control', { line: number });
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length > 0 && !words[0]!.startsWith('#')) readLine(policy, members, words, number);
  });
  if (policy.quorum === '') throw new Refused('policy.quorum');
  return policy;
}

function readLine(policy: Policy, members: Set<string>, [word, ...rest]: string[], line: number) {
  const refuse = (rule: 'policy.form' | 'policy.taken' | 'policy.key', name = '') => {
    throw new Refused(rule, { line, name: shown(name) });
  };
  const isNew = (name: string) => {
    if (name === 'none' || policy.witnesses.has(name) || policy.groups.has(name)) refuse('policy.taken', name);
  };
  const isKnown = (name: string) => {
    if (!policy.witnesses.has(name) && !policy.groups.has(name))
      throw new Refused('policy.unknown', { line, name: shown(name) });
  };
  switch (word) {
    case 'log': {
      if (rest.length < 1 || rest.length > 2) refuse('policy.form');
      const key = readKey(shown(rest[0]!));
      if (key.type !== keyType.log || policy.logs.some((log) => same(log.key, key.key))) refuse('policy.key', key.name);
      policy.logs.push(key);
      return;
    }
    case 'witness': {
      if (rest.length < 2 || rest.length > 3) refuse('policy.form');
      const [name, text] = rest as [string, string];
      isNew(name);
      const key = asCosigner(readKey(shown(text)));
      if ([...policy.witnesses.values()].some((other) => same(other.key, key.key))) refuse('policy.key', key.name);
      policy.witnesses.set(name, key);
      return;
    }
    case 'group': {
      const [name, threshold, ...names] = rest;
      if (name === undefined || threshold === undefined || names.length === 0) return refuse('policy.form');
      isNew(name);
      for (const member of names) {
        isKnown(member);
        if (members.has(member)) throw new Refused('policy.member', { line, name: shown(member) });
        members.add(member);
      }
      policy.groups.set(name, { threshold: readThreshold(threshold, names.length, line), members: names });
      return;
    }
    case 'quorum': {
      if (rest.length !== 1 || policy.quorum !== '') return refuse('policy.form');
      if (rest[0] !== 'none') isKnown(rest[0]!);
      policy.quorum = rest[0]!;
      return;
    }
    default:
      throw new Refused('policy.word', { line, name: shown(word!).slice(0, 40) });
  }
}

function readThreshold(text: string, count: number, line: number): number {
  const threshold = text === 'all' ? count : text === 'any' ? 1 : wholeNumber(text);
  if (threshold === null || threshold < 1 || threshold > count)
    throw new Refused('policy.threshold', { line, found: shown(text), count });
  return threshold;
}

/** A witness's Ed25519 key is often written with the log's kind; the cosignature's id is made with its own kind. */
function asCosigner(key: VerifierKey): VerifierKey {
  if (key.type !== keyType.log) return key;
  return { ...key, type: keyType.cosigner, id: keyId(key.name, keyType.cosigner, key.key) };
}

function shown(octets: string): string {
  try {
    return fromUtf8(toOctets(octets));
  } catch {
    return octets;
  }
}
