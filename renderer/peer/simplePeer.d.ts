/** The part of simple-peer 9.11.1 that peerConnection.ts uses; the package has no types of its own. */
declare module 'simple-peer' {
  interface SimplePeerOptions {
    readonly initiator: boolean;
    readonly trickle: boolean;
    readonly config: RTCConfiguration;
    readonly channelName: string;
    readonly channelConfig: RTCDataChannelInit;
    readonly streams: readonly MediaStream[];
  }

  interface SimplePeerEvents {
    signal: { readonly type: string; readonly sdp?: string };
    connect: undefined;
    track: MediaStreamTrack;
    error: Error;
    close: undefined;
  }

  export default class SimplePeer {
    readonly destroyed: boolean;
    readonly _pc: RTCPeerConnection;
    readonly _channel: RTCDataChannel;
    readonly _iceCompleteTimer?: number;

    constructor(options: SimplePeerOptions);
    on<Name extends keyof SimplePeerEvents>(
      name: Name,
      listener: (value: SimplePeerEvents[Name], stream: MediaStream) => void,
    ): this;
    signal(data: { readonly type: 'offer' | 'answer'; readonly sdp: string }): void;
    negotiate(): void;
    destroy(): void;
  }
}
