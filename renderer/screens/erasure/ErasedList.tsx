import {
  Alert,
  Button,
  Chip,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasedView, ErasureReceiptView } from '../../../src/workstation/api/erasure.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateOnly, dateTime, named } from '../../client/format.ts';
import { joined, wordFor } from '../../i18n/words.ts';

/** The newest first; the older ones when they are asked for. */
const SHOWN_AT_ONCE = 5;

/** Records that are erased, each with every hospital's receipt; the missing ones by name. */
export function ErasedList({ list }: { readonly list: readonly ErasedView[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  return (
    <Stack spacing={2}>
      {list.slice(0, shown).map((erased) => (
        <Erased key={erased.statement} erased={erased} />
      ))}
      {list.length > shown && (
        <Button fullWidth variant="text" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('common.more', { count: list.length - shown })}
        </Button>
      )}
    </Stack>
  );
}

function Erased({ erased }: { readonly erased: ErasedView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const missing = erased.receipts.filter(({ receivedAt }) => receivedAt === null);
  const names = joined(
    missing.map(({ institution }) => named(institution, language)),
    language,
  );
  return (
    <Stack spacing={1}>
      <Typography>
        {t('erasure.line', {
          kind: wordFor('kind', erased.kind, language),
          author: named(erased.author, language),
          institution: named(erased.institution, language),
          date: dateTime(erased.writtenAt),
        })}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('erasure.signedBy', { officer: named(erased.officer, language), date: dateTime(erased.erasedAt) })}
      </Typography>
      {missing.length > 0 && (
        <Alert severity="warning">{t('erasure.missing', { count: missing.length, names })}</Alert>
      )}
      <Receipts list={erased.receipts} />
    </Stack>
  );
}

function Receipts({ list }: { readonly list: readonly ErasureReceiptView[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell>{t('erasure.hospital')}</TableCell>
          <TableCell>{t('erasure.receipt')}</TableCell>
          <TableCell>{t('erasure.keeps')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((receipt) => (
          <TableRow key={receipt.institution.zh}>
            <TableCell>{named(receipt.institution, language)}</TableCell>
            <TableCell>
              {receipt.receivedAt === null ? (
                <Chip size="small" color="warning" label={t('erasure.noReceipt')} />
              ) : (
                dateTime(receipt.receivedAt)
              )}
            </TableCell>
            <TableCell>
              <Kept {...receipt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Kept({ receivedAt, archiveUntil }: ErasureReceiptView) {
  const { t } = useTranslation();
  if (receivedAt === null) return '–';
  return archiveUntil === null
    ? t('erasure.nothing')
    : t('erasure.archive', { date: dateOnly(archiveUntil) });
}
