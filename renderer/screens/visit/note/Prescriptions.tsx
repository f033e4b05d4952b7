import Delete from '@mui/icons-material/Delete';
import { Alert, Box, IconButton, TextField, Typography } from '@mui/material';
import { memo, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { PrescriptionFinding, PrescriptionLine } from '../../../../src/workstation/api/notes.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { Choice } from '../../../parts/Choice.tsx';
import { findingText } from './findingText.ts';
import { findingsOfLine, lineKeys, numberTyped } from './noteTexts.ts';
import { TermSearch } from './TermSearch.tsx';

type Drug = ResultOf<'terminology/drugs'>[number];

const UNITS = ['mg', 'g', 'ug', 'mL', 'unit', 'puff', 'mmol'] as const;
const ROUTES = [
  'oral',
  'sublingual',
  'inhaled',
  'subcutaneous',
  'intravenous',
  'intramuscular',
  'topical',
] as const;
const FREQUENCIES = [
  'qd',
  'qn',
  'bid',
  'tid',
  'qid',
  'q4h',
  'q6h',
  'q8h',
  'q12h',
  'qod',
  'qw',
  'st',
  'prn',
] as const;
const SEVERITY = { stop: 'error', warning: 'warning', note: 'info' } as const;

interface PrescriptionsProps {
  readonly lines: readonly PrescriptionLine[];
  /** Of the lines as they were when they were checked. */
  readonly checked: {
    readonly lines: readonly PrescriptionLine[];
    readonly findings: readonly PrescriptionFinding[];
  };
  readonly onChange: (lines: readonly PrescriptionLine[]) => void;
  readonly onBlur: () => void;
}

/** Lines of a prescription, each checked against allergies, doubles and doses, with the reason under the line. */
export const Prescriptions = memo(function Prescriptions(props: PrescriptionsProps) {
  const { lines, checked, onChange, onBlur } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const of = language === 'zh-CN' ? 'zh' : 'en';
  const search = useCallback(
    async (query: string) => await ask('terminology/drugs', { query, limit: 12 }),
    [],
  );
  const keys = lineKeys(lines);
  const replace = (at: number, line: PrescriptionLine): void =>
    onChange(lines.map((each, index) => (index === at ? line : each)));
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, mt: 1 }}>
      <Typography component="legend" variant="h3">
        {t('prescription.title')}
      </Typography>
      <TermSearch<Drug>
        label={t('prescription.add')}
        hint={t('terms.hint')}
        search={search}
        text={(drug) => `${drug[of]} ${drug.code}`}
        onChoose={(drug) => onChange([...lines, drug.usual[of]])}
      />
      {lines.map((line, index) => (
        <Line
          key={keys[index]}
          line={line}
          findings={findingsOfLine(lines, index, checked)}
          onChange={(changed) => replace(index, changed)}
          onRemove={() => onChange(lines.filter((_, at) => at !== index))}
          onBlur={onBlur}
        />
      ))}
    </Box>
  );
});

interface LineProps {
  readonly line: PrescriptionLine;
  readonly findings: readonly PrescriptionFinding[];
  readonly onChange: (line: PrescriptionLine) => void;
  readonly onRemove: () => void;
  readonly onBlur: () => void;
}

function Line({ line, findings, onChange, onRemove, onBlur }: LineProps) {
  const { t } = useTranslation();
  return (
    <Box
      role="group"
      aria-label={line.drug}
      onBlur={onBlur}
      sx={{ borderTop: 1, borderColor: 'divider', pt: 0.5, mt: 0.5 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography sx={{ fontWeight: 700, flexGrow: 1, overflowWrap: 'anywhere' }}>{line.drug}</Typography>
        <IconButton
          size="small"
          aria-label={t('prescription.remove', { drug: line.drug })}
          onClick={onRemove}
        >
          <Delete fontSize="small" />
        </IconButton>
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1.3fr 1.6fr 1fr', columnGap: 1 }}>
        <Amount
          label={t('prescription.dose')}
          value={line.dose}
          onValue={(dose) => onChange({ ...line, dose })}
        />
        <Choice
          label={t('prescription.unit')}
          value={line.unit}
          options={UNITS.map((unit) => [unit, t(`doseUnit.${unit}`)])}
          onChange={(unit) => onChange({ ...line, unit })}
        />
        <Choice
          label={t('prescription.route')}
          value={line.route}
          options={ROUTES.map((route) => [route, t(`route.${route}`)])}
          onChange={(route) => onChange({ ...line, route })}
        />
        <Choice
          label={t('prescription.frequency')}
          value={line.frequency}
          options={FREQUENCIES.map((frequency) => [frequency, t(`frequency.${frequency}`)])}
          onChange={(frequency) => onChange({ ...line, frequency })}
        />
        <Amount
          label={t('prescription.days')}
          value={line.days}
          onValue={(days) => onChange({ ...line, days })}
        />
      </Box>
      <TextField
        label={t('prescription.remark')}
        value={line.remark}
        onChange={(event) => onChange({ ...line, remark: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <Findings line={line} findings={findings} onChange={onChange} />
    </Box>
  );
}

/** The reasons; a stop by allergy asks why it is given all the same. */
function Findings({ line, findings, onChange }: Pick<LineProps, 'findings' | 'line' | 'onChange'>) {
  const { t } = useTranslation();
  const asks = findings.some(({ kind, severity }) => kind === 'allergy' && severity === 'stop');
  return (
    <>
      {findings.map((finding, index) => (
        <Alert key={index} severity={SEVERITY[finding.severity]} role="alert" sx={{ mt: 0.5 }}>
          {findingText(finding, t)}
        </Alert>
      ))}
      {(asks || line.override !== undefined) && (
        <TextField
          label={t('prescription.override')}
          value={line.override ?? ''}
          onChange={(event) => onChange({ ...line, override: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
      )}
    </>
  );
}

interface AmountProps {
  readonly label: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

function Amount({ label, value, onValue }: AmountProps) {
  const [typed, setTyped] = useState(String(value));
  const text = (numberTyped(typed) ?? 0) === value ? typed : String(value);
  return (
    <TextField
      label={label}
      value={text}
      onChange={(event) => {
        setTyped(event.target.value);
        onValue(numberTyped(event.target.value) ?? 0);
      }}
      slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }}
    />
  );
}
