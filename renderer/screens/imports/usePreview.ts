import { useEffect, useState } from 'react';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import type { ImportFile, ImportPreview } from '../../../src/workstation/api/imports.ts';
import { ask, asCoreError } from '../../client/core.ts';
import type { Asked } from '../../client/useAsk.ts';

type For = Omit<ArgsOf<'import/preview'>, 'files'>;

interface Held {
  readonly files: readonly ImportFile[];
  readonly key: string;
  readonly answer: Asked<ImportPreview>;
}

/** What is in these files, asked again when files or patient change; null while there are none. */
export function usePreview(files: readonly ImportFile[], whom: For): Asked<ImportPreview> | null {
  const key = JSON.stringify(whom);
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    if (files.length === 0) return undefined;
    let current = true;
    const hold = (answer: Held['answer']): void => {
      if (current) setHeld({ files, key, answer });
    };
    const asked = JSON.parse(key) as For;
    ask('import/preview', { files: [...files], ...asked }).then(
      (value) => hold({ state: 'ready', value, error: null }),
      (cause: unknown) => hold({ state: 'failed', error: asCoreError(cause) }),
    );
    return () => {
      current = false;
    };
  }, [files, key]);
  if (files.length === 0) return null;
  return held?.files === files && held.key === key ? held.answer : { state: 'loading' };
}
