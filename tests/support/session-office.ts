// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RunningHost } from '../../host/index.ts'
import type { WatchOptions } from '../../src/platform/change-watch.ts'
import type { DavClient } from '../../src/platform/dav/client.ts'
import type { CryptoApi } from '../../src/worker/api.ts'
import type { Session } from '../storm/wire.ts'

/** State given to the stores of one page instead of a browser; specs mock the platform with it. */
export interface Desk {
	user: string
	client: DavClient | null
	service: CryptoApi | null
	memory: Map<string, string>
	/** The watch that runs, whose checks the spec plays. */
	watched: WatchOptions | null
}

/** Answers of `/__host/`. */
export async function hook(host: RunningHost, path: string, body: object): Promise<Record<string, unknown>> {
	const answer = await fetch(`${host.url}/__host/${path}`, { method: 'POST', body: JSON.stringify(body) })
	if (!answer.ok) {
		throw new Error(`${path}: ${answer.status}`)
	}
	return await answer.json() as Record<string, unknown>
}

/** One request of somebody's own, beside the app. */
export async function act(session: Session, method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
	const answer = await session.send(session.at(path.split('/').map(encodeURIComponent).join('/')), { method, headers: { requesttoken: session.token, ...headers } })
	return answer.status
}

/** Renames or moves. */
export const move = (session: Session, from: string, to: string): Promise<number> => act(session, 'MOVE', from, { Destination: session.at(to.split('/').map(encodeURIComponent).join('/')) })

/** Copies a folder. */
export const copy = (session: Session, from: string, to: string): Promise<number> => act(session, 'COPY', from, { Destination: session.at(to.split('/').map(encodeURIComponent).join('/')) })
