/** Images of records: the viewer, and what can be wrong with them. */
export const imaging = {
  images: {
    title: 'Images',
    attach: 'Images for this note',
    files: 'Image files',
    choose: 'Attach',
    otherWays: 'Other ways to attach',
    folder: 'Folder or disc',
    source: { scanner: 'Scanner', camera: 'Camera and voice', archive: 'Image archive (PACS)' },
    folderFiles: 'Folder of images',
    passedOver_one: '{{count}} file is no image and was passed over.',
    passedOver_other: '{{count}} files are no images and were passed over.',
    hint: 'Images, PDF, films, sounds: choose, drop (folders too) or paste. Camera data and names in DICOM files are removed; a PDF stays as it is.',
    adding: '{{done}} of {{of}} added',
    remove: 'Remove',
    otherPatient_one:
      '{{count}} file names another patient, or another birth date: {{names}}. It cannot be signed like this.',
    otherPatient_other:
      '{{count}} files name another patient, or another birth date: {{names}}. They cannot be signed like this.',
    keepReason: 'Why they belong to this patient (stands in the record)',
    keepAll: 'Keep them',
    removeAll: 'Remove them',
    kept: 'Kept although the file names another patient: {{reason}}',
    count_one: '{{count}} file',
    count_other: '{{count}} files',
    viewer: 'Image viewer',
    close: 'Close the viewer',
    compare: 'Compare two',
    series: 'Series',
    slice: 'Image {{at}} of {{of}}',
    windowIs: 'Level {{center}}, width {{width}}',
    millimetres: '{{length}} mm',
    pixels: '{{length}} pixels',
    loading: '{{done}} of {{of}} loaded',
    problems: 'Something is wrong with these files; what can be read of them is shown.',
    cut: 'This image is cut off: what is missing is gray or black. Ask the imaging department for it again.',
    play: 'Play',
    stop: 'Stop',
    reset: 'Reset',
    tools: 'What dragging does',
    tool: { window: 'Brightness', pan: 'Move', zoom: 'Zoom', measure: 'Measure' },
    preset: {
      label: 'Window',
      file: 'As stored',
      abdomen: 'Abdomen',
      lung: 'Lung',
      mediastinum: 'Mediastinum',
      bone: 'Bone',
      brain: 'Brain',
    },
  },
} as const;

export const imagingErrors = {
  'dicom-unrecognised': 'This is no DICOM file. Choose the file that the scanner or PACS wrote.',
  'dicom-too-large': 'This file is above 2 GiB. Ask the imaging department for smaller files.',
  'pixels-missing': 'This file holds no image: it may be a report or a plan.',
  'pixels-attributes':
    'This file does not say how its image is to be read ({{attribute}}). Ask the imaging department for it again.',
  'pixels-too-large':
    'This file claims an image too large to be shown. Ask the imaging department for it again.',
  'pixels-truncated': 'This file ends before its image does. Ask the imaging department for it again.',
  'pixels-damaged': 'This image is damaged and cannot be shown. Ask the imaging department for it again.',
  'pixels-mismatch':
    'This image does not have the size that its file says. It is not shown: ask the imaging department for it again.',
  'pixels-syntax-unsupported':
    'This image is compressed in a way that Consilium cannot show. Ask the imaging department for another form.',
  'attachment-kind':
    'This kind of file cannot be attached. Choose a DICOM, JPEG, PNG or PDF file, a film or a sound.',
  'attachment-too-large':
    'This file is too large to be attached: films and documents up to 4 GB, images up to 512 MiB. Ask for it in parts.',
  'attachments-full':
    'This note has as many images as a record holds. Sign it, and attach the others to another note.',
  'attachment-other-patient':
    'Files of this note name another patient. Say why they belong to this one, or remove them.',
  'attachment-unknown': 'This image is not there any more. Open the record again.',
  'attachment-altered':
    'This image was changed after it was signed and is not shown. Tell your IT department.',
  'backup-sending':
    'Images and films on this computer are not at the hospital yet, and are too large for a backup. Let them be sent, or remove them from notes, then make the backup.',
  'attachment-other-file':
    'A file of this name and size was begun here and it was another one. Discard what was taken of it, then choose this file again.',
  'attachment-offset':
    'This file is being taken elsewhere, or was interrupted. Choose it again: it goes on where it was.',
  'attachment-size': 'This file changed while it was taken. Choose it again.',
  'attachment-range': 'This recording ends before the place that was asked for. Open it again.',
  'picture-damaged': 'This picture is damaged. Take or export it again.',
} as const;
