import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { dateOnly } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { Choice } from '../../parts/Choice.tsx';
import { SigningForm } from '../../parts/SigningForm.tsx';
import { isGiven, SecretFields, type GivenSecret } from './SecretFields.tsx';

type Entry = ArgsOf<'patient/write-entry'>['entry'];

const KINDS = ['symptom', 'measurement', 'medicine', 'other'] as const;

interface WriteEntryProps {
  readonly view: ResultOf<'patient/view'>;
  readonly opened: GivenSecret;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** An entry of the patient's own: words, their kind and day, and the master card that signs them. */
export function WriteEntry({ view, opened, onChanged, onClose }: WriteEntryProps) {
  const { t } = useTranslation();
  const [entry, setEntry] = useState<Entry>(() => ({
    kind: 'symptom',
    text: '',
    date: dateOnly(Date.now()),
  }));
  const [master, setMaster] = useState<GivenSecret>({
    kind: 'master',
    text: opened.kind === 'master' ? opened.text : '',
    secret: '',
  });
  const [sent, setSent] = useState<'committed' | 'queued' | null>(null);
  const action = useAction();
  const complete = entry.text.trim() !== '' && entry.date !== '' && isGiven(master);
  const sign = (): void =>
    action.run(async () => {
      try {
        const secret = { text: master.text, passphrase: master.secret };
        const { state } = await ask('patient/write-entry', { handle: view.handle, secret, entry });
        setSent(state);
        await onChanged();
      } finally {
        setMaster((before) => ({ ...before, secret: '' }));
      }
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('ownEntry.title')}</DialogTitle>
      {sent === null ? (
        <SigningForm
          action={action}
          complete={complete}
          onSign={sign}
          onClose={onClose}
          commit={t('ownEntry.commit')}
        >
          <Typography variant="body2" color="textSecondary" gutterBottom>
            {t('ownEntry.explain')}
          </Typography>
          <EntryFields entry={entry} onEntry={setEntry} />
          <Typography variant="h3" sx={{ mt: 1.5 }}>
            {t('ownEntry.sign')}
          </Typography>
          <SecretFields value={master} onChange={setMaster} masterOnly />
        </SigningForm>
      ) : (
        <>
          <DialogContent>
            <Alert severity="success">{t(`ownEntry.sent.${sent}`)}</Alert>
          </DialogContent>
          <DialogActions>
            <Button variant="contained" onClick={onClose}>
              {t('common.close')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

interface EntryFieldsProps {
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
}

function EntryFields({ entry, onEntry }: EntryFieldsProps) {
  const { t } = useTranslation();
  const [today] = useState(() => dateOnly(Date.now()));
  return (
    <>
      <Stack direction="row" spacing={1}>
        <Choice
          label={t('ownEntry.kind')}
          value={entry.kind}
          options={KINDS.map((kind) => [kind, t(`ownEntry.kinds.${kind}`)])}
          onChange={(kind) => onEntry({ ...entry, kind })}
        />
        <TextField
          type="date"
          required
          label={t('ownEntry.date')}
          value={entry.date}
          onChange={(event) => onEntry({ ...entry, date: event.target.value })}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: today } }}
        />
      </Stack>
      <TextField
        required
        multiline
        minRows={4}
        autoFocus
        label={t('ownEntry.text')}
        helperText={t(`ownEntry.example.${entry.kind}`)}
        value={entry.text}
        onChange={(event) => onEntry({ ...entry, text: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 4000 } }}
      />
    </>
  );
}
