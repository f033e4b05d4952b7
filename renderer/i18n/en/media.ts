/** Documents, films and sounds of records. */
export const media = {
  media: {
    camera: {
      title: 'Photo, film or voice',
      what: 'What is taken',
      taking: { photo: 'Photo', film: 'Film', voice: 'Voice' },
      starting: 'Starting the camera',
      on: '● The camera is on',
      microphoneOn: '● The microphone is on',
      preview: 'What the camera sees',
      taken: 'The photo that was taken',
      shoot: 'Take the photo',
      record: 'Record',
      stop: 'Stop',
      length: '{{length}} of at most {{most}}',
      recorded: 'Recorded. Use it, or take it again.',
      again: 'Again',
      use: 'Use',
      change: 'Other camera',
      name: { photo: 'Photo {{time}}', film: 'Film {{time}}', voice: 'Voice {{time}}' },
    },
    pdf: {
      opening: 'Opening the document',
      page: 'Page {{number}}',
      at: 'Page {{at}} of {{of}}',
      before: 'Previous page',
      next: 'Next page',
      smaller: 'Smaller',
      larger: 'Larger',
      fit: 'Fit the width',
      notice: {
        scripts: 'This document contains scripts. They do not run here.',
        files: 'Other files are attached to this document. They are not shown here.',
        form: 'This document is a form that only its own program fills in. It may not be shown whole.',
        pages: 'This document claims more pages than can be shown. The first 2,000 are here.',
      },
    },
  },
} as const;

export const mediaErrors = {
  'attachment-polyglot':
    'This file is two at once ({{looksLike}} as well) and could look different to others. Save or export it again.',
  'pdf-damaged': 'This PDF is damaged or cut off. Save or export it again.',
  'pdf-encrypted': 'This PDF opens with a password only. Save it without one, and attach it again.',
  'pdf-page-damaged': 'This page is damaged and cannot be shown. The other pages are not affected.',
  'media-damaged': 'This film or sound is damaged or cut off and cannot be played. Export it again.',
  'camera-missing': 'No camera or microphone is there. Connect one, and open this again.',
  'camera-busy': 'Another program uses the camera. Close it there, and open this again.',
  'camera-refused':
    'The camera may not be used. Allow it in the settings of this machine, or ask your IT department.',
  'media-undecodable':
    'This workstation cannot play this kind of film or sound. Export it as WebM or MP3, or ask your IT department.',
  'media-unreadable': 'This film or sound could not be read to its end. Close it, and open it again.',
} as const;
