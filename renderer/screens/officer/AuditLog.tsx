import {
  Alert,
  Button,
  Paper,
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
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, saveFile } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { wordFor } from '../../i18n/words.ts';

type Page = ResultOf<'audit/list'>;

/** The node's audit log, newest first; what is shown was checked entry by entry. */
export function AuditLog() {
  const { t } = useTranslation();
  const [before, setBefore] = useState<number | null>(null);
  const [page] = useAsk('audit/list', { before });
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const save = (): void =>
    action.run(async () => {
      const { text } = await ask('audit/export', {});
      const bytes = new TextEncoder().encode(text);
      setSaved(await saveFile({ suggestedName: 'audit.jsonl', bytes, mimeType: 'application/jsonl' }));
    });
  return (
    <Paper component="section" aria-label={t('audit.title')} sx={{ p: 2 }}>
      <Typography variant="h2">{t('audit.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('audit.hint')}
      </Typography>
      <Answer of={page}>{(value) => <Entries page={value} />}</Answer>
      <ErrorNote error={action.error} />
      {saved && <Alert severity="success">{t('audit.saved')}</Alert>}
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        <Button disabled={before === null} onClick={() => setBefore(null)}>
          {t('audit.newest')}
        </Button>
        <Button
          disabled={page.state !== 'ready' || (page.value.entries.at(-1)?.number ?? 1) <= 1}
          onClick={() => page.state === 'ready' && setBefore(page.value.entries.at(-1)?.number ?? null)}
        >
          {t('audit.older')}
        </Button>
        <Button disabled={action.busy} onClick={save}>
          {t('audit.save')}
        </Button>
      </Stack>
    </Paper>
  );
}

function Entries({ page }: { readonly page: Page }) {
  const { t } = useTranslation();
  if (page.entries.length === 0) return <Typography color="textSecondary">{t('audit.empty')}</Typography>;
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell align="right">{t('audit.number')}</TableCell>
          <TableCell>{t('audit.time')}</TableCell>
          <TableCell>{t('audit.who')}</TableCell>
          <TableCell>{t('audit.what')}</TableCell>
          <TableCell>{t('audit.outcome')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {page.entries.map((entry) => (
          <Entry key={entry.number} entry={entry} />
        ))}
      </TableBody>
    </Table>
  );
}

function Entry({ entry }: { readonly entry: Page['entries'][number] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { number, time, who, method, kind, code, count } = entry;
  const what =
    kind === '' ? wordFor('auditMethod', method, language) : wordFor('transaction', kind, language);
  return (
    <TableRow>
      <TableCell align="right">{number}</TableCell>
      <TableCell>{dateTime(time)}</TableCell>
      <TableCell>
        {who === null
          ? t('audit.nobody')
          : t('audit.person', { name: named(who.name, language), role: t(`auditRole.${who.role}`) })}
      </TableCell>
      <TableCell>{what}</TableCell>
      <TableCell sx={{ color: code === 'ok' ? 'text.primary' : 'error.main' }}>
        {code === 'ok' ? t('audit.done') : <code>{code}</code>}
        {count > 1 && t('audit.times', { count })}
      </TableCell>
    </TableRow>
  );
}
