declare module 'virtual:texts/*' {
  const words: Record<string, string>;
  export default words;
}
