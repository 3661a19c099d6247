/** `npm run join -- ADDRESS --doctor`: the connection doctor in the terminal. */
import { formatAddress, type Address } from '../core/common/address.ts'
import english from '../core/common/languages/en.json' with { type: 'json' }
import { createTranslator } from '../core/common/languages/translator.ts'
import { printable } from '../core/common/unsafe-text.ts'
import { probe } from '../core/node/doctor-probe.ts'

/** Prints the steps of the way to a room, and what to do. The exit code: 0 if the way is free, 1 if it is not. */
export async function examineAddress(address: Address): Promise<number> {
  const { t } = createTranslator('en', { en: english })
  const print = (line: string): void => void process.stdout.write(`${printable(line)}\n`)
  print(formatAddress(address))
  const { steps, failed, fix } = await probe(address, { signal: new AbortController().signal })
  for (const { name, state, ms, found } of steps) {
    const what = found ? ` ${t(`doctor.found.${found.code}`, { replace: found.values })}` : ''
    const took = ms === null ? '' : ` (${t('doctor.took', { ms })})`
    print(`${t(`doctor.step.${name}`)}: ${t(`doctor.state.${state}`)}.${what}${took}`)
  }
  print(t(`doctor.fix.${fix}`))
  return failed === null ? 0 : 1
}
