import { sha256 } from '@noble/hashes/sha2.js';
import { expect, it } from 'vitest';
import { fromBase64, joined, toHex, toUtf8 } from '../../src/check/bytes';
import { openCheckpoint } from '../../src/check/checkpoint';
import { checkConsistency, checkInclusion, Frontier, leafHash } from '../../src/check/merkle';
import { readKey } from '../../src/check/note';
import { readPolicy } from '../../src/check/policy';
import { checkRecord, type Files } from '../../src/check/record';
import { Refused } from '../../src/check/refused';
import { entriesTile, hashTile, readTilePath } from '../../src/check/tiles';
import { changed, filesOf, folderOf, jsonOf, vectors, type Change } from './shared';

const hash = (text: string) => fromBase64(text)!;
const fails = (act: () => void): boolean => {
  try {
    act();
    return false;
  } catch (error) {
    if (error instanceof Refused) return true;
    throw error;
  }
};

vectors('inclusion', () => {
  interface Case {
    file: string;
    leafIdx: number;
    treeSize: number;
    root: string;
    leafHash: string;
    proof: string[] | null;
    wantErr: boolean;
  }
  it.each(jsonOf<Case[]>('tlog/proofs/inclusion.json'))('$file', (c) => {
    const check = () =>
      checkInclusion(hash(c.leafHash), c.leafIdx, c.treeSize, (c.proof ?? []).map(hash), hash(c.root));
    expect(fails(check)).toBe(c.wantErr);
  });
});

vectors('consistency', () => {
  interface Case {
    file: string;
    size1: number;
    size2: number;
    root1: string;
    root2: string;
    proof: string[] | null;
    wantErr: boolean;
  }
  it.each(jsonOf<Case[]>('tlog/proofs/consistency.json'))('$file', (c) => {
    const check = () => checkConsistency(c.size1, c.size2, (c.proof ?? []).map(hash), hash(c.root1), hash(c.root2));
    expect(fails(check)).toBe(c.wantErr);
  });
});

vectors('a large tree', () => {
  interface Large {
    leaf_pattern: string;
    roots: { size: number; root: string }[];
    inclusion: { index: number; size: number; leafHash: string; proof: string[]; root: string }[];
    consistency: { size1: number; size2: number; proof: string[]; root1: string; root2: string }[];
    tiles: { size: number; tiles_sha256: Record<string, string> }[];
  }
  const large = jsonOf<Large>('tlog/large/leaf-entry.json');
  const leaf = (i: number) => leafHash(toUtf8(large.leaf_pattern.replace('%d', String(i))));

  it('has its proofs across the borders of tiles', () => {
    for (const c of large.inclusion) {
      expect(leaf(c.index)).toEqual(hash(c.leafHash));
      checkInclusion(leaf(c.index), c.index, c.size, c.proof.map(hash), hash(c.root));
      expect(fails(() => checkInclusion(leaf(c.index + 1), c.index, c.size, c.proof.map(hash), hash(c.root)))).toBe(true);
    }
    for (const c of large.consistency)
      checkConsistency(c.size1, c.size2, c.proof.map(hash), hash(c.root1), hash(c.root2));
  });

  it('has its roots, and its tiles are those that the whole-log check expects', async () => {
    const roots = new Map(large.roots.map(({ size, root }) => [size, hash(root)]));
    const tree = new Frontier();
    const levels: Uint8Array[][] = [];
    const most = Math.max(...roots.keys());
    for (let size = 0; ; size++) {
      const root = roots.get(size);
      if (root) expect(tree.root(), String(size)).toEqual(root);
      const tiles = large.tiles.find((t) => t.size === size);
      if (tiles) await checkTiles(size, tree.root(), levels, tiles.tiles_sha256);
      if (size === most) break;
      tree.append(leaf(size), (height, node) => {
        if (height % 8 === 0) (levels[height / 8] ??= []).push(node);
      });
    }
  }, 60_000);

  async function checkTiles(size: number, root: Uint8Array, levels: Uint8Array[][], wanted: Record<string, string>) {
    const all = new Map<string, Uint8Array>();
    for (const [level, hashes] of levels.entries())
      for (let index = 0; index * 256 < hashes.length; index++) {
        const tile = hashes.slice(index * 256, (index + 1) * 256);
        all.set(hashTile(level, index, tile.length), joined(...tile));
      }
    expect(Object.fromEntries([...all].map(([name, bytes]) => [name, toHex(sha256(bytes))]))).toEqual(wanted);
    const { faults, later } = await checkRecord(filesOf(all), { origin: 'large', size, root }, { keys: [] });
    expect([faults, later]).toEqual([[], 0]);
  }
});

