/** A connection of this page to itself by way of the hospital's relay alone: whether calls get through, and how wide the way is. */

export interface Loopback {
  /** ms, there and back. */
  readonly roundTrip: number;
  /** Bits a second that arrived. */
  readonly rate: number;
}

/** How long data is sent, ms: the way's width shows in a second. */
const MEASURED_MS = 1_500;
/** How long a connection may take to be made, ms. */
const PATIENCE_MS = 5_000;
const PIECE = 16 * 1024;
/** Bytes that wait in the browser. */
const MOST_BUFFERED = 256 * 1024;
/** More is not needed by any call, and would only load the relay; bits a second. */
const ENOUGH = 8_000_000;

/** Null where the relay cannot be reached, or lets nothing through. */
export async function measureRelay(iceServers: readonly RTCIceServer[]): Promise<Loopback | null> {
  const ends = [0, 1].map(
    () => new RTCPeerConnection({ iceServers: [...iceServers], iceTransportPolicy: 'relay' }),
  );
  const [a, b] = ends;
  if (a === undefined || b === undefined) return null;
  try {
    return await within(PATIENCE_MS + MEASURED_MS, measured(a, b));
  } catch {
    return null;
  } finally {
    for (const end of ends) end.close();
  }
}

async function measured(a: RTCPeerConnection, b: RTCPeerConnection): Promise<Loopback> {
  const channel = { negotiated: true, id: 0 };
  const [sending, receiving] = [a.createDataChannel('check', channel), b.createDataChannel('check', channel)];
  const withoutRelay = Promise.withResolvers<never>();
  const pass = (from: RTCPeerConnection, to: RTCPeerConnection): void => {
    let found = 0;
    from.onicecandidate = ({ candidate }) => {
      if (candidate !== null) found += 1;
      // All servers were asked, and none gave a way.
      if (candidate === null && found === 0) withoutRelay.reject(new Error('no relay'));
      to.addIceCandidate(candidate ?? undefined).catch(() => undefined);
    };
  };
  pass(a, b);
  pass(b, a);
  await a.setLocalDescription();
  await b.setRemoteDescription(described(a));
  await b.setLocalDescription();
  await a.setRemoteDescription(described(b));
  const bothOpened = Promise.all([opened(sending), opened(receiving)]);
  await within(PATIENCE_MS, Promise.race([bothOpened, withoutRelay.promise]));
  const roundTrip = await echoed(sending, receiving);
  return { roundTrip, rate: await rateOf(sending, receiving) };
}

function described(end: RTCPeerConnection): RTCSessionDescriptionInit {
  if (end.localDescription === null) throw new Error('no description');
  return end.localDescription;
}

async function opened(channel: RTCDataChannel): Promise<void> {
  if (channel.readyState === 'open') return;
  await new Promise<void>((resolve) => channel.addEventListener('open', () => resolve(), { once: true }));
}

async function echoed(a: RTCDataChannel, b: RTCDataChannel): Promise<number> {
  const back = new Promise<void>((resolve) => a.addEventListener('message', () => resolve(), { once: true }));
  b.addEventListener('message', () => b.send('back'), { once: true });
  const begun = performance.now();
  a.send('there');
  await back;
  return performance.now() - begun;
}

/** Sends as fast as it goes for a while, no faster than a call needs; what arrived says how wide the way is. */
async function rateOf(a: RTCDataChannel, b: RTCDataChannel): Promise<number> {
  const arrived = { bytes: 0, first: 0, last: 0 };
  b.binaryType = 'arraybuffer';
  b.addEventListener('message', ({ data }) => {
    arrived.last = performance.now();
    // The first one says when it began.
    if (arrived.first === 0) arrived.first = arrived.last;
    else if (data instanceof ArrayBuffer) arrived.bytes += data.byteLength;
  });
  const piece = new Uint8Array(PIECE);
  const begun = performance.now();
  let sent = 0;
  await new Promise<void>((resolve) => {
    const timer = window.setInterval(() => {
      const passed = performance.now() - begun;
      if (passed >= MEASURED_MS || a.readyState !== 'open') {
        window.clearInterval(timer);
        resolve();
        return;
      }
      while (a.bufferedAmount < MOST_BUFFERED && sent * 8_000 < ENOUGH * (passed + 50)) {
        a.send(piece);
        sent += PIECE;
      }
    }, 20);
  });
  const lasted = arrived.last - arrived.first;
  return lasted <= 0 ? 0 : (arrived.bytes * 8_000) / lasted;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = window.setTimeout(() => late.reject(new Error('late')), ms);
  return Promise.race([work, late.promise]).finally(() => window.clearTimeout(timer));
}
