import { Box, Button, ListSubheader, Menu, MenuItem } from '@mui/material';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedPatient } from '../../src/workstation/api/setup.ts';
import { ask } from '../client/core.ts';
import { IsDemonstration } from './demonstration.ts';

interface SampleMenuProps {
  readonly kind: 'cards' | 'slips';
  readonly onText: (text: string) => void;
}

/** In a demonstration alone: the cards or slips of the made-up patients, where a real one would be scanned. */
export function SampleMenu({ kind, onText }: SampleMenuProps) {
  const { t } = useTranslation();
  const isDemonstration = useContext(IsDemonstration);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [patients, setPatients] = useState<readonly ListedPatient[]>([]);
  if (!isDemonstration) return null;
  const open = (at: HTMLElement): void => {
    const show = (list: readonly ListedPatient[]): void => {
      setPatients(list);
      setAnchor(at);
    };
    ask('demonstration/patients', {}).then(show, () => show([]));
  };
  return (
    <Box>
      <Button size="small" variant="text" onClick={(event) => open(event.currentTarget)}>
        {t('samples.take')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <ListSubheader sx={{ lineHeight: 2.5 }}>
          {patients.length === 0
            ? t('samples.none')
            : t('samples.madeUpWithPin', { pin: patients[0]?.pin ?? '' })}
        </ListSubheader>
        {patients.flatMap(({ file, name, ...items }) =>
          (kind === 'slips' ? items.slips : nextCard(items.cards)).map(({ epoch, text }) => (
            <MenuItem
              key={`${file} ${String(epoch)}`}
              onClick={() => {
                setAnchor(null);
                onText(text);
              }}
            >
              {/* The name is the patient's own, whatever the language of the screen. */}
              <span lang={/^\p{ASCII}*$/u.test(name) ? 'en' : 'zh'}>{name}</span>&nbsp;·{' '}
              {t(kind === 'cards' ? 'card.title' : 'card.slipTitle', { n: epoch })}
            </MenuItem>
          )),
        )}
      </Menu>
    </Box>
  );
}

/** The card to show next: the first that is not spent. */
function nextCard(cards: ListedPatient['cards']): ListedPatient['cards'] {
  return cards.filter(({ spent }) => spent !== true).slice(0, 1);
}
