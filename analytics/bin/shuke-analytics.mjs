#!/usr/bin/env node
// Plain JavaScript for any Node: finds the project's own Node 24 and runs the TypeScript entry with it.
import { runWithProjectNode } from '../../scripts/project-node.mjs'

runWithProjectNode(new URL('../cli/main.ts', import.meta.url))
