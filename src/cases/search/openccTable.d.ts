/** One table of opencc-js, which declares the types of its converters only. */
declare module 'opencc-js/dict/TSCharacters' {
  /** Traditional to simplified: "萬 万|與 与|…", the best answer first where there are several. */
  const table: string;
  export default table;
}
