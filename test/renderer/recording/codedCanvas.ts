/** A picture that says when it was drawn, and how that is read back from a video: 16 blocks of a bit each. */
const [WIDTH, HEIGHT, BITS] = [320, 80, 16];
const BLOCK = WIDTH / BITS;

export interface CodedStream {
  readonly stream: MediaStream;
  stop(): void;
}

/** Drawn anew some 20 times a second, with `tag` in the upper bits of nothing: the time alone is coded, in 10 ms. */
export function codedStream(now: () => number, pitch: number): CodedStream {
  const canvas = new OffscreenCanvasElement();
  const drawing = setInterval(() => canvas.draw(Math.round(now() / 10)), 50);
  const sound = new AudioContext();
  const tone = new OscillatorNode(sound, { frequency: pitch });
  const output = sound.createMediaStreamDestination();
  tone.connect(output);
  tone.start();
  const stream = new MediaStream([...canvas.capture().getTracks(), ...output.stream.getTracks()]);
  return {
    stream,
    stop: () => {
      clearInterval(drawing);
      for (const track of stream.getTracks()) track.stop();
      void sound.close();
    },
  };
}

class OffscreenCanvasElement {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;

  constructor() {
    this.#canvas.width = WIDTH;
    this.#canvas.height = HEIGHT;
    this.#context = contextOf(this.#canvas);
  }

  draw(code: number): void {
    for (let bit = 0; bit < BITS; bit += 1) {
      this.#context.fillStyle = ((code >> bit) & 1) === 1 ? 'white' : 'black';
      this.#context.fillRect(bit * BLOCK, 0, BLOCK, HEIGHT);
    }
  }

  capture(): MediaStream {
    return this.#canvas.captureStream(20);
  }
}

/** The time that stands in the picture shown now, ms; `part` is where it stands in the picture. */
export function codeIn(video: HTMLVideoElement, part = { x: 0, y: 0, width: WIDTH, height: HEIGHT }): number {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = contextOf(canvas);
  context.drawImage(video, part.x, part.y, part.width, part.height, 0, 0, WIDTH, HEIGHT);
  let code = 0;
  for (let bit = 0; bit < BITS; bit += 1) {
    const [red = 0] = context.getImageData(bit * BLOCK + BLOCK / 2, HEIGHT / 2, 1, 1).data;
    if (red > 127) code |= 1 << bit;
  }
  return code * 10;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  return context;
}
