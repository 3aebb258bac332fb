import { describe, expect, it } from 'vitest';
import { fromHex, toUtf8 } from '../../src/check/bytes';
import { checkDisclosure, digestOf, disclosureOf, readDisclosure } from '../../src/check/disclosure';
import { verifies } from '../../src/check/ed25519';
import { canonical } from '../../src/check/jcs';
import { bytesOf, folderOf, jsonOf, vectors } from './shared';

vectors('Ed25519 by the verdicts of Go and OpenSSL', () => {
  interface Wycheproof {
    testGroups: {
      publicKey: { pk: string };
      tests: { tcId: number; comment: string; msg: string; sig: string; result: string }[];
    }[];
  }
  const groups = jsonOf<Wycheproof>('crypto/wycheproof/ed25519_test.json').testGroups;
  it('Wycheproof: all 151', () => {
    const all = groups.flatMap((g) => g.tests.map((test) => ({ ...test, pk: g.publicKey.pk })));
    const wrong = all.filter(
      (test) => verifies(fromHex(test.sig), fromHex(test.msg), fromHex(test.pk)) !== (test.result === 'valid'),
    );
    expect(wrong.map((test) => `${test.tcId} ${test.comment}`)).toEqual([]);
    expect(all).toHaveLength(151);
  });

  interface Odd {
    number: number;
    key: string;
    sig: string;
    msg: string;
    go_crypto_ed25519: boolean;
    openssl_3: boolean;
  }
  it('CCTV: every odd point and scalar', () => {
    const all = jsonOf<Odd[]>('crypto/cctv/ed25519vectors.json');
    const wrong = all.filter((odd) => {
      const verdict = verifies(fromHex(odd.sig), toUtf8(odd.msg), fromHex(odd.key));
      return verdict !== odd.go_crypto_ed25519 || verdict !== odd.openssl_3;
    });
    expect(wrong.map((odd) => odd.number)).toEqual([]);
    expect(all.length).toBeGreaterThan(900);
  });

  it('the same verdicts for a key that is used often', () => {
    const byKey = new Map<string, Odd[]>();
    for (const odd of jsonOf<Odd[]>('crypto/cctv/ed25519vectors.json'))
      byKey.set(odd.key, [...(byKey.get(odd.key) ?? []), odd]);
    for (const all of byKey.values()) {
      const verdict = (odd: Odd) => verifies(fromHex(odd.sig), toUtf8(odd.msg), fromHex(odd.key));
      for (let i = 0; i < 8; i++) verdict(all[0]!); // from here on by its table
      expect(all.filter((odd) => verdict(odd) !== odd.go_crypto_ed25519).map((odd) => odd.number)).toEqual([]);
    }
  });
});

vectors('salted digests (RFC 9901 §4.2)', () => {
  interface Case {
    disclosure: string;
    digest: string;
    decoded: [string, string, unknown];
  }
  const { cases } = jsonOf<{ cases: Case[] }>('sd/selective-disclosure.json');
  it.each(cases)('$decoded.1', ({ disclosure, digest, decoded }) => {
    const [salt, name, value] = decoded;
    expect(digestOf(disclosure)).toBe(digest);
    expect(readDisclosure(disclosure)).toEqual({ salt, name, value });
    expect(checkDisclosure(disclosure, [digest]).name).toBe(name);
    const other = disclosureOf({ salt, name, value: [value, 'changed'] });
    expect(() => checkDisclosure(other, [digest])).toThrow('disclosure.absent');
  });

  it.each(['', '!', 'WyJhIiwiYiJd', 'eyJhIjoxfQ', 'WzEsImIiLDJd', 'WyJhIiwiYiIsM10='])('refuses "%s"', (text) => {
    expect(() => readDisclosure(text)).toThrow('disclosure.form');
  });
});

vectors('canonical JSON (RFC 8785)', () => {
  const outputs = folderOf('jcs/output');
  it.each([...outputs.keys()])('%s', (name) => {
    const value = JSON.parse(Buffer.from(bytesOf(`jcs/input/${name}`)).toString('utf8')) as unknown;
    expect(canonical(value)).toBe(Buffer.from(outputs.get(name)!).toString('utf8').trimEnd());
  });
});

describe('Ed25519', () => {
  it('takes no other lengths', () => {
    expect(verifies(new Uint8Array(63), new Uint8Array(), new Uint8Array(32))).toBe(false);
    expect(verifies(new Uint8Array(64), new Uint8Array(), new Uint8Array(33))).toBe(false);
  });
});
