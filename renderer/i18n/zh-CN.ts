/** All Chinese texts: the keys of en.ts, by type. */
import type { en } from './en.ts';
import type { SameKeys } from './sameKeys.ts';
import { attesting, attestingErrors } from './zh-CN/attesting.ts';
import { tables } from './zh-CN/tables.ts';
import { caseSharing } from './zh-CN/caseSharing.ts';
import { colleagues } from './zh-CN/colleagues.ts';
import { callErrors, calls } from './zh-CN/calls.ts';
import { consultErrors } from './zh-CN/consult.ts';
import { exchangeErrors, exchanges } from './zh-CN/exchanges.ts';
import { consults } from './zh-CN/consults.ts';
import { desk } from './zh-CN/desk.ts';
import { devices } from './zh-CN/devices.ts';
import { erasure, erasureErrors } from './zh-CN/erasure.ts';
import { errors } from './zh-CN/errors.ts';
import { first } from './zh-CN/first.ts';
import { given, givenErrors } from './zh-CN/given.ts';
import { imaging, imagingErrors } from './zh-CN/imaging.ts';
import { imports } from './zh-CN/imports.ts';
import { library, libraryErrors } from './zh-CN/library.ts';
import { media, mediaErrors } from './zh-CN/media.ts';
import { notes } from './zh-CN/notes.ts';
import { officer } from './zh-CN/officer.ts';
import { pacs, pacsErrors } from './zh-CN/pacs.ts';
import { patientRights } from './zh-CN/patientRights.ts';
import { patients } from './zh-CN/patients.ts';
import { inCall } from './zh-CN/inCall.ts';
import { consultReceipt, ledgerRecordings } from './zh-CN/ledgerRecordings.ts';
import { recordingCall } from './zh-CN/recordingCall.ts';
import { recording, recordingErrors } from './zh-CN/recordings.ts';
import { profile, profileErrors } from './zh-CN/profile.ts';
import { reports } from './zh-CN/reports.ts';
import { retention } from './zh-CN/retention.ts';
import { transcript, transcriptErrors } from './zh-CN/transcript.ts';
import { sharedCaseErrors } from './zh-CN/sharedCases.ts';
import { screens } from './zh-CN/screens.ts';
import { sending } from './zh-CN/sending.ts';
import { sharedView } from './zh-CN/sharedView.ts';
import { screenShare } from './zh-CN/screenShare.ts';
import { succession, successionErrors } from './zh-CN/succession.ts';
import { takeAway } from './zh-CN/takeAway.ts';
import { viewer } from './zh-CN/viewer.ts';

export const zhCN: SameKeys<typeof en> = {
  ...screens,
  ...tables,
  ...attesting,
  ...calls,
  ...caseSharing,
  ...colleagues,
  ...consults,
  ...exchanges,
  ...retention,
  ...transcript,
  ...desk,
  ...devices,
  ...first,
  ...given,
  ...imaging,
  ...imports,
  ...library,
  ...media,
  ...notes,
  ...officer,
  ...erasure,
  ...pacs,
  ...patientRights,
  ...patients,
  ...profile,
  ...recording,
  ...inCall,
  ...ledgerRecordings,
  ...consultReceipt,
  ...recordingCall,
  ...reports,
  ...sending,
  ...sharedView,
  ...screenShare,
  ...succession,
  ...takeAway,
  ...viewer,
  errors: {
    ...errors,
    ...attestingErrors,
    ...callErrors,
    ...consultErrors,
    ...exchangeErrors,
    ...transcriptErrors,
    ...givenErrors,
    ...erasureErrors,
    ...imagingErrors,
    ...libraryErrors,
    ...mediaErrors,
    ...pacsErrors,
    ...recordingErrors,
    ...profileErrors,
    ...sharedCaseErrors,
    ...successionErrors,
  },
};
