/**
 * The workstation dies at each request that it makes to its node, from the opening of a visit to its end, and starts
 * again over the files it left.
 */
import { describe, expect, it } from 'vitest';
import { bytesEqual } from '../../../src/crypto/bytes.ts';
import { writeCard, type PublicCard } from '../../../src/crypto/card.ts';
import { toEpochKey, type EpochKey } from '../../../src/crypto/ids.ts';
import { readVisit, statementsOf } from '../../../src/workstation/core/visits/ledgerReads.ts';
import { NOTE, openWith, Story } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

/** More than a whole visit makes. */
const MOST_REQUESTS = 60;

/** Entries of a visit's record in the outbox. */
function recordsOf(core: TestCore, visit: EpochKey): number {
  const entries = core.session.desk.outbox.list();
  return entries.filter((entry) => {
    const isOfVisit = entry.visit !== null && bytesEqual(entry.visit, visit);
    return isOfVisit && entry.kind === 'visit/record';
  }).length;
}

/** Opens, writes, signs and ends; going on wherever an earlier attempt stopped. */
async function playVisit(core: TestCore, card: PublicCard): Promise<void> {
  const read = await core['card/read']({ text: writeCard(card) });
  if (read.state === 'spent' && read.visit === null) return;
  const visit = read.state === 'spent' ? (read.visit ?? '') : await openWith(core, writeCard(card));
  if (recordsOf(core, toEpochKey(card.certificate.epochKey)) === 0) {
    await core['draft/save']({ visit, note: NOTE });
    const { hash } = await core['sign/preview']({ visit });
    await core['sign/commit']({ visit, hash, consent: null });
  }
  await core['visit/end']({ visit });
}

/** Plays until request `number`, at which the machine loses its files' handles for good; true if it got that far. */
async function dieAt(core: TestCore, number: number, card: PublicCard): Promise<boolean> {
  let made = 0;
  let died = false;
  core.node.before = () => {
    made += 1;
    if (made < number) return;
    died = true;
    core.close();
    throw new Error('dead');
  };
  await playVisit(core, card).catch(() => undefined);
  return died;
}

describe('a workstation that dies', () => {
  it(
    'at any request leaves the card unspent, or a visit with its record that can be gone on with, once',
    { timeout: 300_000 },
    async () => {
      const story = await Story.begin();
      const { li, patient } = story.world;
      let number = 1;
      for (; number < MOST_REQUESTS; number += 1) {
        // Each attempt with the next card.
        const card = patient.card(number);
        const visit = toEpochKey(card.certificate.epochKey);
        const first = await story.doctor();
        const died = await dieAt(first, number, card);
        first.close();
        const again = await story.doctor();
        // Draft or record: what was written is there exactly once.
        const draft = again.session.desk.drafts.load({ doctor: li.id, visit });
        expect(recordsOf(again, visit) + (draft === null ? 0 : 1)).toBeLessThanOrEqual(1);
        story.hospitals.advance(60_000);
        await playVisit(again, card);
        await again.sync();
        const { store } = again.replica;
        expect(statementsOf(store, { epoch: number, epochKey: visit })).toHaveLength(1);
        expect(readVisit(store, visit)?.ended).not.toBeNull();
        expect(again.session.desk.outbox.unsettled()).toEqual([]);
        again.close();
        if (!died) break;
      }
      expect(number).toBeGreaterThan(10);
      expect(number).toBeLessThan(MOST_REQUESTS);
    },
  );
});
