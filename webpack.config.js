// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import { VueLoaderPlugin } from 'vue-loader'
import webpack from 'webpack'

const root = dirname(fileURLToPath(import.meta.url))
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))

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
			chunkFilename: 'trousseau-[name].js?v=[contenthash]',
			clean: true,
		},
		module: {
			rules: [
				{ test: /\.vue$/, loader: 'vue-loader' },
				{
					test: /\.ts$/,
					loader: 'ts-loader',
					exclude: /node_modules/,
					options: { transpileOnly: true, appendTsSuffixTo: [/\.vue$/], compilerOptions: { noEmit: false, allowImportingTsExtensions: false, rewriteRelativeImportExtensions: false } },
				},
				{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
			],
		},
		resolve: {
			extensions: ['.ts', '.js', '.vue'],
			// The CommonJS sumo build falls back to asm.js and returns wrong keys above 75 MiB.
			conditionNames: ['import', 'module', 'browser', 'default'],
		},
		optimization: { chunkIds: 'named', splitChunks: { chunks: 'async' } },
		performance: { hints: false },
		plugins: [
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
