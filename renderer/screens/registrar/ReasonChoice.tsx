import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/useLanguage.ts';
import { wordFor } from '../../i18n/words.ts';
import { Choice } from '../../parts/Choice.tsx';

interface ReasonChoiceProps<T extends string> {
  readonly value: T;
  readonly options: readonly T[];
  readonly onChange: (reason: T) => void;
}

/** Why cards are revoked, as the ledger will say it. */
export function ReasonChoice<T extends string>({ value, options, onChange }: ReasonChoiceProps<T>) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Choice
      label={t('patients.reason')}
      value={value}
      options={options.map((one) => [one, wordFor('revocation', one, language)] as const)}
      onChange={onChange}
    />
  );
}
