export function findChromium(env?: NodeJS.ProcessEnv): string | undefined
export function ensureChromium(options?: { say?: (line: string) => void }): string
