import { TextField } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { cardCount, MOST_CARDS } from './patientDraft.ts';

/** What a further sheet of cards needs: the PIN, typed twice, and how many. */
export interface SheetWishes {
  readonly pin: string;
  readonly again: string;
  readonly cards: number;
}

export const NO_WISHES: SheetWishes = { pin: '', again: '', cards: 4 };

interface SheetFieldsProps {
  readonly value: SheetWishes;
  readonly onChange: (value: SheetWishes) => void;
}

export function SheetFields({ value, onChange }: SheetFieldsProps) {
  const { t } = useTranslation();
  const { pin, again, cards } = value;
  const differ = again !== '' && pin !== again;
  return (
    <>
      <SecretInput
        label={t('card.pin')}
        kind="pin"
        value={pin}
        onChange={(typed) => onChange({ ...value, pin: typed })}
        helperText={t('registrar.pinRule')}
      />
      <SecretInput
        label={t('registrar.pinAgain')}
        kind="pin"
        value={again}
        onChange={(typed) => onChange({ ...value, again: typed })}
        error={differ}
        helperText={differ ? t('registrar.pinsDiffer') : undefined}
      />
      <TextField
        type="number"
        label={t('registrar.cards')}
        value={cards}
        onChange={(event) => onChange({ ...value, cards: cardCount(event.target.value) })}
        slotProps={{ htmlInput: { min: 1, max: MOST_CARDS } }}
      />
    </>
  );
}

export function areWhole({ pin, again }: SheetWishes): boolean {
  return pin !== '' && pin === again;
}
