import { Chip, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { errorText } from '../../client/errorText.ts';
import { dateTime } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';
import { Code } from '../../parts/ErrorNote.tsx';

const COLORS = {
  'signed-queued': 'info',
  committed: 'success',
  'pending-consent': 'warning',
  rejected: 'error',
} as const satisfies Record<OutboxItem['state'], string>;

/** What was signed here and where it stands; why, when the ledger refused it. */
export function OutboxTable({ list }: { readonly list: readonly OutboxItem[] }) {
  const { t } = useTranslation();
  if (list.length === 0) return <Typography color="textSecondary">{t('status.outboxEmpty')}</Typography>;
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableCell>{t('status.what')}</TableCell>
          <TableCell>{t('status.signed')}</TableCell>
          <TableCell>{t('status.state')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((item) => (
          <ItemRow key={item.id} item={item} />
        ))}
      </TableBody>
    </Table>
  );
}

function ItemRow({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <TableRow>
      <TableCell>{wordFor('transaction', item.kind, language)}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{dateTime(item.createdAt)}</TableCell>
      <TableCell>
        <Chip size="small" label={t(`outbox.${item.state}`)} color={COLORS[item.state]} />{' '}
        {item.blockTime !== null && dateTime(item.blockTime)}
        {item.code !== null && item.state !== 'committed' && (
          <Typography variant="body2">
            {errorText({ code: item.code, detail: {} }, language)} <Code code={item.code} />
          </Typography>
        )}
      </TableCell>
    </TableRow>
  );
}
