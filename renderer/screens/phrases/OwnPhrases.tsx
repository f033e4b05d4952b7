import {
  Button,
  Paper,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Deleted } from './Deleted.tsx';
import { PhraseDialog, type Phrase } from './PhraseDialog.tsx';

interface OwnPhrasesProps {
  readonly texts: ResultOf<'note/templates'>;
  readonly onChanged: () => void;
}

/** Which phrase is being written: a new one, or the own one at an index. */
type Editing = { readonly at: number | null; readonly phrase: Phrase };

/** Phrases: a key typed after a full stop or slash, and what Tab makes of it. Own ones go before the program's. */
export function OwnPhrases({ texts, onChanged }: OwnPhrasesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [editing, setEditing] = useState<Editing | null>(null);
  const [deleted, setDeleted] = useState<Phrase | null>(null);
  const action = useAction();
  const { own } = texts;
  const given = texts.phrases[language === 'zh-CN' ? 'zh' : 'en'];
  const keep = async (next: readonly Phrase[]): Promise<void> => {
    await ask('note/save-phrases', { own: [...next] });
    onChanged();
  };
  const remove = (phrase: Phrase): void =>
    action.run(async () => {
      await keep(own.filter((one) => one !== phrase));
      setDeleted(phrase);
    });
  return (
    <Paper component="section" aria-label={t('phrases.title')} sx={{ p: 2 }}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <Typography variant="h2" sx={{ flexGrow: 1 }}>
          {t('phrases.title')}
        </Typography>
        <Button variant="contained" onClick={() => setEditing({ at: null, phrase: { key: '', body: '' } })}>
          {t('phrases.add')}
        </Button>
      </Stack>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('phrases.hint')}
      </Typography>
      <ErrorNote error={action.error} />
      {deleted !== null && (
        <Deleted
          name={deleted.key}
          onUndo={() =>
            action.run(async () => {
              await keep([...own, deleted]);
              setDeleted(null);
            })
          }
        />
      )}
      <PhraseTable
        own={own}
        given={given}
        onEdit={(phrase) => setEditing({ at: own.indexOf(phrase), phrase })}
        onDelete={remove}
      />
      {editing !== null && (
        <PhraseDialog
          phrase={editing.phrase}
          isNew={editing.at === null}
          onClose={() => setEditing(null)}
          onSave={async (phrase) => {
            await keep(editing.at === null ? [...own, phrase] : own.with(editing.at, phrase));
            setEditing(null);
          }}
        />
      )}
    </Paper>
  );
}

interface PhraseTableProps {
  readonly own: readonly Phrase[];
  readonly given: readonly Phrase[];
  readonly onEdit: (phrase: Phrase) => void;
  readonly onDelete: (phrase: Phrase) => void;
}

function PhraseTable({ own, given, onEdit, onDelete }: PhraseTableProps) {
  const { t } = useTranslation();
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableCell>{t('phrases.key')}</TableCell>
          <TableCell>{t('phrases.body')}</TableCell>
          <TableCell>{t('phrases.from')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {own.length === 0 && (
          <TableRow>
            <TableCell colSpan={3}>{t('phrases.none')}</TableCell>
          </TableRow>
        )}
        {own.map((phrase) => (
          <PhraseRow key={`own ${phrase.key}`} phrase={phrase}>
            <Stack direction="row" spacing={0.5}>
              <Button
                size="small"
                aria-label={t('phrases.editNamed', { name: phrase.key })}
                onClick={() => onEdit(phrase)}
              >
                {t('phrases.edit')}
              </Button>
              <Button
                size="small"
                color="error"
                aria-label={t('phrases.deleteNamed', { name: phrase.key })}
                onClick={() => onDelete(phrase)}
              >
                {t('phrases.delete')}
              </Button>
            </Stack>
          </PhraseRow>
        ))}
        {given.map((phrase) => (
          <PhraseRow key={phrase.key} phrase={phrase}>
            {t('phrases.program')}
          </PhraseRow>
        ))}
      </TableBody>
    </Table>
  );
}

interface PhraseRowProps {
  readonly phrase: Phrase;
  readonly children: ReactNode;
}

function PhraseRow({ phrase, children }: PhraseRowProps) {
  return (
    <TableRow>
      <TableCell>
        <code>.{phrase.key}</code>
      </TableCell>
      <TableCell component="td" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        <article>{phrase.body}</article>
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{children}</TableCell>
    </TableRow>
  );
}
