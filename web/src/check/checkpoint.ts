import { fromBase64, same, wholeNumber } from './bytes';
import { hashLength } from './merkle';
import { keyType, openNote, type OpenedNote, type VerifierKey } from './note';
import type { Policy } from './policy';
import { Refused } from './refused';

/** What a log says of itself at one moment (C2SP tlog-checkpoint). */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
}

/**
 * Reads a checkpoint's text: three lines, each ended by a line feed. Stricter than C2SP, as the rest of Trucewatch: no
 * extension lines, and the root is 32 bytes.
 */
export function readCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.length !== 4 || lines[3] !== '') throw new Refused('checkpoint.lines', { count: lines.length - 1 });
  const [origin, size, root] = lines as [string, string, string, string];
  if (origin === '' || /[\u0000-\u001f\u007f-\u009f]/.test(origin)) throw new Refused('checkpoint.origin');
  const number = wholeNumber(size);
  if (number === null) throw new Refused('checkpoint.size', { found: size.slice(0, 30) });
  const hash = fromBase64(root);
  if (hash?.length !== hashLength) throw new Refused('checkpoint.root');
  return { origin, size: number, root: hash };
}

export interface SignedCheckpoint extends Checkpoint {
  note: OpenedNote;
  /** The log's own key; null: its key was not given, so nothing shows that the log said this. */
  log: VerifierKey | null;
}

/**
 * Opens a signed checkpoint. A log's key has the log's origin as its name: a checkpoint of another origin under that
 * key is refused. With a policy: one of its logs must have signed, and its quorum must be reached.
 */
export function openCheckpoint(
  bytes: Uint8Array,
  keys: readonly VerifierKey[],
  policy: Policy | null,
): SignedCheckpoint {
  const note = openNote(bytes, keys);
  const checkpoint = readCheckpoint(note.text);
  const byLogs = note.verified.map((signed) => signed.key).filter((key) => key.type === keyType.log);
  const log = byLogs.find((key) => key.name === checkpoint.origin) ?? null;
  if (!log && byLogs[0])
    throw new Refused('checkpoint.otherlog', { found: checkpoint.origin, wanted: byLogs[0].name });
  if (policy) checkPolicy(policy, { ...checkpoint, note, log });
  return { ...checkpoint, note, log };
}

function checkPolicy(policy: Policy, { origin, note }: SignedCheckpoint) {
  const isSigner = (log: VerifierKey) =>
    log.name === origin && note.verified.some(({ key }) => key.name === log.name && key.id === log.id && same(key.key, log.key));
  if (policy.logs.length > 0 && !policy.logs.some(isSigner)) throw new Refused('checkpoint.nolog', { found: origin });
  const by = policy.witnessesOf(note.verified.map((signed) => signed.key));
  if (!policy.isSatisfied(by))
    throw new Refused('checkpoint.quorum', { quorum: policy.quorum, count: by.size, of: policy.witnesses.size });
}
