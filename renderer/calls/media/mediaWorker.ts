/** The worker of a call's media: every frame passes it, and none passes it as it came. */
import { MediaFrames } from './mediaFrames.ts';
import type { FromMediaWorker, Pass, ToMediaWorker } from './protocol.ts';

const frames = new MediaFrames({
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  now: () => performance.now(),
  later: (then, ms) => void setTimeout(then, ms),
  tell: (said: FromMediaWorker) => postMessage(said),
});

addEventListener('message', ({ data }: MessageEvent<ToMediaWorker>) => frames.hear(data));

addEventListener('rtctransform', ({ transformer }) => {
  const { options, readable, writable } = transformer;
  const pass = options as Pass;
  frames.register(pass, {
    wholePicture: async () =>
      pass.side === 'send' ? transformer.generateKeyFrame() : transformer.sendKeyFrameRequest(),
  });
  const through = new TransformStream<
    RTCEncodedVideoFrame | RTCEncodedAudioFrame,
    RTCEncodedVideoFrame | RTCEncodedAudioFrame
  >({
    transform: async (frame, controller) => {
      const passed = await frames.pass(pass, new Uint8Array(frame.data));
      if (passed === null) return;
      frame.data = passed.buffer;
      controller.enqueue(frame);
    },
  });
  // A stream that ends is one of a connection that was closed.
  readable
    .pipeThrough(through)
    .pipeTo(writable)
    .catch(() => undefined);
});
