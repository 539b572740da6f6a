/** OpenCC's tables as opencc-js ships them: `mainland other|mainland other|…`, both in Traditional characters. */
declare module 'opencc-js/dict/TWPhrases' {
  const table: string
  export default table
}
declare module 'opencc-js/dict/HKPhrases' {
  const table: string
  export default table
}
