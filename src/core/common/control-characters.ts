const controls = /[\p{Cc}--[\n\t]]/gv

/** The text without control characters, so that it can neither steer a terminal nor forge a log. Keeps `\n` and `\t`. */
export function stripControls(text: string): string {
  return text.replace(controls, '')
}
