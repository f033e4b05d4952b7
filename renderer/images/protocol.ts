/** What page and image worker say to each other. The worker alone looks into files that came from outside. */
import type { StoredValues } from '../../src/imaging/display.ts';
import type { Plane, UltrasoundRegion } from '../../src/imaging/geometry.ts';

/** What a file says of its images: numbers and short texts, whatever stood in it. */
export interface Opened {
  readonly frames: number;
  /** One for each frame, or one for all. */
  readonly places: readonly FramePlace[];
  readonly rows: number;
  readonly columns: number;
  readonly modality: string;
  readonly description: string;
  /** Of the series, as the machine counted; null where it did not. */
  readonly number: number | null;
  /** Positions of the same reference can be compared. */
  readonly reference: string | null;
  readonly regions: readonly UltrasoundRegion[];
  /** Images a second, as the machine would play them. */
  readonly rate: number | null;
  /** Names that are left in the file; none where they were taken out. */
  readonly names: readonly string[];
  /** Codes of what is wrong with the file. */
  readonly problems: readonly string[];
}

export interface FramePlace {
  readonly plane: Plane | null;
  /** Millimetres from pixel to pixel: down, across; null where the file does not say. */
  readonly spacing: readonly [number, number] | null;
  /** Height to width of a pixel where no millimetres are known. */
  readonly aspect: readonly [number, number] | null;
}

/** Pixels of one frame: gray values still to be windowed, or colours. */
export type Frame =
  | {
      readonly kind: 'gray';
      readonly rows: number;
      readonly columns: number;
      /** As stored; `value × slope + intercept` is what they mean: Hounsfield units of a CT. */
      readonly values: StoredValues;
      readonly slope: number;
      readonly intercept: number;
      /** Lowest and highest stored value. */
      readonly low: number;
      readonly high: number;
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

export type FileKind = 'dicom' | 'picture';

/** Whoever opens files and decodes their frames: in the program the image worker. */
export interface ImageSource {
  /** Null: it was interrupted by something else, and may be tried again. */
  open(file: number, kind: FileKind, bytes: Uint8Array<ArrayBuffer>): Promise<Opened | null>;
  /** Null: the file is not kept any more, and has to be opened again. */
  frame(file: number, frame: number): Promise<Shown | null>;
}

export type Question =
  | { readonly ask: 'open'; readonly file: number; readonly kind: FileKind; readonly bytes: Uint8Array }
  | { readonly ask: 'frame'; readonly file: number; readonly frame: number };

export interface Asked {
  readonly number: number;
  readonly question: Question;
}

export type Answer =
  | { readonly is: 'opened'; readonly opened: Opened }
  | { readonly is: 'frame'; readonly frame: Frame; readonly cut: boolean }
  | { readonly is: 'gone' }
  | {
      readonly is: 'refused';
      readonly code: string;
      readonly detail: Readonly<Record<string, string | number | boolean | null>>;
    };

export interface Answered {
  readonly number: number;
  readonly answer: Answer;
}
