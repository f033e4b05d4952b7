import { Alert, Checkbox, FormControlLabel, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateOnly, named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';

type Visit = ResultOf<'visit/list'>[number];

/** What a doctor gives: records of the patient of an open visit, and the slip that consents. */
export interface Given {
  readonly visit: string;
  readonly records: readonly string[];
  readonly slip: string;
  readonly pin: string;
}

export const NOTHING_GIVEN: Given = { visit: '', records: [], slip: '', pin: '' };

export function isWhole({ visit, records, slip, pin }: Given): boolean {
  return visit !== '' && records.length > 0 && slip !== '' && pin !== '';
}

interface GivingProps {
  readonly value: Given;
  readonly onChange: (value: Given) => void;
}

/** Which patient of today, which of their records, and their consent. */
export function Giving({ value, onChange }: GivingProps) {
  const { t } = useTranslation();
  const [visits] = useAsk('visit/list', {}, ['visits']);
  const open = visits.state === 'ready' ? visits.value.filter(({ state }) => state === 'open') : [];
  const [first] = open;
  const visit = value.visit === '' ? (first?.id ?? '') : value.visit;
  const change = (part: Partial<Given>): void => onChange({ ...value, visit, ...part });
  if (visits.state === 'ready' && first === undefined)
    return <Alert severity="info">{t('exchange.noVisit')}</Alert>;
  return (
    <Stack spacing={1}>
      <Choice
        label={t('exchange.patient')}
        value={visit}
        options={open.map((one) => [one.id, nameOf(one)])}
        onChange={(chosen) => change({ visit: chosen, records: [], slip: '', pin: '' })}
      />
      {visit !== '' && (
        <Records
          key={visit}
          visit={visit}
          value={value.records}
          onChange={(records) => change({ records })}
        />
      )}
      <Typography variant="h3">{t('exchange.consent')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('exchange.consentHint')}
      </Typography>
      <CardInput
        label={t('sign.slip')}
        samples="slips"
        value={value.slip}
        onText={(slip) => change({ slip })}
      />
      <SecretInput label={t('card.pin')} kind="pin" value={value.pin} onChange={(pin) => change({ pin })} />
    </Stack>
  );

  function nameOf({ patient, epoch }: Visit): string {
    return patient?.name ?? t('card.title', { n: epoch });
  }
}

interface RecordsProps {
  readonly visit: string;
  readonly value: readonly string[];
  readonly onChange: (records: readonly string[]) => void;
}

/** What stands in the chart, and what was written today; documents that were signed together go together. */
function Records({ visit, value, onChange }: RecordsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chart] = useAsk('visit/chart', { visit });
  const [today] = useAsk('visit/records', { visit }, ['ledger']);
  const documents = [
    ...(chart.state === 'ready' ? chart.value.documents : []),
    ...(today.state === 'ready' ? today.value.documents : []),
  ].filter(({ kind, consent }) => kind !== 'succession' && consent !== 'pending');
  const titles = byStatement(documents);
  return (
    <Stack
      role="group"
      aria-label={t('exchange.records')}
      sx={{ maxHeight: 200, overflow: 'auto', pl: 1, border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Typography variant="body2" sx={{ pt: 0.5 }}>
        {t('exchange.records')}
      </Typography>
      {titles.length === 0 && <Typography color="textSecondary">{t('exchange.noRecords')}</Typography>}
      {titles.map(([statement, [document, ...more]]) => (
        <FormControlLabel
          key={statement}
          control={<Checkbox size="small" checked={value.includes(statement)} />}
          label={[
            document.date === null ? t('chart.undated') : dateOnly(document.date),
            more.length === 0
              ? named(document.title, language)
              : t('grant.together', { count: more.length + 1 }),
            named(document.institution, language),
          ].join(' · ')}
          onChange={(_, checked) =>
            onChange(checked ? [...value, statement] : value.filter((one) => one !== statement))
          }
        />
      ))}
    </Stack>
  );
}

type Together = readonly [DocumentSummary, ...DocumentSummary[]];

/** The newest first. */
function byStatement(documents: readonly DocumentSummary[]): readonly (readonly [string, Together])[] {
  const groups = new Map<string, [DocumentSummary, ...DocumentSummary[]]>();
  for (const document of documents) {
    const group = groups.get(document.statement);
    if (group === undefined) groups.set(document.statement, [document]);
    else group.push(document);
  }
  return [...groups].reverse();
}
