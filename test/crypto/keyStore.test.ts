import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromUtf8, utf8 } from '../../src/crypto/bytes.ts';
import { toInstitutionId, toStaffId } from '../../src/crypto/ids.ts';
import {
  changePassphrase,
  createKeyStore,
  openKeyStore,
  readKeyStoreIdentity,
} from '../../src/crypto/keyStore.ts';
import type { KeyStoreIdentity, OpenKeyStore } from '../../src/crypto/keyStore.ts';
import { assertPassphraseStrength } from '../../src/crypto/passphrase.ts';
import { MINIMUM_LIMITS, MODERATE_LIMITS, argon2id, limitsAreSane } from '../../src/crypto/passwordHash.ts';
import { newStaffRootSecret } from '../../src/crypto/staffKeys.ts';
import { codeOf, withBitFlipped } from './support/codeOf.ts';
import { deterministicRandom } from './support/deterministicRandom.ts';

const random = deterministicRandom('consilium/test/keystore');
const passphrase = 'a clear morning over the river';

const identity: KeyStoreIdentity = {
  accountId: 'doctor-li',
  role: 'doctor',
  entity: toStaffId(random(16)),
  institution: toInstitutionId(random(16)),
  names: { zh: '李医生', en: 'Dr Li', institutionZh: '第一医院', institutionEn: 'First Hospital' },
};
const store: OpenKeyStore = {
  identity,
  content: {
    rootSecret: newStaffRootSecret(random),
    secrets: { databaseKey: random(32), replicaKey: random(32) },
  },
};

function make(what: OpenKeyStore = store, typed = passphrase): Uint8Array {
  return createKeyStore(what, { passphrase: typed, limits: MINIMUM_LIMITS }, random);
}

/** The file with one JSON field replaced, in the one spelling a file has. */
function withField(file: Uint8Array, field: string, value: unknown): Uint8Array {
  const json: unknown = JSON.parse(fromUtf8(file));
  return utf8(`${JSON.stringify(Object.assign({}, json, { [field]: value }), null, 2)}\n`);
}

