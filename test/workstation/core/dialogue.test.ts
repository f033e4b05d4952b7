/**
 * Two doctors of two hospitals, by the request table alone: each asks, accepts and writes while the other is away, and
 * their hospitals' nodes carry it. Both accounts live on one machine here, one unlocked at a time.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import { wav } from '../../support/mediaFiles.ts';
import { NOTE, PERSON, PIN } from '../support/story.ts';
import { DAY } from '../../support/world.ts';
import { signReceipt } from './consultReceiptSteps.ts';
import { stepsOf, until } from './dialogueSteps.ts';
import { changeFromElsewhere, Machine } from './support.ts';

const LI = '李明';
const WANG = '王芳';

let machine: Machine;
const { askFor, isWaiting, messages, newest, requests, say } = stepsOf(() => machine);

beforeAll(async () => {
  machine = await Machine.demonstration();
});

afterAll(async () => machine.close());

type Registered = ResultOf<'registrar/register-patient'>;

function textOf(items: Registered['cards'], epoch: number): string {
  return items.find((one) => one.epoch === epoch)?.text ?? '';
}

describe('a colleague', () => {
  it.each(['王芳', 'wang', 'wf', '津南', 'Jinnan 心血管'])('is found by %s', async (query) => {
    await machine.unlock(LI);
    const [found, ...others] = await machine.ask('dialogue/colleagues', { query });
    expect(found).toMatchObject({ name: { zh: WANG }, present: false, blocked: false });
    expect(others).toEqual([]);
  });

  it('is found by specialty, by what the licence says of level and province, and by what they said of languages', async () => {
    await machine.unlock(WANG);
    await machine.ask('profile/set', { languages: ['bo', 'zh'] });
    await until(async () => (await machine.ask('profile/mine', {})).sent, Boolean);
    await machine.unlock(LI);
    const found = async (wanted: Partial<ArgsOf<'dialogue/colleagues'>>) =>
      (await machine.ask('dialogue/colleagues', { query: '', ...wanted })).map(({ name }) => name.zh);
    expect(
      await found({ specialty: '心血管内科', grade: 'physician', province: '12', language: 'bo' }),
    ).toEqual([WANG]);
    expect(await machine.ask('dialogue/directory', {})).toEqual({
      specialties: ['心血管内科'],
      provinces: ['12'],
      languages: ['zh', 'bo'],
    });
    for (const other of [
      { specialty: '儿科' },
      { grade: 'assistant' },
      { province: '31' },
      { language: 'ug' },
      { present: true },
    ] as const)
      expect(await found(other)).toEqual([]);
  });

  it('is not oneself, nor of another role', async () => {
    expect(await machine.ask('dialogue/colleagues', { query: LI })).toEqual([]);
    expect(await machine.ask('dialogue/colleagues', { query: '孙丽' })).toEqual([]);
    await machine.unlock('孙丽');
    expect(await machine.codeOf('dialogue/colleagues', { query: '' })).toBe('role-doctor-required');
  });
});

describe('a dialogue', () => {
  let dialogue = '';
  let greeting = '';

  it('is asked for, at the other hospital, while nobody is there; once', async () => {
    await machine.unlock(LI);
    dialogue = await askFor(WANG);
    const [{ id: to } = { id: '' }] = await machine.ask('dialogue/colleagues', { query: WANG });
    expect(await machine.codeOf('dialogue/ask', { to, reason: '', subject: null })).toBe('consult-waiting');
    machine.clock.shift = -10 * 60_000;
    expect(await machine.codeOf('dialogue/ask', { to, reason: '', subject: null })).toBe('consult-clock-off');
    machine.clock.shift = 0;
    expect(await machine.codeOf('dialogue/send', { dialogue, text: 'x', reply: null })).toBe(
      'dialogue-unknown',
    );
  });

  it('begins with the acceptance of whoever was asked, who may write at once', async () => {
    await machine.unlock(WANG);
    const [request] = await isWaiting(dialogue);
    expect(await machine.ask('dialogue/waiting', {})).toEqual({ requests: 1, messages: 0 });
    expect(request).toMatchObject({
      direction: 'in',
      doctor: { name: { zh: LI } },
      reason: '请教用药',
      state: 'waiting',
    });
    await machine.ask('dialogue/accept', { request: dialogue });
    expect(await machine.codeOf('dialogue/accept', { request: dialogue })).toBe('consult-answered');
    greeting = await say(dialogue, '您好,请讲');
  });

  it('has a receipt on the ledger when both have signed it, whoever did it first; it counts for both', async () => {
    expect(await signReceipt(machine, dialogue, [WANG, LI])).toBe('none mine theirs stands: 1 1');
  });

  it('is open to whoever asked when they come back, and both see the same safety number', async () => {
    const ofWang = (await newest())?.safety;
    await machine.unlock(LI);
    const open = await until(newest, (one) => one?.unread === 1);
    expect(open).toMatchObject({
      dialogue,
      open: true,
      ended: null,
      doctor: { name: { zh: WANG } },
      compared: 'no',
    });
    expect(await machine.ask('dialogue/waiting', {})).toEqual({ requests: 0, messages: 1 });
    expect(await machine.ask('dialogue/colleagues', { query: WANG })).toMatchObject([{ answersIn: null }]);
    expect(open?.safety).toEqual(ofWang);
    expect(open?.safety.join('')).toMatch(/^\d{60}$/u);
    expect((await requests())[0]).toMatchObject({ state: 'accepted' });
    await machine.ask('dialogue/compare', { dialogue });
    expect(await newest()).toMatchObject({ compared: 'yes' });
  });

  it('shows each message once, its answer beside it, and what was changed or taken back', async () => {
    await machine.ask('dialogue/read', { dialogue });
    await say(dialogue, '患者服用华法林', greeting);
    const wrong = await say(dialogue, '剂量 50 mg');
    const slip = await say(dialogue, '发错了');
    await machine.ask('dialogue/edit', { dialogue, message: wrong, text: '剂量 5 mg' });
    await machine.ask('dialogue/delete', { dialogue, message: slip });
    await say(dialogue, '完');
    await machine.unlock(WANG);
    await until(newest, (one) => one?.unread === 4);
    const shown = await messages(dialogue);
    expect(shown.map(({ text, mine, state }) => [text, mine, state])).toEqual([
      ['您好,请讲', true, 'read'],
      ['患者服用华法林', false, 'unread'],
      ['剂量 5 mg', false, 'unread'],
      ['', false, 'unread'],
      ['完', false, 'unread'],
    ]);
    expect(shown[1]?.reply).toEqual({ message: greeting, mine: true, text: '您好,请讲' });
    expect([shown[2]?.edited, shown[3]?.deleted].map((time) => typeof time)).toEqual(['number', 'number']);
    expect((await messages(dialogue, '华法林')).map(({ text }) => text)).toEqual(['患者服用华法林']);
    expect(await machine.codeOf('dialogue/edit', { dialogue, message: wrong, text: 'x' })).toBe(
      'dialogue-message-unknown',
    );
  });

  it('says of an own message that it was delivered, and read, by the other side’s own word', async () => {
    const word = await say(dialogue, '收到');
    await machine.unlock(LI);
    await until(newest, (one) => one?.unread === 1);
    const [{ answersIn } = { answersIn: null }] = await machine.ask('dialogue/colleagues', { query: WANG });
    expect(answersIn).toBeGreaterThan(0);
    const states = async () =>
      (await messages(dialogue)).filter(({ mine }) => mine).map(({ state }) => state);
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
    await machine.ask('dialogue/read', { dialogue });
    await say(dialogue, '好');
    await machine.unlock(WANG);
    await until(
      async () => messages(dialogue),
      (all) => all.some(({ message, state }) => message === word && state === 'read'),
    );
  });

  it('goes on after the program was started again', async () => {
    await machine.restart();
    await machine.unlock(LI);
    await say(dialogue, '重启后');
    await machine.unlock(WANG);
    const found = await until(
      async () => messages(dialogue, '重启后'),
      (all) => all.length > 0,
    );
    expect(found.map(({ text, mine }) => [text, mine])).toEqual([['重启后', false]]);
  });

  it('brings files through the node of who gives them, and they open by the request table', async () => {
    await machine.unlock(LI);
    const sound = wav(new Uint8Array(1_500_000).fill(7));
    const draft = { visit: dialogue, name: '../心音.wav', bytes: sound };
    expect(await machine.codeOf('dialogue/give', { dialogue })).toBe('dialogue-nothing-attached');
    await machine.ask('attachment/add', draft);
    const program = new Uint8Array([0x4d, 0x5a, 0x90, 0]);
    const refused = { ...draft, name: 'photo.jpg', bytes: program };
    expect(await machine.codeOf('attachment/add', refused)).toBe('attachment-kind');
    const [attached] = await machine.ask('attachment/list', { visit: dialogue });
    expect(attached).toMatchObject({ title: '心音.wav', kind: 'audio' });
    await machine.ask('dialogue/give', { dialogue });
    expect(await machine.ask('attachment/list', { visit: dialogue })).toEqual([]);
    const newestOf = async () => (await messages(dialogue)).at(-1);
    await until(newestOf, (one) => one?.given?.stored === true && one.state !== 'queued');
    await machine.unlock(WANG);
    const came = await until(newestOf, (one) => one?.given?.state === 'whole');
    expect(came).toMatchObject({ mine: false, text: '心音.wav', given: { kind: 'voice', count: 1 } });
    const file = { of: { kind: 'dialogue', message: came?.row ?? 0 }, id: 0 } as const;
    const { bytes } = await machine.ask('attachment/read', file);
    expect(Buffer.compare(bytes, sound)).toBe(0);
    const range = await machine.ask('attachment/range', { ...file, from: 1_200_000, length: 4 });
    expect([...range.bytes]).toEqual([7, 7, 7, 7]);
    await machine.unlock(LI);
    await until(newestOf, (one) => one?.given?.state === 'whole' && one.mine);
    const own = (await newestOf())?.row ?? 0;
    const pause = { message: own, set: 'pause' } as const;
    expect(await machine.codeOf('dialogue/transfer', pause)).toBe('dialogue-message-unknown');
  });

  describe('in which records are exchanged', () => {
    let patient: Registered;
    let visit = '';
    let records: string[] = [];
    const terms = { purpose: 'second-opinion', note: '请看第二份', days: 30, direction: 'give' } as const;
    const slip = (epoch: number) => ({ slip: textOf(patient.slips, epoch), pin: PIN });

    async function openVisit(epoch: number): Promise<string> {
      const read = await machine.ask('card/read', { text: textOf(patient.cards, epoch) });
      const opened =
        read.state === 'sealed' ? await machine.ask('card/unseal', { handle: read.handle, pin: PIN }) : read;
      const handle = opened.state === 'fresh' ? opened.handle : '';
      const opening = { handle, registration: null, purpose: 'treatment' } as const;
      return (await machine.ask('visit/open', opening)).id;
    }

    /** Li proposes, and Wang has it; answers its name. */
    async function propose(direction: 'give' | 'both' = 'give'): Promise<string> {
      await machine.unlock(LI);
      const args = { ...terms, ...slip(1), direction, visit, dialogue, records };
      const { exchange, state } = await machine.ask('exchange/propose', args);
      expect(state).toBe('committed');
      await machine.unlock(WANG);
      await until(
        async () => messages(dialogue),
        (all) => all.some((one) => one.exchange === exchange),
      );
      return exchange;
    }

    beforeAll(async () => {
      await machine.unlock('孙丽');
      patient = await machine.ask('registrar/register-patient', {
        ...PERSON,
        pin: PIN,
        cards: 3,
        files: [],
        emergency: false,
      });
      await machine.unlock(LI);
      visit = await openVisit(1);
      await machine.ask('draft/save', { visit, note: NOTE });
      const { hash } = await machine.ask('sign/preview', { visit });
      const { statement } = await machine.ask('sign/commit', { visit, hash, consent: slip(1) });
      await until(
        async () => machine.ask('visit/records', { visit }),
        ({ documents }) => documents.length > 0,
      );
      const { documents } = await machine.ask('visit/chart', { visit });
      records = [...documents.map((one) => one.statement), statement];
    });

    it('gives the other side, once they accepted, the named records: what for and until when', async () => {
      const exchange = await propose();
      expect(records).toHaveLength(2);
      expect(await machine.ask('exchange/view', { exchange })).toMatchObject({
        mine: false,
        state: 'waiting',
        note: terms.note,
        terms: { purpose: terms.purpose, direction: 'give' },
        records: records.map((statement) => ({ statement })),
      });
      expect(await machine.ask('access/granted', {})).toEqual([]);
      await machine.ask('exchange/accept', { exchange, back: null });
      expect(await machine.codeOf('exchange/accept', { exchange, back: null })).toBe('exchange-answered');
      const [given, ...others] = await machine.ask('access/granted', {});
      expect(others).toEqual([]);
      expect(given).toMatchObject({
        grant: exchange,
        by: { name: { zh: LI } },
        note: terms.note,
        patient: { name: PERSON.name },
        unavailable: [],
      });
      const written = { grant: exchange, statement: records[1] ?? '', leaf: 0 };
      const document = await machine.ask('access/document', written);
      expect(document.sections.map(({ text }) => text)).toContain(NOTE.presentIllness);
      // The consent was to no more than that.
      expect(given?.documents.map(({ statement }) => statement).toSorted()).toEqual(records.toSorted());
    });

    it('brings a record as a card: who signed it, and what is in it without the names, or a reference alone', async () => {
      await machine.unlock(LI);
      const of = { kind: 'own', statement: records[1] ?? '' } as const;
      await machine.ask('dialogue/give-record', { dialogue, of, parts: false });
      await machine.ask('dialogue/give-record', { dialogue, of, parts: true });
      const newestOf = async () => (await messages(dialogue)).slice(-2);
      await until(newestOf, ([, last]) => last?.given?.stored === true && last.state !== 'queued');
      await machine.unlock(WANG);
      const [reference, card] = await until(newestOf, ([, last]) => last?.given?.files[0]?.here === true);
      const { statement } = of;
      expect(reference?.given).toMatchObject({
        kind: 'record',
        statement,
        count: 0,
        state: 'whole',
        signed: { author: { zh: LI } },
      });
      expect(await machine.codeOf('dialogue/record', { message: reference?.row ?? 0, statement })).toBe(
        'document-unavailable',
      );
      const document = await machine.ask('dialogue/record', { message: card?.row ?? 0, statement });
      expect(document.proof).toMatchObject({ verified: true, statement, author: { zh: LI } });
      const texts = document.sections.map(({ text }) => text);
      expect(texts).toContain(NOTE.presentIllness.replace(PERSON.name, '⟦4⟧'));
      expect(JSON.stringify(document)).not.toContain(PERSON.name);
      // Of the other doctor's record nothing can be given further: it is not in this doctor's ledger.
      expect(await machine.codeOf('dialogue/give-record', { dialogue, of, parts: true })).toBe(
        'document-unknown',
      );
    });

    it('is seen by the patient, who ends it: the records close for the reader at once', async () => {
      const secret = { kind: 'slip', text: slip(3).slip, pin: PIN } as const;
      const [{ institutionId: institution } = { institutionId: '' }] = await machine.ask(
        'dialogue/colleagues',
        {
          query: LI,
        },
      );
      const view = await machine.ask('patient/view', { secret, institution });
      expect(view.exchanges).toMatchObject([
        { giver: { zh: LI }, reader: { zh: WANG }, purpose: terms.purpose, state: 'in-force', epoch: 1 },
      ]);
      const [{ exchange } = { exchange: '' }] = view.exchanges;
      const ended = { handle: view.handle, exchange };
      const other = { kind: 'slip', text: slip(2).slip, pin: PIN } as const;
      expect(await machine.codeOf('patient/end-exchange', { ...ended, secret: other })).toBe('slip-mismatch');
      const consented = { kind: 'slip', text: slip(1).slip, pin: PIN } as const;
      await machine.ask('patient/end-exchange', { ...ended, secret: consented });
      const after = await machine.ask('patient/refresh', { handle: view.handle });
      expect(after.exchanges[0]?.state).toBe('revoked');
      const document = { grant: exchange, statement: records[1] ?? '', leaf: 0 };
      expect(await machine.codeOf('access/document', document)).toBe('grant-over');
      expect(await machine.ask('access/granted', {})).toEqual([]);
      expect(await machine.ask('exchange/view', { exchange })).toMatchObject({
        state: 'revoked',
        ended: { by: 'patient' },
      });
    });

    it('opens nothing when it is declined, or taken back before it was answered', async () => {
      const declined = await propose();
      await machine.ask('exchange/end', { exchange: declined });
      expect(await machine.ask('exchange/view', { exchange: declined })).toMatchObject({
        state: 'declined',
        ended: { by: 'me' },
      });
      const withdrawn = await propose();
      await machine.unlock(LI);
      await machine.ask('exchange/end', { exchange: withdrawn });
      await machine.unlock(WANG);
      const accepted = await machine.codeOf('exchange/accept', { exchange: withdrawn, back: null });
      expect(accepted).toBe('exchange-over');
      expect(await machine.ask('access/granted', {})).toEqual([]);
    });

    it('and messages are exported into a record, word for word, signed by both doctors', async () => {
      await machine.unlock(LI);
      await say(dialogue, `${PERSON.name}的凝血指标 2.5`);
      const whole = { dialogue, since: 0, until: machine.clock.now() + DAY };
      const { from, to } = (await machine.ask('transcript/span', whole)) ?? { from: 0, to: 0 };
      const asked = { dialogue, visit, from, to };
      const { transcript } = await machine.ask('transcript/ask', asked);
      expect(await machine.codeOf('transcript/attach', { transcript })).toBe('transcript-unsigned');
      const { text } = await machine.ask('transcript/view', { transcript });
      for (const part of ['患者服用华法林', '剂量 5 mg 〔已修改 changed', '〔已删除 deleted', '〔病历交换'])
        expect(text).toContain(part);
      expect(text).toContain('〔患者 patient〕的凝血指标 2.5');
      expect(text).not.toContain(PERSON.name);

      await machine.unlock(WANG);
      await until(
        async () => messages(dialogue),
        (found) => found.some((one) => one.transcript === transcript),
      );
      // The other doctor reads exactly what they sign.
      expect(await machine.ask('transcript/view', { transcript })).toMatchObject({ text, state: 'asked' });
      await machine.ask('transcript/answer', { transcript, signs: true });
      const twice = await machine.codeOf('transcript/answer', { transcript, signs: true });
      expect(twice).toBe('transcript-answered');

      await machine.unlock(LI);
      await until(
        async () => machine.ask('transcript/view', { transcript }),
        ({ state }) => state === 'signed',
      );
      const { added } = await machine.ask('transcript/attach', { transcript });
      expect(added.kind).toBe('transcript');
      await machine.ask('draft/save', { visit, note: NOTE });
      const { hash } = await machine.ask('sign/preview', { visit });
      const { statement } = await machine.ask('sign/commit', { visit, hash, consent: slip(1) });
      await until(
        async () => machine.ask('visit/records', { visit }),
        ({ documents }) => documents.some((one) => one.statement === statement),
      );
      const stored = { of: { kind: 'own', statement }, id: 0 } as const;
      const { bytes } = await machine.ask('attachment/read', stored);
      const signers = [LI, WANG].map((zh) => ({ name: { zh }, verified: true }));
      expect(await machine.ask('transcript/read', { bytes })).toMatchObject({ text, signers });
      // Anyone who holds it checks it; whoever changed a byte is found out.
      await machine.unlock(WANG);
      expect(await machine.ask('transcript/read', { bytes })).toMatchObject({ text, signers });
      const at = Buffer.from(bytes).indexOf('5 mg');
      const altered = { bytes: bytes.with(at, 0x36) };
      expect((await machine.ask('transcript/read', altered)).signers.map(({ verified }) => verified)).toEqual(
        [false, false],
      );
    });

    it('and what was written down in a consult becomes an opinion in the record, which names both institutions', async () => {
      await machine.unlock(LI);
      const notes = `${PERSON.name}：同意减量，三日后复查凝血。`;
      await machine.ask('consult-notes/save', { dialogue, text: '同意减' });
      await machine.ask('consult-notes/save', { dialogue, text: notes });
      await machine.restart();
      await machine.unlock(LI);
      expect(await machine.ask('consult-notes/load', { dialogue })).toStrictEqual({ text: notes });
      const elsewhere = { dialogue: '00'.repeat(32) };
      expect(await machine.codeOf('consult-notes/load', elsewhere)).toBe('dialogue-unknown');
      const statement = records[1] ?? '';
      const amendment = { kind: 'opinion', dialogue, text: notes } as const;
      const preview = await machine.ask('amend/preview', { statement, amendment });
      const [consulted, opinion] = preview.sections.map(({ text }) => text);
      expect(consulted).toBe(
        '李明（海河医院）Li Ming (Haihe Hospital)\n王芳（津南医院）Wang Fang (Jinnan Hospital)',
      );
      expect(opinion).toBe(notes);
      const { hash } = preview;
      const signed = await machine.ask('amend/commit', { statement, hash, consent: slip(1) });
      expect(signed.state).toBe('consented');
      const added = await until(
        async () => machine.ask('ledger/mine', {}),
        (rows) => rows.some((row) => row.statement === signed.statement),
      );
      expect(added.find((row) => row.statement === signed.statement)).toMatchObject({
        kind: 'addendum',
        verified: true,
      });
      // The other doctor learns of the notes nothing, and here they are closed with what they became.
      expect(await machine.ask('consult-notes/load', { dialogue })).toStrictEqual({ text: '' });
      await machine.unlock(WANG);
      expect(await machine.ask('consult-notes/load', { dialogue })).toStrictEqual({ text: '' });
    });

    it('goes both ways where both was proposed, with the consent of the patient on either side', async () => {
      const exchange = await propose('both');
      const theirs = await openVisit(2);
      const { documents } = await machine.ask('visit/chart', { visit: theirs });
      const back = { visit: theirs, records: [documents[0]?.statement ?? ''], note: '供参考', ...slip(2) };
      await machine.ask('exchange/accept', { exchange, back });
      await machine.unlock(LI);
      const [given] = await machine.ask('access/granted', {});
      expect(given).toMatchObject({ grant: exchange, by: { name: { zh: WANG } }, note: '供参考' });
      expect(given?.documents.map(({ statement }) => statement)).toEqual(back.records);
      // The term is over by this machine's clock: whatever a node still gives, it opens nothing here.
      machine.clock.shift = 31 * DAY;
      const over = { grant: exchange, statement: back.records[0] ?? '', leaf: 0 };
      expect(await machine.codeOf('access/document', over)).toBe('grant-over');
      expect(await machine.ask('access/granted', {})).toEqual([]);
      expect((await machine.ask('exchange/view', { exchange })).state).toBe('over');
      machine.clock.shift = 0;
      await machine.ask('exchange/end', { exchange });
      expect(await machine.ask('access/granted', {})).toEqual([]);
      await machine.ask('visit/end', { visit });
    });
  });

  it('ends for both when one of them ends it, and keeps what was said', async () => {
    await machine.ask('dialogue/end', { dialogue });
    expect(await machine.codeOf('dialogue/send', { dialogue, text: 'x', reply: null })).toBe('dialogue-over');
    expect(await newest()).toMatchObject({ ended: { code: 'dialogue-closed' }, open: false });
  });
});

