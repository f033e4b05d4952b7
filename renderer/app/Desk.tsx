import { Box, Chip, List, ListItem, ListItemButton, ListItemText, Tooltip, Typography } from '@mui/material';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../src/workstation/api.ts';
import type { Session } from '../../src/workstation/api/accounts.ts';
import { useKey } from '../client/keys.ts';
import { useNotices } from '../client/useNotices.ts';
import { useAsk } from '../client/useAsk.ts';
import { useConnections } from '../peer/useConnections.ts';
import { Loading } from '../parts/Loading.tsx';
import { IsDemonstration } from '../parts/demonstration.ts';
import { keptPlace, type KeptPlace } from '../screens/cases/browse/place.ts';
import { ConsultsScreen } from '../screens/ConsultsScreen.tsx';
import { GrantedScreen } from '../screens/GrantedScreen.tsx';
import { MyLedgerScreen } from '../screens/MyLedgerScreen.tsx';
import { OfficerScreen } from '../screens/OfficerScreen.tsx';
import { PhrasesScreen } from '../screens/PhrasesScreen.tsx';
import { RegistrarScreen } from '../screens/RegistrarScreen.tsx';
import { SamplesScreen } from '../screens/SamplesScreen.tsx';
import { StatusScreen } from '../screens/StatusScreen.tsx';
import { TodayScreen } from '../screens/TodayScreen.tsx';
import { VisitScreen } from '../screens/VisitScreen.tsx';
import { ConnectionNote } from './ConnectionNote.tsx';
import { DeskPalette } from './palette/DeskPalette.tsx';

// Of doctors alone, and with what simple-peer expects of a page: neither belongs to one at which nobody is logged in.
const CallLayer = lazy(async () => ({
  default: (await import('../screens/call/CallLayer.tsx')).CallLayer,
}));

// With its charts and its viewer: nobody waits for them who does not look for a case.
const CasesScreen = lazy(async () => ({ default: (await import('../screens/CasesScreen.tsx')).CasesScreen }));

export type View =
  | 'today'
  | 'mine'
  | 'granted'
  | 'consults'
  | 'cases'
  | 'phrases'
  | 'registrar'
  | 'officer'
  | 'samples'
  | 'status';

/** What is on the right: a place of the navigation, or the visit of one patient. */
export type Shown =
  | { readonly view: View; readonly dialogue?: string }
  | { readonly view: 'visit'; readonly visit: string };

const VIEWS: Readonly<Record<Session['account']['role'], readonly View[]>> = {
  doctor: ['today', 'mine', 'granted', 'consults', 'cases', 'phrases', 'samples', 'status'],
  registrar: ['registrar', 'samples', 'status'],
  officer: ['officer', 'status'],
};

/** The places of a role; the made-up patients are one only where a demonstration is. */
function viewsOf(role: Session['account']['role'], isDemonstration: boolean): readonly View[] {
  return VIEWS[role].filter((view) => view !== 'samples' || isDemonstration);
}

interface DeskProps {
  readonly session: Session;
  /** Where to begin; null for the first place of the role. */
  readonly from: Shown | null;
  readonly onShown: (shown: Shown) => void;
  readonly onLock: () => void;
  readonly onShortcuts: () => void;
  readonly onSettings: () => void;
  readonly onAccount: () => void;
  readonly onCheckProof: () => void;
}

