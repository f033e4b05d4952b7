/**
 * The request table but for what the login screen asks: a file of its own in the built program, which the core reads
 * when the login screen has its answers (core.ts).
 */
export { workstationApi } from '../api.ts';
export { accessHandlers } from './access/handlers.ts';
export { accountHandlers } from './accounts/handlers.ts';
export { attestingHandlers } from './attesting/handlers.ts';
export { callHandlers } from './calls/handlers.ts';
export { caseDraftHandlers } from './cases/draft/handlers.ts';
export { sharedCaseHandlers } from './cases/handlers.ts';
export { libraryHandlers } from './cases/library/handlers.ts';
export { LibraryHub } from './cases/library/hub.ts';
export { dialogueHandlers } from './dialogue/handlers.ts';
export { dialogueFileHandlers } from './dialogue/files/handlers.ts';
export { linkHandlers } from './dialogue/linkHandlers.ts';
export { profileHandlers } from './dialogue/profileHandlers.ts';
export { DialogueHub } from './dialogue/hub.ts';
export { exchangeHandlers } from './exchange/handlers.ts';
export { erasureHandlers } from './erasure/officer.ts';
export { invitationBox } from './joining/box.ts';
export { patientHandlers } from './patient/handlers.ts';
export { checkProof } from './proof/check.ts';
export { recordingHandlers } from './recordings/handlers.ts';
export { registrarHandlers } from './registrar/handlers.ts';
export { setupHandlers } from './setup/handlers.ts';
export { SamplePatients } from './setup/samplePatients.ts';
export { staffHandlers } from './staff/handlers.ts';
export { jointHandlers } from './staff/jointSigning.ts';
export { nodeHandlers } from './staff/nodeHandlers.ts';
export { transcriptHandlers } from './transcript/handlers.ts';
export { consultNotesHandlers } from './consultNotes/handlers.ts';
export { consultReceiptHandlers } from './consultReceipts/handlers.ts';
export { visitHandlers } from './visits/handlers.ts';
export { inviteHandlers } from './membership/invite.ts';
export { membershipHandlers } from './membership/waiting.ts';
