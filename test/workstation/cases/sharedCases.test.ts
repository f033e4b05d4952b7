/** A case from one doctor's workstation to another's, over two nodes: consented, published, read, credited, withdrawn. */
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { decodeCanonical } from '../../../src/crypto/cbor.ts';
import { openSealed } from '../../../src/crypto/sealing.ts';
import { openPeriod } from '../../../src/contracts/incentive/period.ts';
import { erasedRecords } from '../../../src/workstation/core/erasure/views.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { until } from '../../support/nodeWorld.ts';
import { DAY, HOUR } from '../../support/world.ts';
import { item } from '../support/story.ts';
import { afterVisit, TEXTS } from './afterVisit.ts';

describe('the patient’s consent to sharing', () => {
  it('is given later, to who took part in that visit, with its slip or the master card and nothing of another visit', async () => {
    const { li, patient, slip, visit, wang } = await afterVisit();
    const purposes = ['research', 'teaching'] as const;
    const given = await li['case/consent']({ visit, purposes: [...purposes], secret: slip });
    expect(given.purposes).toEqual(purposes);
    const { masterPassphrase: passphrase, masterText: text } = patient;
    const secret = { kind: 'master', text, passphrase } as const;
    expect((await li['case/consent']({ visit, purposes: ['teaching'], secret })).purposes).toEqual([
      'teaching',
    ]);
    const other = { ...slip, text: item(patient.slips, 2) };
    const wrong = li['case/consent']({ visit, purposes: ['teaching'], secret: other });
    expect(await codeOfAsync(wrong)).toBe('slip-mismatch');
    const asked = wang['case/consent']({ visit, purposes: ['teaching'], secret: slip });
    expect(await codeOfAsync(asked)).toBe('not-participant');
  });
});

describe('publishing a case', () => {
  it('needs own records, and the consent for each of its purposes', async () => {
    const { asked, consent, li, wang } = await afterVisit();
    expect(await codeOfAsync(li['case/publish'](asked))).toBe('case-consent');
    await consent();
    const research = li['case/publish']({ ...asked, purposes: ['research'] });
    expect(await codeOfAsync(research)).toBe('case-consent');
    expect(await li['case/mine']({})).toEqual([]);
    await wang.sync();
    expect(await codeOfAsync(wang['case/publish'](asked))).toBe('case-author');
  });

  it('waits for its batch when nobody is named in it and its author knows how few it could be, and can be taken back', async () => {
    const { asked, consent, li } = await afterVisit();
    await consent();
    const named = { ...TEXTS, discussion: '患者身份证号11010519491231002X，电话13820004567。' };
    expect(await codeOfAsync(li['case/publish']({ ...asked, texts: named }))).toBe('case-identifies');
    expect(await codeOfAsync(li['case/publish']({ ...asked, confirmed: false }))).toBe('case-ask');
    const { case: name, level } = await li['case/publish'](asked);
    expect(level).toBe(4);
    expect(await li['case/mine']({})).toMatchObject([{ case: name, state: 'waiting' }]);
    expect(await li['case/withdraw']({ case: name, reason: 'consent-withdrawn' })).toEqual({
      state: 'recalled',
    });
    expect(await li['case/mine']({})).toEqual([]);
  });
});

describe('a published case', () => {
  it('is read elsewhere without whatever leads to the visit; its dossier opens to its author; another one is refused', async () => {
    const { li, publish, statement, visit, wang } = await afterVisit();
    const name = await publish();
    expect(await li['case/mine']({})).toMatchObject([{ case: name, state: 'published' }]);
    const read = await wang['case/open']({ case: name });
    expect(read).toMatchObject({
      author: { en: 'Li Ming' },
      texts: TEXTS,
      purposes: ['teaching'],
      facets: { disease: 'J', age: { from: 60, to: 80 }, province: '00', outcome: 'cured', completeness: 4 },
    });
    const shown = JSON.stringify(read);
    for (const hidden of [statement, visit, '张秀英']) expect(shown).not.toContain(hidden);
    const { bytes: file } = await li['case/proof']({ case: name });
    expect(await wang['case/check-proof']({ file })).toMatchObject({
      case: name,
      author: { en: 'Li Ming' },
      published: read.published,
      withdrawn: null,
    });
    const json = JSON.parse(new TextDecoder().decode(file)) as { readonly signature: string };
    const forged = { ...json, signature: 'A'.repeat(json.signature.length) };
    const check = wang['case/check-proof']({ file: new Uint8Array(utf8(JSON.stringify(forged))) });
    expect(await codeOfAsync(check)).toBe('case-signature');
    const [mine] = await li.node.sharedCases.mine();
    const opened = mine && openSealed(mine.dossier, li.session.keys.seal);
    expect(decodeCanonical(opened ?? utf8(''))).toMatchObject({ case: mine?.case });
    expect(toHex(opened ?? utf8(''))).toContain(statement);
    wang.node.lie('case/get', (given) => ({ ...given, payload: given.payload.map((byte) => byte ^ 1) }));
    expect(await codeOfAsync(wang['case/open']({ case: name }))).toBe('case-altered');
  });

  it('is gone for everybody once it is withdrawn, and is no erased record', async () => {
    const { li, publish, story, wang } = await afterVisit();
    const name = await publish();
    await wang['case/open']({ case: name });
    const done = await li['case/withdraw']({ case: name, reason: 'consent-withdrawn' });
    expect(done).toEqual({ state: 'committed' });
    await wang.sync();
    expect(await codeOfAsync(wang['case/open']({ case: name }))).toBe('case-withdrawn');
    expect(await li['case/mine']({})).toMatchObject([{ case: name, state: 'withdrawn' }]);
    expect(erasedRecords(story.hospitals.a.store, null)).toEqual([]);
  });

  it('earns points, which say how they came about and are claimed once', async () => {
    const { later, li, publish, story, wang } = await afterVisit();
    const name = await publish();
    await wang['case/open']({ case: name });
    expect(await li['points/account']({})).toMatchObject({
      points: 0,
      periods: [{ period: 0, counted: { shares: 1, reads: 0 }, points: null, claimed: null }],
    });
    await later(30 * DAY + HOUR);
    await until(() => openPeriod(story.hospitals.a.store) === 1);
    await li.sync();
    expect((await li['points/account']({})).periods[1]).toMatchObject({
      counted: { shares: 1, reads: 1 },
      points: { shares: 300_000, reads: 50_000 },
      claimed: null,
    });
    expect(await li['points/claim']({ period: 0 })).toEqual({ state: 'committed' });
    expect((await li['points/account']({})).points).toBe(350_000);
    expect(await codeOfAsync(li['points/claim']({ period: 0 }))).toBe('claim-exists');
  });
});
