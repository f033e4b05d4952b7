import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

interface GiveRecordProps {
  readonly dialogue: string;
  readonly onClose: () => void;
}

type Row = ResultOf<'ledger/mine'>[number];
/** Records that a list shows: those of the last weeks. */
const SHOWN = 50;

/** Which record of one's own is given, and what of it: said in words before anything goes. */
export function GiveRecord({ dialogue, onClose }: GiveRecordProps) {
  const { t } = useTranslation();
  const [rows] = useAsk('ledger/mine', {}, ['ledger']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [parts, setParts] = useState(true);
  const action = useAction();
  const give = (): void =>
    action.run(async () => {
      if (chosen === null) return;
      await ask('dialogue/give-record', { dialogue, of: { kind: 'own', statement: chosen }, parts });
      onClose();
    });
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="give-record">
      <DialogTitle id="give-record">{t('given.give.title')}</DialogTitle>
      <DialogContent>
        <Alert severity="info" sx={{ mb: 2 }}>
          {t('given.give.explain')}
        </Alert>
        <Answer of={rows}>
          {(list) => <ChooseRecord list={list.filter(isGiveable)} chosen={chosen} onChoose={setChosen} />}
        </Answer>
        <FormControl sx={{ mt: 2 }}>
          <FormLabel id="give-how">{t('given.give.how')}</FormLabel>
          <RadioGroup
            aria-labelledby="give-how"
            value={parts ? 'parts' : 'reference'}
            onChange={(_, value) => setParts(value === 'parts')}
          >
            <FormControlLabel value="parts" control={<Radio />} label={t('given.give.parts')} />
            <FormControlLabel value="reference" control={<Radio />} label={t('given.give.reference')} />
          </RadioGroup>
        </FormControl>
        {parts && (
          <Typography variant="body2" color="textSecondary">
            {t('given.give.images')}
          </Typography>
        )}
        <ErrorNote error={action.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('given.give.cancel')}</Button>
        <Button variant="contained" disabled={chosen === null || action.busy} onClick={give}>
          {t('given.give.send')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Of what stands on the ledger and can be read here. */
function isGiveable({ erasedAt, kind, title, verified }: Row): boolean {
  return erasedAt === null && title !== null && verified && kind !== 'import';
}

interface ChooseRecordProps {
  readonly list: readonly Row[];
  readonly chosen: string | null;
  readonly onChoose: (statement: string) => void;
}

/** With the patient's name as long as this doctor may see it: it helps to choose, and is not given. */
export function ChooseRecord({ list, chosen, onChoose }: ChooseRecordProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (list.length === 0) return <Typography color="textSecondary">{t('given.give.none')}</Typography>;
  const labelOf = ({ patientName, summary, time, title }: Row): string =>
    [dateTime(time), patientName, title === null ? null : named(title, language), summary]
      .filter((part) => part !== null && part !== '')
      .join(' · ');
  return (
    <FormControl fullWidth>
      <FormLabel id="give-which">{t('given.give.choose')}</FormLabel>
      <RadioGroup
        aria-labelledby="give-which"
        value={chosen ?? ''}
        onChange={(_, value) => onChoose(value)}
        sx={{ maxHeight: 240, overflow: 'auto', flexWrap: 'nowrap' }}
      >
        {list.slice(0, SHOWN).map((row) => (
          <FormControlLabel
            key={row.statement}
            value={row.statement}
            control={<Radio />}
            label={labelOf(row)}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
