// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints the place, the law and the transfer of hostings as JSON (docs/HOSTING.md): npm run -s hosting:classify -- cases.json
import { classesOfInput } from '../src/domain/hosting/chain-input.ts'
import { answerCases } from './lib/cases.ts'

answerCases('Usage: npm run -s hosting:classify -- cases.json', classesOfInput)
