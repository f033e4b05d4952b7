/**
 * The story of one record between two hospitals: each has a workstation with its own data folder in a window of its
 * own, and its node as a process of its own. A works in Chinese, B in English.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consilium } from '../../tools/demo/commandLine.ts';
import { say } from '../../tools/demo/two/dialogue.ts';
import { playStep, type Stage, type Workstation } from '../../tools/demo/playStory.ts';
import { historyFile, newPatient, NOTE, type Place } from '../../tools/demo/story.ts';
import { callSteps, hangUp, otherFace } from '../../tools/demo/two/call.ts';
import { recordSteps } from '../../tools/demo/two/record.ts';
import { twoStory, TwoHospitals } from '../../tools/demo/two/story.ts';
import { WorkstationWindow, type Language } from '../../tools/demo/workstationWindow.ts';
import { codedCamera, readFace } from '../support/codedFace.ts';
import { launchApp, root, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import {
  acceptAndRead,
  agreeOnTerm,
  exportDay,
  findBySpoken,
  offerRecord,
  openVisitWith,
  sendVoiceNote,
} from './inDialogue.ts';

const folder = temporaryFolder();
const hospitals = new TwoHospitals(folder.path);

/** What the camera of each side shows, in bits: neither is the other, or its negative. */
const SIDES: Readonly<Record<Place, number>> = { a: 0b1010, b: 0b1100 };

/** A picture that one doctor gives the other. */
const RASH = { width: 64, height: 48 };
/** A node, two windows and the key derivation of several people share one machine. */
const PATIENCE_MS = 90_000;

/** What would give the patient of the story, or the record, away. */
const PERSONAL: readonly unknown[] = Object.values(newPatient(''));
const PATIENT_WORDS = [...PERSONAL, ...NOTE.map(([, text]) => text), '咳嗽', '支气管'].filter(
  (word) => typeof word === 'string' && word.length > 1 && word !== 'female',
);

async function titlesOf({ app, page }: LaunchedApp): Promise<readonly string[]> {
  const ofWindows = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
  return [...ofWindows, await page.title()];
}

/** Lets a test pull the connections of a page. */
function keepConnections(): void {
  const connections: RTCPeerConnection[] = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  Object.assign(window, { connections });
}

function pull(): void {
  const { connections } = window as unknown as { readonly connections: readonly RTCPeerConnection[] };
  for (const connection of connections) connection.close();
}

/** Lets a test tell how often a page has made a tone. */
function countTones(): void {
  Object.assign(window, { tones: 0 });
  window.AudioContext = class extends AudioContext {
    override createOscillator(): OscillatorNode {
      Object.assign(window, { tones: 1 + Number(Reflect.get(window, 'tones')) });
      return super.createOscillator();
    }
  };
}

function tones(): number {
  return Number(Reflect.get(window, 'tones'));
}

