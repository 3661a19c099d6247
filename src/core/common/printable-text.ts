export { printable } from './unsafe-text.ts'
