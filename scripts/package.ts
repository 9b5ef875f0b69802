// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the page and writes build/trousseau.tar.gz, the archive that a host unpacks in custom_apps.
// The same commit gives the same bytes: sorted entries, fixed dates, rights and owners.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { create, list } from 'tar'
import { at, isRecord, readJson } from './lib/project.ts'
import { fail, run, which } from './lib/run.ts'

const APP = 'trousseau'
const ARCHIVE = at('build/trousseau.tar.gz')
const STAGE = at('build/package')
const CONTENT = ['appinfo', 'css', 'img', 'js', 'l10n', 'lib', 'templates', 'LICENSES', 'CHANGELOG.md', 'README.md']
const REQUIRED = ['appinfo/info.xml', 'css/trousseau-main.css', 'img/app.svg', 'img/app-dark.svg', 'js/trousseau-main.js', 'l10n/fr.js', 'l10n/fr.json', 'lib/AppInfo/Application.php', 'lib/Controller/PageController.php', 'templates/main.php', 'LICENSES/AGPL-3.0-or-later.txt', 'CHANGELOG.md', 'README.md']
const FORBIDDEN = /(^|\/)(src|tests?|host|node_modules|vendor|\.[^/]*)(\/|$)|\.(map|ts|vue|spec\.js)$/

/** The built sheets hold them already. */
const isStyleSource = (path: string): boolean => /^css\/(?!trousseau-)/.test(path)

/** Every file of a path, sorted, relative to the repository. */
function filesOf(path: string): readonly string[] {
	if (!statSync(at(path)).isDirectory()) {
		return [path]
	}
	return readdirSync(at(path)).sort().flatMap((name) => filesOf(`${path}/${name}`))
}

/** Copies the content aside with the rights that it shall have, whatever those of this working tree. */
function stage(files: readonly string[]): readonly string[] {
	rmSync(STAGE, { recursive: true, force: true })
	const entries = new Set<string>([APP])
	for (const file of files) {
		const entry = `${APP}/${file}`
		for (let folder = dirname(entry); folder !== '.'; folder = dirname(folder)) {
			entries.add(folder)
		}
		entries.add(entry)
		mkdirSync(join(STAGE, dirname(entry)), { recursive: true })
		copyFileSync(at(file), join(STAGE, entry))
		chmodSync(join(STAGE, entry), 0o644)
	}
	const sorted = [...entries].sort()
	sorted.filter((entry) => statSync(join(STAGE, entry)).isDirectory()).forEach((entry) => chmodSync(join(STAGE, entry), 0o755))
	return sorted
}

/** The date of the content: SOURCE_DATE_EPOCH (seconds) when it is set, else that of the last commit. */
function contentDate(): Date {
	const given = process.env.SOURCE_DATE_EPOCH
	const seconds = given ?? execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: at('.'), encoding: 'utf8' }).trim()
	return new Date(Number(seconds) * 1000)
}

async function verify(): Promise<number> {
	const found: { path: string, size: number }[] = []
	let info = ''
	await list({
		file: ARCHIVE,
		onReadEntry: (entry) => {
			found.push({ path: entry.path, size: entry.size ?? 0 })
			if (entry.path === `${APP}/appinfo/info.xml`) {
				entry.on('data', (chunk: Buffer) => {
					info += chunk.toString('utf8')
				})
			}
		},
	})
	for (const { path, size } of found) {
		process.stdout.write(`${String(size).padStart(9)}  ${path}\n`)
	}
	const inside = found.map(({ path }) => path.replace(`${APP}/`, ''))
	const problems = [
		...found.filter(({ path }) => !path.startsWith(`${APP}/`)).map(({ path }) => `outside of the top folder: ${path}`),
		...inside.filter((path) => FORBIDDEN.test(path)).map((path) => `has no place in the archive: ${path}`),
		...REQUIRED.filter((path) => !inside.includes(path)).map((path) => `missing: ${path}`),
		...infoProblems(info),
	]
	if (problems.length > 0) {
		fail(problems.join('\n'))
	}
	return found.length
}

/** Errors in the info.xml of the archive. */
function infoProblems(info: string): readonly string[] {
	const manifest = readJson('package.json')
	const version = /<version>([^<]*)<\/version>/.exec(info)?.[1]
	const problems = isRecord(manifest) && version === manifest.version ? [] : [`info.xml has version ${version}, package.json another`]
	const php = which('php')
	if (php === undefined) {
		return [...problems, 'info.xml could not be validated: php is missing (npm run setup)']
	}
	const validate = 'libxml_use_internal_errors(true); $d = new DOMDocument(); $d->loadXML(stream_get_contents(STDIN)) && $d->schemaValidate($argv[1]);'
		+ 'foreach (libxml_get_errors() as $e) { echo trim($e->message), "\\n"; }'
	const output = execFileSync(php, ['-r', validate, at('tests/php/app-info.xsd')], { input: info, encoding: 'utf8' })
	return [...problems, ...output.split('\n').filter((line) => line !== '').map((line) => `info.xml: ${line}`)]
}

if (await run('npm', ['run', '--silent', 'lint:l10n']) !== 0) {
	fail('The translations are not complete.')
}
if (await run('npm', ['run', '--silent', 'build']) !== 0) {
	fail('The build failed.')
}
const absent = CONTENT.filter((path) => !existsSync(at(path)))
if (absent.length > 0) {
	fail(`Missing: ${absent.join(', ')}`)
}
const entries = stage(CONTENT.flatMap(filesOf).filter((path) => !path.endsWith('.map') && !isStyleSource(path)))
await create({ file: ARCHIVE, cwd: STAGE, gzip: { level: 9 }, portable: true, noDirRecurse: true, mtime: contentDate() }, [...entries])
rmSync(STAGE, { recursive: true, force: true })
const count = await verify()
const bytes = readFileSync(ARCHIVE)
process.stdout.write(`build/trousseau.tar.gz: ${count} entries, ${bytes.length} bytes, info.xml valid, sha256 ${createHash('sha256').update(bytes).digest('hex')}\n`)
