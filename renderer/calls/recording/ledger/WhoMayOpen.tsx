import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  List,
  ListItem,
  ListItemText,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnchoredView } from '../../../../src/workstation/api/ledgerRecordings.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { named } from '../../../client/format.ts';
import { useAction, useAsk } from '../../../client/useAsk.ts';
import { joined } from '../../../i18n/words.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';

interface WhoMayOpenProps {
  readonly of: AnchoredView;
  readonly onChange: () => void;
  readonly onClose: () => void;
}

type Named = AnchoredView['readers'][number];

/** The two doctors always may; the holder names others, and takes that back. */
export function WhoMayOpen({ of, onChange, onClose }: WhoMayOpenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { busy, error } = action;
  const set = (doctor: string, may: boolean): void =>
    action.run(async () => {
      await ask('recording/reader', { anchor: of.anchor, doctor, may });
      onChange();
    });
  const names = joined(
    [of.holder, of.other].map(({ name }) => named(name, language)),
    language,
  );
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="who-may-open">
      <DialogTitle id="who-may-open">{t('ledgerRecording.whoTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <Typography>{t('ledgerRecording.always', { names })}</Typography>
          <Typography variant="h3">{t('ledgerRecording.further')}</Typography>
          {of.readers.length === 0 && (
            <Typography color="textSecondary">{t('ledgerRecording.nobody')}</Typography>
          )}
          <Doctors
            list={of.readers}
            text={t('ledgerRecording.remove')}
            isBusy={busy}
            onChoose={(id) => set(id, false)}
          />
          {of.readers.length > 0 && (
            <Typography variant="body2" color="textSecondary">
              {t('ledgerRecording.removeNote')}
            </Typography>
          )}
          <Search of={of} isBusy={busy} onChoose={(id) => set(id, true)} />
          <ErrorNote error={error} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

interface SearchProps {
  readonly of: AnchoredView;
  readonly isBusy: boolean;
  readonly onChoose: (doctor: string) => void;
}

/** Doctors of the directory, but for whoever may open it already. */
function Search({ isBusy, of: { holder, other, readers }, onChoose }: SearchProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [found] = useAsk('dialogue/colleagues', { query });
  const known = new Set([holder, other, ...readers].map(({ id }) => id));
  const others = found.state === 'ready' ? found.value.filter(({ id }) => !known.has(id)) : [];
  return (
    <>
      <TextField
        size="small"
        label={t('ledgerRecording.search')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
      />
      {query.trim() !== '' && (
        <Answer of={found}>
          {() =>
            others.length === 0 ? (
              <Typography color="textSecondary">{t('consults.nobody')}</Typography>
            ) : (
              <Doctors list={others} text={t('ledgerRecording.add')} isBusy={isBusy} onChoose={onChoose} />
            )
          }
        </Answer>
      )}
    </>
  );
}

interface DoctorsProps {
  readonly list: readonly Pick<Named, 'id' | 'name' | 'institution'>[];
  readonly text: string;
  readonly isBusy: boolean;
  readonly onChoose: (doctor: string) => void;
}

function Doctors({ isBusy, list, onChoose, text }: DoctorsProps) {
  const language = useLanguage();
  if (list.length === 0) return null;
  return (
    <List dense disablePadding>
      {list.map(({ id, institution, name }) => (
        <ListItem
          key={id}
          disableGutters
          secondaryAction={
            <Button size="small" disabled={isBusy} onClick={() => onChoose(id)}>
              {text}
            </Button>
          }
        >
          <ListItemText primary={named(name, language)} secondary={named(institution, language)} />
        </ListItem>
      ))}
    </List>
  );
}
