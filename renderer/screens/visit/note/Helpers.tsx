import { Alert, Button, Menu, MenuItem, Stack } from '@mui/material';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { Chart, Note } from '../../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { dateOnly, named } from '../../../client/format.ts';
import { useAction } from '../../../client/useAsk.ts';
import { joined, wordFor } from '../../../i18n/words.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { newestFirst } from '../../chart/documentOrder.ts';
import { templateFields } from './noteTexts.ts';

interface HelpersProps {
  readonly visit: string;
  readonly note: Note;
  readonly chart: Chart;
  readonly texts: ResultOf<'note/templates'> | null;
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<Note>) => void;
}

/** Templates, and what an earlier note of this patient said; both write into empty fields alone, and say into which. */
export function Helpers({ visit, note, chart, texts, values, onChange }: HelpersProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const [filled, setFilled] = useState<readonly string[] | null>(null);
  const action = useAction();
  const last = useMemo(
    () => newestFirst(chart.documents).find(({ form }) => form === 'outpatient' || form === 'emergency'),
    [chart.documents],
  );
  const of = language === 'zh-CN' ? 'zh' : 'en';
  // Own ones first: whoever writes templates uses them.
  const templates = [
    ...(texts?.ownTemplates ?? []),
    ...(texts?.templates ?? []).map(({ id, title, fields }) => ({
      id,
      title: named(title, language),
      fields: fields[of],
    })),
  ];
  const apply = ({ fields }: (typeof templates)[number]): void => {
    setMenu(null);
    const change = templateFields(note, fields, values);
    onChange(change);
    setFilled(Object.keys(change));
  };
  const copy = (statement: string, leaf: number): void =>
    action.run(async () => {
      const copied = await ask('note/copy-forward', { visit, note, statement, leaf });
      onChange(Object.fromEntries(copied.filled.map((field) => [field, copied.note[field]])));
      setFilled(copied.filled);
    });
  return (
    <>
      <Stack direction="row" useFlexGap spacing={1} sx={{ mt: 1, flexWrap: 'wrap' }}>
        <Button size="small" disabled={texts === null} onClick={(event) => setMenu(event.currentTarget)}>
          {t('noteHelp.template')}
        </Button>
        {last !== undefined && (
          <Button size="small" disabled={action.busy} onClick={() => copy(last.statement, last.leaf)}>
            {t('noteHelp.copy', { date: last.date === null ? t('chart.undated') : dateOnly(last.date) })}
          </Button>
        )}
      </Stack>
      <Menu open={menu !== null} anchorEl={menu} onClose={() => setMenu(null)}>
        {templates.map((template) => (
          <MenuItem key={template.id} onClick={() => apply(template)}>
            {template.title}
          </MenuItem>
        ))}
      </Menu>
      <ErrorNote error={action.error} />
      {filled !== null && (
        <Alert severity="info" onClose={() => setFilled(null)} closeText={t('common.close')} sx={{ mt: 1 }}>
          {filled.length === 0
            ? t('noteHelp.nothingFilled')
            : t('noteHelp.filled', {
                fields: joined(
                  filled.map((field) => wordFor('field', field, language)),
                  language,
                ),
              })}
        </Alert>
      )}
    </>
  );
}
