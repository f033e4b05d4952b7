import { Button, List, ListItem, ListItemText, Paper, Stack, Typography } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { joined, wordFor } from '../../i18n/words.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Deleted } from './Deleted.tsx';
import { TemplateDialog, type Template } from './TemplateDialog.tsx';

interface OwnTemplatesProps {
  readonly texts: ResultOf<'note/templates'>;
  readonly onChanged: () => void;
}

/** Templates of notes: own ones, which can be written here, and those of the program, which a copy can begin with. */
export function OwnTemplates({ texts, onChanged }: OwnTemplatesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const of = language === 'zh-CN' ? 'zh' : 'en';
  const [editing, setEditing] = useState<Template | null>(null);
  const [deleted, setDeleted] = useState<Template | null>(null);
  const action = useAction();
  const own = texts.ownTemplates;
  const keep = async (next: readonly Template[]): Promise<void> => {
    await ask('note/save-templates', { own: [...next] });
    onChanged();
  };
  const save = async (template: Template): Promise<void> => {
    const at = own.findIndex(({ id }) => id === template.id);
    await keep(at < 0 ? [...own, template] : own.with(at, template));
    setEditing(null);
  };
  const begin = (fields: Template['fields']): void =>
    setEditing({ id: crypto.randomUUID(), title: '', fields });
  const remove = (template: Template): void =>
    action.run(async () => {
      await keep(own.filter(({ id }) => id !== template.id));
      setDeleted(template);
    });
  const undo = (template: Template): void =>
    action.run(async () => {
      await keep([...own, template]);
      setDeleted(null);
    });
  return (
    <Paper component="section" aria-label={t('templates.title')} sx={{ p: 2 }}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <Typography variant="h2" sx={{ flexGrow: 1 }}>
          {t('templates.title')}
        </Typography>
        <Button variant="contained" onClick={() => begin({})}>
          {t('templates.add')}
        </Button>
      </Stack>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('templates.hint')}
      </Typography>
      <ErrorNote error={action.error} />
      {deleted !== null && <Deleted name={deleted.title} onUndo={() => undo(deleted)} />}
      <List>
        {own.length === 0 && <ListItem disableGutters>{t('templates.none')}</ListItem>}
        {own.map((template) => (
          <Row key={template.id} title={template.title} fields={template.fields}>
            <Button
              size="small"
              aria-label={t('phrases.editNamed', { name: template.title })}
              onClick={() => setEditing(template)}
            >
              {t('phrases.edit')}
            </Button>
            <Button
              size="small"
              color="error"
              aria-label={t('phrases.deleteNamed', { name: template.title })}
              onClick={() => remove(template)}
            >
              {t('phrases.delete')}
            </Button>
          </Row>
        ))}
        {texts.templates.map(({ id, title, fields }) => (
          <Row key={id} title={named(title, language)} fields={fields[of]}>
            <Button
              size="small"
              aria-label={t('templates.copyNamed', { name: named(title, language) })}
              onClick={() => begin(fields[of])}
            >
              {t('templates.copy')}
            </Button>
          </Row>
        ))}
      </List>
      {editing !== null && (
        <TemplateDialog template={editing} onClose={() => setEditing(null)} onSave={save} />
      )}
    </Paper>
  );
}

interface RowProps {
  readonly title: string;
  readonly fields: Template['fields'];
  readonly children: ReactNode;
}

/** Its title, into which fields it writes, and what can be done with it. */
function Row({ title, fields, children }: RowProps) {
  const language = useLanguage();
  const names = Object.entries(fields)
    .filter(([, text]) => text.trim() !== '')
    .map(([field]) => wordFor('field', field, language));
  return (
    <ListItem
      disableGutters
      divider
      secondaryAction={
        <Stack direction="row" spacing={0.5}>
          {children}
        </Stack>
      }
    >
      <ListItemText
        sx={{ pr: 16 }}
        primary={title}
        secondary={joined(names, language)}
        slotProps={{ primary: { component: 'article' } }}
      />
    </ListItem>
  );
}
