/** What is wrong with a file that can be read all the same. */
import type { ErrorDetail } from '../errors.ts';
import { MOST_PROBLEMS } from './limits.ts';

/** Stable codes; `dicom show` and the viewer have a sentence for each. */
export type DicomProblemCode =
  | 'dicom-charset-differs'
  | 'dicom-charset-unknown'
  | 'dicom-deflate-damaged'
  | 'dicom-deflate-limit'
  | 'dicom-encoding-differs'
  | 'dicom-frame-cut'
  | 'dicom-frames-differ'
  | 'dicom-item-malformed'
  | 'dicom-length-beyond-end'
  | 'dicom-meta-missing'
  | 'dicom-other-format'
  | 'dicom-preamble-missing'
  | 'dicom-syntax-missing'
  | 'dicom-syntax-unknown'
  | 'dicom-too-deep'
  | 'dicom-too-many-elements'
  | 'dicom-truncated'
  | 'dicom-vr-unknown';

export interface DicomProblem {
  readonly code: DicomProblemCode;
  readonly detail: ErrorDetail;
}

/** Collects problems: each code once a tag, and never without bound. */
export class Problems {
  readonly #found = new Map<string, DicomProblem>();

  add(code: DicomProblemCode, detail: ErrorDetail = {}): void {
    const key = `${code} ${String(detail['tag'] ?? '')}`;
    if (this.#found.size < MOST_PROBLEMS && !this.#found.has(key)) this.#found.set(key, { code, detail });
  }

  list(): readonly DicomProblem[] {
    return [...this.#found.values()];
  }
}