vectors('the signed log', () => {
  const { log_vkey, witness_vkeys } = jsonOf<{ log_vkey: string; witness_vkeys: string[] }>(
    'tlog/signed-log/keys.json',
  );
  const keys = [log_vkey, ...witness_vkeys].map(readKey);
  const policy = readPolicy(
    toUtf8(
      [`log ${log_vkey}`, ...witness_vkeys.map((key, i) => `witness w${i} ${key}`), 'group g 2 w0 w1 w2', 'quorum g\n'].join(
        '\n',
      ),
    ),
  );
  const base = folderOf('tlog/signed-log');
  const kept = openCheckpoint(base.get('checkpoint')!, keys, policy);

  const check = async (all: Map<string, Uint8Array>, hasKept: boolean) => {
    const checkpoint = openCheckpoint(all.get('checkpoint')!, keys, hasKept ? null : policy);
    return checkRecord(filesOf(all), checkpoint, { keys, kept: hasKept ? [kept] : [] });
  };

  it('holds, signed by the log and three witnesses', async () => {
    expect(kept.note.verified).toHaveLength(4);
    const { faults, hasEntries } = await check(base, false);
    expect(faults).toEqual([]);
    expect(hasEntries).toBe(true);
  });

  interface Tampering {
    name: string;
    changes: Change[];
    entry?: number;
    needs?: string;
  }
  const refused = async (all: Map<string, Uint8Array>, hasKept: boolean): Promise<string[]> => {
    try {
      return (await check(all, hasKept)).faults.map(({ rule, file: where, number }) => `${rule} ${where} ${number ?? ''}`);
    } catch (error) {
      if (error instanceof Refused) return [error.rule];
      throw error;
    }
  };
  it.each(jsonOf<{ cases: Tampering[] }>('tlog/tampered.json').cases)('tampered: $name', async (c) => {
    const all = changed(base, c.changes);
    expect(await refused(all, false)).not.toEqual([]);
    if (c.needs?.includes('kept')) expect(await refused(all, true)).not.toEqual([]);
  });

  it('names the entry that was altered', async () => {
    const [c] = jsonOf<{ cases: Tampering[] }>('tlog/tampered.json').cases;
    const [first] = await refused(changed(base, c!.changes), false);
    expect(first).toMatch(/^tile\.leaf tile\/0\/000 \d+/);
  });

  it('is not found whole when all bundles are gone', async () => {
    const all = new Map([...base].filter(([name]) => !name.startsWith('tile/entries/')));
    expect((await check(all, false)).hasEntries).toBe(false);
  });

  it('can be cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    const slow: Files = { ...filesOf(base), read: async (name) => (await new Promise((go) => setTimeout(go, 30)), base.get(name)!) };
    await expect(checkRecord(slow, kept, { keys, signal: stop.signal })).rejects.toThrow();
  });
});

vectors('foreign logs', () => {
  const vkey = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';
  const all = folderOf('tlog/tessera-log');
  it.each(Array.from({ length: 16 }, (_, size) => size))('tessera at size %i', async (size) => {
    const checkpoint = openCheckpoint(all.get(`checkpoint.${size}`)!, [readKey(vkey)], null);
    expect(checkpoint.size).toBe(size);
    const earlier = Array.from({ length: size + 1 }, (_, n) =>
      openCheckpoint(all.get(`checkpoint.${n}`)!, [readKey(vkey)], null),
    );
    const { faults, kept } = await checkRecord(filesOf(all), checkpoint, { keys: [], kept: earlier });
    expect(faults).toEqual([]);
    expect(kept).toBe(size + 1);
  });

  it('sunlight: hash tiles only, cosigned by a mirror', async () => {
    const { mirror_vkey } = jsonOf<{ mirror_vkey: string }>('tlog/sunlight-mirror/keys.json');
    const mirror = folderOf('tlog/sunlight-mirror');
    const checkpoint = openCheckpoint(mirror.get('checkpoint')!, [readKey(mirror_vkey)], null);
    expect(checkpoint.log).toBeNull();
    expect(checkpoint.note.verified[0]!.time).toBeGreaterThan(0n);
    const { faults, hasEntries } = await checkRecord(filesOf(mirror), checkpoint, { keys: [] });
    expect(faults).toEqual([]);
    expect(hasEntries).toBe(false);
  });
});

it('a tile has one path', () => {
  expect(hashTile(0, 1_234_067)).toBe('tile/0/x001/x234/067');
  expect(entriesTile(1, 44)).toBe('tile/entries/001.p/44');
  expect(readTilePath('tile/entries/001.p/44')).toEqual({ level: 'entries', index: 1, count: 44 });
  for (const path of ['tile/0/x000/001', 'tile/0/1', 'tile/0/001.p/256', 'tile/0/001.p/0', 'tile/00/001'])
    expect(readTilePath(path), path).toBeNull();
});
