/**
 * What each error code means and what to do next, in English. Codes come from src/ and main/ and are never renamed;
 * a test holds that every one of them is here and in zh-CN/errors.ts.
 */
export const errors = {
  // Logging in
  'passphrase-wrong': 'The passphrase is wrong. Check keyboard and capital letters, and try again.',
  'passphrase-throttled': 'Too many wrong passphrases. Try again in {{wait}}.',
  'passphrase-weak':
    'This passphrase is too easy to guess. Take at least 10 characters, or 6 Chinese ones, not all the same.',
  'recovery-phrase-wrong': 'The recovery words are wrong. Compare each word and its place with your paper.',
  'session-locked': 'Consilium is locked. Unlock your account and try again.',
  'account-missing': 'This account is not on this computer any more. Choose another one.',
  'account-unknown':
    'This account is not on the ledger yet. Hand its enrolment text to an officer of your institution.',
  'backup-malformed': 'This is no backup of an account, or it is damaged. Choose another file.',
  'backup-altered': 'This backup was changed after it was made. Use another one.',
  'backup-foreign': 'This backup belongs to another ledger than this computer follows.',
  'account-exists': 'This account is already on this computer. Choose it at the login.',
  'account-suspended': 'This account is suspended. Ask an officer of your institution.',
  'ticket-unknown': 'Making the account took too long and was given up. Begin again.',
  'login-required': 'The hospital node has forgotten this login. Lock, unlock and try again.',
  'login-signature':
    "The hospital node did not take this account's signature. Check with an officer that its key is current.",
  'login-nonce': 'The login took too long. Try again.',
  'login-institution':
    "This account belongs to another institution than this hospital node. Use that hospital's computer.",
  'keystore-altered':
    'The key file of this account was changed or damaged. Recover the account with its 24 words.',
  'keystore-malformed': 'The key file of this account cannot be read. Recover the account with its 24 words.',
  'throttle-malformed': 'The count of wrong passphrases was damaged. Wait a minute and try again.',
  'role-doctor-required': "Only a doctor can do this. Log in with a doctor's account.",
  'role-registrar-required': "Only a registrar can do this. Log in with a registrar's account.",
  'role-officer-required': "Only an officer can do this. Log in with an officer's account.",
  'account-keys-differ':
    'These are not the keys that the ledger knows for this account. Check the recovery words, or ask an officer.',
  'enrolment-altered':
    'This enrolment text was changed. Get it again from the new account, and compare the fingerprint.',
  'enrolment-foreign':
    'This enrolment text is for another network. Make the account on a computer of this one.',
  'enrolment-other-institution': 'This account is for another institution. Its own officer must enter it.',
  'enrolment-malformed': 'This is not an enrolment text. Copy it again from the new account, whole.',

  // Setting up
  'setup-missing': 'This computer is not set up yet. Finish the set-up first.',
  'setup-done': 'This computer is already set up. Log in instead.',
  'sample-unknown': 'There is no such made-up patient here. Open the list again.',
  'founders-missing': 'An institution begins with one officer and at least one doctor.',
  'data-folder-not-empty': 'The data folder holds other files. Choose an empty folder, or empty this one.',
  'machine-malformed': 'The settings of this computer are damaged. Ask your IT department.',
  'data-folder-in-use': 'Another Consilium already works in this data folder. Close it, or use its window.',
  'key-storage-changed':
    "The operating system's key ring is another one than before. Log in to this computer as you used to, or ask your IT department.",
  'key-storage-damaged': "The key that protects this computer's data is damaged. Ask your IT department.",
  'key-storage-failed':
    "The operating system's key ring did not answer. Unlock it and start Consilium again.",
  'key-storage-unavailable': 'The operating system has no key ring. Ask your IT department to set one up.',

  // Cards, slips and PINs
  'card-malformed': 'This is not a whole card. Scan or paste it again, from its first to its last character.',
  'card-kind': 'This is {{kind}}, not what is asked for here. Ask the patient for the right one.',
  'card-altered':
    'This card was changed after it was issued. Do not use it; send the patient to the registrar.',
  'card-foreign': 'This card belongs to another network. It cannot be used here.',
  'card-issuer-unknown':
    'The institution that issued this card is not on the ledger. Send the patient to the registrar.',
  'card-key-revoked':
    'This card was issued under a key that has been withdrawn. Send the patient to the registrar for new cards.',
  'card-key-missing': 'This institution has no key to issue cards. Ask an officer to add one.',
  'card-expired': 'This card has expired. Ask the patient for the next card.',
  'card-spent': 'This card is spent{{byWhom}}. Ask the patient for the next card.',
  'card-revoked': 'This card was revoked{{byWhom}} and opens nothing. Ask the patient for another card.',
  'former-lost':
    'The records under the former master card: nothing was at hand that opens them when it was replaced.',
  'former-partly':
    'The latest records under the former master card: what was at hand when it was replaced does not open them.',
  'succession-unproved': 'The ledger does not say that this master card took the place of the other.',
  'succession-malformed': 'What was left of the former master card cannot be read.',
  'own-entry-succeeded': 'Written with a master card that had been replaced: not shown as the patient’s own.',
  'succession-exists': 'This master card was replaced by that one already.',
  'gate-root-succeeded':
    'The master card behind this card was replaced after it was lost. The hospital that issued it has the new cards.',
  'gate-succession': 'The hospital’s ledger does not say that one master card took the place of the other.',
  'card-other-institution': 'These cards are of another hospital. Its registrar revokes them.',
  'cards-none-unused': 'This patient has no unused card that could be revoked.',
  'joint-application': 'This file is no application.json of an institution. Get it again from there.',
  'officer-last':
    'The institution could decide nothing any more without this officer. Enter another officer first.',
  'officers-missing':
    'An institution that is asked has too few active officers. Its officers enter others first.',
  'joint-malformed': 'This is no request of an officer, or only a part of one. Scan or open the whole of it.',
  'joint-foreign': 'This request is of another ledger.',
  'joint-signature': 'A signature in this request does not hold. Get it again from the officer before you.',
  'joint-expired': 'The time to sign this request is over. Begin again with the application.',
  'joint-not-asked': 'You are not among the officers who are asked. Give it to one of them.',
  'joint-incomplete': 'Signatures of {{missing}} officers are still missing. Give it to them first.',
  'share-terms': 'At least two of at most eight shares restore a master card. Choose other numbers.',
  'share-malformed': 'This is no recovery share, or only a part of one. Scan the whole code.',
  'share-altered': 'This recovery share was misread or changed. Scan it again.',
  'shares-too-few': 'There are {{have}} different shares; {{needed}} are needed. Add the others.',
  'shares-mixed': 'These shares are not of one set. Begin anew with shares that were printed together.',
  'shares-wrong': 'These shares do not give the master card that was shared. Use other ones of the set.',
  'patient-unknown': 'This desk does not know the patient. Look for them again.',
  'card-sealed': 'This card is still sealed. The patient opens it with the PIN first.',
  'card-handle-unknown': 'This card was read before the lock. Read it again.',
  'card-other-patient':
    'This belongs to another patient than the one on screen. Stop, and check whose card it is.',
  'certificate-refused':
    'The hospital node did not sign these cards. Try again; if it stays so, tell your IT department.',
  'certificate-foreign':
    "The hospital node answered with another card's certificate. Nothing was opened. Ask your IT department.",
  'certificate-unknown': 'The hospital node does not know this card. Send the patient to the registrar.',
  'slip-expected': "This is a public card. The patient's slip is needed here.",
  'slip-mismatch':
    "This slip belongs to another visit. Ask the patient for the slip with the number of today's card.",
  'slip-spent':
    'The visit of this slip has begun, so it shows nothing any more. Take the next slip, or the master card.',
  'slip-locked':
    'Too many wrong PINs: this slip is locked. Send the patient to the registrar. You can still sign without it.',
  'pin-wrong': 'The PIN is wrong. {{left}} attempts are left. Let the patient type it again.',
  'pin-malformed': 'A PIN has 4 to 12 digits. Type it again.',
  'pepper-unknown':
    'The hospital node cannot open this slip or card: it was never deposited there. Send the patient to the registrar.',
  'base45-malformed': 'The text of the card has a wrong character. Scan or paste it again.',
  'picture-malformed': 'This picture cannot be read. Take a PNG or JPEG picture of the QR code.',
  'qr-not-found': 'No QR code was found in this picture. Take it again, straight and close.',
  'epoch-out-of-range': 'This card has a number that cannot be. Send the patient to the registrar.',
  'patient-handle-unknown': 'The record was closed. Open it again with slip and PIN or the master card.',

  // Visits
  'visit-unknown': "This visit is not on the ledger. Read the patient's card to open one.",
  'visit-opening': 'The visit is still being opened on the ledger. Wait a moment and try again.',
  'visit-over': "This visit is over. To go on, read the patient's next card.",
  'until-invalid': 'The visit would last longer than is allowed. Choose another purpose.',
  'not-participant': "You do not take part in this visit. Read the patient's card to open one of your own.",
  'participant-exists': 'You already take part in this visit. Choose it under "Visits".',
  'registration-exists': 'This registration is already on the ledger. Register the visit again.',
  'registration-unknown':
    'This registration is not on the ledger. Choose another one, or open the visit without.',
  'registration-used':
    'This registration already has its visit. Choose another one, or open the visit without.',
  'registration-other-institution':
    'This registration belongs to another institution. Choose one of your own.',

  // Notes and signing
  'draft-missing': 'There is nothing to sign yet. Write the note first.',
  'draft-changed': 'The note changed after it was shown. Close, review it again, and sign.',
  'draft-malformed':
    'The draft on this computer is damaged. Write it again; signed records are not affected.',
  'copy-other-patient': 'A note cannot be copied to another patient. Write it anew.',
  'note-incomplete': 'Still empty: {{fields}}. Fill in and review again.',
  'demonstration-only': 'Sample patients belong to a demonstration. Set one up to try them.',
  'note-implausible': 'A vital sign cannot be right. Look at it again and correct it.',
  'prescription-stopped':
    'Line {{lines}} of the prescription cannot stay as it is. Change it, or give a reason where an allergy stands against it.',
  'template-taken': 'Two templates have the same title. Give template {{number}} another one.',
  'template-empty': 'Template {{number}} writes into no field. Fill in at least one, or delete it.',
  'phrase-taken': 'Two phrases have the same key. Give phrase {{number}} another one.',
  'part-too-large': 'This is too long for one record. Shorten it, or split it into two.',
  'consent-missing': "This needs the patient's consent. Ask for slip and PIN.",
  'consent-invalid': "The patient's consent does not fit this record. Ask for the slip of this visit.",
  'consent-pending': "This record waits for the patient's slip.",
  'consent-signature':
    "The patient's signature on this record is wrong. Do not rely on it; tell your IT department.",
  'follow-up-over': 'The time to follow this record up has passed. It can be followed only with a new visit.',
  'clock-off':
    'The clock of this computer jumped, or is wrong. Set it, or confirm the date under "Ledger status"; what is signed waits here and is sent afterwards.',
  'identity-part-malformed':
    'Who the patient is cannot be read from the record. Check the name with the patient; tell your IT department.',

  // Reading records
  'document-unknown': 'This record is not on the ledger. Load the history again.',
  'document-unavailable': 'This record cannot be fetched now. Try again when the hospital node is reached.',
  'envelope-missing': 'The hospital node does not give this record now. Try again later.',
  'envelope-unknown':
    'No hospital node has this record. Try again later; if it stays so, tell your IT department.',
  'envelope-malformed':
    'This record arrived damaged. Load it again; if it stays so, tell your IT department.',
  'envelope-mismatch': 'What arrived is not what was signed. Do not rely on it; tell your IT department.',
  'envelope-altered':
    'This record was changed after it was signed. Do not rely on it; tell your IT department.',
  'data-mismatch':
    'The text of this record is not what was signed. Do not rely on it; tell your IT department.',
  'data-unverifiable':
    "The patient's identity is sealed by now, so that the record can no longer be compared with its hash.",
  'blob-missing': 'A part of this record is missing at the hospital node. Try again later.',
  'blob-unknown': 'A part of this record is missing at the hospital node. Try again later.',
  'blob-altered': 'A part of this record was changed. Do not rely on it; tell your IT department.',
  'blob-too-large': 'This record is too large to store. Split it and try again.',
  'blob-quota': 'The storage that your account or your hospital may use is full. Tell your IT department.',
  'uploads-full': 'Too many uploads are open. Finish or give up some of them first.',
  'upload-unknown': 'This upload was given up, or waited too long. Start it again.',
  'upload-offset': 'The upload goes on at another place. Try again.',
  'transfer-paused': 'The transfer is paused. It goes on where it stopped.',
  'row-mismatch': "This record was sealed for another card. Read the patient's card again.",
  'row-unreadable': "This card does not open the record. Read the patient's newest card.",
  'statement-missing':
    'The ledger\'s copy here lacks this statement. Verify the ledger again under "Ledger status".',
  'statement-altered':
    'The statement was changed after it was signed. Do not rely on it; tell your IT department.',
  'doctor-key-unknown':
    "The signer's key is not on the ledger. Do not rely on this record; tell your IT department.",
  'doctor-signature':
    "The doctor's signature on this record is wrong. Do not rely on it; tell your IT department.",
  'anchor-mismatch':
    'This record points at a block of another ledger. Do not rely on it; tell your IT department.',
  'anchor-late':
    'This record claims to be signed later than it was written to the ledger. Do not rely on its time.',

  // Importing
  'bundle-malformed': 'This file is no FHIR R4 Bundle. Export it again and choose that file.',
  'bundle-patients': 'This file holds more than one patient. Export each patient alone.',
  'import-format': 'This file is neither FHIR JSON nor HL7 version 2. Export it in one of these.',
  'ndjson-malformed': 'Line {{line}} of this file is no FHIR resource. Export it again.',
  'original-incomplete': 'The original of this import is here only in part. Import it again, whole.',
  'hl7-charset': 'The characters of this HL7 message cannot be read. Export it again as UTF-8 or GB18030.',
  'hl7-malformed': 'This HL7 message is damaged or incomplete ({{path}}). Export it again.',
  'hl7-too-large': 'This HL7 file is too large. Export it in smaller parts.',
  'hl7-type':
    'HL7 messages of the kind {{type}} are not taken. Export results (ORU^R01) or patient data (ADT).',
  'hl7-value':
    'A value of this HL7 message cannot be meant ({{path}}). Have it corrected where the file comes from.',
  'import-implausible':
    'Something in this file cannot be meant ({{path}}). Have it corrected where the file comes from.',
  'import-other-patient':
    'This file is of somebody else: the date of birth or the sex differs. Import it into their record instead.',
  'import-empty': 'There is nothing in this file to import. Choose another one.',
  'json-malformed': 'This file is no valid JSON. Export it again.',
  'json-hostile': 'This file holds names that are not allowed. Do not import it; ask where it comes from.',
  'json-too-deep': 'This file is nested too deeply. Export it again, without attachments.',
  'json-too-large': 'This file is too large. Export it in smaller parts.',
  'file-write-failed': 'The file could not be written. Choose another folder, and check that there is space.',

  // The hospital node
  'node-away':
    'The hospital node cannot be reached. What is signed waits here; for this step try again when it is back.',
  'node-unknown': "No hospital node of this institution is known here. Use that hospital's computer.",
  'node-busy': 'The hospital node is busy. Try again in a moment.',
  'node-gone':
    'The hospital node ended as it started. Start Consilium again; if it stays so, ask your IT department.',
  'replica-halted':
    'The local copy of the ledger stopped at block {{height}}: what came next could not be verified. What is signed waits here. Tell your IT department.',
  'node-halted': 'The hospital node has stopped at block {{height}}. Tell your IT department.',
  'node-syncing': 'The hospital node is still catching up. Try again in a moment.',
  'node-missing': 'There is no hospital node in this folder. Set this computer up again.',
  'node-exists': 'There is already a hospital node in this folder. Use it, or choose another folder.',
  'node-folder-refused': "The folder of the hospital node is not this program's own. Ask your IT department.",
  'node-config-malformed': 'The settings of the hospital node are damaged. Ask your IT department.',
  'node-key-missing': 'The hospital node lacks its key. Ask your IT department.',
  'node-keys-malformed': 'The keys of the hospital node are damaged. Ask your IT department.',
  'node-receipt-missing':
    'The hospital node has not confirmed that it stores this record. It is sent again by itself.',
  'receipt-invalid':
    "The hospital node's confirmation for this record is wrong. It waits here; tell your IT department.",
  'receipt-refused':
    'The hospital node does not store this record as it was sent. It waits here; tell your IT department.',
  'connection-closed': 'The connection to the hospital node broke off. Try again in a moment.',
  'request-timeout': 'The hospital node took too long to answer. Try again in a moment.',
  'rate-limited': 'Too many requests at once. Wait a moment and try again.',
  'mempool-full': 'The ledger is busy. What is signed waits here and is sent by itself.',
  'listen-failed':
    'The hospital node could not start. Start Consilium again; if it stays so, ask your IT department.',
  'not-allowed': 'This account may not do this. Log in with another role.',
  'network-mismatch': 'This hospital node belongs to another network. Ask your IT department.',
  'node-key-mismatch':
    "What answers at the hospital node's address is not that node. Nothing was sent to it; tell your IT department.",
  'node-key-unknown': "The hospital node's key is not known here. Ask your IT department.",
  'node-certificate-expired':
    "The hospital node's certificate is out of date. Check this computer's date; then ask your IT department.",
  'address-malformed': "The hospital node's address is not written as it has to be. Ask your IT department.",
  'connection-silent': 'The connection to the hospital node went silent. Try again in a moment.',
  'slow-reader': 'The connection to the hospital node was too slow and was ended. Try again in a moment.',
  'token-unknown': 'The permission for this transfer is over. Try again.',
  'token-proof': 'The hospital node did not take the permission for this transfer. Try again.',
  'update-workstation':
    'This Consilium is too old for the hospital node. Ask your IT department for the new version.',
  'update-node': 'The hospital node is too old for this Consilium. Ask your IT department to renew it.',
  'gate-binder': "The hospital node does not take this card as the patient's. Read the patient's card again.",
  'gate-no-visit': 'The hospital node sees no open visit for this card. Open a visit first.',
  'gate-signature': 'The hospital node did not take the proof for this record. Read the card again.',
  'gate-slip-spent':
    'This slip has been used, so it shows nothing any more. Take the next slip, or the master card.',
  'method-unknown':
    'The hospital node does not know this request. It may need a newer version; ask your IT department.',
  'answer-malformed':
    "The hospital node's answer cannot be read. Try again; if it stays so, tell your IT department.",
  'frame-malformed':
    "The hospital node's answer cannot be read. Try again; if it stays so, tell your IT department.",
  'frame-too-large': 'This is too large to send to the hospital node. Split it and try again.',
  'params-malformed':
    'The hospital node could not read the request. Try again; if it stays so, tell your IT department.',

  // What the ledger refuses
  ok: 'Done.',
  'tx-malformed':
    'The ledger could not read what was sent. Try again; if it stays so, tell your IT department.',
  'tx-kind-unknown': 'The ledger does not know this kind of entry. Consilium may need a newer version.',
  'tx-field-unknown': 'The ledger could not read what was sent. Consilium may need a newer version.',
  'tx-field-missing': 'The ledger could not read what was sent. Consilium may need a newer version.',
  'tx-field-malformed': 'The ledger could not read what was sent. Check what was entered and try again.',
  'tx-not-canonical': 'The ledger could not read what was sent. Tell your IT department.',
  'tx-expired': 'This entry came too late for the ledger. Do it again.',
  'tx-lifetime': 'This entry would stay valid too long. Check the clock of this computer and do it again.',
  'tx-early':
    'This entry is dated in the future. Set the clock of this computer; it is sent again by itself.',
  'tx-duplicate': 'This is already on the ledger. Nothing needs to be done.',
  'signature-count': 'The entry has the wrong number of signatures. Do it again.',
  'signature-invalid': 'A signature does not fit. Lock, unlock and do it again.',
  'signer-missing': 'A signature that is needed is missing. Do it again.',
  'signer-unexpected': 'Somebody signed who may not sign this. Log in with the right account.',
  'signer-unknown': 'This account is not on the ledger. Ask an officer of your institution to enter it.',
  'signer-suspended': 'This account is suspended. Ask an officer of your institution.',
  'signer-key-unknown': "This account's key is not on the ledger. Ask an officer of your institution.",
  'signer-key-revoked': "This account's key has been revoked. Ask an officer of your institution.",
  'doctor-key-missing': "This needs a doctor's signature. Log in as a doctor.",
  'institution-unknown': 'This institution is not on the ledger. Choose another one.',
  'institution-exists': 'This institution is already on the ledger.',
  'threshold-missing': 'Not enough officers have signed. Ask the others to sign too.',
  'staff-unknown': 'This account is not on the ledger. Ask an officer of your institution to enter it.',
  'staff-exists': 'This account is already on the ledger. Nothing needs to be done.',
  'staff-status': "The account's status has changed in the meantime. Load the list again.",
  'key-exists': 'This key is already on the ledger. Make new keys.',
  'key-unknown': 'This key is not on the ledger, or no longer. Load the list again.',
  'key-not-revoked': 'The old key must be revoked first.',
  'statement-malformed': 'The ledger could not read the record. It waits here; tell your IT department.',
  'statement-mismatch': 'The record does not belong to this visit. Review it and sign again.',
  'statement-signature': 'The signature on the record does not fit. Lock, unlock and sign again.',
  'statement-duplicate': 'This record is already on the ledger. Nothing needs to be done.',
  'statement-unknown': 'The record this refers to is not on the ledger yet. Try again in a moment.',
  'statement-time':
    "The record's time does not lie within the visit. Check the clock of this computer and sign again.",
  'statement-not-pending': 'This record has its consent already. Nothing needs to be done.',
  'anchor-ahead': 'The record is ahead of the ledger. It is sent again by itself.',
  'refers-missing': 'It is not said which record this changes. Choose the record first.',
  'refers-unexpected': 'A record of this kind changes no other. Write an addendum instead.',
  'refers-unknown': 'The record this refers to is not on the ledger. Choose another one.',
  'refers-not-consented': 'The record this refers to waits for consent itself. Bring the slip first.',
  'grant-unknown': 'There is no such grant. Load the list again.',
  'grant-over': 'This grant is over: the patient took it back, or its term has passed.',
  'grant-revoked': 'This grant has been revoked. Ask the patient for a new one.',
  'grantee-unknown': 'The person this is granted to is not on the ledger. Choose another one.',

  // The local copy of the ledger
  'replica-corrupt':
    'The local copy of the ledger is damaged. Start Consilium again: it is fetched and verified anew.',
  'ledger-empty': 'The ledger has no block yet. Wait until the hospital node has made one.',
  'ledger-changed': 'The ledger went on while this was done. Try again.',
  'ledger-forked':
    'The hospital node shows another ledger than the one verified here. Nothing of it is taken; tell your IT department.',
  'ledger-height':
    'The hospital node sent a wrong block. It was refused; tell your IT department if it stays so.',
  'ledger-results':
    'The hospital node sent wrong results. They were refused; tell your IT department if it stays so.',
  'ledger-rolled-back':
    'The hospital node was put back to an older copy. It takes back the missing blocks from workstations that verified them, and signs nothing until then.',
  'double-sign': 'The hospital node refused to sign two blocks of one height. Ask your IT department.',
  'state-corrupt':
    'The local copy of the ledger is damaged. Start Consilium again: it is fetched and verified anew.',
  'genesis-malformed': 'The beginning of this ledger cannot be read. Ask your IT department.',
  'genesis-mismatch': 'This ledger begins otherwise than the one of this computer. Ask your IT department.',
  'genesis-missing': 'The beginning of this ledger is missing. Set this computer up again.',
  'validators-malformed': 'The list of validators cannot be read. Tell your IT department.',
  'proof-malformed': 'This is no proof file, or it is damaged. Ask for it again.',
  'handout-nameless':
    'The follow-up of this visit is over: whose it was is no longer known here. The patient reads it with their own card.',
  'visit-invitation-malformed': 'This is not an invitation into a visit, or it is damaged. Ask for it again.',
  'visit-invitation-other-recipient':
    'This invitation is for somebody else. Only the account it was made for opens it.',
  'visit-invitation-altered':
    'This invitation does not hold: it was altered, or the ledger has moved on. Ask for a new one.',
  'visit-invitation-expired': 'This invitation has expired. Ask the doctor of the visit for a new one.',
  'visit-invitation-unknown': 'This invitation is no longer on this computer. Ask for a new one.',
  'visit-not-own': 'Only the doctor who opened this visit can invite into it.',
  'colleague-unknown':
    'This colleague cannot be invited: not an active doctor of your institution, or already taking part.',
  'co-signature-not-due':
    "This needs no co-signature from you: it is not a trainee's note, or you take part in the visit as a trainee.",
  'print-failed': 'The PDF could not be made. Try again; printing on paper is not affected.',
  'proof-not-attached': 'This PDF has no proof file attached. Ask for the proof file itself.',
  'proof-code-malformed':
    'This is not the code of a proof file. It begins with consilium-proof: and stands in the QR code on the paper.',
  'proof-mixed': 'This file mixes proofs of different visits. Nothing in it is to be believed as one visit.',
  'handout-empty':
    'Nothing of this visit stands on the ledger yet. Sign the record, and wait until it is committed.',
  'proof-incomplete': 'Something is missing from this proof. Ask for the file again.',
  'proof-validators':
    'The validators of the network have changed since its beginning: this proof needs the ledger itself.',
  'proof-not-yet': 'The ledger is just writing the proof of this record. Try again in a few seconds.',
  'proof-invalid':
    "The hospital node's proof does not hold. Its answer was refused; tell your IT department.",
  'status-signature': "The hospital node's report of its state is not signed by it. Tell your IT department.",
  'limits-refused':
    "The ledger's limits are not what this Consilium takes. Ask your IT department for the new version.",
  'block-malformed': 'A block cannot be read. It was refused; tell your IT department.',
  'block-missing': 'A block is missing. Verify again when the hospital node is reached.',
  'block-version':
    'A block has a version that is not known. It was refused; Consilium may need a newer version.',
  'block-chain-id': 'A block of another chain was refused. Tell your IT department.',
  'block-height': 'A block with a wrong height was refused. Tell your IT department.',
  'block-time': 'A block with a wrong time was refused. Tell your IT department.',
  'block-time-ahead': 'A block from the future was refused. Check the clock of this computer.',
  'block-last-id': 'A block that does not follow the last one was refused. Tell your IT department.',
  'block-last-commit': 'A block without the votes for the last one was refused. Tell your IT department.',
  'block-last-commit-hash': 'A block with changed votes was refused. Tell your IT department.',
  'block-data-hash': 'A block with changed transactions was refused. Tell your IT department.',
  'block-results-hash': 'A block with changed results was refused. Tell your IT department.',
  'block-app-hash': 'A block with a changed state was refused. Tell your IT department.',
  'block-validators-hash': 'A block of other validators was refused. Tell your IT department.',
  'block-next-validators-hash': 'A block that names other validators was refused. Tell your IT department.',
  'block-consensus-hash': 'A block under other rules was refused. Tell your IT department.',
  'block-evidence-hash': 'A block with changed evidence was refused. Tell your IT department.',
  'block-proposer': 'A block of a stranger was refused. Tell your IT department.',
  'commit-height': 'Votes for another block were refused. Tell your IT department.',
  'commit-size': 'Votes of the wrong number were refused. Tell your IT department.',
  'commit-block-id': 'Votes for another block were refused. Tell your IT department.',
  'commit-signer': 'The vote of a stranger was refused. Tell your IT department.',
  'commit-signature': 'A vote with a wrong signature was refused. Tell your IT department.',
  'commit-power': 'A block with too few votes was refused. Tell your IT department.',

  'saved-search-malformed': 'This saved search cannot be read by this version. Delete it and save it anew.',
  'facet-unknown': 'This version does not know one of the filters. Clear them and choose again.',

  // Files of this computer
  'database-busy': 'The database is busy. Try again in a moment.',
  'database-corrupt':
    'A database of this computer is damaged. Restore a backup; signed records are safe on the ledger.',
  'storage-full': 'The disk is full. Free some space and try again.',
  'database-io': 'The disk cannot be read or written. Check it, and ask your IT department.',
  'database-missing':
    'A database of this computer is missing. Start Consilium again; if it stays so, restore a backup.',
  'database-key-wrong':
    'The key does not open the database of this computer. Was the folder copied from another computer?',
  'database-kind-wrong': 'This file is another database than is expected. Ask your IT department.',
  'database-newer': 'The data of this computer belong to a newer Consilium. Start that one.',
  'database-older':
    'The data of this computer belong to a Consilium that is too old. Ask your IT department.',
  'database-plaintext':
    'A database of this computer is not encrypted. It is not opened; ask your IT department.',
  'database-read-only': 'The data folder cannot be written. Check its permissions.',
  'outbox-duplicate': 'This was signed already and is on its way. Nothing needs to be done.',
  'outbox-entry-unknown': 'This entry is not in the outbox any more. Load the list again.',

  // Formats: a damaged file or message, never a user’s mistake
  'bytes-malformed': 'What was entered has characters that do not belong there. Copy it again, whole.',
  'cbor-malformed': 'Data arrived damaged. Try again; if it stays so, tell your IT department.',
  'cbor-not-canonical': 'Data arrived in a form that is not allowed. Tell your IT department.',
  'cbor-too-deep': 'Data arrived in a form that is not allowed. Tell your IT department.',
  'field-malformed': 'Data arrived damaged. Try again; if it stays so, tell your IT department.',
  'field-missing': 'Data arrived incomplete. Consilium or the hospital node may need a newer version.',
  'field-unknown': 'Data arrived that this version does not know. Consilium may need a newer version.',
  'id-malformed': 'An identifier has the wrong length. Copy it again, whole.',
  'key-malformed': 'A key cannot be read. Ask your IT department.',
  'salt-malformed': 'Data arrived damaged. Try again; if it stays so, tell your IT department.',
  'cards-used-up': 'No card is left for this. Please have new cards issued at the registration desk.',
  'entry-empty': 'Nothing was written yet.',
  'own-entry-signature':
    "The patient's own signature is missing or wrong: somebody else may have written it.",
  'parcel-too-large':
    'These are too many records for one grant. Choose fewer of them, and give the others with another card.',
  'proof-own-entry': 'There is no proof file of an own entry.',
  'suite-unknown': 'This was made by a newer Consilium. Ask your IT department for the new version.',

  // Joining an institution
  'block-checkpoint':
    'The ledger of this hospital node is not the one that the officer vouched for. Nothing more is taken from it. Ask the officer.',
  'join-code-malformed':
    'This is no code to join an institution, or it is incomplete. Scan or paste it again.',
  'invitation-unknown': 'The hospital node does not know this invitation. Ask the officer for a new code.',
  'invitation-used': 'This invitation was answered already, or declined. Ask the officer for a new code.',
  'invitation-expired': 'This invitation is over; each is good for two days. Ask the officer for a new code.',
  'invitations-full': 'Too many invitations are open. Decline some of them, or wait until they are over.',

  // The officer's view of the node
  'audit-altered':
    "The hospital node's audit log was changed: entry {{number}} does not follow from the one before. Ask your IT department, and keep this computer's date and time.",
  'audit-signature': 'The hospital node does not vouch for the end of its audit log. Ask your IT department.',

  // Messages between doctors
  'recipient-unknown': 'This hospital has no such doctor. Look the colleague up again.',
  'recipient-suspended': 'This colleague is suspended. Nothing can be sent to them.',
  'mailbox-order': 'Messages before this one have not arrived yet. They are sent again by themselves.',
  'mailbox-conflict':
    'Another message was sent under the same number. Ask your IT department to look at this computer.',
  'mailbox-full':
    "The colleague's mailbox is full. What you wrote waits here and is sent when there is room.",
  'mailbox-expires':
    'This message would wait too long, or its time is over. Check the date of this computer.',

  // Keys of shared cases
  'case-unknown': 'The hospital node has no such case for you.',
  'case-withdrawn': 'This case was withdrawn by its author. Nobody can open it any more.',
  'case-author': 'This case belongs to another doctor. Only they can share or withdraw it.',
  'case-keys-full': 'You have shared as many cases as the hospital node keeps. Withdraw some of them.',
  'case-key-unreadable': 'The key of this case was not made for you, or was changed on the way.',
  'case-key-mismatch': 'The hospital node gave the key of another case. Tell your IT department.',
  'recipient-key': "This colleague's key is no longer in force. Bring the ledger up to date and try again.",
  'deid-model-missing': 'The recogniser of Chinese names is not set up: names are found by rules alone.',
  'deid-model-malformed': "The recogniser's file {{file}} is not the one that this program knows.",
  'deid-mask-compressed':
    'The pixels of the DICOM file are compressed ({{syntax}}): decode them before masking.',

  // The program
  'core-gone':
    'The part of Consilium that holds your work has stopped. Close this window and start Consilium again; drafts are saved.',
  'request-invalid': 'What was entered cannot be used ({{at}}). Check it and try again.',
  'channel-unknown': 'This part of Consilium does not fit the rest. Install it again.',
  'sender-refused': 'This window may not ask for that. Close it and start Consilium again.',
  internal:
    'Something went wrong in Consilium. Your drafts are saved. Try again; if it stays so, tell your IT department.',
} as const;
