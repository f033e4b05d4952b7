import { Box, InputAdornment, TextField, Typography } from '@mui/material';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteFindings, Vitals as VitalValues } from '../../../../src/workstation/api/notes.ts';
import { numberTyped } from './noteTexts.ts';

/** In the order in which they are measured and said, with their units. */
const VITALS = [
  ['temperature', '℃'],
  ['pulse', '/min'],
  ['breaths', '/min'],
  ['systolic', 'mmHg'],
  ['diastolic', 'mmHg'],
  ['saturation', '%'],
  ['weight', 'kg'],
  ['height', 'cm'],
] as const;
type Vital = (typeof VITALS)[number][0];

interface VitalsProps {
  readonly values: VitalValues;
  readonly findings: NoteFindings['vitals'];
  readonly onChange: (values: VitalValues) => void;
  readonly onBlur: () => void;
}

/** Vital signs as numbers: what cannot be is said at once, what is unusual is asked about. */
export const Vitals = memo(function Vitals({ values, findings, onChange, onBlur }: VitalsProps) {
  const { t } = useTranslation();
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, mt: 1 }}>
      <Typography component="legend" variant="h3">
        {t('vitals.title')}
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', columnGap: 1 }}>
        {VITALS.map(([vital, unit]) => (
          <VitalField
            key={vital}
            vital={vital}
            unit={unit}
            value={values[vital]}
            finding={findings.find((each) => each.vital === vital)}
            onValue={(value) => onChange(changed(values, vital, value))}
            onBlur={onBlur}
          />
        ))}
      </Box>
    </Box>
  );
});

function changed(values: VitalValues, vital: Vital, value: number | undefined): VitalValues {
  const { [vital]: _, ...others } = values;
  return value === undefined ? others : { ...others, [vital]: value };
}

interface VitalFieldProps {
  readonly vital: Vital;
  readonly unit: string;
  readonly value: number | undefined;
  readonly finding: NoteFindings['vitals'][number] | undefined;
  readonly onValue: (value: number | undefined) => void;
  readonly onBlur: () => void;
}

function VitalField({ vital, unit, value, finding, onValue, onBlur }: VitalFieldProps) {
  const { t } = useTranslation();
  // "36." is on its way to 36.8: the text stays as typed while it means the value.
  const [typed, setTyped] = useState('');
  const text = numberTyped(typed) === value ? typed : String(value ?? '');
  const isWrong = typed.trim() !== '' && numberTyped(typed) === undefined;
  return (
    <TextField
      label={t(`vitals.${vital}`)}
      value={isWrong ? typed : text}
      error={isWrong || finding?.severity === 'impossible'}
      helperText={isWrong ? t('vitals.number') : finding && message()}
      onChange={(event) => {
        setTyped(event.target.value);
        onValue(numberTyped(event.target.value));
      }}
      onBlur={onBlur}
      slotProps={{
        input: { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> },
        htmlInput: { inputMode: 'decimal', autoComplete: 'off' },
        formHelperText: { role: 'alert' },
      }}
    />
  );

  function message(): string {
    if (finding?.reason === 'order') return t('vitals.order');
    const [from, to] = finding?.range ?? [0, 0];
    return t(finding?.severity === 'impossible' ? 'vitals.impossible' : 'vitals.unusual', { from, to });
  }
}
