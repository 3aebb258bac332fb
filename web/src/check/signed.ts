import type { Say } from './answer';
import type { Checkpoint, SignedCheckpoint } from './checkpoint';
import { keyType, type VerifierKey } from './note';
import type { Policy } from './policy';

/** Did the log itself sign it, by a key that was given? */
export const isByLog = (opened: Checkpoint | SignedCheckpoint) => 'log' in opened && opened.log !== null;
export const stateOf = (opened: Checkpoint | SignedCheckpoint) => (isByLog(opened) ? 'holds' : 'open');

/** Who signed it, in a few words: the log, witnesses, a policy's quorum. */
export function signedBy(opened: Checkpoint | SignedCheckpoint, keys: readonly VerifierKey[], policies: readonly Policy[]): Say {
  if (!('note' in opened)) return { key: 'check.signed.nobody' };
  const [policy] = policies;
  const all = policy
    ? [...policy.witnesses.values()]
    : keys.filter((key) => key.type !== keyType.log);
  const n = policy
    ? policy.witnessesOf(opened.note.verified.map(({ key }) => key)).size
    : opened.note.verified.filter(({ key }) => key.type !== keyType.log).length;
  const values = { n, of: all.length };
  if (!opened.log) return { key: 'check.signed.witnesses', with: values };
  if (policy) return { key: 'check.signed.policy', with: values };
  return all.length > 0 ? { key: 'check.signed.both', with: values } : { key: 'check.signed.log' };
}

/** Each signature, one by one. */
export function signedDetails(opened: Checkpoint | SignedCheckpoint, policies: readonly Policy[]): Say[] {
  if (!('note' in opened)) return [];
  const { verified, unchecked, unknown } = opened.note;
  const details = verified.map(({ key, time }): Say =>
    time === undefined || time === 0n || time > 253_402_300_799n
      ? { key: 'check.detail.signature', with: { name: key.name, id: key.id } }
      : { key: 'check.detail.cosignature', with: { name: key.name, id: key.id, at: new Date(Number(time) * 1000) } },
  );
  for (const { key } of unchecked) details.push({ key: 'check.detail.notchecked', with: { name: key.name, id: key.id } });
  for (const { name, id } of unknown) details.push({ key: 'check.detail.unknownkey', with: { name, id } });
  if (policies.length === 0) details.push({ key: 'check.detail.nopolicy' });
  return details;
}
