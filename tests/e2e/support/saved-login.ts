// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The login that the profile below has saved. */
export const SAVED = { user: 'anne.nextcloud', password: 'NextcloudPass!42' } as const

const PLACEHOLDER = 'http://127.0.0.1:00000'

/**
 * The table of saved logins of a Chromium profile (SQLite, version 43 of its schema, which later versions migrate), gzip in base64, with one
 * row for {@link PLACEHOLDER}. The password is sealed under the fixed key of `--password-store=basic`.
 */
const LOGIN_DATA = [
	'H4sIAAAAAAACA+2dXWzbVBTH7TqL027tVlhllY7J2wSrta5tKBVaK8Sy1hvRsnTL0omCwHKd29TUH5ntlJUHRAZIvDAhxBsSCCSQeEBCPIDECxJvPE1oTLzwgMTHG7whIU1IXNv5',
	'cj5IEUKw9v+rE+d++dx7zj33XDdJe/lSRveIuGY7puqJM0yCYVnmtCgyDBOjj4NMg33VvBos05sYM6mxe/zK/J3gGuEJAAAAAP8de7lB+szxXzL8r/z39AQAAACAu4JDHDc/bKiu',
	'p2i2WVI9fdUgyiZxXN22Hp7e18eNDddSMwdY7tiwaaolxfVUr+yeTA4E8f8rhv+Rv01PAAAAALi7buXH2Gqc7xvijvU3Rfkxbp7tskEI7v9Z/hhDDwAAAAA0qDzJHllZGZHuzw3O',
	'xxOJRP197zj9YZgEPRLrnleam5pKPvTI5DT9Sc5N+0zpVoFcmyytl6YMu6hb26tVdomjWhaZtMg1TzPscqGkuu5ztlPYTE7fvP7p12//cvTw+5OvzX1+44sbn73w0XeHb915L3/b',
	'U6WZNx/sIoKZemvunT9eZLjai9p5IIj/7zL0AAAAAMD/hWd4f+sx3/9P9w5d2of3/78x9AAAAADATqaf5Ub7g/2C68d//1cYAAAAANg9IP4DAAAAiP8AAAAA2PkMIP4DAAAAu+/+',
	'n59jOC7G8EX+Jhfj5/o+6Uuwz7JH2CPQTQA/x/4ALexoXp3heGF0lH095amrBgk/GBM+xxZyciovi/nUmYwshnniuO3o9IVSdgzxSiq38HgqJ2aX8mJ2OZOZEFXN0+1I4YTofyzX',
	'Uk2iEIOYxPI6lGyqRpk08msf221vUS8JW5zJLJ2ZEN3yqql77ZVdvWjRzjhENcwOfS2oHlE0WuqRgpjO5uVzcnPxqqFqG4bu0lJldUvx+9qhlqutU6kdCuo99bZK9fIJ0dNN4voX',
	'KzTy/L8/qtDeqNXxFHS3ZKhbiq+axmh0rVWxa6RAHLVd4e6GXlKeJ46taIaubTQEFYlVb1AybLVQ/Y50o0bJdt3gK9J105RU3XGrHdMberqYS19I5VbE8/KKmFrOL6WzdLJckLP5',
	'ql6Dr1w3D7OuGnFRPptazuTF6QnRtDd1q6isGra2QdVMFVFTgX+NugpNu6Cv6T2u5RKLqkMhpqo36yLMjaoyuLpDNKJvNtvBXVcdvzuW7VFxWqioqjF6CN8gW9q6St1CL9Ap6He2',
	'NpJqB0qOvaZTveqmWiRRczX0RWsYPQRRB7MdJfBFRS3Rq272aLCcTV9alpvdtt0jWz2x3QOjziRJ/O/MyW0vMWssL4yMsJWpYIUxiaf6j77I6uLnjFMtipml7LlWX60NomnSTYjh',
	'CtBUXTreFxfmR1gm+FqAe9XQqV7VsmcHacWXoCT9Z6521z8YU5gh5grD3+Ir8W/jp2Ifx4p938SOsj/3fci+wR5iPqCFf5vscFx4QGBDsb6DuUqo/OD1weqw09lF+QmxuVhcyobp',
	'mq0KNp3LluQd4IV5ia0MBxekPkKoKRSqKyUcGJ2uxK0bLEjdGxHSpYkvL9pMHC+pDrU2ncWSt58Xpma7SqWjIVrZCRbQYMqrhnvPX0v15XVq1iw1NxQXjo+ybtAgjDhKOPPCxHBE',
	'RKSCf/lajIpM1srpfbwgCOx1JZh/gYqDp/2RGRhkiVHdd4ga3WIWXSdM3XVVQ9HsMo1C9VWlXAoc3F/4O4SJcGZHpbYKkSRpMC48KnSb2eEkSganA9fPD/CCJLEvXwpGGzVwNDUY',
	'GX/rVNjeYl83XfsilJPPyjk5uyBfrtmFWmj54qIvciF1eSG1KPs5i3JGbspZ9Fvlgh6ls+l8OpXJrFQz5cVgoe1glObdQI+wTqPoml6deg0j1VbJ+nACSZI0vzcuLEndFB9VmZKM',
	'podqy8y5/rjw1Gy3i3RyCSXZKXfgpXiCF2Zn2VfClbRTnU55/RE793DBusr+FfNVheveVmRf1GyfwHLd3EV3FbPs9Qh5HnWmoh/0m+P4mmObyird0tF4vK2A2TQVWnotSZUxnhdm',
	'ZtjK0+GSsmVp/iaFGEGU8bdyHbIS0eWmvcJ2fa6lVas7SJXjcV44dYqt6I3e+Yb2dDpJIx1sy+Xb+9hWhy6vdA/ib2N8Z9xOf7v29OKeuHDiBLsS9jP0DJdcLRNLa03Goz2LFo77',
	'i+UETUknYnHhsdFuvlYNGMnwvAfv/wMAAAC7D7z/DwAAAOw+cP8PAAAA4P4fAAAAALsj/rP8Tww9AAAAALCTuI/r+v8DcP8PAAAA7M77f8R/AAAAAPEfAAAAADubPwG4eAlbAKAA',
	'AA==',
].join('')

/**
 * A new folder for a Chromium profile in which the login of a server is saved, as after "Save password?" on its login page.
 *
 * @param url - the server, on a port of five digits
 */
export async function profileWithLogin(url: string): Promise<string> {
	if (url.length !== PLACEHOLDER.length) {
		throw new Error(`${url} has not the length of ${PLACEHOLDER}`)
	}
	const folder = await mkdtemp(join(tmpdir(), 'trousseau-chromium-'))
	const bytes = gunzipSync(Buffer.from(LOGIN_DATA, 'base64')).toString('latin1').replaceAll(PLACEHOLDER, url)
	await mkdir(join(folder, 'Default'))
	await writeFile(join(folder, 'Default', 'Login Data'), bytes, 'latin1')
	return folder
}
