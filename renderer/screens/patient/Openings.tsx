import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Opening } from '../../../src/workstation/api/patient.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';

/** Every use of the patient's cards: by whom, for what, when, and what was added. */
export function Openings({ list }: { readonly list: readonly Opening[] }) {
  const { t } = useTranslation();
  if (list.length === 0) return <Typography color="textSecondary">{t('patient.noOpenings')}</Typography>;
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableCell>{t('patient.card')}</TableCell>
          <TableCell>{t('patient.who')}</TableCell>
          <TableCell>{t('patient.why')}</TableCell>
          <TableCell>{t('patient.from')}</TableCell>
          <TableCell>{t('patient.until')}</TableCell>
          <TableCell>{t('patient.records')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((item) => (
          <OpeningRow key={`${String(item.height)}-${String(item.epoch)}`} item={item} />
        ))}
      </TableBody>
    </Table>
  );
}

function OpeningRow({ item }: { readonly item: Opening }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const use = t(`use.${item.use}`);
  const purpose = wordFor('purpose', item.purpose, language);
  return (
    <TableRow>
      <TableCell>{item.former ? t('succession.formerCard', { n: item.epoch }) : item.epoch}</TableCell>
      <TableCell>
        {named(item.by, language)} · {named(item.institution, language)}
      </TableCell>
      <TableCell>{purpose === '' || purpose === use ? use : `${use} · ${purpose}`}</TableCell>
      <TableCell>{dateTime(item.openedAt)}</TableCell>
      <TableCell>{item.endedAt === null ? t('patient.notEnded') : dateTime(item.endedAt)}</TableCell>
      <TableCell>{item.records}</TableCell>
    </TableRow>
  );
}
