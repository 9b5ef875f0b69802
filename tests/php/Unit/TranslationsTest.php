<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCA\Trousseau\Tests\Unit;

use PHPUnit\Framework\Attributes\CoversNothing;
use PHPUnit\Framework\TestCase;

/** PHP reads l10n/fr.json, the page reads l10n/fr.js: both must say the same. */
#[CoversNothing]
final class TranslationsTest extends TestCase {
	private const FOLDER = __DIR__ . '/../../../l10n';

	public function testTheScriptHoldsTheCatalogue(): void {
		$catalogue = self::catalogue();
		$script = (string)file_get_contents(self::FOLDER . '/fr.js');
		$found = preg_match(
			'/^OC\.L10N\.register\(\s*"trousseau",\s*(\{.*\}),\s*("(?:[^"\\\\]|\\\\.)*")\s*\);?\s*$/s',
			$script,
			$parts,
		);

		self::assertSame(1, $found, 'l10n/fr.js is not one call of OC.L10N.register');
		self::assertSame($catalogue['translations'], json_decode($parts[1] ?? '', true, flags: JSON_THROW_ON_ERROR));
		self::assertSame($catalogue['pluralForm'], json_decode($parts[2] ?? '', true, flags: JSON_THROW_ON_ERROR));
	}

	public function testEveryPluralHasTheThreeFormsOfFrench(): void {
		$catalogue = self::catalogue();
		self::assertIsArray($catalogue['translations']);
		self::assertNotSame([], $catalogue['translations']);
		self::assertIsString($catalogue['pluralForm']);
		self::assertStringStartsWith('nplurals=3;', $catalogue['pluralForm']);

		foreach ($catalogue['translations'] as $source => $translation) {
			if (preg_match('/^_.+_::_.+_$/s', (string)$source) === 1) {
				self::assertIsArray($translation, (string)$source);
				self::assertCount(3, $translation, (string)$source);
			} else {
				self::assertIsString($translation, (string)$source);
			}
		}
	}

	/** @return array<array-key, mixed> */
	private static function catalogue(): array {
		$catalogue = json_decode((string)file_get_contents(self::FOLDER . '/fr.json'), true, flags: JSON_THROW_ON_ERROR);
		self::assertIsArray($catalogue);
		return $catalogue;
	}
}
