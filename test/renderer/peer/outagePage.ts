/** A doctor's page whose connections lead over the ways of udpWays.ts. */
import '../../bench/messages/page.ts';
import type { PeerSignal } from '../../../renderer/peer/signal.ts';
import { overWays } from './overWays.ts';

window.RTCPeerConnection = class extends RTCPeerConnection {
  override async setRemoteDescription(described: RTCSessionDescriptionInit): Promise<void> {
    const { sdp = '', type } = described;
    const [led] = overWays({ type, sdp } as PeerSignal) as readonly RTCSessionDescriptionInit[];
    await super.setRemoteDescription(led ?? described);
  }

  override async addIceCandidate(given?: RTCIceCandidateInit | null): Promise<void> {
    const { candidate = '', sdpMid = null, sdpMLineIndex = null } = given ?? {};
    const signal = { type: 'candidate', candidate, sdpMid, sdpMLineIndex, generation: '' };
    const [led] = overWays(signal as unknown as PeerSignal) as readonly RTCIceCandidateInit[];
    if (led !== undefined)
      await super.addIceCandidate({ candidate: led.candidate ?? '', sdpMid, sdpMLineIndex });
  }
};
