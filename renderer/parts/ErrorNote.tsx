import { useLanguage } from '../app/useLanguage.ts';
import type { CoreError } from '../client/core.ts';
import { errorText } from '../client/errorText.ts';
import { Note } from '../plain/Note.tsx';

/** An error where it happened: what is wrong and what to do, in the user's language, and the stable code. */
export function ErrorNote({ error }: { readonly error: CoreError | null }) {
  const language = useLanguage();
  if (error === null) return null;
  return (
    <Note severity="error">
      {errorText(error, language)} <Code code={error.code} />
    </Note>
  );
}

/** A code as it is told to the IT department: small, beside the text that everybody reads. */
export function Code({ code }: { readonly code: string }) {
  return <code className="code">[{code}]</code>;
}
