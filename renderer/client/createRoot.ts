/** In React's own file of the built screens (main/vite.config.ts): there React is read, not in the file that uses it. */
export { createRoot } from 'react-dom/client';
