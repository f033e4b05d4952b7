/** In a page: what it does with a camera. */

/** All streams that the page is given from now on. */
export function watchStreams(): MediaStream[] {
  const streams: MediaStream[] = [];
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    streams.push(stream);
    return stream;
  };
  return streams;
}

export function areAllEnded(streams: readonly MediaStream[]): boolean {
  return streams.every((stream) => stream.getTracks().every(({ readyState }) => readyState === 'ended'));
}

export function isPictureThere(video: HTMLElement | SVGElement): boolean {
  return video instanceof HTMLVideoElement && video.videoWidth > 0;
}

/** Asks for the camera without a screen that shows it; how that is answered. */
export async function tryCamera(): Promise<string> {
  return await navigator.mediaDevices.getUserMedia({ video: true }).then(
    () => 'granted',
    (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
  );
}
