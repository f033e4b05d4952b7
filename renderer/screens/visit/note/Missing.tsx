import { Alert, Link } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { NoteFindings } from '../../../../src/workstation/api/notes.ts';
import { fieldId, type TextField } from '../noteFields.ts';

interface MissingProps {
  readonly missing: readonly TextField[];
  /** Something that cannot be, or must not be given, is marked below. */
  readonly stopped: boolean;
  readonly remarks: NoteFindings['remarks'];
}

/** What keeps a note from being signed, each with a way to where it is missing; and what should be looked at. */
export function Missing({ missing, stopped, remarks }: MissingProps) {
  const { t } = useTranslation();
  return (
    <>
      {missing.length > 0 && (
        <Alert severity="error" role="alert">
          {t('noteHelp.missing')} <Jumps fields={missing} />
        </Alert>
      )}
      {stopped && (
        <Alert severity="error" role="alert">
          {t('noteHelp.stopped')}
        </Alert>
      )}
      {remarks.length > 0 && (
        <Alert severity="warning">
          {remarks.map(({ field, reason }) => (
            <div key={`${field} ${reason}`}>
              {t(`noteHelp.remark.${reason}`)} <Jumps fields={[field]} />
            </div>
          ))}
        </Alert>
      )}
    </>
  );
}

/** Into the middle: the head of the editor covers what is scrolled to the top. */
function jumpTo(field: TextField): void {
  const element = document.getElementById(fieldId(field));
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'center' });
}

function Jumps({ fields }: { readonly fields: readonly TextField[] }) {
  const { t } = useTranslation();
  return fields.map((field) => (
    <Link key={field} component="button" type="button" sx={{ mr: 1 }} onClick={() => jumpTo(field)}>
      {t(`field.${field}`)}
    </Link>
  ));
}
