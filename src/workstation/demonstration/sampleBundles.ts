/** The sample patients' Bundles, read when they are asked for; bundling the program takes them along. */
import { utf8 } from '../../crypto/bytes.ts';
import { SAMPLE_FILES, type SampleFile } from './samples.ts';

/** JSON modules, by the file's name; a path in a variable could not be bundled. */
const MODULES: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
  'lin-guodong.json': async () => import('./samples/lin-guodong.json', { with: { type: 'json' } }),
  'he-xiaowen.json': async () => import('./samples/he-xiaowen.json', { with: { type: 'json' } }),
  'ma-jianjun.json': async () => import('./samples/ma-jianjun.json', { with: { type: 'json' } }),
  'eleanor-whitcombe.json': async () =>
    import('./samples/eleanor-whitcombe.json', { with: { type: 'json' } }),
  'daniel-okafor.json': async () => import('./samples/daniel-okafor.json', { with: { type: 'json' } }),
  'priya-raman.json': async () => import('./samples/priya-raman.json', { with: { type: 'json' } }),
};

export interface SampleBundle extends SampleFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** All six, in their order. */
export async function sampleBundles(): Promise<readonly SampleBundle[]> {
  const bundles: SampleBundle[] = [];
  for (const sample of SAMPLE_FILES) {
    const bundle = await MODULES[sample.file]?.();
    if (bundle !== undefined)
      bundles.push({ ...sample, bytes: new Uint8Array(utf8(JSON.stringify(bundle.default))) });
  }
  return bundles;
}
