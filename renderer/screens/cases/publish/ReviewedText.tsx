import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewedText as Reviewed } from '../../../../src/workstation/api/caseDrafts.ts';

type Span = Reviewed['spans'][number];

interface ReviewedTextProps {
  readonly text: Reviewed;
  readonly heading: string;
  /** What was selected in the original; the author may take it out. */
  readonly onSelect: (
    part: { readonly text: string; readonly start: number; readonly end: number } | null,
  ) => void;
  readonly onDrop: (dropped: boolean) => void;
}

/** A text side by side: as it was written, with what goes marked, and as others will read it. */
export function ReviewedText({ text, heading, onSelect, onDrop }: ReviewedTextProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="section"
      aria-label={heading}
      sx={{
        display: 'grid',
        gridTemplateColumns: '1fr 1fr',
        columnGap: 2,
        py: 0.75,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Typography variant="body2" sx={{ fontWeight: 600, gridColumn: '1 / span 1' }}>
        {heading}
      </Typography>
      <FormControlLabel
        sx={{ m: 0, justifySelf: 'end' }}
        control={
          <Checkbox size="small" sx={{ p: 0.25 }} checked={text.dropped} onChange={(_, on) => onDrop(on)} />
        }
        label={<Typography variant="caption">{t('caseShare.leaveOut')}</Typography>}
      />
      <Typography
        component="article"
        sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', opacity: text.dropped ? 0.5 : 1 }}
        onMouseUp={(event) => onSelect(selectedIn(event.currentTarget, text.text))}
      >
        <Marked original={text.original} spans={text.spans} />
      </Typography>
      <Typography component="article" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text.dropped ? <em>{t('caseShare.leftOut')}</em> : text.result}
      </Typography>
    </Box>
  );
}

const LOOKS: Readonly<Record<Span['state'], object>> = {
  removed: { bgcolor: 'action.selected', textDecoration: 'line-through' },
  marked: { bgcolor: 'action.selected', textDecoration: 'line-through' },
  agreed: { bgcolor: 'action.selected', textDecoration: 'line-through' },
  open: { outline: '2px solid', outlineColor: 'warning.main' },
  kept: { borderBottom: 1, borderColor: 'success.main' },
};

function Marked({ original, spans }: { readonly original: string; readonly spans: readonly Span[] }) {
  const { t } = useTranslation();
  const parts: ReactNode[] = [];
  let at = 0;
  for (const span of spans.toSorted((left, right) => left.start - right.start)) {
    const start = Math.max(at, span.start);
    if (span.end <= start) continue;
    parts.push(
      <Fragment key={`before ${String(start)}`}>{original.slice(at, start)}</Fragment>,
      <Box
        key={start}
        component="mark"
        title={t('caseShare.found', {
          type: t(`caseShare.span.${knownType(span.type)}`),
          percent: Math.round(span.confidence * 100),
        })}
        sx={{ color: 'inherit', bgcolor: 'transparent', ...LOOKS[span.state] }}
      >
        {original.slice(start, span.end)}
      </Box>,
    );
    at = span.end;
  }
  return (
    <>
      {parts}
      {original.slice(at)}
    </>
  );
}

const TYPES = [
  'name',
  'institution',
  'address',
  'postcode',
  'date',
  'age',
  'national-id',
  'passport',
  'phone',
  'email',
  'url',
  'ip-address',
  'account',
  'bank-card',
  'insurance-number',
  'record-number',
  'licence-number',
  'vehicle',
  'device',
  'biometric',
  'organisation-code',
  'bed',
  'occupation',
  'ethnicity',
  'number',
] as const;

/** A class that has a text. */
export function knownType(type: string): (typeof TYPES)[number] | 'other' {
  return TYPES.find((one) => one === type) ?? 'other';
}

/** Where the selection lies in the text of an element, in UTF-16 units; null where nothing of it is selected. */
function selectedIn(element: HTMLElement, text: string) {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const end = start + range.toString().length;
  return end > start ? { text, start, end } : null;
}
