/** Reads PDF files, in a worker that has no window and no bridge to the core; it may fetch files of the program alone. */
import 'pdfjs-dist/build/pdf.worker.mjs';
