/** Files that the build gives a place of their own; what is imported is where they lie. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}
declare module '*?url' {
  const url: string;
  export default url;
}
