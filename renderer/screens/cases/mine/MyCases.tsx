import {
  Alert,
  Button,
  Chip,
  Paper,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableRow,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { dateOnly, dateTime, shortHash } from '../../../client/format.ts';
import { useAsk } from '../../../client/useAsk.ts';
import { wordFor } from '../../../i18n/words.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { ShareButton } from '../publish/ShareButton.tsx';
import { Certificate } from './Certificate.tsx';
import { ReadDialog } from './ReadDialog.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';

type Mine = ResultOf<'case/mine'>[number];

/** The doctor's own cases: being made ready, waiting for their batch, published, withdrawn. */
export function MyCases() {
  const { t } = useTranslation();
  const [drafts, reloadDrafts] = useAsk('case/drafts', {});
  const [mine, reloadMine] = useAsk('case/mine', {}, ['ledger', 'node']);
  const reload = (): void => {
    reloadDrafts();
    reloadMine();
  };
  return (
    <Stack spacing={2}>
      <Typography variant="body2" color="textSecondary">
        {t('caseMine.explain')}
      </Typography>
      {drafts.state === 'ready' && drafts.value.length > 0 && (
        <Drafts list={drafts.value} onClosed={reload} />
      )}
      <Answer of={mine}>
        {(list) =>
          list.length === 0 ? (
            <Alert severity="info">{t('caseMine.none')}</Alert>
          ) : (
            <Cases list={list} onChanged={reload} />
          )
        }
      </Answer>
    </Stack>
  );
}

interface DraftsProps {
  readonly list: ResultOf<'case/drafts'>;
  readonly onClosed: () => void;
}

function Drafts({ list, onClosed }: DraftsProps) {
  const { t } = useTranslation();
  return (
    <Paper component="section" aria-label={t('caseMine.drafts')} sx={{ p: 2 }}>
      <Typography variant="h3">{t('caseMine.drafts')}</Typography>
      {list.map(({ changed, draft, statements, title }) => (
        <Stack key={draft} direction="row" spacing={2} sx={{ alignItems: 'center' }}>
          <Typography sx={{ flexGrow: 1 }}>{title === '' ? t('caseMine.untitled') : title}</Typography>
          <Typography variant="body2" color="textSecondary">
            {t('caseMine.changed', { time: dateTime(changed) })}
          </Typography>
          <ShareButton statements={statements} onClosed={onClosed} label={t('caseShare.goOn')} />
        </Stack>
      ))}
    </Paper>
  );
}

interface CasesProps {
  readonly list: readonly Mine[];
  readonly onChanged: () => void;
}

function Cases({ list, onChanged }: CasesProps) {
  const { t } = useTranslation();
  const [reading, setReading] = useState<string | null>(null);
  const [withdrawing, setWithdrawing] = useState<Mine | null>(null);
  return (
    <Paper component="section" aria-label={t('caseMine.title')} sx={{ p: 2 }}>
      <Table size="small">
        <TableBody>
          {list.toReversed().map((item) => (
            <TableRow key={item.case}>
              <TableCell>
                <Chip
                  size="small"
                  label={t(`caseMine.state.${item.state}`)}
                  color={
                    item.state === 'published' ? 'success' : item.state === 'waiting' ? 'info' : 'default'
                  }
                />
              </TableCell>
              <TableCell>
                {dateTime(item.time)}
                {item.due !== null && (
                  <Typography variant="caption" component="div" color="textSecondary">
                    {t('caseMine.due', { date: dateOnly(item.due) })}
                  </Typography>
                )}
              </TableCell>
              <TableCell>
                <Facts item={item} />
              </TableCell>
              <TableCell align="right">
                <Actions
                  item={item}
                  onRead={() => setReading(item.case)}
                  onWithdraw={() => setWithdrawing(item)}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {reading !== null && <ReadDialog name={reading} onClose={() => setReading(null)} />}
      {withdrawing !== null && (
        <WithdrawDialog
          item={withdrawing}
          onClose={() => setWithdrawing(null)}
          onDone={() => {
            setWithdrawing(null);
            onChanged();
          }}
        />
      )}
    </Paper>
  );
}

function Facts({ item: { case: name, facets } }: { readonly item: Mine }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (facets === null) return <Typography variant="body2">{shortHash(name)}</Typography>;
  return (
    <Typography variant="body2">
      {t('caseMine.facts', {
        specialty: wordFor('specialtyName', facets.specialty, language),
        disease: facets.disease,
        outcome: t(`caseShare.outcomes.${facets.outcome}`),
        year: facets.year,
        complete: facets.completeness,
      })}
    </Typography>
  );
}

interface ActionsProps {
  readonly item: Mine;
  readonly onRead: () => void;
  readonly onWithdraw: () => void;
}

function Actions({ item, onRead, onWithdraw }: ActionsProps) {
  const { t } = useTranslation();
  if (item.state === 'withdrawn') return null;
  return (
    <Stack direction="row" spacing={1} sx={{ justifyContent: 'flex-end' }}>
      {item.state === 'published' && (
        <>
          <Button size="small" onClick={onRead}>
            {t('caseMine.read')}
          </Button>
          <Certificate name={item.case} />
        </>
      )}
      <Button size="small" color="warning" onClick={onWithdraw}>
        {t(item.state === 'waiting' ? 'caseMine.recall' : 'caseMine.withdraw')}
      </Button>
    </Stack>
  );
}
