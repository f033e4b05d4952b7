/** What a desk keeps of requests, dialogues and mail between two doctors. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toInstitutionId, toMailId, toStaffId } from '../../../src/crypto/ids.ts';
import { millis } from '../../../src/ports.ts';
import { openDesk, type Desk } from '../../../src/replica/desk/desk.ts';
import { manualClock } from '../../support/manualClock.ts';
import { temporaryFolder, testKey } from '../support/temporary.ts';

const peer = toStaffId(new Uint8Array(16).fill(1));
const institution = toInstitutionId(new Uint8Array(16).fill(2));
const hash = new Uint8Array(32).fill(3);
const NOW = millis(1_780_000_000_000);
const SOON = millis(NOW + 1000);
const keys = { x25519: new Uint8Array(32).fill(4), xwing: new Uint8Array(32).fill(5) };
const message = new Uint8Array(16).fill(6);

function newDesk(): Desk {
  let counter = 0;
  const random = (length: number): Uint8Array => new Uint8Array(length).fill((counter += 1));
  const path = join(temporaryFolder(), 'desk.db');
  const desk = openDesk({ path, key: testKey(), clock: manualClock(NOW), random });
  onTestFinished(() => desk.close());
  return desk;
}

describe('a request in the desk', () => {
  const request = {
    hash,
    direction: 'out',
    peer,
    institution,
    subject: { kind: 'case', id: new Uint8Array(32).fill(9) },
    reason: '用药',
    issued: NOW,
    expires: SOON,
    keyVersion: 1,
    keys,
  } as const;

  it('forgets its single-use keys when it is answered, and when its time is over', () => {
    const { requests } = newDesk();
    requests.add(request);
    expect(requests.find(hash)).toEqual({ ...request, state: 'waiting', isSent: false });
    requests.forgetPast(NOW);
    expect(requests.waiting('out')).toHaveLength(1);
    expect(requests.find(hash)?.keys).toEqual(keys);
    requests.settle(hash, 'accepted');
    expect(requests.find(hash)).toMatchObject({ state: 'accepted', keys: null });

    const other = { ...request, hash: new Uint8Array(32).fill(8) };
    requests.add(other);
    requests.forgetPast(SOON);
    expect(requests.find(other.hash)).toMatchObject({ state: 'waiting', keys: null });
  });

  it('is known again while its time lasts', () => {
    const { requests } = newDesk();
    const nonce = new Uint8Array(16).fill(7);
    requests.see(peer, { nonce, issued: NOW, expires: SOON });
    expect([requests.isSeen(peer, nonce), requests.askedAt(peer)]).toEqual([true, [NOW]]);
    requests.forgetPast(SOON);
    expect([requests.isSeen(peer, nonce), requests.askedAt(peer)]).toEqual([false, []]);
  });

  it('is kept apart from whoever is blocked, and refusals do not fill the desk', () => {
    const desk = newDesk();
    const { requests } = desk;
    requests.block(peer, NOW);
    expect(requests.isBlocked(peer)).toBe(true);
    requests.unblock(peer);
    expect(requests.isBlocked(peer)).toBe(false);
    desk.atomically(() => {
      for (let time = 0; time < 210; time += 1)
        requests.refuse({ sender: peer, time: millis(time), code: 'consult-replayed' });
    });
    const refused = requests.refused(1000);
    expect([refused.length, refused[0]?.time]).toEqual([200, 209]);
  });
});

describe('a dialogue in the desk', () => {
  const dialogue = {
    request: hash,
    peer,
    institution,
    peerSign: new Uint8Array(32).fill(1),
    keyVersion: 1,
    associated: new Uint8Array(3),
    started: NOW,
    ratchet: new Uint8Array(10),
  };

  function begun() {
    const desk = newDesk();
    desk.dialogues.begin(dialogue);
    const { id } = desk.dialogues.find(hash) ?? { id: 0 };
    return { ...desk, id, name: { dialogue: id, mine: true, message } };
  }

  it('forgets its ratchet as it ends, keeps what was said, and ends once', () => {
    const { dialogues, id } = begun();
    dialogues.turn(id, new Uint8Array(11));
    expect(dialogues.find(hash)).toMatchObject({ ratchet: new Uint8Array(11), end: null });
    dialogues.end(id, { time: SOON, code: 'dialogue-closed' });
    dialogues.end(id, { time: NOW, code: 'dialogue-peer-suspended' });
    dialogues.turn(id, new Uint8Array(12));
    expect(dialogues.list()[0]).toMatchObject({
      ratchet: null,
      end: { time: SOON, code: 'dialogue-closed' },
    });
  });

  it('keeps a message once, and only what is further takes the place of its state', () => {
    const { messages, id, name } = begun();
    const row = messages.add({ ...name, time: NOW, text: '血压偏低', reply: null });
    expect(messages.add({ ...name, time: NOW, text: '另一条', reply: null })).toBeNull();
    if (row === null) throw new Error('not added');
    messages.fail(row, 'mailbox-expires');
    messages.reach(row, 'read');
    messages.reach(row, 'delivered');
    messages.fail(row, 'mailbox-expires');
    expect(messages.page(id, { before: null, search: '', limit: 5 })).toEqual([
      {
        ...name,
        id: row,
        time: NOW,
        text: '血压偏低',
        reply: null,
        edited: null,
        deleted: null,
        state: 'read',
        code: null,
        brings: false,
      },
    ]);
  });

  it('finds words, shows changes, and leaves a mark where a message was', () => {
    const { messages, id, name } = begun();
    messages.add({ ...name, time: NOW, text: 'Aspirin 100 mg', reply: null });
    const found = (search: string) => messages.page(id, { before: null, search, limit: 5 }).length;
    expect([found('aspirin'), found('warfarin')]).toEqual([1, 0]);
    messages.edit(name, { text: 'Warfarin', time: SOON });
    expect(messages.message(name)).toMatchObject({ text: 'Warfarin', edited: SOON });
    messages.remove(name, SOON);
    messages.edit(name, { text: 'again', time: SOON });
    expect(messages.message(name)).toMatchObject({ text: '', deleted: SOON });
  });

  it('finds Chinese by any part of a sentence, words by their beginning, and nothing that was changed or deleted', () => {
    const { messages, id, name } = begun();
    const text = '患者服用华法林，剂量5mg，INR 2.5；家族史（family）无特殊';
    messages.add({ ...name, time: NOW, text, reply: null });
    const found = (search: string, names: readonly string[] = []) =>
      messages.page(id, { before: null, search, names, limit: 5 }).length;
    const there = [
      '华法林',
      '法林',
      '华',
      '林',
      '量5',
      '剂量',
      '5mg',
      'inr 2',
      '2.5',
      'ＩＮＲ',
      '剂量 患者',
      '；',
      'fam',
    ];
    expect(there.filter((search) => found(search) !== 1)).toEqual([]);
    const absent = ['法华', '林剂', 'mily', '华法林片', 'm g 6', '！', '"', "' OR 1", 'NOT', '*'];
    expect(absent.filter((search) => found(search) !== 0)).toEqual([]);
    expect([found('warfarin', ['华法林']), found('mi', ['famil']), found('x', ['family'])]).toEqual([
      1, 0, 1,
    ]);
    expect(messages.page(id + 1, { before: null, search: '华法林', limit: 5 })).toEqual([]);
    messages.edit(name, { text: '改为利伐沙班', time: SOON });
    expect([found('华法林'), found('利伐沙班')]).toEqual([0, 1]);
    messages.remove(name, SOON);
    expect([found('利伐沙班'), found('')]).toEqual([0, 1]);
  });

  it('shows what came as unread until it was looked at', () => {
    const { messages, id, name } = begun();
    const row = messages.add({ ...name, mine: false, time: NOW, text: 'x', reply: null });
    expect([messages.unread(id).length, messages.countUnread(id)]).toEqual([1, 1]);
    messages.see(row ?? 0);
    expect(messages.unread(id)).toEqual([]);
  });
});

describe('mail in the desk', () => {
  const mail = (byte: number) => ({
    peer,
    institution,
    expires: SOON,
    sealed: new Uint8Array([byte]),
    message: null,
    request: null,
  });
  const numbers = (rows: readonly { readonly sequence: number }[]) => rows.map(({ sequence }) => sequence);

  it('is numbered without gaps, goes on after what was delivered, and again when the node forgot', () => {
    const desk = newDesk();
    for (const byte of [1, 2, 3]) desk.mail.put(mail(byte));
    const [first, second] = desk.mail.waiting(peer);
    desk.mail.setStored(first?.id ?? 0);
    desk.mail.setStored(second?.id ?? 0);
    desk.mail.remove(first?.id ?? 0);
    expect([desk.mail.base(peer), numbers(desk.mail.stored(peer)), numbers(desk.mail.waiting(peer))]).toEqual(
      [2, [2], [3]],
    );
    desk.mail.sendAgain(peer);
    expect(numbers(desk.mail.waiting(peer))).toEqual([2, 3]);
  });

  it('that was not stored goes into a new stream, where the old one is given up', () => {
    const desk = newDesk();
    for (const byte of [1, 2, 3]) desk.mail.put(mail(byte));
    desk.mail.setStored(desk.mail.waiting(peer)[0]?.id ?? 0);
    const [before] = desk.mail.streams();
    desk.mail.renew(peer);
    const [after] = desk.mail.streams();
    expect(after?.stream).not.toEqual(before?.stream);
    expect([numbers(desk.mail.waiting(peer)), desk.mail.stored(peer)]).toEqual([[1, 2], []]);
    desk.mail.put(mail(4));
    expect(numbers(desk.mail.waiting(peer))).toEqual([1, 2, 3]);
  });

  it('that came is known until its node was told', () => {
    const desk = newDesk();
    const id = toMailId(new Uint8Array(32).fill(1));
    desk.mail.handle(id);
    expect(desk.mail.isHandled(id)).toBe(true);
    desk.mail.forgetHandled(id);
    expect(desk.mail.isHandled(id)).toBe(false);
  });
});
