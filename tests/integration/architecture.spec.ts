// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { IConfiguration, ICruiseResult } from 'dependency-cruiser'

import { cruise } from 'dependency-cruiser'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const rules: IConfiguration = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs'))

/** One forbidden import for each rule: file, what it imports, the rule that must refuse it. */
const BREACHES: readonly (readonly [file: string, imports: string, rule: string])[] = [
	['src/domain/to-ui.ts', '../ui/target.ts', 'domain-is-pure'],
	['src/domain/to-vault.ts', '../vault/target.ts', 'domain-is-pure'],
	['src/domain/to-vue.ts', 'vue', 'domain-is-pure'],
	['src/vault/to-platform.ts', '../platform/target.ts', 'vault-knows-only-domain'],
	['src/vault/to-vue.ts', 'vue', 'vault-knows-only-domain'],
	['src/vault/to-nextcloud.ts', '@nextcloud/router', 'vault-knows-only-domain'],
	['src/journal/to-vault.ts', '../vault/target.ts', 'journal-knows-only-domain'],
	['src/journal/to-sodium.ts', 'libsodium-wrappers', 'journal-knows-only-domain'],
	['src/worker/to-platform.ts', '../platform/target.ts', 'worker-knows-vault-and-domain'],
	['src/worker/to-stores.ts', '../stores/target.ts', 'worker-knows-vault-and-domain'],
	['src/platform/to-stores.ts', '../stores/target.ts', 'platform-knows-journal-and-domain'],
	['src/platform/to-vault.ts', '../vault/target.ts', 'platform-knows-journal-and-domain'],
	['src/stores/to-ui.ts', '../ui/target.ts', 'stores-stand-below-ui'],
	['src/stores/to-nextcloud.ts', '@nextcloud/router', 'stores-stand-below-ui'],
	['src/ui/to-journal.ts', '../journal/target.ts', 'ui-speaks-through-stores'],
	['src/ui/to-vault.ts', '../vault/target.ts', 'ui-speaks-through-stores'],
	['src/ui/to-dav.ts', '../platform/target.ts', 'ui-speaks-through-stores'],
	['src/exchange/to-sodium.ts', 'libsodium-wrappers', 'sodium-only-in-the-vault'],
	['src/documents/to-nextcloud.ts', '@nextcloud/router', 'nextcloud-only-in-platform-and-ui'],
	['src/platform/to-host.ts', '../../host/target.ts', 'nothing-imports-the-host'],
]
const ALLOWED: readonly (readonly [file: string, imports: string])[] = [
	['src/ui/uses-stores.ts', '../stores/target.ts'],
	['src/ui/uses-domain.ts', '../domain/target.ts'],
	['src/ui/uses-vue.ts', 'vue'],
	['src/stores/uses-journal.ts', '../journal/target.ts'],
	['src/stores/uses-platform.ts', '../platform/target.ts'],
	['src/vault/uses-sodium.ts', 'libsodium-wrappers'],
	['src/platform/uses-journal.ts', '../journal/target.ts'],
	['src/platform/uses-nextcloud.ts', '@nextcloud/router'],
	['src/worker/uses-vault.ts', '../vault/target.ts'],
	['host/uses-domain.ts', '../src/domain/target.ts'],
]
const COMPONENT = 'src/ui/Breach.vue'

let folder = ''
const breaches = new Map<string, string[]>()

async function cruiseFolder(): Promise<ICruiseResult> {
	const { output } = await cruise(
		['src', 'host'],
		{ ...rules.options, baseDir: folder, validate: true, ruleSet: { forbidden: rules.forbidden ?? [] } },
		rules.options?.enhancedResolveOptions,
	)
	if (typeof output === 'string') {
		throw new Error('dependency-cruiser gave a report where a result was due')
	}
	return output
}

function write(path: string, text: string): void {
	mkdirSync(dirname(join(folder, path)), { recursive: true })
	writeFileSync(join(folder, path), text)
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'architecture-'))
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir')
	for (const layer of ['domain', 'vault', 'journal', 'worker', 'platform', 'stores', 'ui']) {
		write(`src/${layer}/target.ts`, 'export const target = 1\n')
	}
	write('host/target.ts', 'export const target = 1\n')
	for (const [file, imports] of [...BREACHES, ...ALLOWED]) {
		write(file, `import * as imported from '${imports}'\nexport const used = imported\n`)
	}
	write('src/domain/type-only.ts', 'import type { target } from \'../ui/target.ts\'\nexport type Used = typeof target\n')
	write('src/domain/dynamic.ts', 'export const used = () => import(\'../ui/target.ts\')\n')
	write('src/domain/circle-a.ts', 'import { b } from \'./circle-b.ts\'\nexport const a = () => b\n')
	write('src/domain/circle-b.ts', 'import { a } from \'./circle-a.ts\'\nexport const b = () => a\n')
	write(COMPONENT, '<script setup lang="ts">\nimport { target } from \'../journal/target.ts\'\n</script>\n<template>{{ target }}</template>\n')
	const result = await cruiseFolder()
	for (const violation of result.summary.violations) {
		breaches.set(violation.from, [...breaches.get(violation.from) ?? [], violation.rule.name])
	}
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the import rules', () => {
	it.each(BREACHES)('refuse that %s imports %s', (file, _imports, rule) => {
		expect(breaches.get(file)).toContain(rule)
	})

	it.each(ALLOWED)('let %s import %s', (file) => {
		expect(breaches.get(file)).toBeUndefined()
	})

	it('see type-only and dynamic imports, components and circles', () => {
		expect(breaches.get('src/domain/type-only.ts')).toContain('domain-is-pure')
		expect(breaches.get('src/domain/dynamic.ts')).toContain('domain-is-pure')
		expect(breaches.get(COMPONENT)).toContain('ui-speaks-through-stores')
		expect(breaches.get('src/domain/circle-a.ts')).toContain('no-circular')
	})

	it('are each proven by a breach above', () => {
		const proven = new Set([...BREACHES.map(([, , rule]) => rule), 'no-circular'])
		expect((rules.forbidden ?? []).map((rule) => rule.name).filter((name) => !proven.has(name ?? ''))).toEqual([])
	})
})

describe('the Worker', () => {
	// The address of a Worker is no import: the rules above do not see it.
	it('that holds keys is started from src/worker only, those of archives and of old notebooks, which have none, beside what they read', () => {
		const starters = sources(join(ROOT, 'src'))
			.filter((path) => /new\s+(Shared)?Worker\s*\(/.test(readFileSync(path, 'utf8')))
			.map((path) => relative(ROOT, path))
		expect(starters.filter((path) => !path.startsWith('src/worker/'))).toEqual(['src/exchange/archive-client.ts', 'src/exchange/import/import-client.ts'])
	})
})

function sources(path: string): readonly string[] {
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /(?<!\.spec)\.(ts|vue)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
}
