/** The steps of the zoom. Pure. */

const steps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** A little under or over a step is that step. */
const tolerance = 0.01

/** One step larger (1) or smaller (-1); the last one stays. */
export function zoomStep(zoom: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? steps.find((step) => step > zoom + tolerance) : steps.findLast((step) => step < zoom - tolerance)
  return next ?? zoom
}
