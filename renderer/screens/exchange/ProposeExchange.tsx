import { Checkbox, Dialog, DialogTitle, FormControlLabel, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { PurposeAndTerm, type Term } from '../../parts/PurposeAndTerm.tsx';
import { SigningForm } from '../../parts/SigningForm.tsx';
import { Giving, isWhole, NOTHING_GIVEN, type Given } from './Giving.tsx';

const PURPOSES = ['second-opinion', 'treatment', 'teaching', 'research'] as const;

interface ProposeExchangeProps {
  readonly of: DialogueView;
  readonly onClose: () => void;
}

/** Offers the other doctor records of the patient in front: which, what for, how long; signed by doctor and patient. */
export function ProposeExchange({ of: { dialogue, doctor }, onClose }: ProposeExchangeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [given, setGiven] = useState<Given>(NOTHING_GIVEN);
  const [purpose, setPurpose] = useState<ArgsOf<'exchange/propose'>['purpose']>('second-opinion');
  const [days, setDays] = useState<Term>('30');
  const [note, setNote] = useState('');
  const [asksBack, setAsksBack] = useState(false);
  const action = useAction();
  const complete = isWhole(given);
  const propose = (): void =>
    action.run(async () => {
      try {
        const records = [...given.records];
        const direction = asksBack ? 'both' : 'give';
        const terms = { purpose, note, days: Number(days), direction } as const;
        await ask('exchange/propose', { ...given, ...terms, records, dialogue });
        onClose();
      } finally {
        setGiven((before) => ({ ...before, pin: '' }));
      }
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('exchange.propose')}</DialogTitle>
      <SigningForm
        action={action}
        complete={complete}
        onSign={propose}
        onClose={onClose}
        commit={t('exchange.commit')}
      >
        <Typography variant="body2" gutterBottom>
          {t('exchange.explain', {
            doctor: named(doctor.name, language),
            institution: named(doctor.institution, language),
          })}
        </Typography>
        <PurposeAndTerm
          purposes={PURPOSES}
          purpose={purpose}
          onPurpose={setPurpose}
          term={days}
          onTerm={setDays}
        />
        <TextField
          fullWidth
          label={t('exchange.note')}
          value={note}
          onChange={({ target }) => setNote(target.value)}
          slotProps={{ htmlInput: { maxLength: 500, autoComplete: 'off' } }}
        />
        <FormControlLabel
          label={t('exchange.askBack')}
          control={<Checkbox checked={asksBack} onChange={(_, checked) => setAsksBack(checked)} />}
        />
        <Giving value={given} onChange={setGiven} />
      </SigningForm>
    </Dialog>
  );
}
