import { describe, expect, it } from 'vitest';
import { toInstitutionId, toInvitationToken, toNetwork, toSigningKey } from '../../src/crypto/ids.ts';
import { joinCodeText, readJoinCode, type JoinCode } from '../../src/crypto/joinCode.ts';
import { codeOf } from '../support/codeOf.ts';
import { bytes16, bytes32 } from '../support/world.ts';

const CODE: JoinCode = {
  network: toNetwork(bytes32('network')),
  genesis: bytes32('genesis'),
  institution: toInstitutionId(bytes16('institution')),
  nameZh: '海河医院',
  nameEn: 'Haihe Hospital',
  height: 12,
  header: bytes32('header'),
  nodeKey: toSigningKey(bytes32('node key')),
  address: 'wss://node.example:7443',
  token: toInvitationToken(bytes16('token')),
  member: null,
};

describe('the code to join an institution', () => {
  it('comes back from its text, which a QR code takes in its small alphabet', () => {
    const text = joinCodeText(CODE);
    expect(readJoinCode(text)).toEqual(CODE);
    expect(readJoinCode(` ${text}\n`)).toEqual(CODE);
    expect(text).toMatch(/^CJ1:[0-9A-Z $%*+\-./:]+$/u);
    expect(text.length).toBeLessThan(600);
  });

  it('is refused when it is another text, cut short, or of another make', () => {
    const text = joinCodeText(CODE);
    for (const wrong of ['', 'CC1:ABC', text.slice(0, -4), `${text}00`, text.replace('CJ1', 'CN1')]) {
      expect(codeOf(() => readJoinCode(wrong))).toBe('join-code-malformed');
    }
  });
});
