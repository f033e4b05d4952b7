/** What is found only when a document, film or sound is shown: its reader, its player and the camera are the screen's. */
export type ShownCode =
  | 'camera-busy'
  | 'camera-missing'
  | 'camera-refused'
  | 'media-undecodable'
  | 'media-unreadable'
  | 'pdf-encrypted'
  | 'pdf-page-damaged';
