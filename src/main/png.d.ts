declare module '*.png?inline' {
  const url: string
  export default url
}
