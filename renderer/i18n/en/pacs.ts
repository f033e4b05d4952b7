/** English texts of the hospital's image archive. */
export const pacsErrors = {
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
