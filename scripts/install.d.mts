export function outdatedPackages(root: string): string[]
export function installDependencies(root: string, options?: { say?: (line: string) => void }): Promise<boolean>
