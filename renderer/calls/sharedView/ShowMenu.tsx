import { Button, ListItemText, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Offered } from './items.ts';

interface ShowMenuProps {
  /** The newest first. */
  readonly offered: readonly Offered[];
  readonly chosen: Offered | null;
  readonly onChoose: (offered: Offered) => void;
}

/** What either gave in the dialogue, to be put on the table. */
export function ShowMenu({ offered, chosen, onChoose }: ShowMenuProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => setAnchor(null);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        disabled={offered.length === 0}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ maxWidth: 320, textAlign: 'left', overflowWrap: 'anywhere' }}
      >
        {chosen === null ? t('sharedView.show') : chosen.title}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close} transitionDuration={0}>
        {offered.map((one) => (
          <MenuItem
            key={JSON.stringify(one.item)}
            selected={one === chosen}
            onClick={() => {
              onChoose(one);
              close();
            }}
          >
            <ListItemText
              primary={one.title}
              secondary={`${t(`sharedView.kind.${one.item.is}`)} · ${t(one.mine ? 'sharedView.mine' : 'sharedView.theirs')}`}
            />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
