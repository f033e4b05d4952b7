/** Stands in the build for what cornerstone would read meshes with (main/vite.config.ts): there is none. */
export default {};
