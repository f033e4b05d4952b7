import { Suspense, useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, Session } from '../../src/workstation/api/accounts.ts';
import {
  ChangePassphrase,
  HandOverDialog,
  loadRest,
  RecoverAccount,
  Themed,
  WaitingDialog,
} from '../app/later.ts';
import { useLanguage } from '../app/useLanguage.ts';
import { ask, whenShown } from '../client/core.ts';
import { named, timeOnly } from '../client/format.ts';
import { useAction, useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { Entry } from '../parts/Entry.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { SecretInput } from '../parts/SecretInput.tsx';
import { Button } from '../plain/Button.tsx';
import { Note } from '../plain/Note.tsx';

/** Which account was unlocked last on this computer; it is chosen again. */
const LAST_ACCOUNT = 'consilium.account';

/** Suspended, or the key was revoked: what was signed before is still to be handed over. */
const SHUT_OUT: ReadonlySet<string> = new Set(['account-suspended', 'account-keys-differ']);

interface LoginScreenProps {
  /** The account that was locked for want of use; null when nobody was. */
  readonly leftBy: string | null;
  readonly onSession: (session: Session) => void;
  readonly onPatient: () => void;
  readonly onNewAccount: () => void;
  readonly onRestore: () => void;
  readonly onCheckProof: () => void;
}

/** Chooses an account on this computer and unlocks it. */
export function LoginScreen({ leftBy, onSession, ...go }: LoginScreenProps) {
  const { t } = useTranslation();
  const [accounts, reload] = useAsk('account/list', {});
  const [chosenId, setChosenId] = useState(() => leftBy ?? window.localStorage.getItem(LAST_ACCOUNT));
  const passphrase = useRef<HTMLInputElement>(null);
  const isListed = accounts.state !== 'loading';
  useEffect(() => {
    if (isListed) whenShown(loadRest);
  }, [isListed]);
  const choose = (id: string): void => {
    setChosenId(id);
    passphrase.current?.focus();
  };
  const enter = (session: Session): void => {
    window.localStorage.setItem(LAST_ACCOUNT, session.account.id);
    onSession(session);
  };
  return (
    <Entry title={t('login.title')} width={480}>
      {leftBy !== null && <Note severity="info">{t('autoLock.locked')}</Note>}
      <Answer of={accounts}>
        {(list) => {
          const chosen = list.find(({ id }) => id === chosenId) ?? list[0] ?? null;
          return (
            <>
              <Accounts list={list} chosen={chosen} onChoose={choose} />
              {chosen !== null && (
                <Unlock
                  key={chosen.id}
                  account={chosen}
                  input={passphrase}
                  onSession={enter}
                  onTried={reload}
                />
              )}
            </>
          );
        }}
      </Answer>
      <hr />
      <div className="row">
        <Button onClick={go.onPatient}>{t('login.patientView')}</Button>
        <Button onClick={go.onNewAccount}>{t('login.newAccount')}</Button>
        <Button onClick={go.onRestore}>{t('restore.open')}</Button>
        <Button onClick={go.onCheckProof}>{t('proofCheck.open')}</Button>
      </div>
    </Entry>
  );
}

interface AccountsProps {
  readonly list: readonly Account[];
  readonly chosen: Account | null;
  readonly onChoose: (id: string) => void;
}

function Accounts({ list, chosen, onChoose }: AccountsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (list.length === 0) return <p>{t('login.noAccounts')}</p>;
  return (
    <ul aria-label={t('login.accounts')} className="accounts">
      {list.map((account) => (
        <li key={account.id}>
          <button type="button" aria-pressed={account.id === chosen?.id} onClick={() => onChoose(account.id)}>
            <span className="who">
              <span>{named(account.name, language)}</span>
              <span className="secondary">
                {t(`role.${account.role}`)} · {named(account.institutionName, language)}
              </span>
            </span>
            {account.retryAt !== null && (
              <span className="retry">{t('login.retryAt', { time: timeOnly(account.retryAt) })}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface UnlockProps {
  readonly account: Account;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onSession: (session: Session) => void;
  /** After every attempt: a wrong one may have to wait. */
  readonly onTried: () => void;
}

function Unlock({ account, input, onSession, onTried }: UnlockProps) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [dialog, setDialog] = useState<'recover' | 'change' | 'waiting' | 'hand-over' | null>(null);
  const close = (): void => setDialog(null);
  const action = useAction();
  const unlock = (): void =>
    action.run(async () => {
      try {
        onSession(await ask('account/unlock', { id: account.id, passphrase }));
      } finally {
        setPassphrase('');
        onTried();
      }
    });
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '') unlock();
        }}
      >
        <SecretInput
          label={t('login.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          inputRef={input}
          autoFocus
        />
        <ErrorNote error={action.error} />
        {action.error?.code === 'account-unknown' && (
          <Button isFull onClick={() => setDialog('waiting')}>
            {t('join.howFar')}
          </Button>
        )}
        {action.error !== null && SHUT_OUT.has(action.error.code) && account.role !== 'officer' && (
          <Button isFull onClick={() => setDialog('hand-over')}>
            {t('attesting.handOver')}
          </Button>
        )}
        <Button type="submit" look="contained" isFull disabled={passphrase === '' || action.busy}>
          {action.busy ? t('login.checking') : t('login.unlock')}
        </Button>
      </form>
      <div className="row">
        <Button isSmall look="text" onClick={() => setDialog('recover')}>
          {t('login.forgot')}
        </Button>
        <Button isSmall look="text" onClick={() => setDialog('change')}>
          {t('login.change')}
        </Button>
      </div>
      <Suspense>
        {dialog !== null && (
          <Themed>
            {dialog === 'recover' && <RecoverAccount account={account} onClose={close} />}
            {dialog === 'waiting' && <WaitingDialog account={account} onClose={close} />}
            {dialog === 'hand-over' && <HandOverDialog account={account.id} onClose={close} />}
            {dialog === 'change' && <ChangePassphrase account={account} onClose={close} />}
          </Themed>
        )}
      </Suspense>
    </>
  );
}
