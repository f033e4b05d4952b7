import { List, ListItem, ListItemButton, ListItemText, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named } from '../../client/format.ts';

interface DialogueListProps {
  readonly list: readonly DialogueView[];
  readonly chosen: string | null;
  readonly onChoose: (dialogue: string) => void;
}

/** The newest first; what is new in each stands in words. */
export function DialogueList({ list, chosen, onChoose }: DialogueListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Stack component="section" aria-label={t('consults.dialogues')}>
      <Typography variant="h2">{t('consults.dialogues')}</Typography>
      {list.length === 0 && <Typography color="textSecondary">{t('consults.noDialogues')}</Typography>}
      <List dense>
        {list.map((one) => (
          <ListItem key={one.dialogue} disablePadding>
            <ListItemButton selected={one.dialogue === chosen} onClick={() => onChoose(one.dialogue)}>
              <ListItemText
                primary={`${named(one.doctor.name, language)} · ${named(one.doctor.institution, language)}`}
                secondary={stateOf(one)}
              />
            </ListItemButton>
          </ListItem>
        ))}
      </List>
    </Stack>
  );

  function stateOf({ unread, ended, last, started }: DialogueView): string {
    const parts = [dateTime(last?.time ?? started)];
    if (ended !== null) parts.push(t('consults.ended'));
    if (unread > 0) parts.push(t('consults.unread', { count: unread }));
    return parts.join(' · ');
  }
}
