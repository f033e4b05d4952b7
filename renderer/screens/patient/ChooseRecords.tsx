import { Checkbox, FormControlLabel, Radio, RadioGroup, Stack } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateOnly, named } from '../../client/format.ts';

/** All up to now, or the chosen ones by statement. */
export type ChosenRecords = 'all' | readonly string[];

interface ChooseRecordsProps {
  readonly documents: readonly DocumentSummary[];
  readonly value: ChosenRecords;
  readonly onChange: (value: ChosenRecords) => void;
}

/** Which records a doctor may read; documents that were signed together go together. */
export function ChooseRecords({ documents, value, onChange }: ChooseRecordsProps) {
  const { t } = useTranslation();
  return (
    <>
      <RadioGroup
        row
        aria-label={t('grant.records')}
        value={value === 'all' ? 'all' : 'some'}
        onChange={(_, kind) => onChange(kind === 'all' ? 'all' : [])}
      >
        <FormControlLabel value="all" control={<Radio size="small" />} label={t('grant.all')} />
        <FormControlLabel value="some" control={<Radio size="small" />} label={t('grant.some')} />
      </RadioGroup>
      {value !== 'all' && (
        <Stack
          sx={{ maxHeight: 180, overflow: 'auto', pl: 1, border: 1, borderColor: 'divider', borderRadius: 1 }}
        >
          {byStatement(documents.filter(({ kind }) => kind !== 'succession')).map((together) => (
            <RecordChoice key={together[0].statement} together={together} value={value} onChange={onChange} />
          ))}
        </Stack>
      )}
    </>
  );
}

type Together = readonly [DocumentSummary, ...DocumentSummary[]];

interface RecordChoiceProps {
  readonly together: Together;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function RecordChoice({ together, value, onChange }: RecordChoiceProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [first] = together;
  const { statement } = first;
  const date = first.date === null ? t('chart.undated') : dateOnly(first.date);
  const title =
    together.length === 1 ? named(first.title, language) : t('grant.together', { count: together.length });
  return (
    <FormControlLabel
      control={<Checkbox size="small" checked={value.includes(statement)} />}
      label={`${date} · ${title} · ${named(first.institution, language)}`}
      onChange={(_, checked) =>
        onChange(checked ? [...value, statement] : value.filter((item) => item !== statement))
      }
    />
  );
}

/** Newest first. */
function byStatement(documents: readonly DocumentSummary[]): readonly Together[] {
  const groups = new Map<string, [DocumentSummary, ...DocumentSummary[]]>();
  for (const document of documents) {
    const group = groups.get(document.statement);
    if (group === undefined) groups.set(document.statement, [document]);
    else group.push(document);
  }
  return [...groups.values()].reverse();
}
