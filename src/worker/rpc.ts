// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { asTrousseauError, TrousseauError } from '../domain/errors.ts'
import type { ErrorCode, RejectedHead } from '../domain/errors.ts'

/** A call, as it crosses to a Worker. */
export interface RpcRequest {
	readonly id: number
	readonly method: string
	readonly args: readonly unknown[]
}

/** An answer. Of an error only its code, detail and rejected heads cross: no text, no stack, no cause. */
export type RpcResponse
	= | { readonly id: number, readonly ok: true, readonly value: unknown }
		| { readonly id: number, readonly ok: false, readonly code: ErrorCode, readonly detail: Readonly<Record<string, string | number>>, readonly rejected: readonly RejectedHead[] }

/** One end of a channel: a Worker, or the global scope inside one. */
export interface Port {
	postMessage(message: unknown, transfer: Transferable[]): void
	addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

/** An object whose methods can be called from the other side. */
export type Callable<T> = { readonly [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => Promise<R> : never }

/** The buffers of the byte arrays found in a value, to be handed over rather than copied. */
export function buffersIn(value: unknown, levels = 2): ArrayBuffer[] {
	if (value instanceof Uint8Array) {
		return value.buffer instanceof ArrayBuffer ? [value.buffer] : []
	}
	return typeof value === 'object' && value !== null && levels > 0 ? Object.values(value).flatMap((item) => buffersIn(item, levels - 1)) : []
}

/**
 * Answers calls with the methods of a service.
 *
 * @param port - where requests arrive
 * @param service - only the methods named by `methods` can be called
 * @param methods - the closed list of calls
 * @param pack - the form in which answers cross; called with every answer, in the order in which they leave
 */
export function serve<T extends object>(port: Port, service: T, methods: readonly (keyof T & string)[], pack: (answer: unknown) => unknown = (answer) => answer): void {
	const answer = async ({ id, method, args }: RpcRequest): Promise<RpcResponse> => {
		try {
			const name = methods.find((known) => known === method)
			if (name === undefined) {
				throw new TrousseauError('unexpected-answer', { method })
			}
			const value: unknown = await (service[name] as (...args: readonly unknown[]) => Promise<unknown>).apply(service, [...args])
			return { id, ok: true, value: pack(value) }
		} catch (error) {
			const { code, detail, rejected } = asTrousseauError(error)
			return { id, ok: false, code, detail, rejected }
		}
	}
	port.addEventListener('message', (event: MessageEvent) => {
		void answer(event.data as RpcRequest).then((response) => port.postMessage(response, response.ok ? buffersIn(response.value) : []))
	})
}

interface Waiting {
	readonly resolve: (value: unknown) => void
	readonly reject: (error: TrousseauError) => void
}

/** The calling end of a channel. */
export interface Caller {
	/** `transfer`: what of the arguments goes to the other side and is lost here; the rest is copied. */
	call(method: string, args: readonly unknown[], transfer?: Transferable[]): Promise<unknown>
	/** Rejects every call under way and to come with this code. */
	fail(code: ErrorCode): void
}

/**
 * Calls the service at the other end of a port.
 *
 * @param port - where answers arrive
 * @param unpack - undoes the `pack` of the other end; called with every answer, in their order
 */
export function createCaller(port: Port, unpack: (answer: unknown) => unknown = (answer) => answer): Caller {
	const waiting = new Map<number, Waiting>()
	let failure: ErrorCode | undefined
	let last = 0
	port.addEventListener('message', (event: MessageEvent) => {
		const response = event.data as RpcResponse
		const call = waiting.get(response.id)
		waiting.delete(response.id)
		if (response.ok) {
			// Decoded even for an abandoned call: the next answer may be encoded as a difference from this one.
			const value = unpack(response.value)
			call?.resolve(value)
		} else {
			call?.reject(new TrousseauError(response.code, response.detail, undefined, response.rejected))
		}
	})
	return {
		call: (method, args, transfer = []) => new Promise((resolve, reject) => {
			if (failure !== undefined) {
				reject(new TrousseauError(failure))
				return
			}
			last += 1
			waiting.set(last, { resolve, reject })
			port.postMessage({ id: last, method, args } satisfies RpcRequest, transfer)
		}),
		fail: (code) => {
			failure = code
			waiting.forEach(({ reject }) => reject(new TrousseauError(code)))
			waiting.clear()
		},
	}
}
