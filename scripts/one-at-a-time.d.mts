export function oneAtATime<T>(name: string, folder: string, work: () => T | Promise<T>): Promise<T>
