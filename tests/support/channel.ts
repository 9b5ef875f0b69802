// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import type { MessagePort } from 'node:worker_threads'
import type { Port } from '../../src/worker/rpc.ts'

import { MessageChannel } from 'node:worker_threads'

const open: MessagePort[] = []

/** Closes every channel of a test. */
export const closeChannels = (): void => open.splice(0).forEach((port) => port.close())

/** A listener of messages, as in browsers. */
export type Listener = (event: MessageEvent) => void

/** Node's port with the browser's way of listening. */
function port(raw: MessagePort): Port {
	open.push(raw)
	return {
		postMessage: (message, transfer) => raw.postMessage(message, transfer as ArrayBuffer[]),
		addEventListener: (_type: string, listener: Listener) => {
			raw.on('message', (data: unknown) => listener({ data } as MessageEvent))
		},
	}
}

/** Both ends of a channel, as a page and its Worker have it: copies, and buffers that are handed over. */
export function channel(): readonly [Port, Port] {
	const { port1, port2 } = new MessageChannel()
	return [port(port1), port(port2)]
}
