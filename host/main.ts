// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { HostOptions } from './index.ts'
import { startHost } from './index.ts'

const HELP = `Hôte d’essai de Trousseau : un Nextcloud réduit, sur cet ordinateur seulement.

  --port <n>        port d’écoute sur 127.0.0.1 (8765 par défaut, 0 pour un port libre)
  --data <dossier>  où garder les données (par défaut dans le dossier de cache de l’utilisateur)
  --reset           vide d’abord ce dossier
  --demo            charge la commune d’exemple, qui est fictive
  --https           écoute en https, avec un certificat fait par la commande openssl, que le navigateur ne connaît pas
  --quiet           n’affiche rien
  --test-hooks      ouvre les interrupteurs de test sous /__host/
  --record <dossier> garde chaque octet reçu
  --help            affiche ceci

Les mots de passe sont tirés au sort une fois et gardés dans le dossier de données.
TROUSSEAU_HOST_PASSWORD_SECRETAIRE, _MAIRE et _ADMIN les imposent.
`

/** Default data folder: the user's cache, never the repository. */
function defaultData(): string {
	return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'trousseau-host')
}

function readOptions(args: readonly string[]): HostOptions | 'help' {
	const { values } = parseArgs({
		args: [...args],
		options: {
			port: { type: 'string', default: '8765' },
			data: { type: 'string', default: defaultData() },
			reset: { type: 'boolean', default: false },
			demo: { type: 'boolean', default: false },
			https: { type: 'boolean', default: false },
			quiet: { type: 'boolean', default: false },
			'test-hooks': { type: 'boolean', default: false },
			record: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	})
	if (values.help) {
		return 'help'
	}
	const port = Number(values.port)
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`Port incorrect : ${values.port}`)
	}
	return {
		port,
		dataDir: values.data,
		reset: values.reset,
		demo: values.demo,
		https: values.https,
		quiet: values.quiet,
		testHooks: values['test-hooks'],
		...(values.record === undefined ? {} : { recordDir: values.record }),
	}
}

async function run(): Promise<void> {
	const options = readOptions(process.argv.slice(2))
	if (options === 'help') {
		process.stdout.write(HELP)
		return
	}
	const host = await startHost(options)
	const stop = (): void => {
		void host.close().then(() => process.exit(0))
	}
	process.once('SIGINT', stop)
	process.once('SIGTERM', stop)
}

run().catch((error: unknown) => {
	const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
	const reason = taken
		? 'Ce port est déjà pris : choisissez-en un autre avec --port.'
		: error instanceof Error
			? error.message
			: String(error)
	process.stderr.write(`${reason}\n`)
	process.exitCode = 1
})
