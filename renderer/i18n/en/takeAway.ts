/** English texts of what the patient takes away, of proof files, and of who else signs. */
export const takeAway = {
  handout: {
    title: 'For the patient to take away',
    explain:
      'Every record of this visit. The PDF has its proof file attached, so that anyone can check it later without a hospital.',
    pdf: 'Save as PDF…',
    print: 'Print the visit',
    proofFile: 'Save the proof file…',
    making: 'Collecting the records and their proofs…',
    saved: 'Saved.',
    waiting_one: '1 signed record is not on the ledger yet and is not in it. Do it again once it is.',
    waiting_other:
      '{{count}} signed records are not on the ledger yet and are not in it. Do it again once they are.',
    heading: '{{institution}} · visit of {{date}}',
    patient: 'Patient {{name}}, born {{birthDate}}',
    signedBy: 'Signed by {{signers}}',
    signer: '{{author}} ({{institution}}), {{time}}',
    code: 'The code names the proof file {{name}}',
    howToCheck: 'How to check this paper',
    check:
      "The proof file {{name}} is attached to the PDF of this visit; keep it with the paper. Consilium checks it at the login under 'Check a proof file', or by 'consilium proof verify', and shows the text that was signed: compare it with this paper. The code below, also in the QR code on each page, says which file belongs to it.",
  },
  coSign: {
    awaiting: "A trainee's note, not co-signed yet",
    given: "A trainee's note, co-signed by {{by}}, {{time}}",
  },
} as const;
