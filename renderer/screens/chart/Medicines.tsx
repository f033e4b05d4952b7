import { Chip, Link, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ChartMedicine } from '../../../src/workstation/api/chart.ts';
import type { OnDocument } from './place.ts';

const COLORS = { current: 'success', unknown: 'warning', past: 'default' } as const;

interface MedicinesProps {
  readonly list: readonly ChartMedicine[];
  readonly onDocument: OnDocument;
}

/** What the patient takes now, may take, and took; names are wrapped, never cut. */
export function Medicines({ list, onDocument }: MedicinesProps) {
  const { t } = useTranslation();
  if (list.length === 0)
    return (
      <Typography sx={{ p: 2 }} color="textSecondary">
        {t('medicines.none')}
      </Typography>
    );
  return (
    <Table aria-label={t('medicines.title')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('medicines.name')}</TableCell>
          <TableCell>{t('medicines.dosage')}</TableCell>
          <TableCell>{t('today.state')}</TableCell>
          <TableCell>{t('medicines.last')}</TableCell>
          <TableCell>{t('results.source')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((medicine) => (
          <TableRow key={`${medicine.name} ${medicine.statement} ${String(medicine.leaf)}`}>
            <TableCell sx={{ fontWeight: 600 }}>{medicine.name}</TableCell>
            <TableCell>{medicine.dosage}</TableCell>
            <TableCell>
              <Chip size="small" color={COLORS[medicine.state]} label={t(`medicines.${medicine.state}`)} />
            </TableCell>
            <TableCell>
              {medicine.date?.slice(0, 10) ?? t('chart.undated')}
              {medicine.times > 1 && ` · ${t('medicines.times', { count: medicine.times })}`}
            </TableCell>
            <TableCell>
              <Link component="button" onClick={() => onDocument(medicine)} sx={{ textAlign: 'left' }}>
                {medicine.source || t('results.open')}
              </Link>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
