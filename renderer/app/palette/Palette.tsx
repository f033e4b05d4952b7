import { Dialog, InputBase, List, ListItemButton, ListItemText, Typography } from '@mui/material';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../../client/keys.ts';
import { matching, type Command } from './matching.ts';

interface PaletteProps {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

/** Ctrl+K: everything that can be done from here, found by a few letters; arrows choose, Enter does. */
export function Palette({ commands, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const found = matching(commands, query);
  const at = Math.min(index, Math.max(0, found.length - 1));
  const chosen = found[at];
  const run = (command: Command): void => {
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) setIndex((at + step + found.length) % found.length);
    else if (event.key === 'Enter' && chosen !== undefined) run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label={t('palette.title')}
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
    >
      <InputBase
        autoFocus
        fullWidth
        value={query}
        placeholder={t('palette.placeholder')}
        onChange={(event) => {
          setQuery(event.target.value);
          setIndex(0);
        }}
        onKeyDown={onKeyDown}
        sx={{ px: 2, py: 1, fontSize: '1.05rem', borderBottom: 1, borderColor: 'divider' }}
        inputProps={{
          role: 'combobox',
          'aria-label': t('palette.title'),
          'aria-expanded': true,
          'aria-controls': 'palette-list',
          'aria-activedescendant': chosen === undefined ? undefined : `palette-${chosen.id}`,
          spellCheck: false,
          autoComplete: 'off',
        }}
      />
      <Found found={found} chosen={chosen} onRun={run} />
    </Dialog>
  );
}

interface FoundProps {
  readonly found: readonly Command[];
  readonly chosen: Command | undefined;
  readonly onRun: (command: Command) => void;
}

function Found({ found, chosen, onRun }: FoundProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <>
      <List
        id="palette-list"
        ref={list}
        role="listbox"
        aria-label={t('palette.title')}
        sx={{ overflow: 'auto' }}
      >
        {found.map((command) => (
          <ListItemButton
            key={command.id}
            id={`palette-${command.id}`}
            component="li"
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            selected={command === chosen}
            onClick={() => onRun(command)}
          >
            <ListItemText primary={command.label} />
            <Typography variant="caption" color="textSecondary">
              {command.hint}
            </Typography>
          </ListItemButton>
        ))}
      </List>
      {found.length === 0 && (
        <Typography role="status" color="textSecondary" sx={{ p: 2 }}>
          {t('palette.nothing')}
        </Typography>
      )}
    </>
  );
}
