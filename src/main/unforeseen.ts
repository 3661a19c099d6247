/** What somebody is told of a fault in Snug itself. */
export const unforeseen = 'Something went wrong inside Snug. Please try again.'
