/** In which order test files begin, so that two at a time end together. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begun first, so that none of them is left over for the end, when nothing runs beside it. */
const LONGEST = [
  'e2e/accessibility',
  'e2e/firstRun',
  'e2e/story',
  'renderer/calls/call',
  'workstation/faults/visitKilled',
  'workstation/faults/dialogueKilled',
  'cli/story',
  'workstation/core/setup',
  'hospital/crash',
  'workstation/patient/grant',
].map((name) => `/test/${name}.test.ts`);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ofProjects = Map.groupBy(await super.sort(files), ({ project }) => project.name);
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((name) => moduleId.endsWith(name));
      return found === -1 ? LONGEST.length : found;
    };
    return [...ofProjects.values()].flatMap((ofOne) => ofOne.toSorted((a, b) => rank(a) - rank(b)));
  }
}
