/** All English texts. */
import { attesting, attestingErrors } from './en/attesting.ts';
import { tables } from './en/tables.ts';
import { caseSharing } from './en/caseSharing.ts';
import { colleagues } from './en/colleagues.ts';
import { callErrors, calls } from './en/calls.ts';
import { consultErrors } from './en/consult.ts';
import { exchangeErrors, exchanges } from './en/exchanges.ts';
import { consults } from './en/consults.ts';
import { desk } from './en/desk.ts';
import { devices } from './en/devices.ts';
import { erasure, erasureErrors } from './en/erasure.ts';
import { errors } from './en/errors.ts';
import { first } from './en/first.ts';
import { given, givenErrors } from './en/given.ts';
import { imaging, imagingErrors } from './en/imaging.ts';
import { imports } from './en/imports.ts';
import { library, libraryErrors } from './en/library.ts';
import { media, mediaErrors } from './en/media.ts';
import { notes } from './en/notes.ts';
import { officer } from './en/officer.ts';
import { pacs, pacsErrors } from './en/pacs.ts';
import { patientRights } from './en/patientRights.ts';
import { patients } from './en/patients.ts';
import { inCall } from './en/inCall.ts';
import { consultReceipt, ledgerRecordings } from './en/ledgerRecordings.ts';
import { recordingCall } from './en/recordingCall.ts';
import { recording, recordingErrors } from './en/recordings.ts';
import { profile, profileErrors } from './en/profile.ts';
import { reports } from './en/reports.ts';
import { retention } from './en/retention.ts';
import { transcript, transcriptErrors } from './en/transcript.ts';
import { sharedCaseErrors } from './en/sharedCases.ts';
import { screens } from './en/screens.ts';
import { sending } from './en/sending.ts';
import { sharedView } from './en/sharedView.ts';
import { screenShare } from './en/screenShare.ts';
import { succession, successionErrors } from './en/succession.ts';
import { takeAway } from './en/takeAway.ts';
import { viewer } from './en/viewer.ts';

export const en = {
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
} as const;
