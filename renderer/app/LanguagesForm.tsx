import CheckBox from '@mui/icons-material/CheckBox';
import CheckBoxOutlineBlank from '@mui/icons-material/CheckBoxOutlineBlank';
import { ListItemIcon, ListItemText, MenuItem, TextField } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { ask } from '../client/core.ts';
import { languageNames } from '../client/format.ts';
import { useAction, useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { useLanguage } from './useLanguage.ts';

/** The languages that a doctor consults in: what is chosen is signed at once, and on its way to colleagues. */
export function LanguagesForm() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [mine] = useAsk('profile/mine', {}, ['dialogue']);
  const action = useAction();
  const { busy, error } = action;
  return (
    <Answer of={mine}>
      {({ languages, offered, sent }) => (
        <>
          <TextField
            select
            disabled={busy}
            label={t('profile.languages')}
            value={languages}
            helperText={[
              t('profile.hint'),
              ...(languages.length === 0 ? [] : [t(sent ? 'profile.sent' : 'profile.waiting')]),
            ].join(' ')}
            slotProps={{ select: { multiple: true, renderValue: () => languageNames(languages, language) } }}
            onChange={({ target }) => {
              const chosen: readonly string[] = [target.value].flat();
              const wanted = offered.filter((code) => chosen.includes(code));
              action.run(async () => void (await ask('profile/set', { languages: wanted })));
            }}
          >
            {offered.map((code) => (
              <MenuItem key={code} value={code}>
                <ListItemIcon>
                  {languages.includes(code) ? (
                    <CheckBox fontSize="small" color="primary" />
                  ) : (
                    <CheckBoxOutlineBlank fontSize="small" />
                  )}
                </ListItemIcon>
                <ListItemText>{languageNames([code], language)}</ListItemText>
              </MenuItem>
            ))}
          </TextField>
          <ErrorNote error={error} />
        </>
      )}
    </Answer>
  );
}
