/** What is found only when a document, film or sound is shown: its reader and its player are the screen's. */
export type ShownCode = 'media-undecodable' | 'media-unreadable' | 'pdf-encrypted' | 'pdf-page-damaged';
