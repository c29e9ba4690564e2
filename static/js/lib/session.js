/** Tells this page's edits from those of others, also of the same person in another window. */
export const session = crypto.randomUUID()
