#!/usr/bin/env node
// Plain JavaScript for any Node: finds the project's own Node 24 and runs the TypeScript entry with it.
import { fileURLToPath } from 'node:url'
import { runWithProjectNode } from '../../scripts/project-node.mjs'

const isImport = process.argv[2] === 'import'

runWithProjectNode(new URL('../cli.ts', import.meta.url), undefined, {
  // Compiled modules are kept between commands, as between starts of the server.
  env: {
    NODE_COMPILE_CACHE:
      process.env.NODE_COMPILE_CACHE ?? fileURLToPath(new URL('../../node_modules/.cache/shuke', import.meta.url)),
  },
  // A row of a file lives for a moment: with a small nursery a file of any size needs little memory.
  nodeArgs: isImport ? ['--max-semi-space-size=2'] : [],
})
