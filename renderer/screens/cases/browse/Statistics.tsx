import {
  Alert,
  Box,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { BarChart } from '@mui/x-charts/BarChart';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { useAsk } from '../../../client/useAsk.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Choice } from '../../../parts/Choice.tsx';
import type { Chosen, FacetName } from './place.ts';
import { valueText } from './words.ts';

type CaseTable = ResultOf<'library/statistics'>;
type Guarded = CaseTable['total'];

/** What outcomes are told by. */
const BY = [
  'specialty',
  'treatment',
  'chapter',
  'ageBand',
  'sex',
  'language',
  'year',
] as const satisfies readonly FacetName[];
type By = (typeof BY)[number];

/** Ages and outcomes of the cases that are chosen by filters; no count of fewer than five, nor one that would tell it. */
export default function Statistics({ chosen }: { readonly chosen: Chosen }) {
  const { t } = useTranslation();
  const [by, setBy] = useState<By>('specialty');
  const [ages] = useAsk('library/statistics', { chosen, show: { kind: 'ages' } });
  const [outcomes] = useAsk('library/statistics', { chosen, show: { kind: 'outcomes', by } });
  return (
    <Stack spacing={2}>
      <Alert severity="info">{t('library.guard')}</Alert>
      <Answer of={ages}>
        {(table) => (
          <Box component="section" aria-label={t('library.ages')}>
            <Typography variant="h2">{t('library.ages')}</Typography>
            <Total count={table.total} />
            <Pyramid of={table} />
            <CountTable of={table} rows="ageBand" columns="sex" />
          </Box>
        )}
      </Answer>
      <Box component="section" aria-label={t('library.outcomes')}>
        <Typography variant="h2">{t('library.outcomes')}</Typography>
        <Choice
          label={t('library.by')}
          value={by}
          options={BY.map((one) => [one, t(`library.facet.${one}`)] as const)}
          onChange={setBy}
          sx={{ minWidth: 180 }}
        />
        <Answer of={outcomes}>{(table) => <CountTable of={table} rows={by} columns="outcome" />}</Answer>
      </Box>
    </Stack>
  );
}

function Total({ count }: { readonly count: Guarded }) {
  const { t } = useTranslation();
  return (
    <Typography>
      {count.kind === 'count' ? t('library.counted', { count: count.count }) : t('library.fewCounted')}
    </Typography>
  );
}

/** Women to the left, men to the right, the oldest above. The table beneath says the same in words. */
function Pyramid({ of }: { readonly of: CaseTable }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rows = byAge(of.rows);
  const isShown = of.cells.some(({ count }) => count.kind === 'count');
  if (!isShown) return null;
  const valuesOf = (sex: string, sign: number) =>
    rows.map((row) => {
      const count = of.cells.find((cell) => cell.row === row && cell.column === sex)?.count;
      return count?.kind === 'count' ? sign * count.count : null;
    });
  const text = (value: number | null): string =>
    value === null ? t('library.withheld') : String(Math.abs(value));
  return (
    <Box role="img" aria-label={t('library.ages')}>
      <BarChart
        layout="horizontal"
        height={Math.max(180, 28 * rows.length + 60)}
        skipAnimation
        yAxis={[
          {
            scaleType: 'band',
            data: rows.map((row) => valueText({ facet: 'ageBand', value: row }, language, t)),
            reverse: false,
            width: 72,
          },
        ]}
        xAxis={[{ valueFormatter: (value: number) => String(Math.abs(value)), tickMinStep: 1 }]}
        series={(['female', 'male'] as const).map((sex) => ({
          stack: 'both',
          label: valueText({ facet: 'sex', value: sex }, language, t),
          data: valuesOf(sex, sex === 'female' ? -1 : 1),
          valueFormatter: text,
        }))}
      />
    </Box>
  );
}

interface CountTableProps {
  readonly of: CaseTable;
  readonly rows: FacetName;
  readonly columns: FacetName;
}

function CountTable({ of, rows, columns }: CountTableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = rows === 'ageBand' ? byAge(of.rows) : of.rows;
  return (
    <Table size="small" sx={{ maxWidth: 640 }}>
      <TableHead>
        <TableRow>
          <TableCell>{t(`library.facet.${rows}`)}</TableCell>
          {of.columns.map((column) => (
            <TableCell key={column} align="right">
              {valueText({ facet: columns, value: column }, language, t)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {names.map((row) => (
          <TableRow key={row}>
            <TableCell component="th" scope="row">
              {valueText({ facet: rows, value: row }, language, t)}
            </TableCell>
            {of.columns.map((column) => {
              const count = of.cells.find((cell) => cell.row === row && cell.column === column)?.count;
              return (
                <TableCell key={column} align="right">
                  {count?.kind === 'count' ? count.count : t('library.withheld')}
                </TableCell>
              );
            })}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function byAge(bands: readonly string[]): readonly string[] {
  return bands.toSorted((left, right) => Number.parseInt(left, 10) - Number.parseInt(right, 10));
}