/** The alert that says this, as soon as there is one, however short. */
async function shownAlert(text: string): Promise<string> {
  return await new Promise((resolve) => {
    const look = (): void => {
      const alerts = [...document.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent);
      if (alerts.includes(text)) resolve(text);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
  });
}

describe('the story of one record, between two hospitals', () => {
  const pictures = join(folder.path, 'pictures');
  const launched: LaunchedApp[] = [];
  let stage: Stage;
  let last = 0;
  const titles = new Set<string>();

  async function open(place: Place, language: Language): Promise<Workstation> {
    const dataFolder = hospitals.workstation(place);
    const app = await launchApp({ dataFolder, locale: language === 'en' ? 'en-US' : language });
    launched.push(app);
    app.page.setDefaultTimeout(PATIENCE_MS);
    await app.page.setViewportSize({ width: 1366, height: 768 });
    await app.page.evaluate(keepConnections);
    await app.page.evaluate(codedCamera, SIDES[place]);
    return { window: new WorkstationWindow(app.page, language), dataFolder };
  }

  beforeAll(async () => {
    mkdirSync(pictures);
    const workstations = { a: await open('a', 'zh-CN'), b: await open('b', 'en') };
    stage = { state: { history: historyFile(root), items: null, nextCard: null }, workstations, pictures };
  });

  afterAll(async () => {
    for (const app of launched) await app.close();
    await hospitals.stop();
    folder.remove();
  });

  it.each(twoStory(hospitals))('$title', async (step) => {
    const { transactions } = await playStep(step, stage, last + 1);
    last = transactions.at(-1)?.height ?? last;
    for (const app of launched) for (const title of await titlesOf(app)) titles.add(title);
    expect(transactions.filter(({ result }) => result !== 'ok')).toStrictEqual([]);
  });

  it('carries messages directly: bytes go over the connection, and none through a mailbox', async () => {
    const { a, b } = stage.workstations;
    const stored = await mailSent();
    await say(a.window, '直接送达');
    await b.window.see('直接送达');
    await say(b.window, 'Straight back');
    await a.window.see('Straight back');
    await a.window.see(new RegExp(a.window.text('consults.state.read'), 'u'));
    expect(await mailSent()).toBe(stored);
    // Machines of different subnets find each other too: no name stands for an address.
    expect(await descriptionOf(a.window)).not.toContain('.local');
    await a.window.page.getByText(a.window.text('consults.live.yes')).click();
    const figures = await a.window.page.getByLabel(/已发送 .* 千字节/u).getAttribute('aria-label');
    expect(Number(/已发送 ([\d.]+)/u.exec(figures ?? '')?.[1])).toBeGreaterThan(1);
  });

  it('carries a picture directly, which opens in the viewer of the other side, and lies at no node', async () => {
    const { a, b } = stage.workstations;
    const stored = await askedOf('blob/put');
    await a.window.button('given.openAttach').click();
    const picture = { name: '皮疹.png', mimeType: 'image/png', buffer: PNG.sync.write(new PNG(RASH)) };
    await a.window.page.getByLabel(a.window.text('images.files'), { exact: true }).setInputFiles(picture);
    await a.window.button('given.send').click();
    await b.window.see(b.window.text('given.whole'));
    await a.window.see(a.window.text('given.received'));
    await b.window.page.getByRole('button', { name: /皮疹/u }).click();
    await b.window.page.locator('canvas').first().waitFor();
    await b.window.button('images.close').click();
    expect(await askedOf('blob/put')).toBe(stored);
  });

  it('goes on through the mailbox when the connection is pulled in the middle of a message', async () => {
    const { a, b } = stage.workstations;
    const stored = await mailSent();
    const texts = ['一', '二', '三', '四', '五'].map((number) => `拔线之后${number}`);
    const pulled = b.window.page.evaluate(pull);
    for (const text of texts) await say(a.window, text);
    await pulled;
    for (const text of texts) await b.window.see(text);
    expect(await mailSent()).toBeGreaterThan(stored);
    const shown = await b.window.page.getByText(/^拔线之后/u).allInnerTexts();
    expect(shown).toStrictEqual(texts);
    // It is made again by itself.
    await b.window.see(b.window.text('consults.live.yes'));
  });

  it('tells a doctor who looks elsewhere that a message came, and nothing of it; the click leads to it', async () => {
    const { a, b } = stage.workstations;
    const [, other] = launched;
    if (other === undefined) throw new Error('no second window');
    await b.window.go('status');
    await b.window.page.evaluate(() => {
      document.hasFocus = () => false;
    });
    const noticed = other.app.evaluate(
      async ({ Notification }) =>
        await new Promise<string[]>((resolve) => {
          Notification.prototype.show = function show(this: Electron.Notification) {
            Object.assign(globalThis, { notice: this });
            resolve([this.title, this.body]);
          };
        }),
    );
    await say(a.window, '请看血钾');
    expect(await noticed).toStrictEqual(['Consilium', 'A new message came.']);
    await b.window.see(new RegExp(`^${b.window.text('waiting.messages', { count: 1 })}$|^1$`, 'u'));
    await other.app.evaluate(() => {
      const { notice } = globalThis as unknown as { readonly notice: Electron.Notification };
      notice.emit('click');
    });
    await b.window.see('请看血钾');
  });

  it.each(callSteps())('$title', async (step) => {
    const { seen } = await playStep(step, stage, last + 1);
    expect(seen).not.toBe('');
  });

  it('tells a doctor whose call breaks off with a banner and a sound, and goes on by itself', async () => {
    const { a, b } = stage.workstations;
    await b.window.page.evaluate(countTones);
    const banner = b.window.text('call.interrupted');
    const shown = b.window.page.evaluate(shownAlert, banner);
    await a.window.page.evaluate(pull);
    expect(await shown).toBe(banner);
    await expect.poll(async () => b.window.page.evaluate(tones)).toBeGreaterThan(0);
    await b.window.page.getByRole('alert').filter({ hasText: banner }).waitFor({ state: 'hidden' });
    for (const { window } of [a, b]) await otherFace(window).waitFor();
  });

  it.each(recordSteps())('$title', async (step) => {
    const { seen } = await playStep(step, stage, last + 1);
    expect(seen).not.toBe('');
  });

  it('shows each doctor the other one, as the time in the picture says, and ends at both sides', async () => {
    const { a, b } = stage.workstations;
    for (const [{ window }, side] of [
      [a, SIDES.b],
      [b, SIDES.a],
    ] as const) {
      const face = otherFace(window);
      await expect.poll(async () => (await face.evaluate(readFace)).side).toBe(side);
      const { time } = await face.evaluate(readFace);
      await expect.poll(async () => (await face.evaluate(readFace)).time).toBeGreaterThan(time);
    }
    await hangUp(a.window, b.window);
    expect(await b.window.page.locator('video').count()).toBe(0);
  });

  it('plays to Dr Wang both faces of what was recorded, as the pictures say', async () => {
    const { window } = stage.workstations.b;
    await window.button('recording.list').click();
    const dialog = window.page.getByRole('dialog');
    await dialog.getByRole('list').getByRole('button').first().click();
    await window.button('recording.play').click();
    for (const [label, side] of [
      ['recording.sides.own', SIDES.b],
      ['recording.sides.other', SIDES.a],
    ] as const) {
      const face = dialog.getByLabel(window.text(label));
      await expect.poll(async () => (await face.evaluate(readFace)).side).toBe(side);
    }
  });

  it('puts it on the ledger, where Dr Li, who has nothing of it, fetches and plays it', async () => {
    const { a, b } = stage.workstations;
    await b.window.button('ledgerRecording.put').click();
    await b.window.button('ledgerRecording.putSure').click();
    const standing = b.window.text('ledgerRecording.states.standing');
    await b.window.page.getByText(standing, { exact: true }).waitFor();
    await b.window.button('common.close').click();
    await a.window.button('recording.list').click();
    const dialog = a.window.page.getByRole('dialog');
    await a.window.button('ledgerRecording.open').click();
    await a.window.see(a.window.text('ledgerRecording.checked'));
    await a.window.button('recording.play').click();
    const face = dialog.getByLabel(a.window.text('ledgerRecording.sides.own'));
    await expect.poll(async () => (await face.evaluate(readFace)).side).toBe(SIDES.b);
    await a.window.button('common.close', dialog).click();
  });

  it('has a doctor found by a language that they say they consult in, from the other hospital', async () => {
    const { a, b } = stage.workstations;
    expect(await findBySpoken(a.window, b.window)).toContain('Consults in Tibetan');
  });

  it('carries a voice note from the microphone, which the other doctor plays', async () => {
    const { a, b } = stage.workstations;
    const note = await sendVoiceNote(a.window, b.window);
    await note.evaluate(async (audio: HTMLAudioElement) => await audio.play());
    await expect
      .poll(async () => await note.evaluate((audio: HTMLAudioElement) => audio.currentTime))
      .toBeGreaterThan(0);
  });

  it('keeps messages for as long as one doctor proposed and the other agreed', async () => {
    const { a, b } = stage.workstations;
    expect(await agreeOnTerm(a.window, b.window)).toStrictEqual(['30 天后删除', 'Deleted after 30 days']);
  });

  it('gives the other doctor a record of the patient in front, with the slip, once they accept the terms', async () => {
    const { a, b } = stage.workstations;
    const { items } = stage.state;
    await openVisitWith(b.window, items?.cards.get(3) ?? '');
    await offerRecord(b.window, items?.slips.get(3) ?? '');
    expect(await acceptAndRead(a.window)).toBeGreaterThan(0);
    await b.window.see(b.window.text('exchange.states.in-force'));
  });

  it('puts the messages of a day into a record, signed by both doctors', async () => {
    const { a, b } = stage.workstations;
    expect(await exportDay(b.window)).toBeGreaterThan(5);
    await a.window.see(a.window.text('transcript.theirs'));
    await a.window.button('transcript.sign').click();
    await b.window.button('transcript.attach').click();
    await b.window.see(b.window.text('transcript.states.attached'));
    expect(await b.window.button('transcript.attach').count()).toBe(0);
  });

  async function descriptionOf({ page }: WorkstationWindow): Promise<string | undefined> {
    return page.evaluate(() => {
      const { connections } = window as unknown as { readonly connections: readonly RTCPeerConnection[] };
      return connections.at(-1)?.localDescription?.sdp;
    });
  }

  async function mailSent(): Promise<number> {
    return askedOf('mailbox/send');
  }

  async function askedOf(method: Parameters<typeof hospitals.a.asked>[0]): Promise<number> {
    const counts = await Promise.all([hospitals.a, hospitals.b].map(async (node) => node.asked(method)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  it('names nobody in a title, and writes nothing of patient or record to a log', () => {
    const outputs = launched.map((app) => app.output());
    for (const output of outputs) expect(output).toContain('"name":"main"');
    const logs = [hospitals.a, hospitals.b].map((node) => node.log());
    for (const log of logs) expect(log).toContain('"name":"consilium-node"');
    expect([...titles]).toStrictEqual(['Consilium']);
    const written = [...outputs, ...logs].join('\n');
    expect(PATIENT_WORDS.filter((word) => written.includes(String(word)))).toStrictEqual([]);
  });

  it.each(['a', 'b'] as const)('leaves a copy of the ledger at %s that verifies again', async (place) => {
    expect(await consilium(hospitals.workstation(place), 'replica', 'verify')).toMatchObject({
      ok: true,
      value: { verified: true },
    });
  });
});
