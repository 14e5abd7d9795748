export function webIsStale(root: string): boolean
export function buildWeb(root: string, options?: { build?: (root: string, folder: string) => void }): void
