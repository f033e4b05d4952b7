import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ChartReport } from '../../../../src/workstation/api/chart.ts';
import { Flag } from '../Flag.tsx';
import { isAbnormal } from '../results.ts';

interface ReportValuesProps {
  readonly title: string;
  readonly values: ChartReport['values'];
}

/** Each value with its range and flag, and the one before it beside. */
export function ReportValues({ title, values }: ReportValuesProps) {
  const { t } = useTranslation();
  return (
    <Table aria-label={t('reports.values', { title })} sx={{ my: 1 }}>
      <TableHead>
        <TableRow>
          <TableCell>{t('results.analyte')}</TableCell>
          <TableCell>{t('results.value')}</TableCell>
          <TableCell>{t('results.range')}</TableCell>
          <TableCell>{t('reports.before')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {values.map(({ before, key, label, point, unit }, index) => (
          <TableRow key={`${key} ${String(index)}`}>
            <TableCell>{label}</TableCell>
            <TableCell sx={{ fontWeight: isAbnormal(point.flag) ? 700 : 400 }}>
              {point.text} {unit} <Flag flag={point.flag} />
              {point.isCorrected && (
                <Typography variant="caption" component="div">
                  {t('results.corrected')}
                </Typography>
              )}
            </TableCell>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>{point.range}</TableCell>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>
              {before !== null && (
                <>
                  {before.text} <Flag flag={before.flag} />
                  <Typography variant="caption" component="div" color="textSecondary">
                    {before.date?.slice(0, 10)}
                  </Typography>
                </>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
