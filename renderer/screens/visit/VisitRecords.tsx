import { Alert, Button, List, ListItem, Stack, Typography } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { DocumentSummary, Visit } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { joined, wordFor } from '../../i18n/words.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ShareButton } from '../cases/publish/ShareButton.tsx';
import { useMarks } from '../chart/useMarks.ts';

const CoSignDialog = lazy(async () => await import('../amend/CoSignDialog.tsx'));

/** What was written in this visit, by whom, and what of it awaits a co-signature. */
export function VisitRecords({ visit }: { readonly visit: Visit }) {
  const { t } = useTranslation();
  const [records] = useAsk('visit/records', { visit: visit.id }, ['ledger', 'outbox', 'visits']);
  const [chosen, setChosen] = useState<DocumentSummary | null>(null);
  return (
    <Stack component="section" aria-label={t('visitRecords.title')} spacing={1}>
      <Typography variant="h3">{t('visitRecords.title')}</Typography>
      <Answer of={records}>
        {(value) => (
          <>
            <Participants list={value.participants} />
            <List disablePadding>
              {value.documents.map((document) => (
                <Item
                  key={document.statement}
                  document={document}
                  isDue={isDue(document, visit)}
                  onOpen={() => setChosen(document)}
                />
              ))}
            </List>
            {value.documents.length === 0 && (
              <Typography color="textSecondary">{t('visitRecords.none')}</Typography>
            )}
            <Share visit={visit.id} />
            {value.waiting > 0 && (
              <Alert severity="info">{t('visitRecords.waiting', { count: value.waiting })}</Alert>
            )}
            {value.erased > 0 && (
              <Alert severity="info">{t('erasure.erasedHere', { count: value.erased })}</Alert>
            )}
            {value.unreadable > 0 && (
              <Alert severity="warning">{t('visitRecords.unreadable', { count: value.unreadable })}</Alert>
            )}
          </>
        )}
      </Answer>
      <Suspense>
        {chosen !== null && (
          <CoSignDialog
            statement={chosen.statement}
            isDue={isDue(chosen, visit)}
            onClose={() => setChosen(null)}
          />
        )}
      </Suspense>
    </Stack>
  );
}

/** What this doctor wrote in the visit, for doctors of other hospitals. */
function Share({ visit }: { readonly visit: string }) {
  const [own] = useAsk('case/own-records', { visit }, ['ledger', 'outbox']);
  if (own.state !== 'ready' || own.value.statements.length === 0) return null;
  return (
    <div>
      <ShareButton statements={own.value.statements} />
    </div>
  );
}

/** A trainee's statement waits, and this doctor takes part as another than a trainee. */
function isDue({ coSignature }: DocumentSummary, { role }: Visit): boolean {
  return coSignature?.state === 'awaiting' && (role === 'doctor' || role === 'colleague');
}

function Participants({ list }: { readonly list: ResultOf<'visit/records'>['participants'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (list.length < 2) return null;
  const names = list.map(({ name, role }) =>
    t('visitRecords.participant', {
      name: named(name, language),
      role: wordFor('visitRole', role, language),
    }),
  );
  return <Typography color="textSecondary">{joined(names, language)}</Typography>;
}

interface ItemProps {
  readonly document: DocumentSummary;
  readonly isDue: boolean;
  readonly onOpen: () => void;
}

function Item({ document, isDue: due, onOpen }: ItemProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const marks = useMarks(document);
  return (
    <ListItem disableGutters divider sx={{ gap: 1, alignItems: 'flex-start' }}>
      <Stack sx={{ flexGrow: 1, minWidth: 0 }}>
        <Typography
          sx={{ fontWeight: 500, textDecoration: document.corrected === null ? 'none' : 'line-through' }}
        >
          {[...new Set([t(`kind.${document.kind}`), named(document.title, language)])].join(' · ')}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {named(document.author, language)}
          {document.date !== null && ` · ${dateTime(document.date)}`}
        </Typography>
        {marks.map(({ text, severity }) => (
          <Typography
            key={text}
            variant="body2"
            sx={{ fontWeight: 600, color: severity === 'warning' ? 'warning.main' : 'text.primary' }}
          >
            {text}
          </Typography>
        ))}
      </Stack>
      <Button size="small" variant={due ? 'contained' : 'outlined'} onClick={onOpen} sx={{ flexShrink: 0 }}>
        {t(due ? 'coSign.open' : 'visitRecords.read')}
      </Button>
    </ListItem>
  );
}
