/** `dicom show FILE`: every data element that can be read, and what is wrong with the file. */
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { showFile, type ShownElement } from '../../../imaging/show.ts';
import { dicomFile, explainedProblem } from './dicomFile.ts';

/** Errors: `file-unreadable`, `dicom-unrecognised`, `dicom-too-large`. */
export async function dicomShow(invocation: Invocation): Promise<CommandResult> {
  const file = await dicomFile(invocation);
  const shown = showFile(file);
  const problems = shown.problems.map((problem) => explainedProblem(problem, invocation));
  const lines = [
    ...shown.elements.map(lineOf),
    ...shown.problems.map((problem, index) => `! ${problem.code}  ${meansOf(problems[index])}`),
  ];
  return {
    value: { syntax: file.syntax.uid, problems, elements: shown.elements },
    text: `${lines.join('\n')}\n`,
  };
}

function lineOf({ depth, keyword, tag, value, vr }: ShownElement): string {
  // Control characters of a file must not steer the terminal that it is shown on.
  const text = value.replace(/[\p{Cc}\p{Cf}]/gu, '·');
  return `${'  '.repeat(depth)}${tag} ${vr} ${keyword === '' ? '-' : keyword}  ${text}`;
}

function meansOf(problem: object | undefined): string {
  return problem !== undefined && 'means' in problem ? String(problem.means) : '';
}
