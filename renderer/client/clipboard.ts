/**
 * Puts a hash or another public text on the clipboard. By the page's own selection: the permission for the
 * asynchronous clipboard is denied to all pages (main/permissions.ts), and a click on "copy" needs none.
 */
export function copyText(text: string): boolean {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put, { once: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', put);
  }
}
