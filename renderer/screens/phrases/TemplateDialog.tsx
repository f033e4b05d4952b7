import { TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { NOTE_FIELDS } from '../visit/noteFields.ts';
import { OwnTextDialog } from './OwnTextDialog.tsx';

export type Template = ResultOf<'note/templates'>['ownTemplates'][number];

interface TemplateDialogProps {
  readonly template: Template;
  readonly onClose: () => void;
  /** Rejects when it cannot be kept, for instance since the title is taken. */
  readonly onSave: (template: Template) => Promise<void>;
}

/** Writes a template: its title, and what goes into which field of the note. */
export function TemplateDialog({ template, onClose, onSave }: TemplateDialogProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(template.title);
  const [fields, setFields] = useState(template.fields);
  const filled = Object.entries(fields).filter(([, text]) => text.trim() !== '');
  return (
    <OwnTextDialog
      title={t(template.title === '' ? 'templates.add' : 'templates.editTitle')}
      complete={title.trim() !== '' && filled.length > 0}
      onClose={onClose}
      onSave={async () =>
        await onSave({ ...template, title: title.trim(), fields: Object.fromEntries(filled) })
      }
    >
      <TextField
        required
        autoFocus
        label={t('templates.name')}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      {NOTE_FIELDS.map(({ name, rows }) => (
        <TextField
          key={name}
          label={t(`field.${name}`)}
          value={fields[name] ?? ''}
          multiline
          minRows={rows}
          onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
        />
      ))}
    </OwnTextDialog>
  );
}
