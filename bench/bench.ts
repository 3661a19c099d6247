/**
 * `npm run bench`: our host beside other servers, in one run on one machine.
 *
 * Compare the ratios; the absolute figures belong to the machine.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { measure, type Row } from './measure.ts'
import { printHelp, readPlan, sizesOf, type Plan, type Scenario, type Size } from './plan.ts'
import { plotsOf } from './plot.ts'
import type { ServerName } from './servers/programs.ts'
import { tableOf } from './table.ts'

async function measured(server: ServerName, scenario: Scenario, size: Size, plan: Plan): Promise<Row[]> {
  try {
    return [await measure(server, scenario, size, plan)]
  } catch (error) {
    const what = `${server}, ${scenario} with ${size.receivers} receivers and ${size.senders} senders`
    console.error(`Left out: ${what}. ${(error as Error).message}`)
    return []
  }
}

function keepPlots(folder: string, rows: readonly Row[]): void {
  for (const [name, svg] of plotsOf(rows)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, name), svg)
    console.error(`Drawn: ${path.join(folder, name)}`)
  }
}

async function main(): Promise<void> {
  const plan = readPlan(process.argv.slice(2))
  if (!plan) return printHelp()
  const rows: Row[] = []
  for (const scenario of plan.scenarios) {
    for (const size of sizesOf(scenario, plan)) {
      for (const server of plan.servers) rows.push(...(await measured(server, scenario, size, plan)))
    }
    const ofScenario = rows.filter((row) => row.scenario === scenario)
    if (!plan.json) console.log(`\n${scenario}\n${tableOf(scenario, ofScenario)}`)
  }
  if (plan.json) console.log(JSON.stringify(rows))
  if (plan.plots !== null) keepPlots(plan.plots, rows)
}

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
