import Delete from '@mui/icons-material/Delete';
import { Box, Button, IconButton, TextField } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../../parts/Choice.tsx';
import { EMPTY_VALUE, type WrittenValue } from './written.ts';

const MARKS = ['', 'N', 'H', 'L', 'HH', 'LL', 'A'] as const;

interface ValueLinesProps {
  readonly values: readonly WrittenValue[];
  readonly onChange: (values: readonly WrittenValue[]) => void;
}

/** The values of a laboratory report, a line each. */
export function ValueLines({ values, onChange }: ValueLinesProps) {
  const { t } = useTranslation();
  return (
    <>
      {values.map((value, index) => (
        <ValueLine
          key={index}
          value={value}
          onChange={(changed) => onChange(values.map((each, at) => (at === index ? changed : each)))}
          onRemove={() => onChange(values.filter((_, at) => at !== index))}
        />
      ))}
      <Button size="small" onClick={() => onChange([...values, EMPTY_VALUE])}>
        {t('reports.addValue')}
      </Button>
    </>
  );
}

interface ValueLineProps {
  readonly value: WrittenValue;
  readonly onChange: (value: WrittenValue) => void;
  readonly onRemove: () => void;
}

function ValueLine({ value, onChange, onRemove }: ValueLineProps) {
  const { t } = useTranslation();
  const fields = [
    ['name', t('results.analyte'), 200],
    ['value', t('results.value'), 200],
    ['unit', t('reports.unit'), 40],
    ['range', t('results.range'), 80],
  ] as const;
  return (
    <Box
      role="group"
      aria-label={value.name}
      sx={{ display: 'grid', gridTemplateColumns: '2fr 1fr 1fr 1.2fr 1.2fr auto', columnGap: 1 }}
    >
      {fields.map(([key, label, maxLength]) => (
        <TextField
          key={key}
          label={label}
          value={value[key]}
          onChange={(event) => onChange({ ...value, [key]: event.target.value })}
          slotProps={{ htmlInput: { maxLength, autoComplete: 'off' } }}
        />
      ))}
      <Choice
        label={t('reports.mark')}
        value={value.flag}
        options={MARKS.map((mark) => [mark, t(`reports.marks.${mark === '' ? 'byRange' : mark}`)])}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        onChange={(flag) => onChange({ ...value, flag })}
      />
      <IconButton
        size="small"
        sx={{ alignSelf: 'center' }}
        aria-label={t('reports.removeValue', { name: value.name })}
        onClick={onRemove}
      >
        <Delete fontSize="small" />
      </IconButton>
    </Box>
  );
}
