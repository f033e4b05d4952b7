import { describe, expect, it } from 'vitest';
import { answerRequest, type RequestTargets } from '../../main/requests.ts';
import { ConsiliumError } from '../../src/errors.ts';

function targets(seen: unknown[] = []): RequestTargets {
  return {
    core: async (channel, args) => {
      seen.push([channel, args]);
      return await Promise.resolve({ ok: true, value: 'from the core' });
    },
    shell: {
      'shell/save-file': async ({ suggestedName }) => {
        if (suggestedName === 'full') throw new ConsiliumError('file-write-failed', { reason: 'ENOSPC' });
        if (suggestedName === 'bug') throw new TypeError('a bug that names 张秀英');
        return await Promise.resolve({ saved: true });
      },
      'shell/shown': async () => await Promise.resolve({}),
      'shell/camera': async () => await Promise.resolve({}),
      'shell/screens': async () => await Promise.resolve({ screens: [] }),
      'shell/screen-choose': async () => await Promise.resolve({}),
      'shell/notify': async () => await Promise.resolve({}),
      'shell/scanner-folder': async () => await Promise.resolve({ chosen: false }),
      'shell/play': async () => await Promise.resolve({ address: `media/${'0'.repeat(64)}` }),
      'shell/play-stop': async () => await Promise.resolve({}),
      'shell/export-begin': async () => await Promise.resolve({ file: null }),
      'shell/export-write': async () => await Promise.resolve({}),
      'shell/export-end': async () => await Promise.resolve({}),
      'shell/page-pdf': async () => await Promise.resolve({ pdf: new Uint8Array(1) }),
    },
  };
}

const file = (suggestedName: string): unknown => ({
  suggestedName,
  bytes: new Uint8Array(3),
  mimeType: 'text/plain',
});

describe('a request of a page', () => {
  it('tells through the system that something came, and has no room for what it says', async () => {
    const notice = { kind: 'message', dialogue: 'ab'.repeat(32), language: 'en' };
    expect(await answerRequest('shell/notify', notice, targets())).toEqual({ ok: true, value: {} });
    for (const more of [{ text: '血压' }, { title: '王芳' }, { kind: '血压' }, { dialogue: '张秀英' }])
      expect(await answerRequest('shell/notify', { ...notice, ...more }, targets())).toMatchObject({
        code: 'request-invalid',
      });
  });

  it('cannot name the scanner’s folder: a person chooses it in a dialog of the shell', async () => {
    const seen: unknown[] = [];
    const outcome = await answerRequest('scanner/use', { folder: '/etc' }, targets(seen));
    expect(outcome).toEqual({ ok: false, code: 'channel-unknown', detail: {} });
    expect(seen).toEqual([]);
  });

  it('goes to the core with the arguments of its table', async () => {
    const seen: unknown[] = [];
    const outcome = await answerRequest('card/read', { text: 'CC1:X' }, targets(seen));
    expect(outcome).toEqual({ ok: true, value: 'from the core' });
    expect(seen).toEqual([['card/read', { text: 'CC1:X' }]]);
  });

  it('goes to the shell when it is one of the shell', async () => {
    expect(await answerRequest('shell/save-file', file('card.txt'), targets())).toEqual({
      ok: true,
      value: { saved: true },
    });
  });

  it.each(['nobody', 'constructor', '__proto__', 'toString', 7, null, { toString: () => 'card/read' }])(
    'to the channel %s is refused',
    async (channel) => {
      const seen: unknown[] = [];
      expect(await answerRequest(channel, {}, targets(seen))).toMatchObject({
        ok: false,
        code: 'channel-unknown',
      });
      expect(seen).toEqual([]);
    },
  );

  it('with arguments of another form is refused, naming the argument and not its value', async () => {
    const seen: unknown[] = [];
    const outcome = await answerRequest('draft/save', { visit: '张秀英', note: {} }, targets(seen));
    expect(outcome).toEqual({
      ok: false,
      code: 'request-invalid',
      detail: { channel: 'draft/save', at: 'visit' },
    });
    expect(seen).toEqual([]);
  });

  it.each(['../card', 'a/b', 'a\\b', 'C:x', '', 'a\u0000b'])(
    'to save a file as "%s" is refused',
    async (name) => {
      expect(await answerRequest('shell/save-file', file(name), targets())).toMatchObject({
        ok: false,
        code: 'request-invalid',
      });
    },
  );

  it('that fails is answered with its code; a bug keeps its message to itself', async () => {
    expect(await answerRequest('shell/save-file', file('full'), targets())).toEqual({
      ok: false,
      code: 'file-write-failed',
      detail: { reason: 'ENOSPC' },
    });
    expect(await answerRequest('shell/save-file', file('bug'), targets())).toEqual({
      ok: false,
      code: 'internal',
      detail: {},
    });
  });
});
