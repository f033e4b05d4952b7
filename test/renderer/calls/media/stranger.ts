/** An end of a call that is no Chromium and keeps to nothing: werift, in this process, as a test wants it. */
import {
  MediaStreamTrack,
  RTCPeerConnection,
  RtpHeader,
  RtpPacket,
  SrtpContext,
  useH264,
  useOPUS,
  useVP8,
  type RTCDataChannel,
} from 'werift';

export interface StrangerWish {
  readonly codec?: 'VP8' | 'H264';
  /** It agrees on no SRTP at all, or says that SRTP without encryption was agreed, which nobody offered. */
  readonly srtp?: 'none' | 'null';
}

/** Of the channels that both ends agreed beforehand; see renderer/peer/peerConnection.ts. */
const CHANNELS = { chat: 1, bulk: 2, pointer: 3 } as const;
/** SRTP_NULL_HMAC_SHA1_80 (RFC 5764 §4.1.2). */
const NULL_PROFILE = 0x0005;
/** Payload of VP8 in its offer. */
const PAYLOAD = 96;
/** RFC 7741 §4.2: a payload begins a picture. */
const BEGINS = 0x10;
const CLOCK = 90_000 / 30;

export class Stranger {
  readonly #pc: RTCPeerConnection;
  readonly #track = new MediaStreamTrack({ kind: 'video' });
  readonly channels: Readonly<Record<keyof typeof CHANNELS, RTCDataChannel>>;
  #sequence = 1;

  readonly #honest = Object.getOwnPropertyDescriptor(SrtpContext, 'findMatchingSRTPProfile') ?? {};

  constructor({ codec = 'VP8', srtp }: StrangerWish = {}) {
    const video = codec === 'VP8' ? useVP8({ payloadType: PAYLOAD }) : useH264({ payloadType: PAYLOAD });
    this.#pc = new RTCPeerConnection({
      iceServers: [],
      codecs: { video: [video], audio: [useOPUS()] },
      headerExtensions: {},
    });
    this.#pc.addTransceiver(this.#track, { direction: 'sendrecv' });
    this.#pc.addTransceiver('audio', { direction: 'sendrecv' });
    const open = (name: keyof typeof CHANNELS): RTCDataChannel =>
      this.#pc.createDataChannel(name, { negotiated: true, id: CHANNELS[name] });
    this.channels = { chat: open('chat'), bulk: open('bulk'), pointer: open('pointer') };
    if (srtp === 'none')
      for (const transport of this.#pc.dtlsTransports) Object.assign(transport, { srtpProfiles: [] });
    if (srtp === 'null') Object.assign(SrtpContext, { findMatchingSRTPProfile: () => NULL_PROFILE });
  }

  /** Its description with all ways to it. */
  async offer(): Promise<string> {
    await this.#pc.setLocalDescription(await this.#pc.createOffer());
    return this.#described();
  }

  async take(answer: string): Promise<void> {
    await this.#pc.setRemoteDescription({ type: 'answer', sdp: answer });
  }

  /** Sends a picture as it is, in one packet. */
  send(picture: Uint8Array): void {
    const header = new RtpHeader({
      payloadType: PAYLOAD,
      sequenceNumber: this.#sequence,
      timestamp: this.#sequence * CLOCK,
      ssrc: 0x1234_5678,
      marker: true,
    });
    this.#sequence += 1;
    this.#track.writeRtp(new RtpPacket(header, Buffer.concat([Buffer.from([BEGINS]), picture])));
  }

  async close(): Promise<void> {
    Object.defineProperty(SrtpContext, 'findMatchingSRTPProfile', this.#honest);
    await this.#pc.close();
  }

  #described(): string {
    const sdp = this.#pc.localDescription?.sdp;
    if (sdp === undefined) throw new Error('no description');
    return sdp;
  }
}

/** SHA-256, as the program writes it. */
export function committedBy(description: string): string {
  const named = /^a=fingerprint:sha-256 (\S+)/imu.exec(description)?.[1] ?? '';
  return named.replaceAll(':', '').toLowerCase();
}