describe('whoever was asked', () => {
  it('declines', async () => {
    await machine.unlock(LI);
    const request = await askFor(WANG);
    await machine.unlock(WANG);
    await isWaiting(request);
    await machine.ask('dialogue/decline', { request });
    expect((await requests())[0]).toMatchObject({ request, state: 'declined' });
    expect(await machine.codeOf('dialogue/accept', { request })).toBe('consult-answered');
  });

  it('hears nothing more of whom they blocked, and reads why', async () => {
    const [{ id: doctor } = { id: '' }] = await machine.ask('dialogue/colleagues', { query: LI });
    await machine.ask('dialogue/block', { doctor, blocked: true });
    await machine.unlock(LI);
    await until(requests, (all) => all.every(({ state }) => state !== 'waiting'));
    const request = await askFor(WANG);
    await machine.unlock(WANG);
    const { refused } = await until(
      async () => machine.ask('dialogue/requests', {}),
      (all) => all.refused[0]?.code === 'consult-blocked',
    );
    expect(refused[0]).toMatchObject({ code: 'consult-blocked', sender: { zh: LI } });
    expect((await requests()).some((one) => one.request === request)).toBe(false);
    await machine.ask('dialogue/block', { doctor, blocked: false });
    await machine.unlock(LI);
    await machine.ask('dialogue/withdraw', { request });
  });
});

describe('the ledger', () => {
  it('ends a dialogue when it says that the other side is suspended, and lets none begin', async () => {
    const request = await askFor(WANG);
    await machine.unlock(WANG);
    await isWaiting(request);
    await machine.ask('dialogue/accept', { request });
    await say(request, '您好');
    await machine.unlock(LI);
    await until(newest, (one) => one?.dialogue === request && one.open);
    const [{ id: wang } = { id: '' }] = await machine.ask('dialogue/colleagues', { query: WANG });
    const staff = Uint8Array.from(Buffer.from(wang, 'hex'));
    await changeFromElsewhere(machine, await machine.account('周涛'), {
      kind: 'registry/staff-suspend',
      role: 'doctor',
      id: staff,
      reason: 'test',
    });
    const ended = await until(newest, (one) => one?.ended !== null);
    expect(ended).toMatchObject({ ended: { code: 'dialogue-peer-suspended' }, open: false });
    expect(await machine.codeOf('dialogue/send', { dialogue: request, text: 'x', reply: null })).toBe(
      'dialogue-over',
    );
    expect(await machine.codeOf('dialogue/ask', { to: wang, reason: '', subject: null })).toBe(
      'recipient-suspended',
    );
  });
});
