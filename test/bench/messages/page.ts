/** A doctor's page with its direct connections, and nothing of the program beside; its core is in the bench. */
import { Connections } from '../../../renderer/peer/connections.ts';

const connections = new Connections();
Object.assign(window, { connections, roundTrips });

/** Round trips of a bare data channel between two ends in this page, ms. */
async function roundTrips(count: number): Promise<readonly number[]> {
  const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()];
  a.addEventListener('icecandidate', ({ candidate }) => void b.addIceCandidate(candidate ?? undefined));
  b.addEventListener('icecandidate', ({ candidate }) => void a.addIceCandidate(candidate ?? undefined));
  const [one, other] = [a, b].map((peer) => peer.createDataChannel('bare', { negotiated: true, id: 1 }));
  if (one === undefined || other === undefined) throw new Error('no channels');
  other.addEventListener('message', ({ data }: MessageEvent<string>) => other.send(data));
  const opened = new Promise((resolve) => one.addEventListener('open', resolve, { once: true }));
  await a.setLocalDescription();
  await b.setRemoteDescription(described(a));
  await b.setLocalDescription();
  await a.setRemoteDescription(described(b));
  await opened;
  const times: number[] = [];
  const payload = 'x'.repeat(1024);
  while (times.length < count) {
    const from = performance.now();
    const answered = new Promise((resolve) => one.addEventListener('message', resolve, { once: true }));
    one.send(payload);
    await answered;
    times.push(performance.now() - from);
  }
  a.close();
  b.close();
  return times;
}

function described({ localDescription }: RTCPeerConnection): RTCSessionDescription {
  if (localDescription === null) throw new Error('nothing is described');
  return localDescription;
}
