/**
 * The login screen is there before everything else is read: what it does not need is in a second file, which the page
 * fetches as soon as the login screen stands, or when it is wanted.
 */
import { lazy } from 'react';

const load = async () => await import('./afterLogin.ts');

export const AccountDialog = lazy(async () => ({ default: (await load()).AccountDialog }));
export const AutoLock = lazy(async () => ({ default: (await load()).AutoLock }));
export const CheckProof = lazy(async () => ({ default: (await load()).CheckProof }));
export const ChangePassphrase = lazy(async () => ({ default: (await load()).ChangePassphrase }));
export const CheatSheet = lazy(async () => ({ default: (await load()).CheatSheet }));
export const Desk = lazy(async () => ({ default: (await load()).Desk }));
export const FirstRun = lazy(async () => ({ default: (await load()).FirstRun }));
export const NewAccountScreen = lazy(async () => ({ default: (await load()).NewAccountScreen }));
export const HandOverDialog = lazy(async () => ({ default: (await load()).HandOverDialog }));
export const PatientScreen = lazy(async () => ({ default: (await load()).PatientScreen }));
export const RecoverAccount = lazy(async () => ({ default: (await load()).RecoverAccount }));
export const RestoreScreen = lazy(async () => ({ default: (await load()).RestoreScreen }));
export const WaitingDialog = lazy(async () => ({ default: (await load()).WaitingDialog }));
export const Themed = lazy(async () => ({ default: (await load()).Themed }));
export const Settings = lazy(async () => ({ default: (await load()).Settings }));

/** Fetches the second file ahead of its use. */
export function loadRest(): void {
  // Whoever needs it asks again, and sees why it is not there.
  load().catch(() => undefined);
}
