import { Box, Button, Checkbox, FormControlLabel, Stack, TextField, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { WrittenReport } from '../../../../../src/workstation/api/notes.ts';
import { Choice } from '../../../../parts/Choice.tsx';
import { ValueLines } from './ValueLines.tsx';
import type { StudyChoice } from './written.ts';

export type { StudyChoice };

/** An order that a report may answer. */
export interface OrderChoice {
  readonly number: string;
  readonly name: string;
}

interface ReportFormProps {
  readonly report: WrittenReport;
  /** It is written into at once. */
  readonly isNew: boolean;
  readonly orders: readonly OrderChoice[];
  readonly studies: readonly StudyChoice[];
  readonly onChange: (report: WrittenReport) => void;
  readonly onRemove?: () => void;
}

/** One report: what, when, for which order, values or images, conclusion. */
export function ReportForm({ report, isNew, orders, studies, onChange, onRemove }: ReportFormProps) {
  const { t } = useTranslation();
  const { category, conclusion, critical, date, order, title, values } = report;
  const change = (part: Partial<WrittenReport>): void => onChange({ ...report, ...part });
  const choose = (number: string): void => {
    const chosen = orders.find((one) => one.number === number);
    // What was ordered is what was examined, unless it says so already.
    change({ order: number === '' ? null : number, title: title === '' ? (chosen?.name ?? '') : title });
  };
  return (
    <Box
      role="group"
      aria-label={title === '' ? t('reports.unnamed') : title}
      sx={{ borderLeft: 3, borderColor: 'divider', pl: 1.5, my: 1 }}
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: '2fr minmax(140px, 1fr) 2fr', columnGap: 1 }}>
        <TextField
          required
          label={`${t(`category.${category}`)} · ${t('reports.name')}`}
          value={title}
          autoFocus={isNew}
          onChange={(event) => change({ title: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <TextField
          type="date"
          label={t('reports.date')}
          value={date}
          onChange={(event) => change({ date: event.target.value })}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        <Choice
          label={t('reports.order')}
          value={order ?? ''}
          options={orderOptions(orders, order, t('reports.orderNone'))}
          onChange={choose}
        />
      </Box>
      {category === 'laboratory' ? (
        <ValueLines values={values} onChange={(changed) => change({ values: [...changed] })} />
      ) : (
        <Studies report={report} studies={studies} onChange={change} />
      )}
      <TextField
        multiline
        minRows={category === 'imaging' ? 3 : 1}
        label={t('reports.conclusion')}
        value={conclusion}
        onChange={(event) => change({ conclusion: event.target.value })}
      />
      <Stack direction="row" sx={{ justifyContent: 'space-between' }}>
        <FormControlLabel
          control={<Checkbox size="small" checked={critical} />}
          label={t('reports.isCritical')}
          onChange={(_, checked) => change({ critical: checked })}
        />
        {onRemove !== undefined && (
          <Button size="small" color="error" onClick={onRemove}>
            {t('reports.remove')}
          </Button>
        )}
      </Stack>
    </Box>
  );
}

/** An order that was answered meanwhile stays chosen. */
function orderOptions(
  orders: readonly OrderChoice[],
  chosen: string | null,
  none: string,
): readonly (readonly [string, string])[] {
  const listed = orders.map(({ name, number }) => [number, `${name} (${number})`] as const);
  const isListed = chosen === null || orders.some(({ number }) => number === chosen);
  return [['', none], ...listed, ...(isListed ? [] : [[chosen, chosen] as const])];
}

interface StudiesProps {
  readonly report: WrittenReport;
  readonly studies: readonly StudyChoice[];
  readonly onChange: (part: Partial<WrittenReport>) => void;
}

function Studies({ report, studies, onChange }: StudiesProps) {
  const { t } = useTranslation();
  return (
    <Box role="group" aria-label={t('reports.studies')}>
      <Typography variant="body2" color="textSecondary">
        {studies.length === 0 ? t('reports.noStudies') : t('reports.studies')}
      </Typography>
      {studies.map(({ text, uid }) => (
        <FormControlLabel
          key={uid}
          control={<Checkbox size="small" checked={report.studies.includes(uid)} />}
          label={text}
          onChange={(_, checked) => {
            const others = report.studies.filter((each) => each !== uid);
            onChange({ studies: checked ? [...others, uid] : others });
          }}
        />
      ))}
    </Box>
  );
}
