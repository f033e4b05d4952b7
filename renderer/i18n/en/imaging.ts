/** Images of records: what can be wrong with them. */
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
} as const;
