/** English texts of the hospital's image archive. */
export const pacs = {
  pacs: {
    title: 'From the image archive',
    settings: 'Image archive settings',
    notSet:
      'This computer does not know your hospital’s image archive yet. The IT department has its address.',
    set: 'Set it up',
    address: 'Address of the DICOMweb service',
    addressHint: 'Left empty, the archive is forgotten.',
    userName: 'User name',
    password: 'Password',
    passwordKept: 'Left as it is unless you type another one.',
    authority: 'Certificate of its authority (PEM)',
    authorityHint: 'Only where the hospital signs its own certificates.',
    test: 'Test',
    testing: 'Asking the archive',
    answers: 'The archive answers.',
    plain:
      'The way to this address is not encrypted: whoever is on the hospital’s network could read the images.',
    save: 'Save',
    patientId: 'Patient number',
    patientName: 'Name in the archive',
    from: 'Studies since',
    search: 'Search',
    searchHint: 'Without a number or name, the archive is asked by the birth date of the chart.',
    none: 'The archive has no study that fits.',
    studies: 'Studies',
    series: 'Series',
    count_one: '{{count}} image',
    count_other: '{{count}} images',
    patient: { same: 'this patient', different: 'another patient', unknown: 'compare the name' },
    otherPatient:
      'The name or birth date in the archive is not that of this chart. Compare before you take anything.',
    take: 'Add to the note',
    taken_one: '{{count}} image is with the note.',
    taken_other: '{{count}} images are with the note.',
    taking: 'Image {{done}} of {{of}}',
    store: 'Store in the image archive…',
    storeTitle: 'Into the image archive',
    storeHint:
      'The images of a record name nobody. Say which patient of the archive they are of: name and number are written into them on the way.',
    storeSeries: 'Series to be stored',
    storePatient: 'Patient in the archive',
    storeOther: 'Another number, with the name of the chart',
    storeNone:
      'The archive knows nobody with this birth date. Type the number under which it shall keep the images.',
    storeConfirm: 'These are images of {{name}}, number {{id}} in the archive',
    storeStart: 'Store',
    stored_one: '{{count}} image is in the archive.',
    stored_other: '{{count}} images are in the archive.',
    refused_one: '{{count}} image was refused: {{reason}}',
    refused_other: '{{count}} images were refused: {{reason}}',
    refusedWhy: {
      class: 'the archive does not keep images of this sort',
      damaged: 'the archive cannot read them',
      duplicate: 'the archive has them already',
      full: 'the archive has no room',
      mismatch: 'they do not fit the sort of image that they say they are',
      'not-allowed': 'this user may not store there',
      other: 'the archive gave no reason that is known',
      'transfer-syntax': 'the archive does not take their compression',
    },
    stop: 'Stop',
  },
};

export const pacsErrors = {
  'pacs-name-unknown':
    'No computer of this name is known here. Check the address for a typing mistake, or ask the IT department.',
  'pacs-nobody-there':
    'The computer is there, but no image archive listens at this address. Check its port, or whether the archive runs.',
  'pacs-tls':
    'No encrypted connection could be made to this address. Check whether it begins with http:// or https://.',
  'pacs-other-patient':
    'The name or birth date in the archive is not that of this patient. Nothing was stored under it.',
  'pacs-patient-unknown':
    'It is not known here any more whose record this is. Open it with the patient’s card.',
  'pacs-not-dicom': 'Only DICOM images can be stored in the image archive.',
  'pacs-not-changed':
    'This file has no place for the patient’s name and number. It cannot be stored in the archive.',
  'pacs-not-set': 'This computer does not know the image archive yet. Set it up first.',
  'pacs-question': 'The chart has no birth date to look by. Type the patient number or the name.',
  'pacs-address':
    'This is no address of a DICOMweb service. It begins with https:// and ends with its path, such as /dicom-web.',
  'pacs-away': 'The image archive does not answer. Check its address, or try again later.',
  'pacs-certificate':
    'The image archive shows a certificate that nobody here vouches for. Ask the IT department for the certificate of its authority.',
  'pacs-login': 'The image archive does not take this user name and password.',
  'pacs-refused': 'The image archive refused the request ({{status}}).',
  'pacs-answer':
    'The image archive gave an answer that cannot be used. Check that the address is that of its DICOMweb service.',
  'pacs-too-large': 'What the image archive sent is too large for this program.',
  'pacs-not-stored': 'The image archive did not store all of it ({{status}}).',
};
