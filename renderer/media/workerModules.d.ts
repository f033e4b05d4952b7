/** It begins to listen when it is read in a worker. */
declare module 'pdfjs-dist/build/pdf.worker.mjs';
