import { Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDraftContent } from '../../../../src/workstation/api/caseDrafts.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { wordFor } from '../../../i18n/words.ts';
import { textsOf } from '../../../i18n/texts.ts';
import { Choice } from '../../../parts/Choice.tsx';
import { Purposes } from './CaseConsent.tsx';

type Form = CaseDraftContent['form'];

const OUTCOMES = ['cured', 'improved', 'unchanged', 'died', 'other'] as const;
const SEXES = ['female', 'male', 'other', 'unknown'] as const;
const LANGUAGES = ['zh', 'en'] as const;
/** In reading order; the title stands first. */
const TEXTS = [
  'keywords',
  'abstract',
  'introduction',
  'patient',
  'findings',
  'timeline',
  'assessment',
  'intervention',
  'followUp',
  'discussion',
  'perspective',
] as const;
const LONGEST = 20_000;

interface CaseFormProps {
  readonly form: Form;
  readonly onChange: (change: Partial<Form>) => void;
  readonly onText: (field: keyof Form['texts'], value: string) => void;
}

/** What the author says of the case: facts by which it is found, and texts after CARE. */
export function CaseForm({ form, onChange, onText }: CaseFormProps) {
  const { t } = useTranslation();
  const text = (field: keyof Form['texts'], value: string): void => onText(field, value.slice(0, LONGEST));
  return (
    <Stack spacing={1.5} component="section" aria-label={t('caseShare.form')}>
      <Typography variant="h3">{t('caseShare.form')}</Typography>
      <TextField
        required
        label={t('caseShare.text.title')}
        value={form.texts.title}
        onChange={(event) => text('title', event.target.value)}
      />
      <Facts form={form} onChange={onChange} />
      <Purposes purposes={form.purposes} onPurposes={(purposes) => onChange({ purposes: [...purposes] })} />
      <Typography variant="body2" color="textSecondary">
        {t('caseShare.textsExplain')}
      </Typography>
      {TEXTS.map((field) => (
        <TextField
          key={field}
          multiline={field !== 'keywords'}
          maxRows={8}
          label={t(`caseShare.text.${field}`)}
          value={form.texts[field]}
          onChange={(event) => text(field, event.target.value)}
        />
      ))}
    </Stack>
  );
}

function Facts({ form, onChange }: Omit<CaseFormProps, 'onText'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const provinces = Object.keys(textsOf(language)?.province ?? {});
  const specialties = Object.keys(textsOf(language)?.specialtyName ?? {});
  return (
    <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', '& > *': { flex: '1 1 140px' } }}>
      <Choice
        label={t('caseShare.outcome')}
        value={form.outcome ?? ''}
        options={OUTCOMES.map((value) => [value, t(`caseShare.outcomes.${value}`)])}
        onChange={(outcome) =>
          OUTCOMES.some((one) => one === outcome) && onChange({ outcome: asOutcome(outcome) })
        }
      />
      <Choice
        label={t('caseShare.specialty')}
        value={form.specialty ?? ''}
        options={specialties.map((value) => [value, wordFor('specialtyName', value, language)])}
        onChange={(specialty) => onChange({ specialty })}
      />
      <Disease disease={form.disease} onDisease={(disease) => onChange({ disease })} />
      <Choice
        label={t('caseShare.sex')}
        value={form.sex}
        options={SEXES.map((value) => [value, t(`caseShare.sexes.${value}`)])}
        onChange={(sex) => onChange({ sex })}
      />
      <Age age={form.age} onAge={(age) => onChange({ age })} />
      <Choice
        label={t('caseShare.province')}
        value={form.province}
        options={[
          ['00', t('caseShare.provinceUntold')],
          ...provinces.map((code) => [code, wordFor('province', code, language)] as const),
        ]}
        onChange={(province) => onChange({ province })}
      />
      <Choice
        label={t('caseShare.writtenIn')}
        value={form.language}
        options={LANGUAGES.map((value) => [value, t(`caseShare.languages.${value}`)])}
        onChange={(chosen) => onChange({ language: chosen })}
      />
    </Stack>
  );
}

function asOutcome(value: string): Form['outcome'] {
  return OUTCOMES.find((one) => one === value) ?? null;
}

interface DiseaseProps {
  readonly disease: Form['disease'];
  readonly onDisease: (disease: Form['disease']) => void;
}

/** A category has a letter and two digits; what is typed of it so far stays in the field. */
function Disease({ disease, onDisease }: DiseaseProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState(disease ?? '');
  return (
    <TextField
      label={t('caseShare.disease')}
      value={code}
      helperText={t('caseShare.diseaseHint')}
      onChange={(event) => {
        const typed = event.target.value.toUpperCase().slice(0, 3);
        setCode(typed);
        onDisease(/^[A-Z]\d\d$/u.test(typed) ? typed : null);
      }}
    />
  );
}

interface AgeProps {
  readonly age: Form['age'];
  readonly onAge: (age: Form['age']) => void;
}

/** Told as a band of five years; 90 and over as one. Of an age that the record says, the band alone is known here. */
function Age({ age, onAge }: AgeProps) {
  const { t } = useTranslation();
  const [years, setYears] = useState('');
  const band =
    age === null
      ? null
      : t(age.to === null ? 'caseShare.ageFrom' : 'caseShare.ageBand', {
          from: age.from,
          to: (age.to ?? 0) - 1,
        });
  return (
    <TextField
      label={t('caseShare.age')}
      value={years}
      placeholder={band ?? ''}
      helperText={years === '' ? t('caseShare.ageHint') : band}
      onChange={(event) => {
        const typed = event.target.value.replaceAll(/\D/gu, '').slice(0, 3);
        setYears(typed);
        onAge(typed === '' ? null : bandOf(Number(typed)));
      }}
      slotProps={{
        htmlInput: { inputMode: 'numeric' },
        inputLabel: band === null ? {} : { shrink: true },
      }}
    />
  );
}

function bandOf(years: number): Form['age'] {
  if (years < 1) return { from: 0, to: 1 };
  if (years < 5) return { from: 1, to: 5 };
  const from = Math.min(90, Math.floor(years / 5) * 5);
  return { from, to: from === 90 ? null : from + 5 };
}
