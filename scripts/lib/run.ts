// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT } from './project.ts'

export interface RunOptions {
	readonly env?: Readonly<Record<string, string>>
	/** Holds the output back until the command ends, and shows it below this title. */
	readonly shownAtTheEnd?: string
}

/**
 * Runs a command in the repository, its output shown as it comes, or when it ends.
 *
 * @return the exit code; 1 when a signal ended it
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
	return new Promise((done, fail) => {
		const child = spawn(command, args, {
			cwd: ROOT,
			stdio: options.shownAtTheEnd === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, ...options.env },
		})
		const output: Buffer[] = []
		child.stdout?.on('data', (part: Buffer) => output.push(part))
		child.stderr?.on('data', (part: Buffer) => output.push(part))
		const forward = (signal: NodeJS.Signals) => child.kill(signal)
		process.on('SIGINT', forward)
		process.on('SIGTERM', forward)
		child.once('error', fail)
		// 'close' comes after the last of the output, 'exit' may come before it.
		child.once('close', (code) => {
			if (options.shownAtTheEnd !== undefined) {
				process.stdout.write(Buffer.concat([Buffer.from(options.shownAtTheEnd), ...output]))
			}
			process.off('SIGINT', forward)
			process.off('SIGTERM', forward)
			done(code ?? 1)
		})
	})
}

/** The first of these commands that stands in PATH, as a full path. */
export function which(...names: readonly string[]): string | undefined {
	for (const name of names) {
		for (const folder of (process.env.PATH ?? '').split(delimiter)) {
			const path = join(folder, name)
			try {
				accessSync(path, constants.X_OK)
				return path
			} catch {
				continue
			}
		}
	}
	return undefined
}

/** Ends the script with a code and one line of reason on the error output. */
export function fail(reason: string): never {
	process.stderr.write(`${reason}\n`)
	process.exit(1)
}
