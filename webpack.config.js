// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import { VueLoaderPlugin } from 'vue-loader'
import webpack from 'webpack'

const root = dirname(fileURLToPath(import.meta.url))
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))

/** Removes the style sheets of the build before: webpack cleans its own folder only. */
class CleanStyles {
	apply(compiler) {
		compiler.hooks.run.tap('CleanStyles', () => {
			mkdirSync(resolve(root, 'css'), { recursive: true })
			for (const name of readdirSync(resolve(root, 'css')).filter((file) => /^trousseau-.*\.css(\.map)?$/.test(file))) {
				rmSync(resolve(root, 'css', name))
			}
		})
	}
}

/** Writes build/bundles.json: what the page loads at once, and what each Worker does, for the size budget. */
class ListBundles {
	apply(compiler) {
		compiler.hooks.done.tap('ListBundles', ({ compilation }) => {
			const files = (group, ending) => group.getFiles().map((file) => file.replace(/\?.*$/, '')).filter((file) => file.endsWith(ending))
			const page = [...compilation.entrypoints.values()]
			const strength = compilation.namedChunkGroups.get('strength')
			const bundles = {
				page: page.flatMap((group) => files(group, '.js')),
				styles: page.flatMap((group) => files(group, '.css').map((file) => file.replace('../', ''))),
				workers: compilation.asyncEntrypoints.map((group) => files(group, '.js')),
				strength: files(strength, '.js'),
			}
			mkdirSync(resolve(root, 'build'), { recursive: true })
			writeFileSync(resolve(root, 'build/bundles.json'), JSON.stringify(bundles, null, 2) + '\n')
		})
	}
}

/** Chunks of the page by when they are needed, as `webpackChunkName` says in the sources: what several share goes with the one that comes first. */
const BY_USE = ['home', 'passwords', 'screens', 'keeping', 'start']
/** The Worker that holds the keys: one chunk of it is ours, and two change with what they come from alone. */
const WORKER = 'worker'

const isOfWorker = (chunk) => chunk.name === WORKER
const isOfPage = (chunk) => BY_USE.includes(chunk.name)

/**
 * A request costs a slow line more than the bytes of a whole screen, so chunks are few and no module is in two: nothing is split
 * off but what follows.
 *
 * @type {NonNullable<NonNullable<import('webpack').Configuration['optimization']>['splitChunks']>}
 */
const SPLIT = {
	cacheGroups: {
		default: false,
		defaultVendors: false,
		// A chunk of that very name exists already, and is left empty.
		page: { chunks: isOfPage, enforce: true, name: (_module, chunks) => `page-${BY_USE.find((name) => chunks.some((chunk) => chunk.name === name))}` },
		sodium: { chunks: isOfWorker, test: /[\\/]libsodium/, name: 'sodium', enforce: true },
		words: { chunks: isOfWorker, test: /[\\/]wordlists[\\/]/, name: 'french-words', enforce: true },
	},
}

/** @type {(env: unknown, argv: { mode?: string }) => import('webpack').Configuration} */
export default (_env, argv) => {
	const production = argv.mode !== 'development'
	return {
		mode: production ? 'production' : 'development',
		target: 'browserslist:extends @nextcloud/browserslist-config',
		devtool: production ? false : 'source-map',
		entry: { main: resolve(root, 'src/main.ts') },
		output: {
			path: resolve(root, 'js'),
			// 'auto' works wherever the app folder is served from (apps/, custom_apps/, a sub-directory).
			publicPath: 'auto',
			filename: 'trousseau-[name].js',
			// In the name: after an update of the app, an open page must not get the new scripts for its own.
			chunkFilename: 'trousseau-[name].[contenthash:10].js',
			clean: true,
		},
		module: {
			// A name that is not exported is an error, not a warning and undefined at run time.
			parser: { javascript: { exportsPresence: 'error' } },
			rules: [
				{ test: /\.vue$/, loader: 'vue-loader' },
				{
					test: /\.ts$/,
					loader: 'ts-loader',
					exclude: /node_modules/,
					options: { transpileOnly: true, appendTsSuffixTo: [/\.vue$/], compilerOptions: { noEmit: false, allowImportingTsExtensions: false, rewriteRelativeImportExtensions: false } },
				},
				{ test: /libsodium-sumo\.mjs$/, loader: resolve(root, 'scripts/compact-wasm-loader.js') },
				{ test: /@nextcloud\/vue\/dist\/chunks\/_l10n\.mjs$/, loader: resolve(root, 'scripts/own-languages-loader.js') },
				{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
			],
		},
		resolve: {
			extensions: ['.ts', '.js', '.vue'],
			// The CommonJS sumo build falls back to asm.js and returns wrong keys above 75 MiB.
			conditionNames: ['import', 'module', 'browser', 'default'],
			// kdbxweb asks for it where it finds no Web Crypto, which is nowhere that we run.
			fallback: { crypto: false },
			alias: {
				dompurify$: resolve(root, 'src/platform/plain-svg.ts'),
				'semver/functions/major.js$': resolve(root, 'src/platform/plain-semver.ts'),
				'semver/functions/valid.js$': resolve(root, 'src/platform/plain-semver.ts'),
			},
		},
		optimization: { chunkIds: 'named', splitChunks: SPLIT },
		performance: { hints: false },
		plugins: [
			new CleanStyles(),
			new ListBundles(),
			new VueLoaderPlugin(),
			new MiniCssExtractPlugin({ filename: '../css/trousseau-[name].css', chunkFilename: '../css/trousseau-[name].css?v=[contenthash]' }),
			new webpack.DefinePlugin({
				appName: JSON.stringify('trousseau'),
				appVersion: JSON.stringify(version),
				__VUE_OPTIONS_API__: true,
				__VUE_PROD_DEVTOOLS__: false,
				__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
			}),
		],
	}
}
