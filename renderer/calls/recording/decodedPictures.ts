/**
 * The pictures of one segment of a recording, in the order of their times, without what a recorder kept of transparency: the
 * library puts that together in a worker that it makes out of text, which the page's policy refuses, and a face has none.
 */
import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';

/** Pictures that a decoder holds; each takes a megabyte. */
const MOST_WAITING = 4;

/** Whoever takes one closes it. Errors: those of VideoDecoder. */
export async function* decodedPictures(track: InputVideoTrack): AsyncGenerator<VideoFrame, void, unknown> {
  const config = await track.getDecoderConfig();
  if (config === null) return;
  const frames: VideoFrame[] = [];
  const failed: { cause: Error | null } = { cause: null };
  const decoder = new VideoDecoder({
    output: (frame) => frames.push(frame),
    error: (cause) => {
      failed.cause = cause;
    },
  });
  decoder.configure(config);
  try {
    for await (const packet of new EncodedPacketSink(track).packets()) {
      // The picture's colours alone: what is transparent stands beside them.
      decoder.decode(packet.toEncodedVideoChunk());
      while (decoder.decodeQueueSize > MOST_WAITING && failed.cause === null) await dequeued(decoder);
      if (failed.cause !== null) throw failed.cause;
      yield* frames.splice(0);
    }
    await decoder.flush();
    yield* frames.splice(0);
  } finally {
    for (const frame of frames) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}

async function dequeued(decoder: VideoDecoder): Promise<void> {
  return new Promise((resolve) => {
    decoder.addEventListener('dequeue', () => resolve(), { once: true });
  });
}
