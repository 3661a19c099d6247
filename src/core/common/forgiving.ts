/** Schemas for what a person has kept: what cannot be understood is given up, and nothing besides. */
import { z } from 'zod'

/** Hears that something was there and could not be understood. */
export type Lost = () => void

/**
 * Takes the sound items of a list and the sound entries of a record, or what stands in for a value that is not sound.
 * What is not there at all is no loss.
 */
export function forgiving<Schema extends z.ZodType>(
  schema: Schema,
  instead: z.output<Schema>,
  lost: Lost,
): z.ZodType<z.output<Schema>> {
  const salvaged = z.preprocess((value) => {
    const sound = soundPart(schema, value)
    if (sound !== value) lost()
    return sound
  }, schema)
  return salvaged.catch(({ input }) => {
    if (input !== undefined) lost()
    return instead
  })
}

type Shape = Readonly<Record<string, z.ZodType>>
type Values<Fields extends Shape> = { readonly [Name in keyof Fields]: z.output<Fields[Name]> }
type Forgiving<Fields extends Shape> = { readonly [Name in keyof Fields]: z.ZodType<z.output<Fields[Name]>> }

/** The fields of an object, each of which stands for itself. */
export function forgivingFields<Fields extends Shape>(
  fields: Fields,
  instead: Values<Fields>,
  lost: Lost,
): Forgiving<Fields> {
  const entries = Object.entries(fields).map(([name, schema]) => [name, forgiving(schema, instead[name], lost)])
  return Object.fromEntries(entries) as Forgiving<Fields>
}

/** The same value if nothing of it has to go. */
function soundPart(schema: z.ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const sound = value.filter((item) => z.safeParse(schema.element, item).success)
    const kept = sound.slice(0, mostItems(schema, sound))
    return kept.length === value.length ? value : kept
  }
  if (schema instanceof z.ZodRecord && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value)
    const sound = entries.filter(([key, item]) => schema.safeParse({ [key]: item }).success)
    return sound.length === entries.length ? value : Object.fromEntries(sound)
  }
  return value
}

function mostItems(schema: z.ZodArray, items: readonly unknown[]): number {
  const tooMany = schema.safeParse(items).error?.issues.find(({ code }) => code === 'too_big')
  return tooMany?.code === 'too_big' ? Number(tooMany.maximum) : items.length
}
