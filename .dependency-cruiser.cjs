// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Arrows point one way: ui → stores → (journal, vault, worker, platform, exchange, documents) → domain. */
function layer(name, from, forbidden) {
	return {
		name,
		severity: 'error',
		from: { path: from, pathNot: '\\.spec\\.ts$' },
		to: { path: forbidden },
	}
}

module.exports = {
	forbidden: [
		{ name: 'no-circular', severity: 'error', from: { pathNot: '^node_modules' }, to: { circular: true } },
		layer('domain-is-pure', '^src/domain/', '^src/(?!domain/)|node_modules/(vue|pinia|virtua|webdav|@nextcloud|libsodium|idb)'),
		layer('vault-knows-only-domain', '^src/vault/', '^src/(?!domain/|vault/)|node_modules/(vue|pinia|virtua|webdav|@nextcloud)'),
		layer('journal-knows-only-domain', '^src/journal/', '^src/(?!domain/|journal/)|node_modules/(vue|pinia|virtua|webdav|@nextcloud|libsodium)'),
		layer('worker-knows-vault-and-domain', '^src/worker/', '^src/(?!domain/|vault/|journal/|worker/)|node_modules/(vue|pinia|virtua|webdav|@nextcloud)'),
		layer('platform-knows-journal-and-domain', '^src/platform/', '^src/(?!domain/|journal/|platform/)|node_modules/(vue/|pinia|virtua|libsodium)'),
		layer('stores-stand-below-ui', '^src/stores/', '^src/ui/|node_modules/(webdav|libsodium|@nextcloud)'),
		layer('ui-speaks-through-stores', '^src/ui/', '^src/(journal|worker)/(?!api)|^src/vault/(?!model)|^src/platform/(?!l10n|files|log\\.ts)|node_modules/(webdav|libsodium)'),
		layer('sodium-only-in-the-vault', '^src/(?!vault/)', 'node_modules/libsodium'),
		layer('nextcloud-only-in-platform-and-ui', '^src/(?!platform/|ui/|main\\.ts)', 'node_modules/@nextcloud'),
		layer('nothing-imports-the-host', '^src/', '^(host|tests|bench|scripts)/'),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'module', 'browser', 'default', 'types'], extensions: ['.ts', '.js', '.vue', '.mjs'] },
	},
}
