/**
 * A film whose pictures say when they were drawn, and a reader of what arrives: sixteen black and white squares are the
 * milliseconds since the page was opened, modulo 65,536. What is decoded out of pixels was really seen.
 */
const SQUARE = 40;
const BITS = 16;
const WIDTH = SQUARE * BITS;
const HEIGHT = 360;

export interface Film {
  readonly stream: MediaStream;
  stop(): void;
}

/** Picture and, where it is wanted, a tone of 440 Hz that comes and goes. */
export function playFilm({ fps = 30, sound = true }: { fps?: number; sound?: boolean } = {}): Film {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d');
  const draw = (): void => {
    if (context === null) return;
    const now = Math.floor(performance.now());
    context.fillStyle = '#567';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    for (let bit = 0; bit < BITS; bit += 1) {
      context.fillStyle = ((now >> bit) & 1) === 1 ? '#fff' : '#000';
      context.fillRect(bit * SQUARE, 0, SQUARE, HEIGHT / 2);
    }
    // Something that moves, so that pictures differ as those of a face do.
    context.fillStyle = '#c96';
    context.beginPath();
    context.arc(WIDTH / 2 + Math.sin(now / 300) * 200, HEIGHT * 0.75, 60, 0, 2 * Math.PI);
    context.fill();
  };
  draw();
  const timer = setInterval(draw, 1000 / fps);
  const stream = canvas.captureStream(fps);
  const tone = sound ? playTone(stream) : null;
  return {
    stream,
    stop: () => {
      clearInterval(timer);
      void tone?.close();
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

function playTone(stream: MediaStream): AudioContext {
  const context = new AudioContext();
  const oscillator = context.createOscillator();
  const destination = context.createMediaStreamDestination();
  oscillator.frequency.value = 440;
  // Heard and not, twice a second, as speech is.
  const pauses = context.createOscillator();
  pauses.type = 'square';
  pauses.frequency.value = 2;
  const loudness = context.createGain();
  loudness.gain.value = 0.5;
  const half = context.createGain();
  half.gain.value = 0.5;
  pauses.connect(half).connect(loudness.gain);
  oscillator.connect(loudness).connect(destination);
  for (const one of [oscillator, pauses]) one.start();
  const [track] = destination.stream.getAudioTracks();
  if (track !== undefined) stream.addTrack(track);
  return context;
}

/** A picture that was shown: when, and how long after it was drawn; ms. */
export interface Shown {
  readonly at: number;
  readonly age: number;
}

export interface Watching {
  readonly shown: Shown[];
  stop(): void;
}

/** Hears what a track brings; without it the browser decodes none of it. */
export function listen(track: MediaStreamTrack): () => void {
  const audio = new Audio();
  audio.srcObject = new MediaStream([track]);
  void audio.play().catch(() => undefined);
  return () => {
    audio.srcObject = null;
  };
}

/** Reads each picture that a track shows. */
export function watchFilm(track: MediaStreamTrack): Watching {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  void video.play().catch(() => undefined);
  const canvas = document.createElement('canvas');
  canvas.width = BITS;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const shown: Shown[] = [];
  let isOn = true;
  const read = (): void => {
    if (!isOn || context === null) return;
    const at = performance.now();
    // Of each square what lies well within it.
    const [width, height] = [video.videoWidth, video.videoHeight];
    for (let bit = 0; bit < BITS; bit += 1) {
      const left = ((bit + 0.5) / BITS) * width - 1;
      context.drawImage(video, left, height / 4, 2, 2, bit, 0, 1, 1);
    }
    const { data } = context.getImageData(0, 0, BITS, 1);
    const drawn = Array.from({ length: BITS }, (_, bit) => ((data[bit * 4] ?? 0) > 127 ? 1 << bit : 0));
    const sum = drawn.reduce((total, bit) => total + bit, 0);
    shown.push({ at, age: (Math.floor(at) - sum + 0x1_00_00) % 0x1_00_00 });
    video.requestVideoFrameCallback(read);
  };
  video.requestVideoFrameCallback(read);
  return {
    shown,
    stop: () => {
      isOn = false;
      video.srcObject = null;
    },
  };
}
