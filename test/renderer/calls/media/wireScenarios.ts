/** What the tests of a call's line play in the page: everything goes over ways that a test records and spoils. */
import {
  startWatch,
  evaluateWatch,
  SAMPLE_MS,
  type WatchAct,
} from '../../../../src/consult/quality/watch.ts';
import { sampleOf } from '../../../../renderer/calls/media/sample.ts';
import { overWays, renewWays, type Ways } from '../../peer/overWays.ts';
import { bytes, heard } from '../../peer/pair.ts';
import type { Law } from '../../peer/udpWays.ts';
import { figuresOf, shownMore, startCall, until, type Call, type CallOptions } from './callPair.ts';

const scenarios = { talks, spoilt, silent, relayed } as const;
export type WireScenarios = typeof scenarios;
Object.assign(window, { scenarios });

async function overWaysCall(options: CallOptions = {}): Promise<Call> {
  renewWays();
  await ways().rule({});
  return startCall({ ...options, onTheWay: overWays, onTheWayBack: overWays });
}

function ways(): Ways {
  return window as unknown as Ways;
}

/** A call until so many bytes of media came, with words over the channels. */
async function talks(words: readonly string[], enough: number) {
  const call = await overWaysCall();
  for (const word of words) await call.ends[0].peer.send('chat', bytes(word));
  await call.ends[1].peer.send('bulk', bytes(words.join()));
  await heard(call.ends[1], words.length);
  const received = async (): Promise<number> =>
    Number((await figuresOf(call.ends[1], 'inbound-rtp', 'video'))['bytesReceived']);
  await until(async () => (await received()) > enough);
  const sdp = call.ends.flatMap(({ told }) => told).flatMap((one) => ('sdp' in one ? [one.sdp] : []));
  const named = sdp.flatMap((one) =>
    [...one.matchAll(/a=fingerprint:\S+ (\S+)/gu)].map(([, value]) => value ?? ''),
  );
  const shown = call.watching[0].shown.length;
  call.close();
  return { fingerprints: [...new Set(named)], isShown: shown > 0 };
}

/** What is seen of a call whose packets are spoilt: pictures, and whether one of them is not what was drawn. */
async function spoilt(law: Law, pictures: number) {
  const call = await overWaysCall();
  await shownMore(call.watching[0], 15);
  const certificate = await remoteCertificate(call);
  await ways().rule(law);
  const from = call.watching[0].shown.length;
  await shownMore(call.watching[0], pictures);
  await ways().rule({});
  await shownMore(call.watching[0], 5);
  const ages = call.watching[0].shown.slice(from).map(({ age }) => age);
  const counts = await call.protections[1].counts();
  const [sent, come] = [
    await figuresOf(call.ends[0], 'outbound-rtp', 'video'),
    await figuresOf(call.ends[1], 'inbound-rtp', 'video'),
  ];
  const isSame = certificate === (await remoteCertificate(call));
  const ends = call.ends.map(({ end }) => end);
  call.close();
  return {
    // Drawn within the last ten seconds: anything else was never drawn.
    illegible: ages.filter((age) => age > 10_000).length,
    moreDecodedThanSent: Number(come['framesDecoded']) > Number(sent['framesEncoded']),
    forged: counts.video.refused['sframe-forged'] ?? 0,
    isSame,
    ends,
  };
}

/** The way is gone and comes back after the watch has ordered a restart: what it ordered, and that pictures come again. */
async function silent() {
  const call = await overWaysCall();
  await shownMore(call.watching[0], 15);
  let state = startWatch(performance.now());
  const acts: WatchAct[] = [];
  const watch = setInterval(() => {
    void call.ends[1].peer.stats().then((report) => {
      const step = evaluateWatch(
        state,
        sampleOf(report.values(), performance.now(), { video: true, audio: true }),
      );
      ({ state } = step);
      acts.push(...step.acts);
      for (const { act } of step.acts) if (act === 'restart') call.ends[1].peer.restart();
    });
  }, SAMPLE_MS);
  await until(() => state.last !== null && state.last.video.framesDecoded > 15);
  await ways().stall(true);
  await until(() => acts.some(({ act }) => act === 'restart'));
  await ways().stall(false);
  await until(() => acts.some(({ act }) => act === 'resumed'));
  clearInterval(watch);
  await shownMore(call.watching[0], 10);
  call.close();
  return acts.map(({ act }) => act).filter((act) => act !== 'key-frame');
}

async function remoteCertificate({ ends }: Call): Promise<string> {
  const transport = await figuresOf(ends[0], 'transport', 'none');
  return String(transport['remoteCertificateId']);
}

/** A call by a relay alone, over one kind of transport; null where no such call can be had within that time, ms. */
async function relayed(server: RTCIceServer, word: string, within: number) {
  const options: CallOptions = { iceServers: [server], relayOnly: true };
  const begun = startCall(options);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), within));
  const call = await Promise.race([begun, late]);
  if (call === null) return null;
  await Promise.all(call.watching.map(async (one) => shownMore(one, 10)));
  await call.ends[0].peer.send('chat', bytes(word));
  await heard(call.ends[1], 1);
  const report = [...(await call.ends[0].peer.stats()).values()] as readonly Readonly<
    Record<string, unknown>
  >[];
  const transport = report.find(({ type }) => type === 'transport');
  const pair = report.find(({ id }) => id === transport?.['selectedCandidatePairId']);
  const local = report.find(({ id }) => id === pair?.['localCandidateId']);
  const remote = report.find(({ id }) => id === pair?.['remoteCandidateId']);
  const told = call.ends.flatMap((end) => end.told).map((signal) => JSON.stringify(signal));
  call.close();
  const candidates = told.flatMap((text) => [
    ...text.matchAll(/candidate:\S+ \d \S+ \d+ \S+ \d+ typ (\S+)/gu),
  ]);
  const addresses = told.flatMap((text) => [...text.matchAll(/raddr (\S+) rport (\d+)/gu)]);
  return {
    over: local?.['relayProtocol'],
    types: [local?.['candidateType'], remote?.['candidateType']],
    told: [...new Set(candidates.map(([, type]) => type))],
    behind: [...new Set(addresses.map(([, address, port]) => `${address ?? ''} ${port ?? ''}`))],
    isPlaceless: told.every((text) => !/c=IN IP4 (?!0\.0\.0\.0|127\.0\.0\.1)/u.test(text)),
  };
}
