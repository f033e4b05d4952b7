/** What the commands over a DICOM file share: reading it, and sentences for what is wrong with it. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConsiliumError } from '../../../errors.ts';
import { readDicomFile, type DicomFile } from '../../../imaging/dicomFile.ts';
import { LARGEST_FILE } from '../../../imaging/limits.ts';
import type { DicomProblem } from '../../../imaging/problem.ts';
import type { Invocation } from '../../../node/commandLine/command.ts';
import { speaksChinese } from '../../../node/commandLine/explain.ts';
import { DICOM_PROBLEM_TEXTS } from '../dicomTexts.ts';
import { Inputs } from '../inputs.ts';

/** Errors: `file-unreadable`, `dicom-unrecognised`, `dicom-too-large`. */
export async function dicomFile(invocation: Invocation): Promise<DicomFile> {
  const [file = ''] = invocation.operands;
  const { size = 0 } = statSync(resolve(file), { throwIfNoEntry: false }) ?? {};
  if (size > LARGEST_FILE) throw new ConsiliumError('dicom-too-large', { length: size });
  return readDicomFile(await new Inputs(invocation).bytes(file));
}

/** A problem with what it means, in the user's language. */
export function explainedProblem({ code, detail }: DicomProblem, { io }: Invocation): object {
  const { en, zh } = DICOM_PROBLEM_TEXTS[code];
  return { code, detail, means: speaksChinese(io.environment) ? zh : en };
}
