import Delete from '@mui/icons-material/Delete';
import { Autocomplete, Box, Button, IconButton, Stack, TextField, Typography } from '@mui/material';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderLine } from '../../../../../src/workstation/api/notes.ts';

interface OrderLinesProps {
  readonly lines: readonly OrderLine[];
  readonly onChange: (lines: readonly OrderLine[]) => void;
  readonly onBlur: () => void;
}

/** What is ordered from laboratory and imaging in this note. */
export const OrderLines = memo(function OrderLines({ lines, onChange, onBlur }: OrderLinesProps) {
  const { t } = useTranslation();
  // The line that was just added is written into; one that comes back with a draft takes no focus.
  const [added, setAdded] = useState<number | null>(null);
  const add = (category: OrderLine['category']): void => {
    setAdded(lines.length);
    onChange([...lines, { category, number: '', name: '', remark: '' }]);
  };
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, mt: 1 }} onBlur={onBlur}>
      <Typography component="legend" variant="h3">
        {t('orders.title')}
      </Typography>
      {lines.map((line, index) => (
        <Line
          key={index}
          line={line}
          isNew={index === added}
          onChange={(changed) => onChange(lines.map((each, at) => (at === index ? changed : each)))}
          onRemove={() => onChange(lines.filter((_, at) => at !== index))}
        />
      ))}
      <Stack direction="row" spacing={1}>
        <Button size="small" onClick={() => add('laboratory')}>
          {t('orders.addLaboratory')}
        </Button>
        <Button size="small" onClick={() => add('imaging')}>
          {t('orders.addImaging')}
        </Button>
      </Stack>
    </Box>
  );
});

interface LineProps {
  readonly line: OrderLine;
  readonly isNew: boolean;
  readonly onChange: (line: OrderLine) => void;
  readonly onRemove: () => void;
}

function Line({ line, isNew, onChange, onRemove }: LineProps) {
  const { t } = useTranslation();
  const isImaging = line.category === 'imaging';
  const common = isImaging ? t('orders.commonImaging') : t('orders.commonLaboratory');
  const label = `${t(`category.${line.category}`)} ${line.name}`.trim();
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{ display: 'grid', gridTemplateColumns: '2fr 1.2fr 2fr auto', columnGap: 1, alignItems: 'start' }}
    >
      <Autocomplete
        freeSolo
        openOnFocus
        options={common.split(';')}
        inputValue={line.name}
        onInputChange={(_, name, reason) => {
          if (reason !== 'blur') onChange({ ...line, name: name.slice(0, 200) });
        }}
        clearText={t('terms.clear')}
        renderInput={(params) => (
          <TextField
            {...params}
            autoFocus={isNew}
            label={`${t(`category.${line.category}`)} · ${t('orders.name')}`}
          />
        )}
      />
      <TextField
        label={t('orders.number')}
        value={line.number}
        placeholder={t('orders.numberHint')}
        onChange={(event) => onChange({ ...line, number: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off' } }}
      />
      <TextField
        label={t('orders.remark')}
        value={line.remark}
        onChange={(event) => onChange({ ...line, remark: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <IconButton
        size="small"
        sx={{ mt: 1.5 }}
        aria-label={t('orders.remove', { name: line.name })}
        onClick={onRemove}
      >
        <Delete fontSize="small" />
      </IconButton>
    </Box>
  );
}
