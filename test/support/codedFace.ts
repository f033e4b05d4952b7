/**
 * In a page: a camera whose picture says whose it is and when it was taken, and the reading of one that came over a call.
 * Sixteen blocks, black or white: four bits of a side, twelve of a counter of tenths of a second.
 */

/** From now on the page's camera shows a coded picture, and its microphone sounds a tone. */
export function codedCamera(side: number): void {
  const [width, height, columns] = [640, 480, 4];
  const begin = performance.now();
  const draw = (context: CanvasRenderingContext2D): void => {
    const tenths = Math.floor((performance.now() - begin) / 100) % 4096;
    const bits = side * 4096 + tenths;
    for (let block = 0; block < 16; block += 1) {
      const isWhite = Math.floor(bits / 2 ** (15 - block)) % 2 === 1;
      context.fillStyle = isWhite ? '#fff' : '#000';
      const [column, row] = [block % columns, Math.floor(block / columns)];
      context.fillRect((column * width) / 4, (row * height) / 4, width / 4, height / 4);
    }
  };
  const camera = (): MediaStream => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    setInterval(() => draw(context), 50);
    draw(context);
    return canvas.captureStream(20);
  };
  const microphone = (): MediaStream => {
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    const out = sound.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    return out.stream;
  };
  navigator.mediaDevices.getUserMedia = async (wanted) =>
    await Promise.resolve((wanted?.video ?? false) === false ? microphone() : camera());
}

/** What a shown picture says; -1 where there is none yet. */
export function readFace(video: Element): { readonly side: number; readonly time: number } {
  if (!(video instanceof HTMLVideoElement) || video.videoWidth === 0) return { side: -1, time: -1 };
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
  const context = canvas.getContext('2d');
  if (context === null) return { side: -1, time: -1 };
  context.drawImage(video, 0, 0, 64, 64);
  const { data } = context.getImageData(0, 0, 64, 64);
  let bits = 0;
  for (let block = 0; block < 16; block += 1) {
    const [x, y] = [(block % 4) * 16 + 8, Math.floor(block / 4) * 16 + 8];
    bits = bits * 2 + ((data[(y * 64 + x) * 4] ?? 0) > 127 ? 1 : 0);
  }
  return { side: Math.floor(bits / 4096), time: bits % 4096 };
}
