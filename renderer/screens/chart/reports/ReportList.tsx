import { Chip, List, ListItemButton, ListItemText, Stack } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ChartReport } from '../../../../src/workstation/api/chart.ts';

const FLAG_COLORS = { critical: 'error', abnormal: 'warning' } as const;

interface ReportListProps {
  readonly reports: readonly ChartReport[];
  readonly chosen: ChartReport;
  readonly onChoose: (key: string) => void;
}

/** All reports, the newest first. */
export function ReportList({ reports, chosen, onChoose }: ReportListProps) {
  const { t } = useTranslation();
  return (
    <List dense disablePadding aria-label={t('reports.title')}>
      {reports.map((report) => {
        const { category, date, flag, key, source, title } = report;
        const about = [date?.slice(0, 10) ?? t('chart.undated'), t(`category.${category}`), source];
        return (
          <li key={key}>
            <ListItemButton selected={report === chosen} onClick={() => onChoose(key)}>
              <ListItemText primary={title} secondary={about.filter((text) => text !== '').join(' · ')} />
              <Stack spacing={0.5} sx={{ alignItems: 'flex-end' }}>
                <FlagChip flag={flag} />
              </Stack>
            </ListItemButton>
          </li>
        );
      })}
    </List>
  );
}

/** Said in words; colour only repeats it. */
export function FlagChip({ flag }: Pick<ChartReport, 'flag'>) {
  const { t } = useTranslation();
  if (flag === null) return null;
  return <Chip size="small" color={FLAG_COLORS[flag]} label={t(`reports.flag.${flag}`)} />;
}
