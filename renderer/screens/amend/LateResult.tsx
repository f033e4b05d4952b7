import { Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import type { WrittenReport } from '../../../src/workstation/api/notes.ts';
import { ReportForm, type OrderChoice } from '../visit/note/reports/ReportForm.tsx';
import { emptyReport, studiesIn } from '../visit/note/reports/written.ts';
import type { AmendFormProps } from './Addition.tsx';

interface LateResultProps extends AmendFormProps {
  readonly orders: readonly OrderChoice[];
  /** Those that it brings, and those of the record. */
  readonly attachments: readonly AttachmentView[];
}

/** A result that came after its record: in words, or as a report that answers what the record ordered. */
export function LateResult({ orders, attachments, busy, onShow }: LateResultProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [report, setReport] = useState<WrittenReport | null>(null);
  const change = (changed: WrittenReport): void => {
    // What the report is called is what was examined, as long as nobody wrote anything else.
    if (title === (report?.title ?? '')) setTitle(changed.title);
    setReport(changed);
  };
  const complete = title.trim() !== '' && (text.trim() !== '' || report !== null);
  return (
    <form
      id="amend-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!complete || busy) return;
        onShow({ kind: 'result', title, text, ...(report === null ? {} : { report }) });
      }}
    >
      <TextField
        required
        autoFocus
        label={t('amend.resultTitle')}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <TextField
        required={report === null}
        multiline
        minRows={report === null ? 5 : 2}
        label={t('amend.text')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {report === null ? (
        <Stack direction="row" spacing={1}>
          <Button size="small" onClick={() => setReport({ ...emptyReport('laboratory'), title })}>
            {t('reports.addLaboratory')}
          </Button>
          <Button size="small" onClick={() => setReport({ ...emptyReport('imaging'), title })}>
            {t('reports.addImaging')}
          </Button>
        </Stack>
      ) : (
        <ReportForm
          isNew
          report={report}
          orders={orders}
          studies={studiesIn(attachments)}
          onChange={change}
          onRemove={() => setReport(null)}
        />
      )}
    </form>
  );
}
