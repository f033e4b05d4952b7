import { MenuItem, TextField } from '@mui/material';
import { memo, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type {
  NoteFindings,
  OrderLine,
  PrescriptionLine,
  WrittenReport,
  Vitals as VitalValues,
} from '../../../../src/workstation/api/notes.ts';
import type { Chart, Note } from '../../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { characterCount, dateOnly } from '../../../client/format.ts';
import { useAsk } from '../../../client/useAsk.ts';
import { NOTE_FIELDS, type TextField as TextFieldName } from '../noteFields.ts';
import type { Draft } from '../useDraft.ts';
import { Helpers } from './Helpers.tsx';
import { NoteField } from './NoteField.tsx';
import { withDiagnosis } from './noteTexts.ts';
import { Prescriptions } from './Prescriptions.tsx';
import { Repeated } from './Repeated.tsx';
import { OrderLines } from './reports/OrderLines.tsx';
import { WrittenReports } from './reports/WrittenReports.tsx';
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

const NO_VITALS: VitalValues = {};
const NO_LINES: readonly PrescriptionLine[] = [];
const NO_ORDERS: readonly OrderLine[] = [];
const NO_REPORTS: readonly WrittenReport[] = [];
const NO_FINDINGS: NoteFindings['vitals'] = [];

/** The fields of a 门诊病历 in their order; vitals before the examination, prescription and orders before the plan. */
export function Fields({ visit, chart, draft, note, findings }: FieldsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [texts] = useAsk('note/templates', {});
  const ready = texts.state === 'ready' ? texts.value : null;
  const of = language === 'zh-CN' ? 'zh' : 'en';
  const phrases = useMemo(() => (ready === null ? [] : [...ready.own, ...ready.phrases[of]]), [ready, of]);
  const values = useValues(chart);
  // Each part is given the same functions at each key: only the field that was written in is drawn again.
  const { change, flush: save } = draft;
  const flush = useCallback((): void => void save().catch(() => undefined), [save]);
  const onText = useCallback((name: TextFieldName, text: string) => change({ [name]: text }), [change]);
  const onVitals = useCallback((vitals: VitalValues) => change({ vitals, language: of }), [change, of]);
  const onLines = useCallback(
    (lines: readonly PrescriptionLine[]) => change({ prescriptions: [...lines], language: of }),
    [change, of],
  );
  const onOrders = useCallback(
    (orders: readonly OrderLine[]) => change({ orders: [...orders], language: of }),
    [change, of],
  );
  const onReports = useCallback(
    (reports: readonly WrittenReport[]) => change({ reports: [...reports], language: of }),
    [change, of],
  );
  const checked = useMemo(
    () => ({ lines: findings?.lines ?? [], findings: findings?.prescriptions ?? [] }),
    [findings],
  );
  const before = {
    physicalExamination: (
      <Vitals
        values={note.vitals ?? NO_VITALS}
        findings={findings?.vitals ?? NO_FINDINGS}
        onChange={onVitals}
        onBlur={flush}
      />
    ),
    auxiliaryExamination: (
      <WrittenReports
        visit={visit}
        reports={note.reports ?? NO_REPORTS}
        chartOrders={chart.orders}
        noteOrders={note.orders ?? NO_ORDERS}
        onChange={onReports}
        onBlur={flush}
      />
    ),
    diagnosis: <DiagnosisSearch of={of} diagnosis={note.diagnosis} onChange={change} />,
    plan: (
      <>
        <Prescriptions
          lines={note.prescriptions ?? NO_LINES}
          checked={checked}
          onChange={onLines}
          onBlur={flush}
        />
        <OrderLines lines={note.orders ?? NO_ORDERS} onChange={onOrders} onBlur={flush} />
      </>
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
            onText={onText}
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
  return useMemo(
    () => ({
      date: dateOnly(now),
      sex: t(`sex.${sex}`),
      ...(ageYears !== null && { age: String(ageYears) }),
    }),
    [now, sex, ageYears, t],
  );
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

interface DiagnosisSearchProps extends Pick<ChangeProps, 'onChange'> {
  readonly of: 'en' | 'zh';
  readonly diagnosis: string;
}

const DiagnosisSearch = memo(function DiagnosisSearch({ of, diagnosis, onChange }: DiagnosisSearchProps) {
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
      onChoose={(term) => onChange({ diagnosis: withDiagnosis(diagnosis, `${term.code} ${term[of]}`) })}
    />
  );
});
