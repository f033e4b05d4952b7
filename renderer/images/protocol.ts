/** What page and image worker say to each other. The worker alone looks into files that came from outside. */

/** How a frame is shown at first, as its file says. */
export interface Opened {
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
  /** Millimetres from pixel to pixel: down, across; null where the file does not say. */
  readonly spacing: readonly [number, number] | null;
  readonly modality: string;
  /** Codes of what is wrong with the file. */
  readonly problems: readonly string[];
}

/** Pixels of one frame: gray values still to be windowed, or colours. */
export type Frame =
  | {
      readonly kind: 'gray';
      readonly rows: number;
      readonly columns: number;
      /** Rescaled: Hounsfield units of a CT. */
      readonly values: Float32Array<ArrayBuffer>;
      /** Low values are bright. */
      readonly inverted: boolean;
      readonly window: Window;
    }
  | {
      readonly kind: 'colour';
      readonly rows: number;
      readonly columns: number;
      /** RGBA. */
      readonly values: Uint8ClampedArray<ArrayBuffer>;
    };

/** DICOM PS3.3 §C.11.2.1.2. */
export interface Window {
  readonly center: number;
  readonly width: number;
}

/** A frame, and whether its compressed image was cut off: decoders fill up what is missing, and say nothing. */
export interface Shown {
  readonly frame: Frame;
  readonly cut: boolean;
}

/** Whoever opens files and decodes their frames: in the program the image worker. */
export interface ImageSource {
  open(file: number, kind: 'dicom' | 'picture', bytes: Uint8Array): Promise<Opened>;
  frame(file: number, frame: number): Promise<Shown>;
}

export type Question =
  | {
      readonly ask: 'open';
      readonly file: number;
      readonly kind: 'dicom' | 'picture';
      readonly bytes: Uint8Array;
    }
  | { readonly ask: 'frame'; readonly file: number; readonly frame: number };

export interface Asked {
  readonly number: number;
  readonly question: Question;
}

export type Answer =
  | { readonly is: 'opened'; readonly opened: Opened }
  | { readonly is: 'frame'; readonly frame: Frame; readonly cut: boolean }
  | {
      readonly is: 'refused';
      readonly code: string;
      readonly detail: Readonly<Record<string, string | number | boolean | null>>;
    };

export interface Answered {
  readonly number: number;
  readonly answer: Answer;
}
