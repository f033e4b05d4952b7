/** What the window shows to those who have passed the login screen, or need none of it: one file, see later.ts. */
export { NewAccountScreen } from '../screens/NewAccountScreen.tsx';
export { PatientScreen } from '../screens/PatientScreen.tsx';
export { RestoreScreen } from '../screens/restore/RestoreScreen.tsx';
export { FirstRun } from '../screens/setup/FirstRun.tsx';
export { ChangePassphrase } from '../screens/login/ChangePassphrase.tsx';
export { RecoverAccount } from '../screens/login/RecoverAccount.tsx';
export { HandOverDialog } from '../screens/attesting/HandOverDialog.tsx';
export { WaitingDialog } from '../screens/login/WaitingDialog.tsx';
export { AccountDialog } from './AccountDialog.tsx';
export { AutoLock } from './AutoLock.tsx';
export { CheatSheet } from './CheatSheet.tsx';
export { Desk } from './Desk.tsx';
export { Settings } from './Settings.tsx';
export { Themed } from './Themed.tsx';
export { CheckProof } from '../screens/proof/CheckProof.tsx';
