<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCA\Trousseau\Tests\Unit;

use DOMDocument;
use DOMElement;
use DOMXPath;
use PHPUnit\Framework\Attributes\CoversNothing;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

#[CoversNothing]
final class InfoXmlTest extends TestCase {
	private const ROOT = __DIR__ . '/../../..';

	public function testItFollowsTheSchema(): void {
		self::assertSame([], self::violations(self::load()));
	}

	/** @return iterable<string, array{callable(DOMXPath): void}> */
	public static function breaches(): iterable {
		yield 'no mandatory bugs' => [static fn (DOMXPath $x) => self::first($x, '/info/bugs')->remove()];
		yield 'no licence' => [static fn (DOMXPath $x) => self::first($x, '/info/licence')->remove()];
		yield 'no bound on Nextcloud' => [static function (DOMXPath $x): void {
			self::first($x, '/info/dependencies/nextcloud')->removeAttribute('max-version');
		}];
		yield 'a licence by its old name' => [self::text('/info/licence', 'agpl')];
		yield 'a category that does not exist' => [self::text('/info/category', 'passwords')];
		yield 'the same category twice' => [self::text('/info/category[2]', 'security')];
		yield 'a version of two numbers' => [self::text('/info/version', '0.1')];
		yield 'a summary too long' => [self::text('/info/summary', str_repeat('a', 129))];
		yield 'a route without a method' => [self::text('//navigation/route', 'trousseau.page')];
		yield 'the summary before the name' => [static function (DOMXPath $x): void {
			$name = self::first($x, '/info/name');
			$name->before(self::first($x, '/info/summary'));
		}];
	}

	/** @param callable(DOMXPath): void $breach */
	#[DataProvider('breaches')]
	public function testTheSchemaRefuses(callable $breach): void {
		$document = self::load();
		$breach(new DOMXPath($document));

		self::assertNotSame([], self::violations($document));
	}

	public function testItSaysWhereTheAppRuns(): void {
		$xpath = new DOMXPath(self::load());

		self::assertSame('32', self::first($xpath, '//dependencies/nextcloud')->getAttribute('min-version'));
		self::assertSame('35', self::first($xpath, '//dependencies/nextcloud')->getAttribute('max-version'));
		self::assertSame('8.1', self::first($xpath, '//dependencies/php')->getAttribute('min-version'));
		self::assertSame('trousseau.page.index', self::first($xpath, '//navigation/route')->textContent);
	}

	public function testItSpeaksEnglishAndFrench(): void {
		$xpath = new DOMXPath(self::load());

		foreach (['name', 'summary', 'description'] as $element) {
			self::assertNotSame('', trim(self::first($xpath, "/info/{$element}[not(@lang)]")->textContent));
			self::assertNotSame('', trim(self::first($xpath, "/info/{$element}[@lang='fr']")->textContent));
		}
	}

	public function testTheVersionIsTheOneOfThePackage(): void {
		$package = json_decode((string)file_get_contents(self::ROOT . '/package.json'), true);
		self::assertIsArray($package);

		self::assertSame($package['version'], self::first(new DOMXPath(self::load()), '/info/version')->textContent);
	}

	public function testTheIconsExist(): void {
		$icon = self::first(new DOMXPath(self::load()), '//navigation/icon')->textContent;

		self::assertSame('app.svg', $icon);
		foreach ([$icon, 'app-dark.svg'] as $name) {
			$svg = new DOMDocument();
			self::assertTrue($svg->load(self::ROOT . '/img/' . $name));
			self::assertSame('svg', $svg->documentElement?->localName);
		}
	}

	private static function load(): DOMDocument {
		$document = new DOMDocument();
		self::assertTrue($document->load(self::ROOT . '/appinfo/info.xml'));
		return $document;
	}

	/** @return list<string> */
	private static function violations(DOMDocument $document): array {
		$previous = libxml_use_internal_errors(true);
		try {
			$document->schemaValidate(__DIR__ . '/../app-info.xsd');
			return array_map(static fn ($error) => trim($error->message), libxml_get_errors());
		} finally {
			libxml_clear_errors();
			libxml_use_internal_errors($previous);
		}
	}

	/** @return callable(DOMXPath): void */
	private static function text(string $path, string $value): callable {
		return static function (DOMXPath $xpath) use ($path, $value): void {
			self::first($xpath, $path)->textContent = $value;
		};
	}

	private static function first(DOMXPath $xpath, string $path): DOMElement {
		$nodes = $xpath->query($path);
		$node = $nodes === false ? null : $nodes->item(0);
		self::assertInstanceOf(DOMElement::class, $node, $path);
		return $node;
	}
}
