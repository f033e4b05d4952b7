import { Box, Button, Chip, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../../client/core.ts';
import { useAction, useAsk } from '../../../client/useAsk.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import type { BrowsePlace } from './place.ts';

interface SavedSearchesProps {
  readonly place: BrowsePlace;
  readonly onPlace: (change: Partial<BrowsePlace>) => void;
}

/** Searches under a name of the doctor's own: to be run again, and to be deleted. */
export function SavedSearches({ place, onPlace }: SavedSearchesProps) {
  const { t } = useTranslation();
  const [saved, reload] = useAsk('library/saved', {});
  const [name, setName] = useState<string | null>(null);
  const action = useAction();
  const { typed, chosen, sort } = place;
  const isNothing = typed === '' && Object.keys(chosen).length === 0;
  const keep = (as: string): void =>
    action.run(async () => {
      await ask('library/save', { name: as, typed, chosen, sort });
      setName(null);
      reload();
    });
  return (
    <Stack
      component="section"
      aria-label={t('library.saved')}
      spacing={0.5}
      sx={{ pb: 1, alignItems: 'flex-start' }}
    >
      {saved.state === 'ready' &&
        saved.value.map(({ name: known, ...search }) => (
          <Chip
            key={known}
            size="small"
            variant="outlined"
            label={known}
            onClick={() => onPlace({ ...search, offset: 0, scroll: 0 })}
            onDelete={() =>
              action.run(async () => {
                await ask('library/unsave', { name: known });
                reload();
              })
            }
          />
        ))}
      {name === null ? (
        <Button size="small" disabled={isNothing} onClick={() => setName(typed.slice(0, 80))}>
          {t('library.save')}
        </Button>
      ) : (
        <Box
          component="form"
          sx={{ width: '100%' }}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') keep(name.trim());
          }}
        >
          <TextField
            autoFocus
            fullWidth
            margin="none"
            label={t('library.saveAs')}
            value={name}
            onChange={(event) => setName(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 80, autoComplete: 'off' } }}
          />
          <Button type="submit" size="small" disabled={action.busy || name.trim() === ''}>
            {t('library.keep')}
          </Button>
          <Button size="small" onClick={() => setName(null)}>
            {t('library.cancel')}
          </Button>
        </Box>
      )}
      <ErrorNote error={action.error} />
    </Stack>
  );
}