describe('a key store', () => {
  const file = make();

  it('opens under its passphrase to exactly what was sealed', () => {
    expect(openKeyStore(file, passphrase)).toEqual(store);
    const bare = {
      ...store,
      identity: { ...identity, names: null },
      content: { ...store.content, secrets: {} },
    };
    expect(openKeyStore(make(bare), passphrase)).toEqual(bare);
  });

  it('says whose it is without a passphrase, and nothing of what it seals', () => {
    expect(readKeyStoreIdentity(file)).toEqual(identity);
    expect(fromUtf8(file)).not.toMatch(/rootSecret|databaseKey/u);
  });

  it('takes the same passphrase in any form an input method gives it', () => {
    const typed = '晴れた朝の川のほとり';
    expect(openKeyStore(make(store, typed), typed.normalize('NFD'))).toEqual(store);
    const wide = passphrase.replace(/[a-z]/gu, (letter) =>
      String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
    );
    expect(openKeyStore(file, wide)).toEqual(store);
  });

  it('refuses every other passphrase as passphrase-wrong', () => {
    fc.assert(
      fc.property(fc.string(), (wrong) => {
        fc.pre(wrong.normalize('NFKC') !== passphrase);
        expect(codeOf(() => openKeyStore(file, wrong))).toBe('passphrase-wrong');
      }),
    );
    expect(codeOf(() => openKeyStore(file, `${passphrase} `))).toBe('passphrase-wrong');
  });

  it('is refused after any single bit was turned', () => {
    for (let at = 0; at < file.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const code = codeOf(() => openKeyStore(withBitFlipped(file, at, bit), passphrase));
        expect(['keystore-malformed', 'keystore-altered', 'passphrase-wrong'], `byte ${at}`).toContain(code);
      }
    }
  });

  const altered: readonly (readonly [string, unknown])[] = [
    ['accountId', 'doctor-wang'],
    ['role', 'officer'],
    ['entity', '00'.repeat(16)],
    ['institution', '00'.repeat(16)],
    ['names', null],
    ['nonce', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ];

  it.each(altered)(
    'with another %s is refused as keystore-altered under the right passphrase',
    (field, value) => {
      expect(codeOf(() => openKeyStore(withField(file, field, value), passphrase))).toBe('keystore-altered');
    },
  );

  const malformed: readonly (readonly [string, unknown])[] = [
    ['format', 'something'],
    ['version', 2],
    ['role', 'patient'],
    ['accountId', '../doctor'],
    ['accountId', ''],
    ['entity', '00'],
    ['salt', 'AAAA'],
    ['check', ''],
    ['nonce', 'AAAA'],
    ['ciphertext', ''],
    ['ciphertext', '***'],
    ['opslimit', 0],
    ['opslimit', 1000],
    ['memlimit', 2 ** 40],
    ['memlimit', 8192.5],
    ['more', 1],
  ];

  it.each(malformed)(
    'with %s = %j is refused as keystore-malformed before any work is done',
    (field, value) => {
      expect(codeOf(() => openKeyStore(withField(file, field, value), passphrase))).toBe(
        'keystore-malformed',
      );
    },
  );

  it('is refused when it is spelt otherwise, cut, empty or something else', () => {
    const compact = utf8(JSON.stringify(JSON.parse(fromUtf8(file))));
    const bad = [
      compact,
      file.slice(0, -2),
      concatBytes(file, utf8(' ')),
      new Uint8Array(0),
      utf8('{}'),
      utf8('null'),
    ];
    for (const bytes of bad) expect(codeOf(() => openKeyStore(bytes, passphrase))).toBe('keystore-malformed');
    expect(codeOf(() => openKeyStore(new Uint8Array([0xff, 0xfe]), passphrase))).toBe('keystore-malformed');
  });

  it('is not made of secrets of another length, a second root secret, or an account id that is no file name', () => {
    const withSecret = (name: string, secret: Uint8Array): OpenKeyStore => ({
      ...store,
      content: { ...store.content, secrets: { [name]: secret } },
    });
    expect(codeOf(() => make(withSecret('databaseKey', random(31))))).toBe('keystore-malformed');
    expect(codeOf(() => make(withSecret('rootSecret', random(32))))).toBe('keystore-malformed');
    expect(codeOf(() => make({ ...store, identity: { ...identity, accountId: '../x' } }))).toBe(
      'keystore-malformed',
    );
  });

  it('changes its passphrase with salt, nonce and nothing else', () => {
    const next = 'an evening under the pines';
    const changed = changePassphrase(file, { current: passphrase, next, limits: MINIMUM_LIMITS }, random);
    expect(openKeyStore(changed, next)).toEqual(store);
    expect(codeOf(() => openKeyStore(changed, passphrase))).toBe('passphrase-wrong');
    const change = { current: 'not the passphrase', next, limits: MINIMUM_LIMITS };
    expect(codeOf(() => changePassphrase(file, change, random))).toBe('passphrase-wrong');
    expect(
      codeOf(() => changePassphrase(file, { ...change, current: passphrase, next: 'short' }, random)),
    ).toBe('passphrase-weak');
  });

  it('is sealed with the moderate limits unless a test asks for less', () => {
    const real = createKeyStore(store, { passphrase }, random);
    expect(JSON.parse(fromUtf8(real))).toMatchObject({ opslimit: 3, memlimit: 268_435_456 });
    expect(openKeyStore(real, passphrase)).toEqual(store);
  });
});

describe('a passphrase', () => {
  it.each([
    '',
    'ninechars',
    '999999999',
    '春眠不觉晓',
    'aaaaaaaaaaaa',
    '安安安安安安',
    '         a         ',
  ])('%j is weak', (typed) => {
    expect(
      codeOf(() => {
        assertPassphraseStrength(typed);
      }),
    ).toBe('passphrase-weak');
  });

  it.each(['ten chars!', '春眠不觉晓处', 'あさのかわべ', 'a clear morning', '强密码 abcd 很好吗'])(
    '%j is taken',
    (typed) => {
      expect(
        codeOf(() => {
          assertPassphraseStrength(typed);
        }),
      ).toBe('taken');
    },
  );
});

describe('Argon2id', () => {
  it('takes limits that a machine can be asked to spend and no others', () => {
    expect(limitsAreSane(MODERATE_LIMITS)).toBe(true);
    expect(limitsAreSane(MINIMUM_LIMITS)).toBe(true);
    for (const limits of [
      { opslimit: 0, memlimit: 8192 },
      { opslimit: 1, memlimit: 8191 },
      { opslimit: Number.NaN, memlimit: 8192 },
    ]) {
      expect(limitsAreSane(limits)).toBe(false);
      expect(codeOf(() => argon2id('x', new Uint8Array(16), limits))).toBe('limits-refused');
    }
  });
});
