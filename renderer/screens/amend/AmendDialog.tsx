import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { Amendment } from '../../../src/workstation/api/amend.ts';
import type { Note } from '../../../src/workstation/api/visits.ts';
import { ask } from '../../client/core.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { NOTE_FIELDS } from '../visit/noteFields.ts';
import { AmendPreview } from './AmendPreview.tsx';

const KINDS = ['addendum', 'result', 'correction'] as const;
type Kind = (typeof KINDS)[number];

interface AmendDialogProps {
  readonly statement: string;
  readonly onClose: () => void;
}

/** Adds to or corrects a record of one's own: written, read through as it will be signed, then signed. */
export function AmendDialog({ statement, onClose }: AmendDialogProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('addendum');
  const [preview, setPreview] = useState<ResultOf<'amend/preview'> | null>(null);
  const action = useAction();
  const show = (amendment: Amendment): void =>
    action.run(async () => setPreview(await ask('amend/preview', { statement, amendment })));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="amend">
      <DialogTitle id="amend">{t('amend.title')}</DialogTitle>
      {preview === null ? (
        <>
          <DialogContent dividers>
            <ToggleButtonGroup
              exclusive
              size="small"
              value={kind}
              aria-label={t('amend.kind')}
              onChange={(_, value: Kind | null) => value !== null && setKind(value)}
            >
              {KINDS.map((each) => (
                <ToggleButton key={each} value={each}>
                  {t(`amend.${each}`)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
            <Alert severity="info" sx={{ my: 1 }}>
              {t(`amend.hint.${kind}`)}
            </Alert>
            {kind === 'correction' ? (
              <Correction statement={statement} busy={action.busy} onShow={show} />
            ) : (
              <Addition key={kind} kind={kind} busy={action.busy} onShow={show} />
            )}
            <ErrorNote error={action.error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common.close')}</Button>
            <Button type="submit" form="amend-form" variant="contained" disabled={action.busy}>
              {t('amend.show')}
            </Button>
          </DialogActions>
        </>
      ) : (
        <AmendPreview
          statement={statement}
          preview={preview}
          onBack={() => setPreview(null)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface FormProps {
  readonly busy: boolean;
  readonly onShow: (amendment: Amendment) => void;
}

/** A text that stands beside the record, or a result that came late. */
function Addition({ kind, busy, onShow }: FormProps & { readonly kind: 'addendum' | 'result' }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const complete = text.trim() !== '' && (kind === 'addendum' || title.trim() !== '');
  return (
    <form
      id="amend-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !busy) onShow(kind === 'addendum' ? { kind, text } : { kind, title, text });
      }}
    >
      {kind === 'result' && (
        <TextField
          required
          label={t('amend.resultTitle')}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
      )}
      <TextField
        required
        multiline
        minRows={5}
        autoFocus
        label={t('amend.text')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}

/** The whole note again, to be changed, with why. */
function Correction({ statement, ...form }: FormProps & { readonly statement: string }) {
  const [loaded] = useAsk('amend/load', { statement });
  return <Answer of={loaded}>{({ note }) => <CorrectionForm note={note} {...form} />}</Answer>;
}

function CorrectionForm({ note, busy, onShow }: FormProps & { readonly note: Note }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [changed, setChanged] = useState(note);
  return (
    <form
      id="amend-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '' && !busy) onShow({ kind: 'correction', reason, note: changed });
      }}
    >
      <TextField
        required
        autoFocus
        label={t('amend.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      {NOTE_FIELDS.map(({ name, rows, required }) => (
        <TextField
          key={name}
          label={t(`field.${name}`)}
          value={changed[name]}
          multiline
          minRows={rows}
          required={required}
          onChange={(event) => setChanged({ ...changed, [name]: event.target.value })}
        />
      ))}
    </form>
  );
}
