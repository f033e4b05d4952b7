import { Box, Checkbox, FormControlLabel, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import { seriesOf } from '../../images/imageStack.ts';
import { NOTE_FIELDS } from '../visit/noteFields.ts';
import type { AmendFormProps } from './Addition.tsx';

interface CorrectionProps extends AmendFormProps {
  readonly record: ResultOf<'amend/load'>;
}

/** The whole note again, to be changed, with why. */
export function Correction({ record, busy, onShow }: CorrectionProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [changed, setChanged] = useState(record.note);
  const [keep, setKeep] = useState<readonly number[]>(() => record.attachments.map(({ id }) => id));
  return (
    <form
      id="amend-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '' && !busy)
          onShow({ kind: 'correction', reason, note: changed, keep: [...keep] });
      }}
    >
      <TextField
        required
        autoFocus
        label={t('amend.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      {NOTE_FIELDS.map(({ name, rows, required }) => (
        <TextField
          key={name}
          label={t(`field.${name}`)}
          value={changed[name]}
          multiline
          minRows={rows}
          required={required}
          onChange={(event) => setChanged({ ...changed, [name]: event.target.value })}
        />
      ))}
      {record.attachments.length > 0 && (
        <KeptImages attachments={record.attachments} keep={keep} onKeep={setKeep} />
      )}
      <Typography variant="body2" color="textSecondary">
        {t('amend.carried')}
      </Typography>
    </form>
  );
}

interface KeptImagesProps {
  readonly attachments: readonly AttachmentView[];
  readonly keep: readonly number[];
  readonly onKeep: (keep: readonly number[]) => void;
}

/** A line a series: what is not ticked is not with the corrected record; the first one keeps it. */
function KeptImages({ attachments, keep, onKeep }: KeptImagesProps) {
  const { t } = useTranslation();
  return (
    <Box role="group" aria-label={t('amend.keep')}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {t('amend.keep')}
      </Typography>
      {seriesOf(attachments).map((series) => {
        const ids = series.attachments.map(({ id }) => id);
        const others = keep.filter((id) => !ids.includes(id));
        const name = series.modality === '' ? series.title : `${series.modality} · ${series.title}`;
        return (
          <FormControlLabel
            key={series.key}
            control={<Checkbox size="small" checked={ids.every((id) => keep.includes(id))} />}
            label={`${name} · ${t('images.count', { count: ids.length })}`}
            onChange={(_, checked) => onKeep(checked ? [...others, ...ids] : others)}
          />
        );
      })}
    </Box>
  );
}
