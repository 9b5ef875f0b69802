// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints the dates of contracts as JSON (docs/CONTRACTS.md): npm run -s contract:dates -- cases.json
import { datesOfInput } from '../src/domain/contracts/cases.ts'
import { answerCases } from './lib/cases.ts'

answerCases('Usage: npm run -s contract:dates -- cases.json', datesOfInput)
