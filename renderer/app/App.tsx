import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { Session } from '../../src/workstation/api/accounts.ts';
import { ask, listen } from '../client/core.ts';
import { earlyAnswer, forgetEarly } from '../client/early.ts';
import { draftsWritten } from '../client/drafts.ts';
import { useKey } from '../client/keys.ts';
import { useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { Loading } from '../parts/Loading.tsx';
import { LoginScreen } from '../screens/LoginScreen.tsx';
import type { Shown } from './Desk.tsx';
import {
  AccountDialog,
  AutoLock,
  CheatSheet,
  CheckProof,
  Desk,
  FirstRun,
  NewAccountScreen,
  PatientScreen,
  RestoreScreen,
  Settings,
  Themed,
} from './later.ts';
import { TopBar } from './TopBar.tsx';
import { useLightPaper } from './useLightPaper.ts';

type Place = 'login' | 'patient' | 'new-account' | 'restore';

/** The account that was locked for want of use, and where it was: the same person goes on there. */
interface Left {
  readonly account: string;
  readonly shown: Shown | null;
}

/** The window: top bar, and below it setup, login, the patient's view, or the desk of a session. */
export function App() {
  const [session, setSession] = useSession();
  const [dialog, setDialog] = useState<'shortcuts' | 'settings' | 'account' | 'proof' | null>(null);
  const [left, setLeft] = useState<Left | null>(null);
  const shown = useRef<Shown | null>(null);
  const account = session?.account.id ?? null;
  useLightPaper();
  const lock = useLock(setSession);
  const lockByHand = (): void => {
    setLeft(null);
    setDialog(null);
    lock();
  };
  const lockByItself = useCallback((): void => {
    setLeft(account === null ? null : { account, shown: shown.current });
    setDialog(null);
    lock();
  }, [account, lock]);
  useKey({ key: '?' }, () => setDialog('shortcuts'));
  useKey({ key: 'l', ctrl: true, shift: true }, () => session !== null && lockByHand());
  const closeDialog = (): void => setDialog(null);
  const dialogs = {
    onShortcuts: () => setDialog('shortcuts'),
    onSettings: () => setDialog('settings'),
    onAccount: () => setDialog('account'),
    onCheckProof: () => setDialog('proof'),
  };
  return (
    <div className="frame">
      <TopBar session={session} onLock={lockByHand} {...dialogs} />
      <main>
        <Suspense fallback={<Loading />}>
          {session === null ? (
            <Entrance
              leftBy={left?.account ?? null}
              onSession={setSession}
              onCheckProof={dialogs.onCheckProof}
            />
          ) : (
            <Themed>
              <Desk
                key={session.account.id}
                session={session}
                from={left?.account === account ? left.shown : null}
                onShown={(place) => {
                  shown.current = place;
                }}
                onLock={lockByHand}
                {...dialogs}
              />
              <AutoLock onLock={lockByItself} />
            </Themed>
          )}
        </Suspense>
      </main>
      <Suspense>
        {dialog !== null && (
          <Themed>
            {dialog === 'shortcuts' && <CheatSheet onClose={closeDialog} />}
            {dialog === 'settings' && <Settings onClose={closeDialog} />}
            {dialog === 'account' && session !== null && (
              <AccountDialog account={session.account} onClose={closeDialog} />
            )}
            {dialog === 'proof' && <CheckProof onClose={closeDialog} />}
          </Themed>
        )}
      </Suspense>
    </div>
  );
}

/** Locks once all drafts are on the disk; always the same function, so that timers may hold it. */
function useLock(setSession: (session: Session | null) => void): () => void {
  return useCallback(() => {
    const away = (): void => setSession(null);
    draftsWritten()
      .then(async () => await ask('account/lock', {}))
      .then(away, away);
  }, [setSession]);
}

/** The session of the core: it outlives a reload of this page, and the core may end it or learn more of it. */
function useSession(): readonly [Session | null, (session: Session | null) => void] {
  const [session, setSession] = useState<Session | null>(() => earlyAnswer('session/current') ?? null);
  useEffect(() => {
    const look = (): void => void ask('session/current', {}).then(setSession, () => setSession(null));
    // Again, however early it was answered: what happened since then came to nobody.
    look();
    forgetEarly();
    return listen((event) => {
      if (event.type !== 'session') return;
      if (event.state === 'locked') setSession(null);
      else look();
    });
  }, []);
  return [session, setSession];
}

interface EntranceProps {
  /** The account that was locked for want of use, to say so where it logs in again. */
  readonly leftBy: string | null;
  readonly onSession: (session: Session) => void;
  readonly onCheckProof: () => void;
}

/** Where nobody is logged in. */
function Entrance({ leftBy, onSession, onCheckProof }: EntranceProps) {
  const [place, setPlace] = useState<Place>('login');
  const [setup, reload] = useAsk('setup/status', {});
  const home = useCallback((): void => {
    setPlace('login');
    reload();
  }, [reload]);
  return (
    <Answer of={setup}>
      {(value) => {
        if (value.state === 'empty') {
          return (
            <Themed>
              <FirstRun interrupted={value.interrupted} onReady={reload} />
            </Themed>
          );
        }
        if (place !== 'login') {
          return (
            <Themed>
              {place === 'new-account' && <NewAccountScreen onDone={home} />}
              {place === 'restore' && <RestoreScreen onDone={home} />}
              {place === 'patient' && <PatientScreen onBack={home} />}
            </Themed>
          );
        }
        return (
          <LoginScreen
            leftBy={leftBy}
            onSession={onSession}
            onPatient={() => setPlace('patient')}
            onNewAccount={() => setPlace('new-account')}
            onRestore={() => setPlace('restore')}
            onCheckProof={onCheckProof}
          />
        );
      }}
    </Answer>
  );
}
