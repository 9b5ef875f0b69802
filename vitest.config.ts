// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const shared = {
	plugins: [vue()],
	define: { appName: JSON.stringify('trousseau'), appVersion: JSON.stringify('test') },
}

/** No spec of these waits for time to pass: a computer that is busy elsewhere is slow, and nothing is wrong. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 }

/** Specs of pure modules that replace a module or a global of the process. */
const NEED_ISOLATION = ['src/vault/members/joining.spec.ts']

export default defineConfig({
	test: {
		// Every core: by itself, Vitest leaves one of two idle.
		maxWorkers: '100%',
		projects: [
			{
				...shared,
				test: {
					name: 'unit',
					environment: 'node',
					...patient,
					setupFiles: ['tests/support/setup-node.ts'],
					include: ['src/{domain,vault,journal,exchange}/**/*.spec.ts', 'scripts/**/*.spec.ts', 'tests/import/**/*.spec.ts'],
					exclude: NEED_ISOLATION,
					// Modules without state of their own: one process reads them once for all its specs.
					isolate: false,
				},
			},
			{
				...shared,
				test: {
					name: 'integration',
					environment: 'node',
					...patient,
					setupFiles: ['tests/support/setup-node.ts'],
					include: ['src/{platform,worker,content}/**/*.spec.ts', 'host/**/*.spec.ts', 'tests/integration/**/*.spec.ts', ...NEED_ISOLATION],
					// Its imports are looked up through the stand-ins of the set-up file.
					server: { deps: { inline: [/@nextcloud\/axios/] } },
				},
			},
			{
				...shared,
				test: {
					name: 'ui',
					environment: 'jsdom',
					...patient,
					include: ['src/stores/**/*.spec.ts', 'src/ui/**/*.spec.ts'],
					setupFiles: ['tests/support/setup-ui.ts'],
					// The Nextcloud packages import .css files, which Node cannot load by itself.
					server: { deps: { inline: [/@nextcloud\//] } },
				},
			},
			{
				...shared,
				test: {
					name: 'proofs',
					environment: 'node',
					setupFiles: ['tests/support/setup-node.ts'],
					include: ['tests/adversary/**/*.spec.ts', 'tests/reference/**/*.spec.ts', 'tests/storm/**/*.spec.ts', 'tests/vectors/**/*.spec.ts'],
					testTimeout: 120_000,
				},
			},
			{
				...shared,
				test: {
					name: 'contract',
					environment: 'node',
					include: ['tests/contract/**/*.spec.ts'],
					testTimeout: 30_000,
					fileParallelism: false,
				},
			},
			{
				...shared,
				test: {
					name: 'firefox',
					environment: 'node',
					include: ['tests/firefox/**/*.spec.ts'],
					// One browser at a time; it derives keys at full strength.
					testTimeout: 240_000,
					hookTimeout: 300_000,
					fileParallelism: false,
				},
			},
		],
	},
})
