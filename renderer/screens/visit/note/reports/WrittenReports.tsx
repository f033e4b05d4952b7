import { Box, Button, Stack, Typography } from '@mui/material';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartOrder } from '../../../../../src/workstation/api/chart.ts';
import type { OrderLine, WrittenReport } from '../../../../../src/workstation/api/notes.ts';
import { useAsk } from '../../../../client/useAsk.ts';
import { openOrders } from '../../../chart/reports/matching.ts';
import { ReportForm, type OrderChoice, type StudyChoice } from './ReportForm.tsx';
import { emptyReport, studiesIn } from './written.ts';

interface WrittenReportsProps {
  readonly visit: string;
  readonly reports: readonly WrittenReport[];
  /** Of the chart, and of this note. */
  readonly chartOrders: readonly ChartOrder[];
  readonly noteOrders: readonly OrderLine[];
  readonly onChange: (reports: readonly WrittenReport[]) => void;
  readonly onBlur: () => void;
}

/** Reports that the doctor writes into the note, each with the order it answers, its values and its images. */
export const WrittenReports = memo(function WrittenReports(props: WrittenReportsProps) {
  const { visit, reports, chartOrders, noteOrders, onChange, onBlur } = props;
  const { t } = useTranslation();
  const [added, setAdded] = useState<number | null>(null);
  const add = (category: WrittenReport['category']): void => {
    setAdded(reports.length);
    onChange([...reports, emptyReport(category)]);
  };
  const [attached, reload] = useAsk('attachment/list', { visit });
  const studies: readonly StudyChoice[] = useMemo(
    () => studiesIn(attached.state === 'ready' ? attached.value : []),
    [attached],
  );
  const orders: readonly OrderChoice[] = [
    ...noteOrders.filter(({ name, number }) => name !== '' && number !== ''),
    ...openOrders(chartOrders),
  ];
  return (
    <Box
      component="fieldset"
      sx={{ border: 0, m: 0, p: 0, mt: 1 }}
      onBlur={onBlur}
      // Images may have been added to the note since.
      onFocus={reload}
    >
      <Typography component="legend" variant="h3">
        {t('reports.write')}
      </Typography>
      {reports.length === 0 && (
        <Typography variant="caption" color="textSecondary">
          {t('reports.writeHint')}
        </Typography>
      )}
      {reports.map((report, index) => (
        <ReportForm
          key={index}
          report={report}
          isNew={index === added}
          orders={orders}
          studies={studies}
          onChange={(changed) => onChange(reports.map((each, at) => (at === index ? changed : each)))}
          onRemove={() => onChange(reports.filter((_, at) => at !== index))}
        />
      ))}
      <Stack direction="row" spacing={1}>
        <Button size="small" onClick={() => add('laboratory')}>
          {t('reports.addLaboratory')}
        </Button>
        <Button size="small" onClick={() => add('imaging')}>
          {t('reports.addImaging')}
        </Button>
      </Stack>
    </Box>
  );
});
