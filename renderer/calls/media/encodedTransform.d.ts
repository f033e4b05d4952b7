/** Of WebRTC Encoded Transform what a worker sees: TypeScript has it in the library of workers, which excludes that of pages. */
interface RTCRtpScriptTransformer extends EventTarget {
  readonly options: unknown;
  readonly readable: ReadableStream<RTCEncodedVideoFrame | RTCEncodedAudioFrame>;
  readonly writable: WritableStream<RTCEncodedVideoFrame | RTCEncodedAudioFrame>;
  /** At a sender: the next picture is a whole one. */
  generateKeyFrame(): Promise<unknown>;
  /** At a receiver: asks the other end for one. */
  sendKeyFrameRequest(): Promise<unknown>;
}

interface RTCTransformEvent extends Event {
  readonly transformer: RTCRtpScriptTransformer;
}

interface WindowEventMap {
  rtctransform: RTCTransformEvent;
}
