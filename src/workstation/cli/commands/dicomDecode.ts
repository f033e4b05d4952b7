/** `dicom decode FILE --raw OUT`: the stored values of all frames, one after the other. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { ConsiliumError } from '../../../errors.ts';
import { Codecs } from '../../../imaging/pixels/codecs.ts';
import { openFrames, type Frames } from '../../../imaging/pixels/decode.ts';
import { Problems, type DicomProblem } from '../../../imaging/problem.ts';
import { codecLoader } from '../../../node/codecModule.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { writePiecesAtomic } from '../../../node/files.ts';
import { dicomFile, explainedProblem } from './dicomFile.ts';

/**
 * OUT is there whole or not at all. Errors: those of `dicomFile`, `pixels-*` (see src/imaging/pixels/decode.ts),
 * `file-write-failed`, `storage-full`, `usage-missing`.
 */
export async function dicomDecode(invocation: Invocation): Promise<CommandResult> {
  const out = invocation.option('raw');
  if (out === undefined) throw new ConsiliumError('usage-missing', { option: '--raw' });
  const file = await dicomFile(invocation);
  const frames = openFrames(file, new Codecs(codecLoader()));
  const { cut, ...written } = write(frames, resolve(out));
  const problems = [...file.problems, ...countProblem(frames), ...cut];
  const {
    bitsAllocated,
    bitsStored,
    columns,
    frames: declared,
    isSigned,
    kind,
    rows,
    samples,
  } = frames.description;
  return {
    value: {
      out: resolve(out),
      ...written,
      frames: frames.count,
      framesDeclared: declared,
      rows,
      columns,
      samples,
      bitsAllocated,
      bitsStored,
      type: kind === 'float' ? 'float' : isSigned ? 'signed' : 'unsigned',
      syntax: file.syntax.uid,
      problems: problems.map((problem) => explainedProblem(problem, invocation)),
    },
  };
}

function countProblem({ count, description }: Frames): readonly DicomProblem[] {
  if (count === description.frames) return [];
  return [{ code: 'dicom-frames-differ', detail: { declared: description.frames, present: count } }];
}

interface Written {
  readonly bytes: number;
  readonly sha256: string;
  readonly photometric: string;
  readonly cut: readonly DicomProblem[];
}

/** One frame at a time is held. */
function write(frames: Frames, path: string): Written {
  const hash = createHash('sha256');
  let bytes = 0;
  let photometric = frames.description.photometric;
  const cut = new Problems();
  function* pieces(): Generator<Uint8Array> {
    for (let index = 0; index < frames.count; index += 1) {
      const frame = frames.frame(index);
      hash.update(frame.values);
      bytes += frame.values.length;
      ({ photometric } = frame);
      if (frame.isCut) cut.add('dicom-frame-cut', { frame: index });
      yield frame.values;
    }
  }
  writePiecesAtomic(path, pieces());
  return { bytes, sha256: hash.digest('hex'), photometric, cut: cut.list() };
}