/** The places of a session: navigation on the left, one place on the right. */
export function Desk({ session, from, onShown, ...actions }: DeskProps) {
  const [setup] = useAsk('setup/status', {});
  const isDemonstration = setup.state === 'ready' && setup.value.demonstration;
  const { role } = session.account;
  const views = viewsOf(role, isDemonstration);
  const home: Shown = { view: views[0] ?? 'status' };
  const [shown, setShown] = useState<Shown>(from ?? home);
  // A card that was chosen among the made-up patients'; it is forgotten with the place it was chosen for.
  const [card, setCard] = useState<string | null>(null);
  const [palette, setPalette] = useState(false);
  const [cases] = useState(keptPlace);
  const go = (to: Shown): void => {
    setCard(null);
    setShown(to);
  };
  const [status] = useAsk('ledger/status', {}, ['node', 'ledger', 'outbox']);
  useEffect(() => onShown(shown), [shown, onShown]);
  useConnections(role === 'doctor');
  useNotices((dialogue) => go({ view: 'consults', dialogue }));
  useKey({ key: 'k', ctrl: true }, () => setPalette(true));
  return (
    <IsDemonstration value={isDemonstration}>
      <Box sx={{ display: 'flex', height: '100%', '@media print': { display: 'block' } }}>
        <Navigation views={views} shown={shown.view} onView={(view) => go({ view })}>
          {status.state === 'ready' && <LedgerLine status={status.value} />}
        </Navigation>
        <Box sx={{ flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          {shown.view === 'visit' ? (
            <VisitScreen key={shown.visit} visit={shown.visit} onLeave={() => go(home)} />
          ) : (
            <Scrolled key={`${shown.view} ${shown.dialogue ?? ''}`}>
              <Place
                view={shown.view}
                dialogue={shown.dialogue ?? null}
                role={role}
                card={card}
                cases={cases}
                onVisit={(visit) => go({ view: 'visit', visit })}
                onCard={(text) => {
                  setCard(text);
                  setShown({ view: 'today' });
                }}
              />
            </Scrolled>
          )}
          <ConnectionNote session={session} status={status} />
        </Box>
        {role === 'doctor' && (
          <Suspense fallback={null}>
            <CallLayer />
          </Suspense>
        )}
        {palette && (
          <DeskPalette
            session={session}
            views={views}
            onShown={go}
            onClose={() => setPalette(false)}
            {...actions}
          />
        )}
      </Box>
    </IsDemonstration>
  );
}

interface PlaceProps {
  readonly view: View;
  /** To begin with, of the consults. */
  readonly dialogue: string | null;
  readonly role: Session['account']['role'];
  readonly card: string | null;
  /** Where the doctor was among the cases. */
  readonly cases: KeptPlace;
  readonly onVisit: (visit: string) => void;
  readonly onCard: (text: string) => void;
}

function Place({ view, dialogue, role, card, cases, onVisit, onCard }: PlaceProps) {
  switch (view) {
    case 'today':
      return <TodayScreen card={card} onVisit={onVisit} />;
    case 'phrases':
      return <PhrasesScreen />;
    case 'samples':
      return <SamplesScreen role={role} onCard={onCard} />;
    case 'mine':
      return <MyLedgerScreen />;
    case 'granted':
      return <GrantedScreen />;
    case 'consults':
      return <ConsultsScreen first={dialogue} />;
    case 'cases':
      return (
        <Suspense fallback={<Loading />}>
          <CasesScreen kept={cases} />
        </Suspense>
      );
    case 'registrar':
      return <RegistrarScreen />;
    case 'officer':
      return <OfficerScreen />;
    case 'status':
      return <StatusScreen />;
  }
}

function Scrolled({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        flexGrow: 1,
        minHeight: 0,
        overflow: 'auto',
        p: 2,
        '@media print': { overflow: 'visible', p: 0 },
      }}
    >
      {children}
    </Box>
  );
}

interface NavigationProps {
  readonly views: readonly View[];
  readonly shown: Shown['view'];
  readonly onView: (view: View) => void;
  readonly children: ReactNode;
}

function Navigation({ views, shown, onView, children }: NavigationProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="nav"
      aria-label={t('nav.label')}
      sx={{
        width: 150,
        flexShrink: 0,
        borderRight: 1,
        borderColor: 'divider',
        display: 'flex',
        flexDirection: 'column',
        displayPrint: 'none',
      }}
    >
      <List sx={{ flexGrow: 1 }}>
        {views.map((item) => {
          const isHere = item === shown || (item === 'today' && shown === 'visit');
          return (
            <ListItem key={item} disablePadding>
              <ListItemButton
                selected={isHere}
                aria-current={isHere ? 'page' : undefined}
                onClick={() => onView(item)}
              >
                <ListItemText primary={t(`nav.${item}`)} />
                {item === 'consults' && <Waiting />}
              </ListItemButton>
            </ListItem>
          );
        })}
      </List>
      {children}
    </Box>
  );
}

/** What waits for the doctor in the consults, seen from every place. */
function Waiting() {
  const { t } = useTranslation();
  const [waiting] = useAsk('dialogue/waiting', {}, ['dialogue', 'ledger']);
  if (waiting.state !== 'ready') return null;
  const { messages, requests } = waiting.value;
  if (messages + requests === 0) return null;
  const words = [
    ...(requests === 0 ? [] : [t('waiting.requests', { count: requests })]),
    ...(messages === 0 ? [] : [t('waiting.messages', { count: messages })]),
  ].join(' · ');
  return (
    <Tooltip title={words}>
      <Chip size="small" color="error" label={messages + requests} />
    </Tooltip>
  );
}

/** Node, height and what waits, at the foot of the navigation: seen from every place. */
function LedgerLine({ status }: { readonly status: ResultOf<'ledger/status'> }) {
  const { t } = useTranslation();
  return (
    <Typography variant="caption" component="p" sx={{ p: 1.5, color: 'text.secondary' }}>
      {t('status.node')} {t(`node.${status.node}`)}
      <br />
      {t('status.height')} {status.height}
      {status.outboxWaiting > 0 && (
        <>
          <br />
          {t('status.waiting', { count: status.outboxWaiting })}
        </>
      )}
    </Typography>
  );
}
