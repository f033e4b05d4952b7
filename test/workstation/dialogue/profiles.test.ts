/** What colleagues say of themselves, at the reader: under their key in force, and never an older word. */
import { describe, expect, it } from 'vitest';
import { signProfile, type Language } from '../../../src/crypto/doctorProfile.ts';
import { toHex } from '../../../src/crypto/bytes.ts';
import { toNetwork } from '../../../src/crypto/ids.ts';
import {
  knownLanguages,
  ownLanguages,
  sayLanguages,
  takeProfiles,
} from '../../../src/workstation/core/dialogue/profiles.ts';
import type { Person } from '../../support/world.ts';
import { settle, three } from './support/talking.ts';
import type { Seat } from './support/seat.ts';

type World = ReturnType<typeof three>;

/** What a person signs of themselves. */
function said(
  { ledger }: World,
  person: Person,
  { time, languages, version = 1 }: { time: number; languages: readonly Language[]; version?: number },
): Uint8Array {
  const network = toNetwork(ledger.world.network);
  const profile = { network, doctor: person.id, version, time, languages };
  return signProfile(profile, person.keys(version).sign.secretKey);
}

function rotate({ ledger }: World, seat: Seat): void {
  const { person } = seat;
  const { sign, seal } = person.keys(2);
  const fields = { id: person.id, role: person.role, sign: sign.publicKey, seal: seal.publicKey };
  ledger.take({
    action: { kind: 'registry/key-rotate', ...fields },
    parties: [person.sign(1)],
    time: ledger.time,
  });
  seat.keyVersion = 2;
  seat.restart();
}

/** What Li's workstation shows of Wang. */
function shown({ li, wang }: World): readonly string[] | undefined {
  return knownLanguages(li.ports).get(toHex(wang.person.id));
}

describe('the languages of a colleague', () => {
  it('are those of the newest word, whichever a node gives last', () => {
    const world = three();
    const { li, wang } = world;
    const ids = [wang.person.id];
    const [older, newer] = [
      said(world, wang.person, { time: 1, languages: ['zh', 'ug'] }),
      said(world, wang.person, { time: 2, languages: ['bo'] }),
    ];
    expect(takeProfiles(li.ports, ids, [older])).toBe(true);
    expect(takeProfiles(li.ports, ids, [newer])).toBe(true);
    expect(shown(world)).toEqual(['bo']);
    expect(takeProfiles(li.ports, ids, [newer])).toBe(false);
    expect(takeProfiles(li.ports, ids, [older])).toBe(false);
    expect(shown(world)).toEqual(['bo']);
    expect(li.log.join('')).toContain('"code":"profile-older"');
  });

  it('are not what a node, another doctor, or bytes out of place say; each is logged by its name', () => {
    const world = three();
    const { chen, li, wang } = world;
    const given = [
      said(world, chen.person, { time: 1, languages: ['en'] }),
      said(world, wang.person, { time: 1, languages: ['en'], version: 2 }),
      said(world, wang.person, { time: 1, languages: ['en'] }).fill(0, -64),
      new Uint8Array(600),
    ];
    for (const one of given) expect(takeProfiles(li.ports, [wang.person.id], [one])).toBe(false);
    expect(takeProfiles(li.ports, [wang.person.id], [])).toBe(false);
    expect(shown(world)).toBeUndefined();
    const codes = [...li.log.join('').matchAll(/"code":"(profile-[a-z]+)"/gu)].map(([, code]) => code);
    expect(codes).toEqual(['profile-doctor', 'profile-key', 'profile-signature', 'profile-malformed']);
  });

  it('say nothing any more when the key that signed them is not in force', () => {
    const world = three();
    const { li, wang } = world;
    takeProfiles(li.ports, [wang.person.id], [said(world, wang.person, { time: 9, languages: ['ug'] })]);
    rotate(world, wang);
    expect(shown(world)).toBeUndefined();
    // A clock that was set back does not keep the new key's word out.
    const anew = said(world, wang.person, { time: 5, languages: ['bo'], version: 2 });
    expect(takeProfiles(li.ports, [wang.person.id], [anew])).toBe(true);
    expect(shown(world)).toEqual(['bo']);
  });
});

describe('the own languages', () => {
  it('reach the node when it is there again, and are signed anew under a new key', async () => {
    const world = three();
    const { post, wang } = world;
    const name = toHex(wang.person.id);
    post.isAway = true;
    sayLanguages(wang.ports, ['bo', 'zh']);
    await settle([wang], () => wang.log.join('').includes('consult-mail-away'));
    expect(wang.service.isProfileSent()).toBe(false);
    post.isAway = false;
    await settle([wang], () => wang.service.isProfileSent());
    const before = post.profiles.get(name);
    rotate(world, wang);
    await settle([wang], () => wang.service.isProfileSent());
    expect(post.profiles.get(name)).not.toEqual(before);
    takeProfiles(world.li.ports, [wang.person.id], [post.profiles.get(name) ?? null]);
    expect(shown(world)).toEqual(['zh', 'bo']);
  });

  it('come to another computer of the same doctor, and the newer word of either stays', async () => {
    const world = three();
    const { post, wang } = world;
    const elsewhere = said(world, wang.person, { time: world.clock.now() + 5, languages: ['kk'] });
    post.profiles.set(toHex(wang.person.id), elsewhere);
    wang.service.wake();
    await settle([wang], () => wang.service.isProfileSent() && ownLanguages(wang.ports).length > 0);
    expect(ownLanguages(wang.ports)).toEqual(['kk']);
    // By a clock that is behind.
    sayLanguages(wang.ports, ['zh']);
    await settle([wang], () => wang.service.isProfileSent());
    expect(post.profiles.get(toHex(wang.person.id))).not.toEqual(elsewhere);
  });
});
