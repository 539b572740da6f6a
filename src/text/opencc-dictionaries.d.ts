/** OpenCC's phrase tables in opencc-js: `mainland other|mainland other|…`, both in Traditional characters. */
declare module 'opencc-js/dict/TWPhrases' {
  const table: string
  export default table
}
declare module 'opencc-js/dict/HKPhrases' {
  const table: string
  export default table
}
/** OpenCC's tables from Traditional to Simplified, in the same form. */
declare module 'opencc-js/dict/TSCharacters' {
  const table: string
  export default table
}
declare module 'opencc-js/dict/TSPhrases' {
  const table: string
  export default table
}
