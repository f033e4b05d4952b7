import { MenuItem, TextField } from '@mui/material';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { Chart, Note } from '../../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { characterCount, dateOnly } from '../../../client/format.ts';
import { useAsk } from '../../../client/useAsk.ts';
import { NOTE_FIELDS } from '../noteFields.ts';
import type { Draft } from '../useDraft.ts';
import { Helpers } from './Helpers.tsx';
import { NoteField } from './NoteField.tsx';
import { withDiagnosis } from './noteTexts.ts';
import { Prescriptions } from './Prescriptions.tsx';
import { Repeated } from './Repeated.tsx';
import { TermSearch } from './TermSearch.tsx';
import type { Checked } from './useFindings.ts';
import { Vitals } from './Vitals.tsx';

type Diagnosis = ResultOf<'terminology/diagnoses'>[number];

interface FieldsProps {
  readonly visit: string;
  readonly chart: Chart;
  readonly draft: Draft;
  readonly note: Note;
  readonly findings: Checked | null;
}

/** The fields of a 门诊病历 in their order; vitals before the examination, the prescription before the plan. */
export function Fields({ visit, chart, draft, note, findings }: FieldsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [texts] = useAsk('note/templates', {});
  const ready = texts.state === 'ready' ? texts.value : null;
  const of = language === 'zh-CN' ? 'zh' : 'en';
  const phrases = ready === null ? [] : [...ready.own, ...ready.phrases[of]];
  const values = useValues(chart);
  const change = (changed: Partial<Note>): void => draft.change(changed);
  const flush = (): void => void draft.flush().catch(() => undefined);
  const before = {
    physicalExamination: (
      <Vitals
        values={note.vitals ?? {}}
        findings={findings?.vitals ?? []}
        onChange={(vitals) => draft.change({ vitals, language: of })}
        onBlur={flush}
      />
    ),
    diagnosis: <DiagnosisSearch of={of} note={note} onChange={change} />,
    plan: (
      <Prescriptions
        lines={note.prescriptions ?? []}
        checked={{ lines: findings?.lines ?? [], findings: findings?.prescriptions ?? [] }}
        onChange={(lines) => draft.change({ prescriptions: [...lines], language: of })}
        onBlur={flush}
      />
    ),
  };
  return (
    <>
      <Helpers visit={visit} note={note} chart={chart} texts={ready} values={values} onChange={change} />
      <VisitType note={note} onChange={change} />
      {NOTE_FIELDS.map(({ name, rows, required }) => (
        <div key={name}>
          {name in before && before[name as keyof typeof before]}
          <NoteField
            name={name}
            label={t(`field.${name}`)}
            value={note[name]}
            rows={rows}
            required={required}
            helperText={
              name === 'chiefComplaint'
                ? t('note.chiefComplaintHint', { count: characterCount(note.chiefComplaint) })
                : undefined
            }
            phrases={phrases}
            values={values}
            onText={(text) => draft.change({ [name]: text })}
            onBlur={flush}
          />
          {name === 'diagnosis' && <Repeated text={note.diagnosis} problems={chart.problems} />}
        </div>
      ))}
    </>
  );
}

/** What a phrase may name: who the patient is, and the day. */
function useValues(chart: Chart): Readonly<Record<string, string>> {
  const { t } = useTranslation();
  const { sex, ageYears } = chart.banner;
  const [now] = useState(() => Date.now());
  return {
    date: dateOnly(now),
    sex: t(`sex.${sex}`),
    ...(ageYears !== null && { age: String(ageYears) }),
  };
}

interface ChangeProps {
  readonly note: Note;
  readonly onChange: (change: Partial<Note>) => void;
}

function VisitType({ note, onChange }: ChangeProps) {
  const { t } = useTranslation();
  return (
    <TextField
      select
      label={t('field.visitType')}
      value={note.visitType}
      onChange={(event) =>
        onChange({ visitType: event.target.value === 'follow-up' ? 'follow-up' : 'first' })
      }
      sx={{ maxWidth: 220 }}
    >
      <MenuItem value="first">{t('field.first')}</MenuItem>
      <MenuItem value="follow-up">{t('field.followUp')}</MenuItem>
    </TextField>
  );
}

function DiagnosisSearch({ of, note, onChange }: ChangeProps & { readonly of: 'en' | 'zh' }) {
  const { t } = useTranslation();
  const search = useCallback(
    async (query: string) => await ask('terminology/diagnoses', { query, limit: 12 }),
    [],
  );
  return (
    <TermSearch<Diagnosis>
      label={t('terms.diagnosis')}
      hint={t('terms.hint')}
      search={search}
      text={(term) => `${term.code} ${term[of]}`}
      onChoose={(term) => onChange({ diagnosis: withDiagnosis(note.diagnosis, `${term.code} ${term[of]}`) })}
    />
  );
}
